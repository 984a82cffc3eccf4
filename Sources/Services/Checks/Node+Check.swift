import Cooperation
import Fingerprints

extension Node {
    /// How many pictures are searched for before other work gets its turn.
    private static let searchesAtOnce = 8

    /// Answers whether content is known; opens or joins a case where it may be, and decides by itself where design rule 3
    /// allows it.
    ///
    /// `act` is answered only where an automatic decision is made now or awaits its execution.
    ///
    /// - Parameters:
    ///   - request: the content's fingerprints and what the platform tells about it.
    ///   - caller: who asks; already authorised.
    /// - Returns: the verdict with everything that explains it.
    /// - Throws: `MediaRefusal`, the request's failure, where nothing matched what could be looked at; `Refusal`;
    ///   `StoreError`; `CancellationError`.
    package func check(_ request: CheckRequest, by caller: Caller) async throws -> CheckAnswer {
        let (near, position) = try await nearSignals(of: request)
        let plan = CheckPlan(
            near: near,
            exact: request.prints.map(\.fingerprint).filter(\.kind.isExactLookup),
            rolloutBucket: CheckRules.rolloutBucket(of: request.prints.first?.fingerprint),
            contentKey: contentKey(of: request, organisation: caller.organisation.id),
            organisation: caller.organisation.id,
            now: clock()
        )
        guard !plan.near.isEmpty || !plan.exact.isEmpty else { return try nothingMatched(request, position) }
        let first = try await store.read { reading in try plan.look(reading) }
        guard first.answer.verdict != .clear else { return try nothingMatched(request, position) }
        let answer: CheckAnswer
        if first.addsNothing {
            answer = CheckAnswer(
                verdict: first.answer.verdict,
                matches: first.answer.matches,
                openCase: first.openCase?.id,
                decision: first.openCase?.decision,
                position: position
            )
        } else {
            do {
                answer = try await record(request, plan: plan.narrowed(to: first), position: position, by: caller)
            } catch let failure as MediaRefusal {
                counter.count(kind: request.kind, verdict: nil, isRepeat: false)
                throw failure
            }
        }
        counter.count(kind: request.kind, verdict: answer.verdict, isRepeat: first.addsNothing)
        return answer
    }

    private func nothingMatched(_ request: CheckRequest, _ position: Int64) throws(MediaRefusal) -> CheckAnswer {
        if let failure = request.failure {
            counter.count(kind: request.kind, verdict: nil, isRepeat: false)
            throw failure
        }
        counter.count(kind: request.kind, verdict: .clear, isRepeat: false)
        return CheckAnswer(verdict: .clear, matches: [], openCase: nil, decision: nil, position: position)
    }

    private func nearSignals(
        of request: CheckRequest
    ) async throws(CancellationError) -> (near: [CheckPlan.Near], position: Int64) {
        var near: [CheckPlan.Near] = []
        var position = search.status.position
        var searches = 0
        for print in request.prints where print.fingerprint.kind == .pdq {
            guard let hash = try? Hash256(hex: print.fingerprint.value) else { continue }
            // A request of many pictures shares the threads with those of one.
            if searches > 0, searches.isMultiple(of: Self.searchesAtOnce) {
                guard !Task.isCancelled else { throw CancellationError() }
                await Task.yield()
            }
            searches += 1
            let found = search.search([hash] + print.orientations.map(\.hash))
            position = min(position, found.position)
            near += found.hits.map {
                CheckPlan.Near(signal: $0.signal, fingerprint: Fingerprint(pdq: $0.hash), distance: $0.distance)
            }
        }
        if searches > 1 { near.sort { ($0.distance, $0.signal) < ($1.distance, $1.signal) } }
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

    /// Opens or joins a case, in one transaction that returns the whole answer: so it can be kept there for repeats.
    private func record(
        _ request: CheckRequest,
        plan: CheckPlan,
        position: Int64,
        by caller: Caller
    ) async throws -> CheckAnswer {
        let accountKey = request.context.account.map { secrets.pseudonym("account", $0) }
        let details = try request.context.details ?? CaseContext()
        let settings = settings
        let author = caller.author
        let node = Author.node(of: identity.organisation)
        return try await store.write { transaction in
            let seen = try plan.look(transaction)
            guard seen.answer.verdict != .clear else {
                if let failure = request.failure { throw failure }
                return CheckAnswer(verdict: .clear, matches: [], openCase: nil, decision: nil, position: position)
            }
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
                        thumbnail: request.context.thumbnail,
                        account: request.context.account,
                        matches: seen.answer.matches
                    )
                )
                : .join(seen.answer.matches)
            for act in try Case.decide(seen.openCase, command, id: id, now: transaction.now) {
                try transaction.append(act, by: author)
            }
            let decision = try seen.citation.map {
                try Node.decideByRule(citing: $0, on: id, settings: settings, by: node, in: transaction)
            }
            return CheckAnswer(
                verdict: seen.answer.verdict,
                matches: seen.answer.matches,
                openCase: id,
                decision: decision ?? seen.openCase?.decision,
                position: position
            )
        }
    }

    /// The automatic decision of design rule 3: marked as such, citing the signal's own exemption assessment.
    private static func decideByRule(
        citing citation: CheckPlan.Citation,
        on subject: ID<Case>,
        settings: NodeSettings,
        by author: Author,
        in transaction: any StoreTransaction
    ) throws -> ID<Decision> {
        let proposal = DecisionProposal(
            finding: .confirmed,
            ground: .terms,
            groundReference: settings.termsReference,
            measure: .remove,
            territory: .everywhere,
            exemption: .none,
            exemptionAssessment: citation.exemptionAssessment,
            reasons: citation.rationale
        )
        return try transaction.decide(
            subject,
            proposal,
            maker: .rule(citation.signal),
            answerTime: settings.answerTime,
            by: author
        )
    }
}
