import Interchange
import Services
import Testing

@Suite struct `Looking at an address` {
    private static func looker(_ resolver: ScriptedResolver, allowsLoopback: Bool = true) -> AddressLooker {
        AddressLooker(
            policy: OutgoingPolicy(allowed: allowsLoopback ? .thisMachine : .none, resolver: resolver),
            timeMax: .seconds(60)
        )
    }

    @Test(arguments: [200, 204, 301, 302, 404, 410, 429, 451, 500, 503])
    func `tells the status and follows no redirect`(status: Int) async throws {
        let location = "Location: http://127.0.0.1:1/\r\n"
        try await RawServer.run({ _ in [.answer(status, fields: location)] }) { server in
            let looker = Self.looker(ScriptedResolver(["127.0.0.1"]))
            let look = await looker.look(at: "http://localhost:\(server.port)/x?TEST=1")
            #expect(look == .answered(status: status))
            #expect(server.log.all.count == 1)
        }
    }

    @Test func `asks for the head alone, whatever the body would be, and tells nothing of who asks`() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 8000001\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n"
        try await RawServer.run({ _ in [.text(head)] }) { server in
            let looker = Self.looker(ScriptedResolver(["127.0.0.1"]))
            #expect(await looker.look(at: "http://localhost:\(server.port)/x?TEST=1") == .answered(status: 200))
            let lines = try #require(server.log.all.first).split(separator: "\r\n")
            #expect(lines.first == "HEAD /x?TEST=1 HTTP/1.1")
            let names = Set(lines.dropFirst().compactMap { $0.split(separator: ":").first?.lowercased() })
            #expect(names == ["host", "user-agent", "accept-encoding"], "\(names)")
        }
    }

    @Test(
        arguments: [
            ["10.0.0.1"], ["127.0.0.1"], ["169.254.169.254"], ["::1"], ["fd00::1"], ["::ffff:127.0.0.1"],
            ["93.184.216.34", "10.0.0.1"],
        ]
    )
    func `connects to no name that has an address which is not public`(addresses: [String]) async {
        let resolver = ScriptedResolver(addresses)
        let looker = Self.looker(resolver, allowsLoopback: false)
        #expect(await looker.look(at: "https://media.lentera.example/x") == .notAllowed)
        #expect(resolver.asked == ["media.lentera.example"])
    }

    @Test(
        arguments: [
            "http://media.lentera.example/x", "http://127.0.0.1/x", "https://user@media.lentera.example/x",
            "https://2130706433/x", "https://media.lentera.example/x#y", "ftp://media.lentera.example/x", "TEST",
        ]
    )
    func `asks nobody about what is no plain address of https`(link: String) async {
        let resolver = ScriptedResolver(["93.184.216.34"])
        #expect(await Self.looker(resolver, allowsLoopback: false).look(at: link) == .notAllowed)
        #expect(resolver.asked.isEmpty)
    }

    @Test func `tells that nobody answers`() async throws {
        let port = try await RawServer.closedPort()
        let closed = Self.looker(ScriptedResolver(["127.0.0.1"]))
        #expect(await closed.look(at: "http://localhost:\(port)/x") == .unreachable)
        #expect(await Self.looker(ScriptedResolver([])).look(at: "https://media.lentera.example/x") == .unreachable)
    }
}
