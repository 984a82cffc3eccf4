/// Where people reach this node's pages: the beginning of the links in messages.
package struct PublicAddress: Sendable, Hashable {
    /// The longest, in bytes, so that no line of a message becomes too long for mail servers.
    package static let bytesMax = 500

    /// The address without a slash at the end, as `https://lentera.example`.
    package let text: String

    /// Whether it is reached by TLS.
    package var isEncrypted: Bool { text.hasPrefix("https://") }

    /// Takes an address; `nil` unless it is one of https, or of http on this machine, without query and fragment.
    package init?(_ text: String) {
        var trimmed = Substring(text)
        while trimmed.last == "/" { trimmed.removeLast() }
        let schemes = ["https://", "http://localhost", "http://127.0.0.1", "http://[::1]"]
        guard trimmed.utf8.count <= Self.bytesMax, trimmed.utf8.allSatisfy(Self.isTaken),
            let scheme = schemes.first(where: { trimmed.hasPrefix($0) })
        else { return nil }
        let rest = trimmed.dropFirst(scheme.count)
        let isWhole =
            scheme == "https://" ? !rest.isEmpty && rest.first != "/" : rest.first.map { ":/".contains($0) } ?? true
        guard isWhole else { return nil }
        self.text = String(trimmed)
    }

    private static func isTaken(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || "-._~:/[]".utf8.contains(byte)
    }
}
