/// Which aggregate an event happens to, by the word before the dot of its type.
public struct AggregateRegistry: Sendable {
    private let types: [String: any Aggregate.Type]

    /// Makes a registry.
    public init(_ types: [any Aggregate.Type]) {
        self.types = Dictionary(types.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// All aggregates, in order of name.
    public var all: [any Aggregate.Type] {
        types.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The aggregate that an event happens to.
    ///
    /// - Parameter eventType: as `signal.proposed`.
    /// - Returns: `nil` for events that change no state, as counts.
    public func aggregate(for eventType: String) -> (any Aggregate.Type)? {
        types[String(eventType.prefix { $0 != "." })]
    }
}
