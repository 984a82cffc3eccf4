import Cooperation

/// What brings messages to webhooks.
package protocol WebhookSending: Sendable {
    /// Sends a message once.
    ///
    /// - Parameter message: the message.
    /// - Returns: what came of it, also where the waiting task was cancelled.
    func send(_ message: WebhookMessage) async -> WebhookAnswer
}

/// One message to a webhook, signed.
package struct WebhookMessage: Sendable, Hashable {
    /// Where it goes.
    package let address: String
    /// The fields of its head, in order.
    package let fields: [Field]
    /// Its body, in JSON.
    package let body: [UInt8]

    /// One field of a head.
    package struct Field: Sendable, Hashable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(address: String, fields: [Field], body: [UInt8]) {
        self.address = address
        self.fields = fields
        self.body = body
    }
}
