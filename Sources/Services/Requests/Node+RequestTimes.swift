import Cooperation

extension Node {
    /// How many requests one round looks at.
    private static let timesBatch = 500

    /// Does what time demands of requests: notes that nobody answered, ends measures that nobody confirmed, notes that a
    /// formal request did not come, erases scans whose time is over.
    ///
    /// No clock complies: what ends by itself is only what was said to end (design rule 6).
    ///
    /// - Returns: how many acts followed.
    @discardableResult
    package func keepRequestTimes() async throws -> Int {
        let now = clock().microseconds
        let batch = Self.timesBatch
        let (unanswered, due) = try await store.read { reading in
            (
                try reading.find(
                    AggregateQuery<Request>(
                        [
                            .isLess(.dueAt, now + 1), .equals(.state, .text(Request.State.open.rawValue)),
                        ],
                        order: .ascending(.dueAt),
                        limit: batch
                    )
                ).filter { $0.origin == nil }.map(\.id),
                try reading.find(
                    AggregateQuery<Assessment>([.isLess(.dueAt, now + 1)], order: .ascending(.dueAt), limit: batch)
                ).map(\.id)
            )
        }
        guard !(unanswered.isEmpty && due.isEmpty) else { return 0 }
        let desk = requestDesk
        let author = Author.node(of: identity.organisation)
        var count = try await store.write { transaction in
            var count = 0
            for id in unanswered {
                let request = try transaction.load(Request.self, id)
                for act in try Request.decide(request, .noteUnanswered, id: id, now: transaction.now) {
                    try transaction.append(act, by: author)
                    count += 1
                }
            }
            return count
        }
        // Each by itself, so that none holds up the others.
        for id in due {
            count += try await store.write { transaction in
                guard let before = try transaction.load(Assessment.self, id) else { return 0 }
                let (_, acts) = try transaction.command(.tick, on: id, by: author)
                if acts.contains(where: { $0.type == AssessmentScanErased.type }) {
                    try transaction.eraseFile(id.identifier)
                }
                guard acts.contains(where: { $0.type == AssessmentMeasureEnded.type }),
                    let measure = before.measure
                else { return acts.count }
                let request = try transaction.existingRequest(ID<Request>(id.identifier))
                for number in measure.items {
                    try desk.say(
                        .itemReversed(number: number),
                        RequestWordText(note: RequestDesk.measureEnded),
                        of: request,
                        person: nil,
                        in: transaction,
                        by: author
                    )
                }
                return acts.count
            }
        }
        return count
    }
}

extension RequestDesk {
    /// What is said when a measure ended by itself.
    static let measureEnded = """
        The measure was temporary, and nobody confirmed it within 72 hours: it ended by itself and was undone.
        """
}
