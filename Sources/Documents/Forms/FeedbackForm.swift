/// That an order was carried out, with the contents of Annex II of Regulation (EU) 2021/784 in our own words.
public struct FeedbackForm: Hashable, Sendable {
    /// What was done.
    public enum Measure: String, Sendable, CaseIterable {
        /// The content was removed.
        case removed
        /// Access was disabled in all states that the order concerns.
        case disabled
    }

    /// What stands on every document.
    public let head: DocumentHead
    /// The order and who answers.
    public let answer: OrderAnswer
    /// What was done.
    public let measure: Measure
    /// When it was done.
    public let measureAt: DocumentTime
    /// When it ends by itself, unless it is confirmed; `nil` where it stays.
    public let measureEnds: DocumentTime?
    /// The content, where the measure is told for each.
    public let items: [DocumentItem]

    /// Makes a feedback.
    public init(
        head: DocumentHead,
        answer: OrderAnswer,
        measure: Measure,
        measureAt: DocumentTime,
        measureEnds: DocumentTime? = nil,
        items: [DocumentItem] = []
    ) {
        self.head = head
        self.answer = answer
        self.measure = measure
        self.measureAt = measureAt
        self.measureEnds = measureEnds
        self.items = items
    }

    /// The feedback as a document.
    ///
    /// - Throws: ``DocumentError`` of ``Document``.
    public func document() throws(DocumentError) -> Document {
        let measure: [DocumentBlock] = [
            head.heading(.measureTaken),
            head.checks(nil, [self.measure], [(.removed, .measureRemoved), (.disabled, .measureDisabled)]),
            .facts([DocumentFact(head.words.phrase(.measureAt), measureAt.both)] + head.ending(measureEnds)),
        ]
        let items: [DocumentBlock] = items.isEmpty ? [] : [.items(head.words.phrase(.items), items)]
        return try head.document(.feedback, answer.opening(head) + measure + items + answer.closing(head))
    }
}
