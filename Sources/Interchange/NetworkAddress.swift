import NIOCore

/// A numeric address of a machine, and whether it lies in the public Internet.
package struct NetworkAddress: Sendable, Hashable {
    /// How it is written: four decimal numbers, or IPv6 without brackets.
    package let text: String
    /// Whether it is this machine itself: 127.0.0.0/8 or ::1.
    package let isLoopback: Bool
    /// Whether packets to it go to the public Internet, and nowhere else.
    package let isPublic: Bool

    /// Takes an address; `nil` where it is no address of the Internet protocols.
    package init?(_ address: SocketAddress) {
        guard let text = address.ipAddress else { return nil }
        self.text = text
        switch address {
        case .v4:
            let bits = UInt32(truncatingIfNeeded: Self.number(of: address, at: 4, bytes: 4))
            isLoopback = bits >> 24 == 127
            isPublic = !Self.reserved4.contains { $0.contains(bits) }
        case .v6:
            let high = Self.number(of: address, at: 8, bytes: 8)
            isLoopback = high == 0 && Self.number(of: address, at: 16, bytes: 8) == 1
            // Whatever is not global unicast leads elsewhere, or back: mapped and translated IPv4, local and multicast.
            isPublic = high >> 61 == 1 && !Self.reserved6.contains { $0.contains(high) }
        case .unixDomainSocket: return nil
        }
    }

    /// Bytes of the kernel's form of an address, in which the numbers stand most significant byte first: four from the
    /// fifth on, or sixteen from the ninth on.
    private static func number(of address: SocketAddress, at offset: Int, bytes count: Int) -> UInt64 {
        address.withSockAddr { pointer, size in
            let bytes = UnsafeRawBufferPointer(start: pointer, count: size)
            return bytes[offset..<offset + count].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
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

    /// IANA's special-purpose registry, and what is no address of one machine.
    private static let reserved4: [Network<UInt32>] = [
        Network(0x0000_0000, 8),  // this network
        Network(0x0A00_0000, 8),  // private
        Network(0x6440_0000, 10),  // shared by carriers (CGNAT)
        Network(0x7F00_0000, 8),  // loopback
        Network(0xA9FE_0000, 16),  // link-local, and with it the metadata of clouds
        Network(0xAC10_0000, 12),  // private
        Network(0xC000_0000, 24),  // protocol assignments
        Network(0xC000_0200, 24),  // documentation
        Network(0xC058_6300, 24),  // 6to4 relays
        Network(0xC0A8_0000, 16),  // private
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
