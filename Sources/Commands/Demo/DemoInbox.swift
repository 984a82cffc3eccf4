import Synchronization

/// Where messages of a webhook come in.
package final class DemoInbox: Sendable {
    private let messages = Mutex<[DemoMessage]>([])

    package init() {}

    /// The message that came first; `nil` where none came yet.
    var first: DemoMessage? { messages.withLock(\.first) }

    package func take(_ message: DemoMessage) { messages.withLock { $0.append(message) } }
}
