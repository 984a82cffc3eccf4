import Cooperation

extension AssessmentCommand {
    /// Fails where it is said in somebody else's name, or in a role in which the caller does not come.
    func requireSaid(by caller: Caller) throws(Refusal) {
        let person: ID<Person>?
        switch self {
        case .checkIdentity(_, _, _, let by): person = by
        case .unlock(_, let by), .approve(let by), .sendBack(_, let by), .confirmMeasure(_, let by),
            .propose(_, let by, _):
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

extension StoreReading {
    /// The requests of the same authority, the newest first, that can be the formal one after an emergency.
    func formalRequests(after emergency: Assessment, limit: Int) throws -> [Assessment] {
        guard let authority = emergency.opening.authority else { return [] }
        return try find(
            AggregateQuery<Assessment>(
                [
                    .equals(.authority, .text(authority.description)),
                    .equals(.kind, .text(RequestKind.disclosure.rawValue)),
                    .isGreater(.openedAt, emergency.openedAt.microseconds),
                ],
                order: .descending(.openedAt),
                limit: limit
            )
        ).filter { $0.opening.isExercise == emergency.opening.isExercise }
    }

    /// Fails unless a request can be the formal one after an emergency.
    ///
    /// - Throws: `Refusal` `formal-request-unknown`.
    func requireFormal(_ request: ID<Request>, after emergency: Assessment) throws {
        guard let formal = try load(Assessment.self, ID<Assessment>(request.identifier)), formal.kind == .disclosure,
            let authority = emergency.opening.authority, formal.opening.authority == authority,
            formal.openedAt > emergency.openedAt, formal.opening.isExercise == emergency.opening.isExercise
        else {
            throw Refusal(
                .invalid,
                "formal-request-unknown",
                "Choose a request for disclosure of the same authority that came after the emergency.",
                pointer: "/request"
            )
        }
    }
}
