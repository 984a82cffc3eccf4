/// How long and how much an outgoing request may take.
package struct OutgoingLimits: Sendable, Hashable {
    /// How long a connection may take to come about, TLS included.
    package var connectTimeout: Duration
    /// How long the whole exchange of request and answer may take, beyond what the request itself asks the server to wait.
    package var answerTimeout: Duration
    /// How long a connection that nobody uses is kept.
    package var idleTimeout: Duration
    /// How many connections to one server are kept.
    package var connectionsPerServerMax: Int

    /// Makes limits.
    package init(
        connectTimeout: Duration = .seconds(5),
        answerTimeout: Duration = .seconds(10),
        idleTimeout: Duration = .seconds(60),
        connectionsPerServerMax: Int = 8
    ) {
        self.connectTimeout = connectTimeout
        self.answerTimeout = answerTimeout
        self.idleTimeout = idleTimeout
        self.connectionsPerServerMax = connectionsPerServerMax
    }

    /// 5 s to connect, 10 s for an answer.
    package static let standard = OutgoingLimits()
}
