import NIOCore

/// The numeric addresses that begin alike.
struct NetworkRange: Sendable, Hashable {
    private let prefix: [UInt8]
    private let length: Int

    /// 127.0.0.0/8.
    static let loopback4 = NetworkRange(prefix: [127, 0, 0, 0], length: 8)
    /// ::1.
    static let loopback6 = NetworkRange(prefix: [UInt8](repeating: 0, count: 15) + [1], length: 128)

    private init(prefix: [UInt8], length: Int) {
        self.prefix = prefix
        self.length = length
    }

    /// Reads a network, as `10.0.0.0/8` or `fd00::/8`; `nil` where the text is none, or bits beyond the prefix are set.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let length = Int(parts[1]), String(length) == parts[1],
            parts[0].allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }),
            let found = try? SocketAddress(ipAddress: String(parts[0]), port: 0),
            let address = NetworkAddress(found), address.text.contains(":") || address.text == parts[0]
        else { return nil }
        guard (0...address.bytes.count * 8).contains(length) else { return nil }
        self.init(prefix: address.bytes, length: length)
        guard prefix == masked(prefix) else { return nil }
    }

    func contains(_ address: NetworkAddress) -> Bool {
        address.bytes.count == prefix.count && masked(address.bytes) == prefix
    }

    private func masked(_ bytes: [UInt8]) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let kept = min(max(length - index * 8, 0), 8)
            return byte & ~UInt8(truncatingIfNeeded: 0xFF >> kept)
        }
    }
}
