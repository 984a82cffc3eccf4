import Cooperation

extension AssessmentCommand {
    /// Fails where it is said in somebody else's name, or in a role in which the caller does not come.
    func requireSaid(by caller: Caller) throws(Refusal) {
        let person: ID<Person>?
        switch self {
        case .checkIdentity(_, _, _, let by, _): person = by
        case .unlock(_, let by), .approve(let by), .sendBack(_, let by), .confirmMeasure(_, let by),
            .propose(_, let by, _), .noteFormal(_, _, let by), .findForged(_, let by), .reverse(_, _, let by),
            .widen(_, _, let by), .takeForgeryBack(_, let by):
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
        return Array(try formal(among: later, after: emergency, in: reading).prefix(limit))
    }

    /// Fails unless a request can be the formal one after an emergency.
    ///
    /// - Throws: `Refusal` `formal-request-unknown`.
    func requireFormal(_ request: ID<Request>, after emergency: Assessment, in reading: any StoreReading) throws {
        guard let known = try reading.load(Assessment.self, ID<Assessment>(request.identifier)),
            try !formal(among: [known], after: emergency, in: reading).isEmpty
        else {
            throw Refusal(
                .invalid,
                "formal-request-unknown",
                """
                Choose a request for disclosure of the same authority that came after the emergency, names one of the same \
                targets, and about which a call to the number of the register was confirmed.
                """,
                pointer: "/request"
            )
        }
    }

    /// Those that are the formal process of an emergency: they came later, about the same, from the same agency, which
    /// confirmed them.
    ///
    /// Whoever forged the emergency would forge this too, so it is doubted no less.
    ///
    /// - Complexity: as many statements for many as for one of them.
    private func formal(
        among candidates: [Assessment],
        after emergency: Assessment,
        in reading: any StoreReading
    ) throws -> [Assessment] {
        let later = try reading.informed(
            candidates.filter {
                $0.kind == .disclosure && $0.openedAt > emergency.openedAt
                    && $0.opening.isExercise == emergency.opening.isExercise
                    && $0.opening.authority == emergency.opening.authority
            }
        ).filter { isGenuine($0, after: emergency) }
        guard !later.isEmpty else { return [] }
        let owed = try reading.existingRequest(ID<Request>(emergency.id.identifier))
        let asking = try reading.load(Request.self, ids: later.map { ID<Request>($0.id.identifier) }).values
            .filter { $0.countsAsAsked && $0.state != .withdrawn }
        let ofAgency = try ofAgency(asking, asking: owed, in: reading)
        let targets = try targets(of: ofAgency + [owed], in: reading)
        return later.filter { assessment in
            guard let asked = targets[ID<Request>(assessment.id.identifier)] else { return false }
            return !asked.isDisjoint(with: targets[owed.id] ?? [])
        }
    }

    /// Whether nothing speaks against a request, and a call confirmed it: to the register's number, unless not even the
    /// emergency came from an office that has one.
    private func isGenuine(_ formal: Assessment, after emergency: Assessment) -> Bool {
        formal.isCalledBack && !formal.looksForged && formal.foundForgedAt == nil
            && (formal.opening.isUnregistered != true || emergency.opening.isUnregistered == true)
    }

    /// Those of one agency: the same member, or, of those that are none, one name or mailbox.
    private func ofAgency(
        _ asking: [Request],
        asking owed: Request,
        in reading: any StoreReading
    ) throws -> [Request] {
        guard owed.authority == nil else { return asking.filter { $0.authority == owed.authority } }
        let agency = try agency(of: owed, in: reading)
        return zip(asking, try agencies(of: asking, in: reading)).filter { _, asked in
            (asked.partyKey != nil && asked.partyKey == agency.partyKey)
                || (asked.mailboxKey != nil && asked.mailboxKey == agency.mailboxKey)
        }.map(\.0)
    }

    /// What requests are about, in one spelling.
    private func targets(
        of requests: [Request],
        in reading: any StoreReading
    ) throws -> [ID<Request>: Set<String>] {
        let places = requests.flatMap { $0.items.map(\.filedAtPosition) }
        let parts = try reading.sealedParts(["address"], at: places)
        return Dictionary(
            uniqueKeysWithValues: requests.map { request in
                let addresses = request.items.compactMap { parts[$0.filedAtPosition]?["address"] }
                return (request.id, Set(addresses.filter { !$0.isEmpty }.map { ItemAddress($0).text }))
            }
        )
    }
}
