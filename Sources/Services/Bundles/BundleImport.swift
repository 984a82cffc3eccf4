import Cooperation

/// What came of importing a bundle.
package struct BundleImport: Sendable, Hashable {
    /// The exchange, as this node knows it.
    package let exchange: ID<Exchange>
    /// How many events were taken in now.
    package let eventsTaken: Int
    /// How many of the bundle's events were there already, or are of no use to this node.
    package let eventsKnown: Int
    /// The position in the exchange's journal after which the next bundle begins.
    package let position: Int64
    /// How many leaves the checkpoint covers that was verified last.
    package let verifiedSize: Int64
}
