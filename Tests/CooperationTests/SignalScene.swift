import Cooperation
import Fingerprints

/// Members, agreements and banks around which signals are told.
///
/// 1 proposes; 2, 3 and 5 are independent of it, 5 of neither 2 nor the authority; 4 is the authority; 6 shares the
/// proposer's owner; 7 declared nothing; 8 is no party.
struct SignalScene: Sendable {
    let members: [UInt64: Organisation]
    let agreement: Agreement
    let shared: Bank
    let own: Bank
    let external: Bank
    let submission: Submission

    static let id = ID<Signal>.number(300)

    init() throws {
        var members: [UInt64: Organisation] = [:]
        members[1] = try Build.organisation(1, interests: Interests(owners: ["group-a"]))
        members[2] = try Build.organisation(2, .civilSociety, interests: Interests(owners: ["b"], funders: ["fund.x"]))
        members[3] = try Build.organisation(3, interests: Interests(owners: ["c"]))
        members[4] = try Build.organisation(4, .authority, interests: Interests(governments: ["gov.example"]))
        members[5] = try Build.organisation(5, interests: Interests(funders: ["fund.x", "gov.example"]))
        members[6] = try Build.organisation(6, interests: Interests(owners: ["group-a"]))
        members[7] = try Build.organisation(7, declares: false)
        members[8] = try Build.organisation(8)
        self.members = members
        let parties = [1, 2, 3, 5, 6, 7].compactMap { members[$0] }
        agreement = try Build.agreement(parties)
        let settings = try BankSettings(allowsBlocking: true)
        guard let owner = members[1], let authority = members[4] else { throw Build.Missing() }
        shared = try Build.bank(owner: owner, agreement: agreement, settings: settings, isEnforced: true)
        own = try Build.bank(owner: owner, settings: settings, isEnforced: true, number: 201)
        external = try Build.bank(
            owner: owner,
            agreement: agreement,
            settings: settings,
            isExternal: true,
            isEnforced: true,
            number: 202
        )
        let submitting = SubmissionCommand.submit(
            kind: .image,
            behaviours: [.threat],
            reference: Build.text("reference"),
            reasons: Build.text("reasons")
        )
        let acts = try Submission.decide(nil, submitting, id: .number(50), actor: authority)
        guard let submission = try Submission.after(nil, acts, by: authority.id) else { throw Build.Missing() }
        self.submission = submission
    }

    func bank(_ id: ID<Bank>?) -> Bank { [own, external].first { $0.id == id } ?? shared }

    func member(_ number: UInt64) throws -> Organisation {
        guard let member = members[number] else { throw Build.Missing() }
        return member
    }

    /// Asks something of a signal in the name of a person, numbered ten times their organisation's number or more.
    func ask(
        _ state: Signal?,
        _ command: SignalCommand,
        by person: UInt64,
        vouched: Bool = false,
        in bank: Bank? = nil,
        ownMatch: Bool = false,
        negatives: Int = 0,
        dispatch: ID<Dispatch>? = nil,
        at time: Timestamp = .start
    ) throws -> [Act] {
        let organisation = try member(person / 10)
        let bank = bank ?? self.bank(state?.bank)
        let context = SignalContext(
            organisation: organisation,
            person: .number(person),
            isVouched: vouched,
            proposer: try member(1),
            authority: state?.provenance.authority == nil ? nil : try member(4),
            bank: bank,
            agreement: bank.agreement == nil ? nil : agreement,
            hasOwnTrueMatch: ownMatch,
            negativeOpinionsLastHour: negatives,
            negativeOpinionBudget: 2,
            dispatch: dispatch,
            now: time
        )
        return try Signal.decide(state, command, id: Self.id, context: context)
    }

    /// Asks, and replays what came of it.
    func next(
        _ state: Signal?,
        _ command: SignalCommand,
        by person: UInt64,
        vouched: Bool = false,
        in bank: Bank? = nil,
        ownMatch: Bool = false,
        negatives: Int = 0,
        at time: Timestamp = .start
    ) throws -> Signal? {
        let acts = try ask(
            state,
            command,
            by: person,
            vouched: vouched,
            in: bank,
            ownMatch: ownMatch,
            negatives: negatives,
            at: time
        )
        return try Signal.after(state, acts, by: .number(person / 10), at: time)
    }

    /// A signal that nobody but its proposer has looked at.
    func proposed(in bank: Bank? = nil, _ provenance: Provenance = .ownService, link: ViewingLink? = nil) throws
        -> Signal
    {
        let signal = try next(nil, .propose(Build.proposal(provenance, link: link)), by: 10, in: bank ?? shared)
        guard let signal else { throw Build.Missing() }
        return signal
    }

    func verified(_ state: Signal?, by people: [UInt64]) throws -> Signal {
        let verify = SignalCommand.verify(.ownMatch, lookedAt: Build.text("lookedAt"))
        guard let signal = try people.reduce(state, { try next($0, verify, by: $1, ownMatch: true) }) else {
            throw Build.Missing()
        }
        return signal
    }

    /// A match of the signal as a platform's own node sees it.
    func candidate(
        _ signal: Signal,
        bank: Bank? = nil,
        agreement: Agreement? = nil,
        fingerprint: Fingerprint = Build.pdq(1),
        distance: Int = 0,
        viewer: UInt64 = 1,
        isProven: Bool = true,
        changed: Organisation? = nil
    ) -> MatchCandidate {
        var members = Dictionary(members.values.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        if let changed { members[changed.id] = changed }
        let bank = bank ?? self.bank(signal.bank)
        return MatchCandidate(
            signal: signal,
            bank: bank,
            agreement: bank.agreement == nil ? nil : agreement ?? self.agreement,
            fingerprint: fingerprint,
            distance: distance,
            members: members,
            viewer: .number(viewer),
            isProven: isProven
        )
    }
}
