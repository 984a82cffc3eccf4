import Interchange
import NIOCore
import Testing

@Suite struct `What an operator allows besides the public Internet` {
    @Test(
        arguments: [
            "", "https://exchange.internal", "exchange.internal/", "exchange.internal/path", "a b", "exchange:0",
            "user@exchange.internal", "exchange?x", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/", "10.0.0.0/-1", "10.0/8",
            "010.0.0.0/8", "10.0.0.0/08", "fd00::1/8", "fd00::/129", "exchange.internal/8", "2130706433", "0x7f.1",
            "0177.0.0.1", "::1", "[::ffff:10.0.0.1]", "::ffff:10.0.0.0/104/8", "10.0.0.0/8,127.0.0.1",
        ]
    )
    func `is a host or a network in one plain spelling`(text: String) {
        #expect(throws: OutgoingSettingError(.wrongDestination)) { try AllowedDestinations(parsing: [text]) }
    }

    private static func allows(_ allowed: [String], _ address: String, at place: String) throws -> Bool {
        let allowed = try AllowedDestinations(parsing: allowed)
        let place = try #require(NetworkAddress(SocketAddress(ipAddress: place, port: 443)))
        return allowed.contains(place, of: try OutgoingAddress(parsing: address))
    }

    @Test(
        arguments: [
            (["exchange.internal"], "https://exchange.internal", "10.0.0.1", true),
            (["EXCHANGE.internal"], "https://exchange.internal:8480", "fd00::1", true),
            (["exchange.internal:8480"], "https://exchange.internal:8480", "100.64.0.1", true),
            (["exchange.internal:8480"], "https://exchange.internal", "10.0.0.1", false),
            (["exchange.internal"], "https://other.internal", "10.0.0.1", false),
            // A name that is allowed leads into private networks, and not to the metadata of a cloud.
            (["exchange.internal"], "https://exchange.internal", "169.254.169.254", false),
            (["exchange.internal"], "https://exchange.internal", "224.0.0.1", false),
            (["exchange.internal"], "https://exchange.internal", "192.0.2.1", false),
            (["exchange.internal"], "https://exchange.internal", "::ffff:10.0.0.1", false),
            (["exchange.internal"], "https://exchange.internal", "0.0.0.0", false),
            (["10.0.0.0/8"], "https://other.internal", "10.255.255.255", true),
            (["10.0.0.0/8"], "https://other.internal", "11.0.0.0", false),
            (["10.0.0.0/8"], "https://other.internal", "::a00:1", false),
            (["10.0.0.4/30"], "https://other.internal", "10.0.0.7", true),
            (["10.0.0.4/30"], "https://other.internal", "10.0.0.8", false),
            (["169.254.0.0/16"], "https://other.internal", "169.254.169.254", true),
            (["0.0.0.0/0"], "https://other.internal", "127.0.0.1", true),
            (["fd00::/8"], "https://other.internal", "fdff::1", true),
            (["fd00::/8"], "https://other.internal", "fc00::1", false),
            (["127.0.0.1"], "https://127.0.0.1", "127.0.0.1", true),
            (["127.0.0.1:1"], "https://127.0.0.1:1", "127.0.0.1", true),
            (["127.0.0.1"], "https://127.0.0.2", "127.0.0.2", false),
            (["[::1]"], "https://[::1]:8", "::1", true),
            ([], "https://127.0.0.1", "127.0.0.1", false),
        ] as [([String], String, String, Bool)]
    )
    func `is let through, and nothing beside it`(
        allowed: [String],
        address: String,
        place: String,
        isAllowed: Bool
    ) throws {
        #expect(try Self.allows(allowed, address, at: place) == isAllowed, "\(allowed) \(address) \(place)")
    }

    @Test func `is spoken to unencrypted only where its host is named, or its number within a network`() throws {
        for (allowed, address, isTaken) in [
            (["exchange.internal"], "http://exchange.internal", true),
            (["exchange.internal:80"], "http://exchange.internal", true),
            (["exchange.internal:443"], "http://exchange.internal", false),
            (["10.0.0.0/8"], "http://10.0.0.7:8480", true), (["10.0.0.0/8"], "http://11.0.0.7", false),
            (["10.0.0.0/8"], "http://exchange.internal", false), ([], "http://127.0.0.1", false),
        ] as [([String], String, Bool)] {
            let allowed = try AllowedDestinations(parsing: allowed)
            let address = try? OutgoingAddress(parsing: address, allowing: allowed)
            #expect((address != nil) == isTaken)
        }
    }

    @Test func `is asked of every address that people give, before anything is sent`() throws {
        let policy = OutgoingPolicy(allowed: try AllowedDestinations(parsing: ["10.0.0.0/8"]))
        for address in ["https://receiver.example/x", "https://10.1.2.3", "http://10.1.2.3:8", "https://93.184.216.34"]
        {
            #expect(policy.objection(to: address) == nil, "\(address)")
        }
        for address in [
            "http://receiver.example", "https://127.0.0.1", "https://169.254.169.254", "https://[::1]",
            "https://[fe80::1]", "https://192.0.2.1", "https://100.64.0.1", "https://224.0.0.1", "https://2130706433",
            "https://0177.0.0.1", "https://[::ffff:127.0.0.1]", "https://a@receiver.example", "receiver.example", "",
        ] {
            #expect(policy.objection(to: address) != nil, "\(address)")
        }
    }
}
