import Cooperation
import Fingerprints
import Services
import Store
import Testing

extension SmallWorld {
    func person(_ roles: Set<Role> = [.lead]) async throws -> Caller {
        let own = platform.administrator.organisation
        let person = try await node.addPerson(
            to: own.id,
            name: "TEST person",
            roles: roles,
            by: platform.administrator
        ).person.id
        return Caller(
            organisation: own,
            key: ID(person.identifier),
            role: .lead,
            person: person,
            isOnExchange: false
        )
    }

    mutating func makePeople() async throws {
        var roster: [RosterEntry] = []
        // Whoever is looked at has so many roles.
        let roles = Set(RoleTable.roles(of: .platform).sorted().prefix(count)).union([.lead])
        for number in 0..<count {
            let person = try await person(number == count - 1 ? roles : [.lead])
            let id = try #require(person.person)
            subjects["people"] = id.identifier
            subjects["keys"] = try await node.issueKey(
                for: platform.administrator.organisation.id,
                role: .lead,
                person: id,
                vouches: false,
                expiresAt: nil,
                by: platform.administrator
            ).key.id.identifier
            roster.append(RosterEntry(person: id))
            _ = try await node.saveView("TEST view \(number)", .all, by: try caller(.readCases))
            try await platform.store.write { [author = platform.administrator.author] transaction in
                let alert: ID<Alert> = transaction.newID()
                let commands: [AlertCommand] = [
                    .raise(.logRefusal, cause: nil), .advance(candidates: [id], dueAt: transaction.now + .hours(1)),
                ]
                for command in commands {
                    let state = try transaction.load(Alert.self, alert)
                    for act in try Alert.decide(state, command, id: alert, now: transaction.now) {
                        try transaction.append(act, by: author)
                    }
                }
            }
        }
        _ = try await node.setRoster(roster, by: platform.administrator)
    }

    /// Exercises, the last of which has as many requests that were not filed yet.
    mutating func makeExercises() async throws {
        for number in 0..<count {
            let id = try await node.planExercise(
                title: "TEST night \(number)",
                script: "TEST script",
                steps: [ExerciseStep(stage: .answered, within: .minutes(20))],
                by: try caller(.keepExercises)
            ).exercise.id
            subjects["exercises"] = id.identifier
        }
        let last = ID<Exercise>(try #require(subjects["exercises"]))
        let requests = (0..<count).map { ID<Request>(Identifier(derivedHigh: 11, low: UInt64($0))) }
        _ = try await node.addToExercise(last, requests: requests, by: try caller(.keepExercises))
    }

    /// Webhooks, the last of which missed as many messages.
    mutating func makeWebhooks() async throws {
        for number in 0..<count {
            let id = try await node.makeWebhook(
                for: platform.administrator.organisation.id,
                role: .administrator,
                kinds: [.keyIssued],
                address: "https://receiver.example/\(number)",
                by: platform.administrator
            ).view.webhook.id
            subjects["webhooks"] = id.identifier
        }
        let last = ID<Webhook>(try #require(subjects["webhooks"]))
        let count = Int64(self.count)
        try await platform.store.write { transaction in
            for position in 0..<count {
                try transaction.keepDelivery(
                    WebhookDelivery(
                        webhook: last,
                        position: position,
                        subject: Identifier(derivedHigh: 1, low: 1),
                        kind: .keyIssued,
                        state: .dead,
                        attempts: 10,
                        dueAt: transaction.now,
                        failure: WebhookFailure(.timedOut)
                    )
                )
            }
        }
    }

    func open(_ reference: String, link: String? = nil) async throws -> ID<Case> {
        try await settle()
        let print = CheckRequest.Print(fingerprint: Fingerprint(pdq: Self.hash))
        let answer = try await node.check(
            CheckRequest(
                kind: .fingerprints,
                prints: [print],
                context: CheckRequest.Context(reference: reference, link: link, account: "TEST account")
            ),
            by: try caller(.check)
        )
        return try #require(answer.openCase)
    }

    mutating func makeCases() async throws {
        let first = try await open("TEST first")
        var last: ID<Case>?
        for number in 0..<count { last = try await open("TEST \(number)") }
        let subject = try #require(last)
        subjects["cases"] = subject.identifier
        for _ in 0..<count {
            let lead = try await person()
            _ = try await node.readCase(subject, purpose: .qualityReview, by: lead)
            let decision = try await decide(subject, by: lead)
            // It comes back, and is decided anew by the next.
            _ = try await node.report(.failed(reason: "TEST failure"), of: decision, by: lead)
        }
        try await makeHistory(of: first)
        // Accounts of which a second person is asked whether they are closed.
        for number in 0..<count {
            _ = try await decide(try await open("TEST closing \(number)"), .closeAccount, by: try await person())
        }
    }

    private func decide(
        _ subject: ID<Case>,
        _ measure: Measure = .remove,
        by lead: Caller
    ) async throws -> ID<Decision> {
        let proposal = DecisionProposal(
            finding: .confirmed,
            ground: .terms,
            groundReference: "TEST terms 4",
            measure: measure,
            territory: .everywhere,
            exemption: .none,
            exemptionAssessment: "TEST none applies",
            reasons: "TEST reasons"
        )
        return try await node.decide(subject, proposal, by: lead).decision.id
    }

    /// A decision of which more became in the larger world, up to all that can; it is undone in both.
    private mutating func makeHistory(of subject: ID<Case>) async throws {
        let (node, lead) = (node, try await person())
        let decision = try await decide(subject, by: lead)
        subjects["decisions"] = decision.identifier
        subjects["cases decided"] = subject.identifier
        if count > 2 {
            _ = try await node.report(.failed(reason: "TEST failure"), of: decision, by: lead)
            _ = try await node.report(.carriedOut(at: platform.clock.now), of: decision, by: lead)
        }
        _ = try await node.reverse(decision, reasons: "TEST a mistake", by: lead)
        if count > 2 { _ = try await node.report(.failed(reason: "TEST failure"), of: decision, by: lead) }
        _ = try await node.report(.carriedOut(at: platform.clock.now), of: decision, by: lead)
    }

    /// Requests on paper, each with what is made of it, the first about as many items; and one of each authority, answered in
    /// full, so that it is told how good they were.
    mutating func makeRequests() async throws {
        let before = try #require(Timestamp("1990-01-01T00:00:00Z"))
        // All that is in the receipt of the first stands in one tile of the log.
        try await pad(atLeast: 1)
        for number in 0..<count {
            let paper = try paper(number, items: number == 0 ? count : 1, at: before)
            let id = try await node.recordPaperRequest(paper, from: nil, by: try caller(.assessRequests)).request.id
            if number == 0 { subjects["requests"] = id.identifier }
        }
        for (number, authority) in authorities.enumerated() {
            let paper = try paper(number, items: RequestFigures.countMin, at: platform.clock.now)
            let id = try await node.recordPaperRequest(
                paper,
                from: authority.organisation.id,
                by: try caller(.assessRequests)
            ).request.id
            let answers = paper.items.map {
                RequestAnswer.Item(number: $0.number, outcome: .refusedScope, reasons: "TEST reasons")
            }
            let author = platform.administrator.author
            try await platform.store.write { transaction in
                let state = try transaction.load(Request.self, id)
                let answer = RequestCommand.answer(RequestAnswer(items: answers, signed: nil))
                for act in try Request.decide(state, answer, id: id, now: transaction.now) {
                    try transaction.append(act, by: author)
                }
            }
        }
    }

    func paper(
        _ number: Int,
        items: Int,
        at moment: Timestamp,
        from office: ID<Office>? = nil
    ) throws -> PaperRequest {
        PaperRequest(
            kind: .referral,
            instrument: "TEST_PAPER",
            country: "ID",
            territory: .countries(["ID"]),
            language: "en",
            issuedAt: moment,
            receivedAt: moment,
            items: (1...items).map {
                RequestItem(
                    number: $0,
                    kind: .account,
                    address: "TEST \(number).\($0)",
                    ground: .other,
                    reasons: "TEST reason"
                )
            },
            scan: String(repeating: "a", count: 64),
            authorityName: "TEST office",
            office: office,
            function: .police
        )
    }

    mutating func makeOneOfEach() async throws {
        let agreement = try await agreement(with: [members[0]])
        let bank = try await bank(agreement)
        _ = try await node.proposeSignals([(bank, proposal(99))], by: try caller(.proposeSignals))
        _ = try await submit(by: authorities[0])
        let person = try await person()
        _ = try await node.issueKey(
            for: platform.administrator.organisation.id,
            role: .lead,
            person: person.person,
            vouches: false,
            expiresAt: nil,
            by: platform.administrator
        )
    }
}
