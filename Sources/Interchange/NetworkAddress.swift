import NIOCore

/// A numeric address of a machine, and whether it lies in the public Internet.
package struct NetworkAddress: Sendable, Hashable {
    /// How it is written: four decimal numbers, or IPv6 without brackets.
    package let text: String
    /// Its four or sixteen bytes, the most significant first.
    package let bytes: [UInt8]
    /// Whether it is this machine itself, or lies in a network that somebody runs for their own: private, shared by carriers.
    package let isPrivate: Bool
    /// Whether packets to it go to the public Internet, and nowhere else.
    package let isPublic: Bool

    /// Takes an address; `nil` where it is no address of the Internet protocols.
    package init?(_ address: SocketAddress) {
        guard let text = address.ipAddress else { return nil }
        self.text = text
        switch address {
        case .v4:
            bytes = Self.bytes(of: address, at: 4, count: 4)
            let bits = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            isPrivate = Self.private4.contains { $0.contains(bits) }
            isPublic = !isPrivate && !Self.reserved4.contains { $0.contains(bits) }
        case .v6:
            bytes = Self.bytes(of: address, at: 8, count: 16)
            let high = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let low = bytes.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            isPrivate = high == 0 && low == 1 || Self.uniqueLocal.contains(high)
            // Whatever is not global unicast leads elsewhere, or back: mapped and translated IPv4, local and multicast.
            isPublic = high >> 61 == 1 && !Self.reserved6.contains { $0.contains(high) }
        case .unixDomainSocket: return nil
        }
    }

    /// Bytes of the kernel's form of an address, in which the numbers stand most significant byte first: four from the
    /// fifth on, or sixteen from the ninth on.
    private static func bytes(of address: SocketAddress, at offset: Int, count: Int) -> [UInt8] {
        address.withSockAddr { pointer, size in
            Array(UnsafeRawBufferPointer(start: pointer, count: size)[offset..<offset + count])
        }
    }

    /// A stretch of addresses that begin alike.
    private struct Network<Word: FixedWidthInteger & Sendable>: Sendable {
        let prefix: Word
        let length: Int

        init(_ prefix: Word, _ length: Int) {
            self.prefix = prefix
            self.length = length
        }

        func contains(_ word: Word) -> Bool { (word ^ prefix) >> (Word.bitWidth - length) == 0 }
    }

    /// What of IANA's special-purpose registry somebody runs for their own.
    private static let private4: [Network<UInt32>] = [
        Network(0x0A00_0000, 8),  // private
        Network(0x6440_0000, 10),  // shared by carriers (CGNAT)
        Network(0x7F00_0000, 8),  // loopback
        Network(0xAC10_0000, 12),  // private
        Network(0xC0A8_0000, 16),  // private
    ]

    private static let uniqueLocal = Network<UInt64>(0xFC00_0000_0000_0000, 7)

    /// The rest of that registry, and what is no address of one machine.
    private static let reserved4: [Network<UInt32>] = [
        Network(0x0000_0000, 8),  // this network
        Network(0xA9FE_0000, 16),  // link-local, and with it the metadata of clouds
        Network(0xC000_0000, 24),  // protocol assignments
        Network(0xC000_0200, 24),  // documentation
        Network(0xC058_6300, 24),  // 6to4 relays
        Network(0xC612_0000, 15),  // benchmarks
        Network(0xC633_6400, 24),  // documentation
        Network(0xCB00_7100, 24),  // documentation
        Network(0xE000_0000, 4),  // multicast
        Network(0xF000_0000, 4),  // reserved, and broadcast
    ]

    /// What of 2000::/3 is not the public Internet; the first 64 bits tell.
    private static let reserved6: [Network<UInt64>] = [
        Network(0x2001_0000_0000_0000, 23),  // protocol assignments: Teredo, benchmarks, ORCHID
        Network(0x2001_0DB8_0000_0000, 32),  // documentation
        Network(0x2002_0000_0000_0000, 16),  // 6to4, which holds an IPv4 address
        Network(0x3FFF_0000_0000_0000, 20),  // documentation
    ]
}
