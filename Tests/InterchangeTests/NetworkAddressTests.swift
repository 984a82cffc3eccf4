import Interchange
import NIOCore
import Testing

@Suite struct NetworkAddressTests {
    private static func address(_ text: String) throws -> NetworkAddress {
        try #require(NetworkAddress(SocketAddress(ipAddress: text, port: 443)))
    }

    /// The first and the last address of every network that leads elsewhere.
    @Test(
        arguments: [
            "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1",
            "127.255.255.255", "169.254.0.0", "169.254.169.254", "169.254.255.255", "172.16.0.0", "172.31.255.255",
            "192.0.0.0", "192.0.0.255", "192.0.2.0", "192.0.2.255", "192.88.99.0", "192.88.99.255", "192.168.0.0",
            "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.0", "198.51.100.255", "203.0.113.0",
            "203.0.113.255", "224.0.0.0", "239.255.255.255", "240.0.0.0", "255.255.255.255",
            "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:93.184.216.34", "64:ff9b::7f00:1",
            "64:ff9b::5db8:d822", "64:ff9b:1::a00:1", "100::1", "2001::1", "2001:1ff:ffff::1", "2001:2::1",
            "2001:10::1",
            "2001:20::1", "2001:db8::1", "2001:db8:ffff:ffff::1", "2002::1", "2002:7f00:1::1", "2002:ffff:ffff::1",
            "3fff::1", "3fff:fff:ffff::1", "4000::1", "5f00::1", "fc00::1", "fdff:ffff::1", "fe80::1", "febf::1",
            "fec0::1", "ff02::1", "ff0e::1", "1fff:ffff::1",
        ]
    )
    func `what leads anywhere but into the public Internet is not public`(text: String) throws {
        #expect(try !Self.address(text).isPublic)
    }

    /// Their neighbours on both sides.
    @Test(
        arguments: [
            "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
            "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0",
            "192.0.3.0", "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
            "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255",
            "2001:200::1", "2001:db7:ffff::1", "2001:db9::1", "2003::1", "2600::1", "2a00::1", "3ffe:ffff::1",
            "3fff:1000::1",
        ]
    )
    func `what lies beside is public`(text: String) throws {
        let address = try Self.address(text)
        #expect(address.isPublic && !address.isPrivate)
    }

    @Test func `private networks are known in both protocols, and a mapped address is not taken for one`() throws {
        for (text, isPrivate) in [
            ("127.0.0.1", true), ("127.255.0.9", true), ("::1", true), ("::ffff:127.0.0.1", false), ("::2", false),
            ("128.0.0.1", false), ("10.0.0.1", true), ("172.16.0.1", true), ("192.168.255.255", true),
            ("100.64.0.1", true), ("fc00::1", true), ("fdff::1", true), ("fe80::1", false), ("ff02::1", false),
            ("169.254.169.254", false), ("0.0.0.0", false), ("224.0.0.1", false), ("192.0.2.1", false), ("::", false),
        ] { #expect(try Self.address(text).isPrivate == isPrivate, "\(text)") }
        #expect(try NetworkAddress(SocketAddress(unixDomainSocketPath: "/tmp/x")) == nil)
    }
}
