import Cooperation

/// A decision with its texts.
package struct DecisionView: Sendable {
    package let decision: Decision
    package let reasons: String?
    package let exemptionAssessment: String?
    package let groundReference: String?

    /// The decision alone.
    package var withoutTexts: DecisionView {
        DecisionView(decision: decision, reasons: nil, exemptionAssessment: nil, groundReference: nil)
    }
}

/// What the platform says of a decision's execution.
package enum Execution: Sendable, Hashable {
    /// Done, at this time; the measure where it is named.
    case carriedOut(Measure? = nil, at: Timestamp)
    /// Not done, for this reason.
    case failed(reason: String)
}

extension Node {
    /// One decision.
    package func decision(_ id: ID<Decision>) async throws -> DecisionView {
        try await store.read { try $0.decisionView(id) }
    }

    /// One decision, read by a person, which is noted as that they read its case, or by a program.
    ///
    /// - Parameters:
    ///   - id: the decision.
    ///   - purpose: what for; not needed by whoever works on the case or decided it, nor by a key without a person.
    ///   - caller: who reads.
    /// - Returns: the decision.
    /// - Throws: `Refusal`: `not-found`, `purpose-required`; `StoreError`.
    package func readDecision(
        _ id: ID<Decision>,
        purpose: Reading.Purpose?,
        by caller: Caller
    ) async throws -> DecisionView {
        let view = try await decision(id)
        try await noteReading(of: view.decision.subject, purpose: purpose, by: caller)
        return view
    }

    /// The receipt of a decision, read as the decision is.
    ///
    /// - Parameters:
    ///   - id: the decision.
    ///   - view: for whom the receipt is.
    ///   - purpose: as `readDecision`.
    ///   - caller: who reads.
    /// - Returns: the file.
    /// - Throws: `Refusal` as `receipt(of:view:)` and `readDecision`; `StoreError`.
    package func readReceipt(
        of id: ID<Decision>,
        view: ReceiptView,
        purpose: Reading.Purpose?,
        by caller: Caller
    ) async throws -> [UInt8] {
        let bytes = try await receipt(of: id, view: view)
        _ = try await readDecision(id, purpose: purpose, by: caller)
        return bytes
    }

    /// Decisions in order of id.
    package func decisions(
        after: ID<Decision>?,
        limit: Int
    ) async throws -> (decisions: [DecisionView], next: ID<Decision>?) {
        try await store.read { reading in
            let page = try reading.find(
                AggregateQuery<Decision>(after: after.map { .init(value: nil, id: $0) }, limit: limit)
            )
            return (try reading.views(page), page.count == limit ? page.last?.id : nil)
        }
    }

    /// Decides a case.
    package func decide(
        _ subject: ID<Case>,
        _ proposal: DecisionProposal,
        by caller: Caller
    ) async throws -> DecisionView {
        let person = try caller.requiredPerson()
        let answerTime = settings.answerTime
        return try await store.write { transaction in
            let id = try transaction.decide(
                subject,
                proposal,
                maker: .person(person),
                answerTime: answerTime,
                by: caller.author
            )
            // Nothing is to be done, so nothing is awaited.
            if proposal.measure == .noAction { try transaction.command(.close(id), on: subject, by: caller.author) }
            return try transaction.decisionView(id)
        }
    }

    /// Whether a decision would be taken as it is; nothing is recorded.
    ///
    /// - Throws: `Refusal` as `decide` would.
    package func judge(_ proposal: DecisionProposal, on subject: ID<Case>, by caller: Caller) async throws {
        let person = try caller.requiredPerson()
        let (now, answerTime) = (clock(), settings.answerTime)
        try await store.read { reading in
            let item = try reading.existingCase(subject)
            let id = ID<Decision>(subject.identifier)
            _ = try Case.decide(item, .decide(id, by: person), id: subject, now: now)
            let making = DecisionCommand.make(proposal, on: subject, by: .person(person), answerTime: answerTime)
            _ = try Decision.decide(nil, making, id: id, now: now)
        }
    }

    /// Takes in what the platform says of a decision's execution, or of its undoing.
    package func report(_ execution: Execution, of id: ID<Decision>, by caller: Caller) async throws -> DecisionView {
        try await store.write { transaction in
            let decision = try transaction.load(Decision.self, id)
            let command: DecisionCommand =
                switch execution {
                case .carriedOut(let measure, let time): .carryOut(measure, at: time)
                case .failed(let reason): .fail(reason: reason)
                }
            let acts = try Decision.decide(decision, command, id: id, now: transaction.now)
            for act in acts { try transaction.append(act, by: caller.author) }
            if let decision { try transaction.follow(acts, of: decision, by: caller.author) }
            return try transaction.decisionView(id)
        }
    }

    /// What a second person says of closing an account that a colleague proposed to close.
    ///
    /// - Throws: `Refusal` as `Decision.judgeClosure`; `StoreError`.
    package func judgeClosure(
        _ id: ID<Decision>,
        isConfirmed: Bool,
        reasons: String,
        by caller: Caller
    ) async throws -> DecisionView {
        let person = try caller.requiredPerson()
        let answerTime = settings.answerTime
        return try await store.write { transaction in
            let command = DecisionCommand.judgeClosure(
                isConfirmed,
                reasons: reasons,
                by: person,
                answerTime: answerTime
            )
            let decision = try transaction.load(Decision.self, id)
            for act in try Decision.decide(decision, command, id: id, now: transaction.now) {
                try transaction.append(act, by: caller.author)
            }
            return try transaction.decisionView(id)
        }
    }

    /// Undoes a decision; the platform has to answer that it undid what it had done.
    package func reverse(_ id: ID<Decision>, reasons: String, by caller: Caller) async throws -> DecisionView {
        let person = try caller.requiredPerson()
        let answerTime = settings.answerTime
        return try await store.write { transaction in
            let decision = try transaction.load(Decision.self, id)
            let acts = try Decision.decide(
                decision,
                .reverse(reasons: reasons, by: person, answerTime: answerTime),
                id: id,
                now: transaction.now
            )
            for act in acts { try transaction.append(act, by: caller.author) }
            if let decision { try transaction.follow(acts, of: decision, by: caller.author) }
            return try transaction.decisionView(id)
        }
    }
}

extension StoreReading {
    func decisionView(_ id: ID<Decision>) throws -> DecisionView {
        guard let decision = try load(Decision.self, id) else {
            throw Refusal(.notFound, "not-found", "There is no such decision.")
        }
        return try view(decision)
    }

    func view(_ decision: Decision) throws -> DecisionView {
        let texts = try sealedParts(DecisionView.parts, at: [decision.madeAtPosition])
        return DecisionView(decision, texts[decision.madeAtPosition] ?? [:])
    }

    /// Decisions as a list tells them, in as many statements however many they are.
    func views(_ decisions: [Decision]) throws -> [DecisionView] {
        let texts = try sealedParts(DecisionView.parts, at: decisions.map(\.madeAtPosition))
        return decisions.map { DecisionView($0, texts[$0.madeAtPosition] ?? [:]) }
    }
}

extension DecisionView {
    fileprivate static let parts: Set<String> = ["reasons", "exemptionAssessment", "groundReference"]

    fileprivate init(_ decision: Decision, _ texts: [String: String]) {
        self.init(
            decision: decision,
            reasons: texts["reasons"],
            exemptionAssessment: texts["exemptionAssessment"],
            groundReference: texts["groundReference"]
        )
    }
}

extension StoreTransaction {
    /// Makes a decision on a case.
    ///
    /// - Throws: `Refusal` where there is no such case, or it is not to be decided.
    func decide(
        _ subject: ID<Case>,
        _ proposal: DecisionProposal,
        maker: DecisionMaker,
        answerTime: Seconds,
        by author: Author
    ) throws -> ID<Decision> {
        guard let item = try load(Case.self, subject) else {
            throw Refusal(.notFound, "not-found", "There is no such case.")
        }
        let id: ID<Decision> = newID()
        var person: ID<Person>?
        if case .person(let decider) = maker { person = decider }
        let due = proposal.answerDue(in: answerTime, from: now)
        let onCase = try Case.decide(item, .decide(id, by: person, answerDueAt: due), id: subject, now: now)
        let making = DecisionCommand.make(proposal, on: subject, by: maker, answerTime: answerTime)
        for act in try Decision.decide(nil, making, id: id, now: now) + onCase { try append(act, by: author) }
        return id
    }

    /// What follows for the case from what became of its decision.
    ///
    /// - Parameters:
    ///   - acts: what became of it.
    ///   - decision: the decision before.
    ///   - author: who did it.
    /// - Throws: `Refusal`, `StoreError`.
    func follow(_ acts: [Act], of decision: Decision, by author: Author) throws {
        // A case that was decided anew since is no longer about this decision.
        guard let item = try load(Case.self, decision.subject), item.decision == decision.id else { return }
        for act in acts {
            switch act.type {
            // Nobody has spoken of the account yet, whatever the platform undid.
            case DecisionRestored.type where decision.isClosureLapsed: break
            case DecisionCarriedOut.type, DecisionRestored.type:
                try command(.close(decision.id), on: item.id, by: author)
            case DecisionEnded.type where decision.closure == .proposed:
                try bringBack(item, .closureUnjudged, decision.id, by: author)
            case DecisionReversed.type, DecisionEnded.type:
                // One that came back to the queue is decided anew there.
                if item.state == .decided { try command(.close(decision.id), on: item.id, by: author) }
            case DecisionFailed.type:
                try bringBack(item, decision.isOver ? .restorationFailed : .failed, decision.id, by: author)
            case DecisionUnanswered.type:
                try bringBack(item, decision.isOver ? .restorationUnanswered : .unanswered, decision.id, by: author)
            default: break
            }
        }
    }

    /// A case that came back before is in the queue already.
    private func bringBack(
        _ item: Case,
        _ cause: CaseReturned.Cause,
        _ decision: ID<Decision>,
        by author: Author
    ) throws {
        guard item.state == .decided || item.state == .closed else { return }
        try command(.returnToQueue(cause, decision), on: item.id, by: author)
    }
}
