/// Where, until when and how a document can be challenged.
public struct Redress: Hashable, Sendable {
    /// The court or the body.
    public let body: DocumentText
    /// Until when.
    public let deadline: DocumentText
    /// How.
    public let procedure: DocumentText

    /// Makes it.
    public init(body: DocumentText, deadline: DocumentText, procedure: DocumentText) {
        self.body = body
        self.deadline = deadline
        self.procedure = procedure
    }

    func facts(_ head: DocumentHead) -> [DocumentFact] {
        [
            head.fact(.redressBody, body), head.fact(.redressDeadline, deadline),
            head.fact(.redressProcedure, procedure),
        ]
    }
}
