import Crypto
import TransparencyLog

/// A secret by which a webhook's receiver knows that a message is from this node, as Standard Webhooks has it.
///
/// Nothing that prints or mirrors it shows it.
package struct WebhookSecret: Sendable {
    /// What every written secret begins with.
    package static let prefix = "whsec_"
    /// How many random bytes a secret has.
    package static let byteCount = 32

    private let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads a written secret; `nil` where it is none of 24 to 64 bytes.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), let bytes = Base64.decode(text.dropFirst(Self.prefix.count)),
            (24...64).contains(bytes.count)
        else { return nil }
        self.bytes = bytes
    }

    /// The written form.
    package var text: String { Self.prefix + Base64.encode(bytes) }

    /// Signs a message.
    ///
    /// - Parameters:
    ///   - id: by what the receiver knows it.
    ///   - second: when it is sent, in seconds since 1970.
    ///   - body: its body.
    /// - Returns: one signature as it stands in the field `webhook-signature`.
    package func signature(id: String, second: Int64, body: [UInt8]) -> String {
        let signed = Array("\(id).\(second).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: bytes))
        return "v1," + Base64.encode(Array(code))
    }
}

extension WebhookSecret: CustomStringConvertible, CustomReflectable {
    package var description: String { "WebhookSecret" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
