import Cooperation
import Fingerprints

extension ID {
    /// The same id for the same number, whatever it identifies.
    static func number(_ number: UInt64) -> ID {
        ID(Identifier(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0000 | number))
    }
}

extension Timestamp {
    /// The moment at which every test begins.
    static let start = Timestamp(microseconds: 1_767_225_600_000_000)
}

extension JournalEvent {
    /// An act as a journal would have recorded it.
    init(
        _ act: Act,
        position: Int64 = 0,
        time: Timestamp = .start,
        by organisation: ID<Organisation> = .number(1),
        actor: Identifier? = nil,
        origin: EventOrigin? = nil
    ) {
        self.init(
            position: position,
            type: act.type,
            version: act.version,
            subject: act.subject,
            time: time,
            organisation: organisation,
            actor: actor ?? organisation.identifier,
            facts: act.facts,
            origin: origin
        )
    }
}

extension Aggregate {
    /// The state after acts that were recorded one after another.
    static func after(
        _ state: Self?,
        _ acts: [Act],
        by organisation: ID<Organisation> = .number(1),
        at time: Timestamp = .start,
        actor: Identifier? = nil,
        origin: EventOrigin? = nil
    ) throws -> Self? {
        var state = state
        for (index, act) in acts.enumerated() {
            let event = JournalEvent(
                act,
                position: Int64(index),
                time: time,
                by: organisation,
                actor: actor,
                origin: origin
            )
            state = try apply(state, event)
        }
        return state
    }
}

/// States to start from, each reached by deciding and replaying, as in production.
enum Build {
    /// A text that no fact may ever hold.
    static func text(_ part: String) -> String { marker + " " + part }
    static let marker = "MARKER"

    static let elsewhere = EventOrigin(exchange: .number(900), position: 7)

    struct Missing: Error {}

    static func organisation(
        _ number: UInt64,
        _ kind: OrganisationKind = .platform,
        standing: Standing = .active,
        interests: Interests? = nil,
        declares: Bool = true,
        ownsNode: Bool = false,
        origin: EventOrigin? = nil
    ) throws -> Organisation {
        let id = ID<Organisation>.number(number)
        let declared = declares ? try interests ?? Interests(owners: ["owner-\(number)"]) : nil
        let registration = OrganisationCommand.register(
            kind: kind,
            name: text("name"),
            interests: declared,
            ownsNode: ownsNode
        )
        var organisation = try Organisation.after(
            nil,
            Organisation.decide(nil, registration, id: id),
            by: id,
            origin: origin
        )
        for step in ownsNode ? [] : steps(to: standing) {
            let acts =
                origin == nil
                ? try Organisation.decide(organisation, .changeStanding(step, reason: text("reason")), id: id)
                : [Act(standingChange(step), on: id)]
            organisation = try Organisation.after(organisation, acts, by: id, origin: origin)
        }
        guard let organisation else { throw Missing() }
        return organisation
    }

    private static func standingChange(_ standing: Standing) -> AnyStandingChange {
        AnyStandingChange(standing: standing)
    }

    /// What an exchange records when it changes a standing there.
    private struct AnyStandingChange: EventPayload {
        static let type = OrganisationStandingChanged.type
        let standing: Standing
    }

    private static func steps(to standing: Standing) -> [Standing] {
        switch standing {
        case .applicant: []
        case .observer: [.observer]
        case .active: [.active]
        case .restricted: [.active, .restricted]
        case .suspended: [.active, .suspended]
        case .withdrawn: [.withdrawn]
        }
    }

    static func person(_ number: UInt64, of organisation: UInt64, roles: Set<Role> = [.curator]) throws -> Person {
        let id = ID<Person>.number(number)
        let acts = try Person.decide(
            nil,
            .add(organisation: .number(organisation), name: text("name"), roles: roles),
            id: id
        )
        guard let person = try Person.after(nil, acts) else { throw Missing() }
        return person
    }

    static func agreement(
        _ parties: [Organisation],
        accepting: [Organisation]? = nil,
        use: Agreement.Use = .block,
        validUntil: Timestamp? = nil,
        at time: Timestamp = .start,
        number: UInt64 = 100,
        origin: EventOrigin? = nil
    ) throws -> Agreement {
        let id = ID<Agreement>.number(number)
        let proposal = AgreementCommand.propose(
            title: text("title"),
            parties: parties,
            use: use,
            validUntil: validUntil
        )
        var agreement = try Agreement.after(
            nil,
            Agreement.decide(nil, proposal, id: id, now: time),
            at: time,
            origin: origin
        )
        for party in accepting ?? parties {
            let acts = [Act(Acceptance(party: party.id), on: id)]
            agreement = try Agreement.after(agreement, acts, by: party.id, at: time, origin: origin)
        }
        guard let agreement else { throw Missing() }
        return agreement
    }

    /// What a journal holds when a party accepted.
    private struct Acceptance: EventPayload {
        static let type = AgreementAccepted.type
        let party: ID<Organisation>
    }

    static func bank(
        owner: Organisation,
        agreement: Agreement? = nil,
        settings: BankSettings? = nil,
        isExternal: Bool = false,
        isEnforced: Bool = false,
        isClosed: Bool = false,
        number: UInt64 = 200,
        origin: EventOrigin? = nil
    ) throws -> Bank {
        let id = ID<Bank>.number(number)
        let verifier =
            isExternal
            ? try ExternalVerifier(name: text("verifier"), criteria: text("criteria"), contact: text("contact")) : nil
        let opening = BankCommand.open(
            name: text("bank"),
            owner: owner,
            agreement: agreement,
            settings: try settings ?? BankSettings(),
            verifier: verifier
        )
        var bank = try Bank.after(
            nil,
            Bank.decide(nil, opening, id: id, actor: owner.id, now: .start),
            by: owner.id,
            origin: origin
        )
        if isEnforced {
            let acts = try Bank.decide(bank, .switchEnforcement(true), id: id, actor: owner.id, now: .start)
            bank = try Bank.after(bank, acts, by: owner.id)
        }
        if isClosed {
            bank = try Bank.after(
                bank,
                Bank.decide(bank, .close, id: id, actor: owner.id, now: .start),
                by: owner.id
            )
        }
        guard let bank else { throw Missing() }
        return bank
    }

    static func proposal(_ provenance: Provenance = .ownService, link: ViewingLink? = nil) -> SignalProposal {
        SignalProposal(
            kind: .image,
            behaviours: [.graphicViolence, .threat],
            provenance: provenance,
            fingerprints: [pdq(1)],
            rationale: text("rationale"),
            exemptionAssessment: text("exemption"),
            source: text("source"),
            link: link
        )
    }

    static func pdq(_ seed: UInt64) -> Fingerprint {
        Fingerprint(pdq: Hash256(seed, seed &* 3, seed &* 5, seed &* 7))
    }

    static func match(
        _ signal: UInt64 = 300,
        distance: Int = 3,
        behaviours: [Behaviour] = [.threat]
    ) -> Match {
        Match(
            signal: .number(signal),
            bank: .number(200),
            agreement: .number(100),
            kind: .pdq,
            fingerprint: pdq(1).value,
            distance: distance,
            behaviours: behaviours,
            disputed: false,
            verdict: .review,
            rule: .notVerified
        )
    }
}
