import Services

/// A message of a webhook, as its receiver got it.
package struct DemoMessage: Sendable {
    /// Its id, the field `webhook-id`.
    let id: String
    /// When it was sent, the field `webhook-timestamp`.
    let second: String
    /// Its signatures, the field `webhook-signature`.
    let signatures: String
    /// What it says.
    let body: [UInt8]

    package init(id: String, second: String, signatures: String, body: [UInt8]) {
        self.id = id
        self.second = second
        self.signatures = signatures
        self.body = body
    }

    /// Whether one of the signatures is by a secret, as Standard Webhooks has it.
    func isSigned(with secret: WebhookSecret) -> Bool {
        guard let second = Int64(second) else { return false }
        let expected = secret.signature(id: id, second: second, body: body)
        return signatures.split(separator: " ").contains { $0 == expected }
    }
}
