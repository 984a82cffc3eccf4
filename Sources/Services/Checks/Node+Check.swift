import Cooperation
import Fingerprints

extension Node {
    /// Answers whether content is known; opens or joins a case where it may be, and decides by itself where design rule 3
    /// allows it.
    ///
    /// - Parameters:
    ///   - request: the content's fingerprints and what the platform tells about it.
    ///   - caller: who asks; already authorised.
    /// - Returns: the verdict with everything that explains it.
    /// - Throws: `Refusal`, `StoreError`.
    package func check(_ request: CheckRequest, by caller: Caller) async throws -> CheckAnswer {
        let (near, position) = nearSignals(of: request)
        let exact = request.prints.map(\.fingerprint).filter(\.kind.isExactLookup)
        let plan = CheckPlan(
            near: near,
            exact: exact,
            rolloutBucket: CheckRules.rolloutBucket(of: request.prints.first?.fingerprint),
            contentKey: contentKey(of: request, organisation: caller.organisation.id),
            organisation: caller.organisation.id,
            now: clock()
        )
        guard !near.isEmpty || !exact.isEmpty else {
            counter.count(kind: request.kind, verdict: .clear, isRepeat: false)
            return CheckAnswer(verdict: .clear, matches: [], openCase: nil, decision: nil, position: position)
        }
        let first = try await store.read { reading in try plan.look(reading) }
        guard first.answer.verdict != .clear else {
            counter.count(kind: request.kind, verdict: .clear, isRepeat: false)
            return CheckAnswer(verdict: .clear, matches: [], openCase: nil, decision: nil, position: position)
        }
        if first.addsNothing {
            counter.count(kind: request.kind, verdict: first.answer.verdict, isRepeat: true)
            return CheckAnswer(
                verdict: first.answer.verdict,
                matches: first.answer.matches,
                openCase: first.openCase?.id,
                decision: first.openCase?.decision,
                position: position
            )
        }
        let recorded = try await record(request, plan: plan, by: caller)
        counter.count(kind: request.kind, verdict: recorded.verdict, isRepeat: false)
        return CheckAnswer(
            verdict: recorded.verdict,
            matches: recorded.matches,
            openCase: recorded.openCase,
            decision: recorded.decision,
            position: position
        )
    }

    private func nearSignals(of request: CheckRequest) -> (near: [CheckPlan.Near], position: Int64) {
        var near: [CheckPlan.Near] = []
        var position = search.status.position
        for print in request.prints where print.fingerprint.kind == .pdq {
            guard let hash = try? Hash256(hex: print.fingerprint.value) else { continue }
            let found = search.search([hash] + print.orientations, radius: BankSettings.radiusMax)
            position = min(position, found.position)
            near += found.hits.map {
                CheckPlan.Near(signal: $0.signal, fingerprint: print.fingerprint, distance: $0.distance)
            }
        }
        return (near, position)
    }

    /// What the content is known by: the platform's reference, else the bytes, else the exact fingerprint.
    private func contentKey(of request: CheckRequest, organisation: ID<Organisation>) -> String {
        if let reference = request.context.reference {
            return secrets.pseudonym("reference", "\(organisation)\u{0}\(reference)")
        }
        let prints = request.prints.map(\.fingerprint)
        let print = prints.first { $0.kind == .sha256 } ?? prints.first
        return secrets.pseudonym("fingerprint", print.map { "\($0.kind.rawValue)\u{0}\($0.value)" } ?? "")
    }

    private func record(
        _ request: CheckRequest,
        plan: CheckPlan,
        by caller: Caller
    ) async throws -> (verdict: Verdict, matches: [Match], openCase: ID<Case>?, decision: ID<Decision>?) {
        let accountKey = request.context.account.map { secrets.pseudonym("account", $0) }
        let details = try request.context.details ?? CaseContext()
        let answerTime = settings.answerTime
        let author = caller.author
        let node = Author.node(of: identity.organisation)
        return try await store.write { transaction in
            let seen = try plan.look(transaction)
            let answer = seen.answer
            guard answer.verdict != .clear else { return (.clear, [], nil, nil) }
            let id: ID<Case> = seen.openCase?.id ?? transaction.newID()
            let command: CaseCommand =
                seen.openCase == nil
                ? .open(
                    CaseOpening(
                        contentKey: plan.contentKey,
                        accountKey: accountKey,
                        context: details,
                        reference: request.context.reference,
                        link: request.context.link,
                        account: request.context.account,
                        matches: answer.matches
                    )
                )
                : .join(answer.matches)
            for act in try Case.decide(seen.openCase, command, id: id, now: transaction.now) {
                try transaction.append(act, by: author)
            }
            let decision = try Node.decideByRule(answer, on: id, answerTime: answerTime, by: node, in: transaction)
            return (answer.verdict, answer.matches, id, decision)
        }
    }

    /// The automatic decision of design rule 3: marked as such, citing the signal's own exemption assessment.
    private static func decideByRule(
        _ answer: CheckRules.Answer,
        on subject: ID<Case>,
        answerTime: Seconds,
        by author: Author,
        in transaction: any StoreTransaction
    ) throws -> ID<Decision>? {
        guard answer.verdict == .act, let match = answer.matches.first(where: { $0.verdict == .act }),
            let item = try transaction.load(Case.self, subject), item.state == .open,
            let signal = try transaction.load(Signal.self, match.signal),
            let assessment = try transaction.sealedPart("exemptionAssessment", at: signal.proposedAtPosition),
            let rationale = try transaction.sealedPart("rationale", at: signal.proposedAtPosition)
        else { return nil }
        let id: ID<Decision> = transaction.newID()
        let proposal = DecisionProposal(
            finding: .confirmed,
            ground: .terms,
            groundReference: "Terms of the platform on terrorist content",
            measure: .remove,
            territory: .everywhere,
            exemption: .none,
            exemptionAssessment: assessment,
            reasons: rationale
        )
        let acts =
            try Decision.decide(
                nil,
                .make(proposal, on: subject, by: .rule(signal.id), answerTime: answerTime),
                id: id,
                now: transaction.now
            )
            + Case.decide(item, .decide(id, by: nil), id: subject, now: transaction.now)
        for act in acts { try transaction.append(act, by: author) }
        return id
    }
}
