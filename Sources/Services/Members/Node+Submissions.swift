import Cooperation

/// A submission with its texts.
package struct SubmissionView: Sendable {
    package let submission: Submission
    package let reference: String?
    package let reasons: String?
    package let answer: String?
}

extension Node {
    /// Submissions in order of id: an authority its own, curators all.
    package func submissions(
        after: ID<Submission>?,
        limit: Int,
        for caller: Caller
    ) async throws -> (submissions: [SubmissionView], next: ID<Submission>?) {
        let conditions: [AggregateQuery<Submission>.Condition] =
            caller.organisation.kind == .authority
            ? [.equals(.authority, .text(caller.organisation.id.description))] : []
        return try await store.read { reading in
            let page = try reading.find(
                AggregateQuery<Submission>(conditions, after: after.map { .init(value: nil, id: $0) }, limit: limit)
            )
            return (try reading.views(page), page.count == limit ? page.last?.id : nil)
        }
    }

    /// One submission; to another authority it does not exist.
    package func submission(_ id: ID<Submission>, for caller: Caller) async throws -> SubmissionView {
        try await store.read { reading in
            guard let submission = try reading.load(Submission.self, id),
                caller.organisation.kind.curatesSignals || submission.authority == caller.organisation.id
            else { throw Refusal(.notFound, "not-found", "There is no such submission.") }
            return try reading.view(submission)
        }
    }

    /// Hands in what may be terrorist content.
    ///
    /// It never becomes a signal by itself.
    package func submit(
        kind: ContentKind,
        behaviours: Set<Behaviour>,
        reference: String,
        reasons: String,
        by caller: Caller
    ) async throws -> SubmissionView {
        try await store.write { transaction in
            try transaction.command(
                .submit(kind: kind, behaviours: behaviours, reference: reference, reasons: reasons),
                on: transaction.newID(),
                by: caller
            )
        }
    }

    /// Declines a submission after looking.
    package func declineSubmission(
        _ id: ID<Submission>,
        reason: String,
        by caller: Caller
    ) async throws -> SubmissionView {
        try await store.write { try $0.command(.decline(reason: reason), on: id, by: caller) }
    }
}

extension StoreReading {
    fileprivate func view(_ submission: Submission) throws(StoreError) -> SubmissionView {
        SubmissionView(submission, try sealedParts(SubmissionView.parts, at: SubmissionView.positions(of: submission)))
    }

    /// Submissions with their texts, in as many statements for a page of them as for one.
    func views(_ submissions: [Submission]) throws(StoreError) -> [SubmissionView] {
        let texts = try sealedParts(SubmissionView.parts, at: submissions.flatMap(SubmissionView.positions))
        return submissions.map { SubmissionView($0, texts) }
    }
}

extension SubmissionView {
    fileprivate static let parts: Set<String> = ["reference", "reasons", "reason"]

    fileprivate static func positions(of submission: Submission) -> [Int64] {
        [submission.submittedAtPosition] + [submission.answeredAtPosition].compactMap(\.self)
    }

    fileprivate init(_ submission: Submission, _ texts: [Int64: [String: String]]) {
        let own = texts[submission.submittedAtPosition]
        self.init(
            submission: submission,
            reference: own?["reference"],
            reasons: own?["reasons"],
            answer: submission.answeredAtPosition.flatMap { texts[$0]?["reason"] }
        )
    }
}

extension StoreTransaction {
    fileprivate func command(
        _ command: SubmissionCommand,
        on id: ID<Submission>,
        by caller: Caller
    ) throws -> SubmissionView {
        let state = try load(Submission.self, id)
        let acts = try Submission.decide(state, command, id: id, actor: caller.organisation)
        for act in acts { try append(act, by: caller.author) }
        guard let submission = try load(Submission.self, id) else {
            throw Refusal(.notFound, "not-found", "There is no such submission.")
        }
        return try view(submission)
    }
}
