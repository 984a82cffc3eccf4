import Cooperation

extension AssessmentCommand {
    /// Fails where it is said in somebody else's name, or in a role in which the caller does not come.
    func requireSaid(by caller: Caller) throws(Refusal) {
        let person: ID<Person>?
        switch self {
        case .checkIdentity(_, _, _, let by, _): person = by
        case .unlock(_, let by), .approve(let by), .sendBack(_, let by), .confirmMeasure(_, let by),
            .propose(_, let by, _), .noteFormal(_, _, let by), .findForged(_, let by), .reverse(_, _, let by):
            person = by
        case .judgeDanger(_, _, let role, let by):
            guard role == caller.role else { throw Self.notTheirs }
            person = by
        default: return
        }
        guard person == caller.person else { throw Self.notTheirs }
    }

    /// Fails where somebody is asked as an adviser who is none here.
    func requireAdviser(of organisation: ID<Organisation>, in reading: any StoreReading) throws {
        guard case .askAdviser(let id) = self else { return }
        guard let person = try reading.load(Person.self, id), person.organisation == organisation,
            person.state == .active, person.roles.contains(.adviser)
        else {
            throw Refusal(
                .invalid,
                "adviser-unknown",
                "Nobody here with this id is an independent adviser; ask an administrator to add one.",
                pointer: "/person"
            )
        }
    }

    private static let notTheirs = Refusal(.forbidden, "role-not-allowed", "Speak for yourself, in your own role.")
}

extension RequestDesk {
    /// How many requests for data are looked at to find the formal one of an agency that is no member.
    private static let formalSearchMax = 200

    /// The requests of the same agency, the newest first, that can be the formal one after an emergency.
    func formalRequests(after emergency: Assessment, limit: Int, in reading: any StoreReading) throws -> [Assessment] {
        var conditions: [AggregateQuery<Assessment>.Condition] = [
            .equals(.kind, .text(RequestKind.disclosure.rawValue)),
            .isGreater(.openedAt, emergency.openedAt.microseconds),
        ]
        if let authority = emergency.opening.authority {
            conditions.append(.equals(.authority, .text(authority.description)))
        }
        let later = try reading.find(
            AggregateQuery<Assessment>(conditions, order: .descending(.openedAt), limit: Self.formalSearchMax)
        )
        return Array(try later.filter { try isFormal($0, after: emergency, in: reading) }.prefix(limit))
    }

    /// Fails unless a request can be the formal one after an emergency.
    ///
    /// - Throws: `Refusal` `formal-request-unknown`.
    func requireFormal(_ request: ID<Request>, after emergency: Assessment, in reading: any StoreReading) throws {
        guard let formal = try reading.load(Assessment.self, ID<Assessment>(request.identifier)),
            try isFormal(formal, after: emergency, in: reading)
        else {
            throw Refusal(
                .invalid,
                "formal-request-unknown",
                "Choose a request for disclosure of the same authority that came after the emergency.",
                pointer: "/request"
            )
        }
    }

    /// Whether both are of one agency: the same member, or, of those that are none, one name or mailbox.
    private func isFormal(
        _ formal: Assessment,
        after emergency: Assessment,
        in reading: any StoreReading
    ) throws -> Bool {
        guard formal.kind == .disclosure, formal.openedAt > emergency.openedAt,
            formal.opening.isExercise == emergency.opening.isExercise,
            formal.opening.authority == emergency.opening.authority
        else { return false }
        guard emergency.opening.authority == nil else { return true }
        let (asked, owed) = (
            try agency(of: reading.existingRequest(ID<Request>(formal.id.identifier)), in: reading),
            try agency(of: reading.existingRequest(ID<Request>(emergency.id.identifier)), in: reading)
        )
        return (asked.partyKey != nil && asked.partyKey == owed.partyKey)
            || (asked.mailboxKey != nil && asked.mailboxKey == owed.mailboxKey)
    }
}
