/// Where an event that came from elsewhere was first recorded.
public struct EventOrigin: Sendable, Hashable, Codable {
    /// The exchange that recorded it.
    public let exchange: ID<Exchange>
    /// Its place in that exchange's journal.
    public let position: Int64

    /// Makes an origin.
    public init(exchange: ID<Exchange>, position: Int64) {
        self.exchange = exchange
        self.position = position
    }
}
