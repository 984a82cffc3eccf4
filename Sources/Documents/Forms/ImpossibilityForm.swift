/// That an order can't be carried out, with the contents of Annex III of Regulation (EU) 2021/784 in our own words.
public struct ImpossibilityForm: Hashable, Sendable {
    /// Why not.
    public enum Reason: String, Sendable, CaseIterable {
        /// What nobody could foresee or prevent.
        case forceMajeure
        /// It is impossible in fact, for technical or operational reasons.
        case deFactoImpossible
        /// The order has a manifest error.
        case manifestError
        /// The order does not say enough.
        case insufficientInformation
    }

    /// What stands on every document.
    public let head: DocumentHead
    /// The order and who answers.
    public let answer: OrderAnswer
    /// Why it can't be carried out.
    public let reasons: Set<Reason>
    /// What that means here.
    public let explanation: DocumentText
    /// What the authority must clarify, where that would help.
    public let clarification: DocumentText?

    /// Makes it.
    public init(
        head: DocumentHead,
        answer: OrderAnswer,
        reasons: Set<Reason>,
        explanation: DocumentText,
        clarification: DocumentText? = nil
    ) {
        self.head = head
        self.answer = answer
        self.reasons = reasons
        self.explanation = explanation
        self.clarification = clarification
    }

    /// It as a document.
    ///
    /// - Throws: ``DocumentError`` `document-incomplete` where no reason is named or explained, and those of ``Document``.
    public func document() throws(DocumentError) -> Document {
        guard !reasons.isEmpty, !explanation.isEmpty else {
            throw DocumentError("document-incomplete", "Say why the order can't be carried out, and explain it.")
        }
        let boxes: [(Reason, DocumentWord)] = [
            (.forceMajeure, .forceMajeure), (.deFactoImpossible, .deFactoImpossible),
            (.manifestError, .manifestError), (.insufficientInformation, .insufficientInformation),
        ]
        var facts = [head.fact(.explanation, explanation)]
        if let clarification { facts.append(head.fact(.clarification, clarification)) }
        let middle = [
            head.heading(.impossibilityReasons), head.checks(nil, reasons, boxes), .facts(facts),
        ]
        return try head.document(.impossibility, answer.opening(head) + middle + answer.closing(head))
    }
}
