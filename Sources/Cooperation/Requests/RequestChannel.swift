/// How a request came.
public enum RequestChannel: String, Codable, CaseIterable, Sendable {
    /// Filed on the exchange, or on the platform's own node where the two have no exchange.
    case filed
    /// By letter, e-mail or another portal; staff of the platform recorded it.
    case paper
}
