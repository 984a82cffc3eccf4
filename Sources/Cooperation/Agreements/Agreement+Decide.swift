/// An agreement was written down.
///
/// Sealed: `title`.
public struct AgreementProposed: EventPayload {
    /// What happened.
    public static let type = "agreement.proposed"
    /// Who may join.
    public let parties: [ID<Organisation>]
    /// What parties may do with the signals.
    public let use: Agreement.Use
    /// When it ends by itself.
    public let validUntil: Timestamp?
}

/// A party accepted an agreement.
public struct AgreementAccepted: EventPayload {
    /// What happened.
    public static let type = "agreement.accepted"
    /// The party.
    public let party: ID<Organisation>
}

/// A party left an agreement.
public struct AgreementLeft: EventPayload {
    /// What happened.
    public static let type = "agreement.left"
    /// The party.
    public let party: ID<Organisation>
}

/// What can be asked of an agreement.
public enum AgreementCommand: Sendable {
    /// Write one down between these members.
    case propose(title: String, parties: [Organisation], use: Agreement.Use, validUntil: Timestamp?)
    /// Accept it in a party's name.
    case accept(ID<Organisation>)
    /// Leave it in a party's name; it ends when fewer than two are left.
    case leave(ID<Organisation>)
}

extension Agreement {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the agreement; `nil` for one not written down.
    ///   - command: what is asked.
    ///   - id: its id, which a proposal takes on.
    ///   - now: the time.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Agreement?,
        _ command: AgreementCommand,
        id: ID<Agreement>,
        now: Timestamp
    ) throws(Refusal) -> [Act] {
        switch (state, command) {
        case (nil, .propose(let title, let parties, let use, let validUntil)):
            let title = try Texts.required(title, "title", bytesMax: Organisation.nameBytesMax)
            try requireParties(parties)
            if let validUntil, validUntil <= now {
                throw Refusal(.invalid, "time-passed", "Let the agreement end in the future.", pointer: "/validUntil")
            }
            return [
                Act(
                    AgreementProposed(parties: parties.map(\.id).sorted(), use: use, validUntil: validUntil),
                    on: id,
                    sealed: ["title": title]
                )
            ]
        case (_?, .propose):
            throw Refusal(.conflict, "already-proposed", "An agreement with this id was written down already.")
        case (nil, _): throw Refusal(.notFound, "not-found", "There is no such agreement.")
        case (let agreement?, .accept(let party)):
            try agreement.requireKeptHere()
            guard agreement.parties.contains(party) else { throw notParty }
            guard agreement.state != .ended, agreement.validUntil.map({ now < $0 }) ?? true else { throw ended }
            return agreement.acceptance(by: party) != nil ? [] : [Act(AgreementAccepted(party: party), on: id)]
        case (let agreement?, .leave(let party)):
            try agreement.requireKeptHere()
            guard agreement.parties.contains(party) else { throw notParty }
            return agreement.acceptance(by: party) != nil ? [Act(AgreementLeft(party: party), on: id)] : []
        }
    }

    private func requireKeptHere() throws(Refusal) {
        guard origin == nil else {
            throw Refusal(.conflict, "kept-elsewhere", "This agreement is kept by the exchange; do that there.")
        }
    }

    private static func requireParties(_ parties: [Organisation]) throws(Refusal) {
        guard parties.count >= 2, Set(parties.map(\.id)).count == parties.count, parties.count <= partiesMax else {
            throw Refusal(
                .invalid,
                "parties-invalid",
                "Name 2 to \(partiesMax) different members as parties.",
                pointer: "/parties"
            )
        }
        guard parties.allSatisfy(\.kind.curatesSignals) else {
            throw Refusal(
                .invalid,
                "party-not-eligible",
                "Only platforms and bodies of civil society share signals; authorities submit, and see their own.",
                pointer: "/parties"
            )
        }
    }

    private static var notParty: Refusal {
        Refusal(.forbidden, "not-a-party", "Your organisation is not named as a party of this agreement.")
    }

    private static var ended: Refusal {
        Refusal(.conflict, "agreement-ended", "This agreement is over; propose a new one.")
    }

    /// The state after an event.
    public static func apply(_ state: Agreement?, _ event: JournalEvent) throws(ReplayError) -> Agreement {
        switch (state, event.type) {
        case (nil, AgreementProposed.type):
            let facts = try event.payload(AgreementProposed.self)
            return Agreement(
                id: ID(event.subject),
                parties: facts.parties,
                acceptances: [],
                use: facts.use,
                validUntil: facts.validUntil,
                state: .proposed,
                titledAt: event.position,
                latestPosition: event.position,
                origin: event.origin
            )
        case (var agreement?, AgreementAccepted.type):
            let party = try event.payload(AgreementAccepted.self).party
            agreement.acceptances.removeAll { $0.party == party }
            agreement.acceptances.append(
                Agreement.Acceptance(party: party, position: event.origin?.position ?? event.position)
            )
            agreement.acceptances.sort { $0.party < $1.party }
            agreement.latestPosition = event.position
            if agreement.acceptances.count >= 2, agreement.state == .proposed { agreement.state = .inForce }
            return agreement
        case (var agreement?, AgreementLeft.type):
            let party = try event.payload(AgreementLeft.self).party
            agreement.acceptances.removeAll { $0.party == party }
            agreement.latestPosition = event.position
            if agreement.acceptances.count < 2, agreement.state == .inForce { agreement.state = .ended }
            return agreement
        default: throw ReplayError.unexpected(event, after: state)
        }
    }
}
