import HTTPTypes
import NIOCore

/// Where a request came from, as far as limits are counted by it.
///
/// Of an IPv6 address only the first 64 bits count, since whoever has one has all of that network.
package struct ClientAddress: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// Every request whose sender cannot be told, together.
    package static let unknown = ClientAddress(high: 0, low: 0)

    /// Where `sockaddr_in` and `sockaddr_in6` hold the address, in network byte order.
    private static let bytesOfIPv4 = 4..<8
    private static let bytesOfIPv6 = 8..<24

    private static func number(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package init(_ address: SocketAddress?) {
        switch address {
        case .v4(let address):
            let bytes = withUnsafeBytes(of: address.address) { Array($0[Self.bytesOfIPv4]) }
            self.init(high: 4, low: Self.number(bytes))
        case .v6(let address):
            let bytes = withUnsafeBytes(of: address.address) { Array($0[Self.bytesOfIPv6]) }
            // An IPv4 sender on a dual-stack socket is still an IPv4 sender.
            if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
                self.init(high: 4, low: Self.number(bytes[12...]))
            } else {
                self.init(high: 6, low: Self.number(bytes[..<8]))
            }
        case .unixDomainSocket, nil:
            self = .unknown
        }
    }

    /// Finds the sender of a request.
    ///
    /// - Parameters:
    ///   - peer: The other end of the connection.
    ///   - fields: The header of the request.
    ///   - behindProxy: Whether the other end is a proxy of ours; only then is X-Forwarded-For believed, and only its
    ///     last entry, which that proxy wrote.
    /// - Returns: The address to count under.
    package static func of(peer: SocketAddress?, fields: HTTPFields, behindProxy: Bool) -> ClientAddress {
        guard
            behindProxy,
            let last = fields[values: .xForwardedFor].last?.split(separator: ",").last,
            let address = try? SocketAddress(ipAddress: trimmed(last), port: 0)
        else { return ClientAddress(peer) }
        return ClientAddress(address)
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.prefix { $0 != " " })
    }
}

extension HTTPField.Name {
    /// Where proxies say whom they speak for.
    static let xForwardedFor = Self.perisai("X-Forwarded-For")
}
