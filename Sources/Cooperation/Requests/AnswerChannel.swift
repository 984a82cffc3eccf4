/// How a request was answered, where it was not by its addressee's own people or node.
public enum AnswerChannel: String, Codable, CaseIterable, Sendable {
    /// By a guest's link: nobody signed, and whoever had the link may have said it. The node records it as its own act.
    case guest
}
