/// How much one connection may ask, and how long it may take to do so.
package struct ConnectionLimits: Hashable, Sendable {
    /// Connections open at once; more wait in the system's queue.
    package var connectionsMax = 4_096
    /// Connections open at once from one address, unless a proxy stands before the node; more are closed at once.
    package var connectionsPerAddressMax = 1_024
    /// Connections that wait in the system's queue.
    package var backlog = 512
    /// The header of one request, in bytes.
    package var headerBytesMax = 16_384
    /// Fields in the header of one request.
    package var headerFieldsMax = 64
    /// Without a whole header, without the next piece of a body, or without a next request: after this it closes.
    package var idleTimeout = Duration.seconds(30)
    /// From the header to the last byte of the body.
    package var bodyTimeout = Duration.seconds(300)
    /// How long a client may take nothing of an answer that waits for it.
    package var stalledWriteTimeout = Duration.seconds(30)
    /// With fewer requests waiting for their turn than this, none is turned away because of them.
    package var waitingRequestsLeast = 32
    /// How long a request may wait for its turn before others are turned away.
    package var waitingTimeMax = Duration.milliseconds(10)
    /// How long a closing connection waits for more of what the client still sends, so that it can read the answer first.
    package var lingerTimeout = Duration.seconds(2)
    /// How long a closing connection reads over what still comes, in all: who sends much over a slow line reads only then.
    package var lingerTimeMax = Duration.seconds(30)

    package init() {}
}
