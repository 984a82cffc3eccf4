import Interchange
import NIOCore
import Services
import Synchronization
import Testing

import func Foundation.usleep

import struct Foundation.Data
import struct Foundation.UUID
import class Foundation.FileManager

/// A resolver that says what it is told, each time the next thing, and counts.
final class ScriptedResolver: HostResolving {
    private struct State {
        var answers: [[String]]
        var asked: [String] = []
    }

    private let state: Mutex<State>

    var asked: [String] { state.withLock(\.asked) }

    init(_ answers: [String]...) { state = Mutex(State(answers: answers)) }

    func addresses(of host: String, port: Int) async throws -> [SocketAddress] {
        let answer = state.withLock { state in
            state.asked.append(host)
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers.first ?? []
        }
        return try answer.map { try SocketAddress(ipAddress: $0, port: port) }
    }
}

@Suite struct PictureFetcherTests {
    private static let picture = Array("TEST picture".utf8)
    private static let answer = RawServer.Step.answer(200, bytes: picture, type: "image/jpeg")

    private static func limits(_ time: Duration = .seconds(60)) -> PictureFetcher.Limits {
        var limits = PictureFetcher.Limits()
        limits.timeMax = time
        return limits
    }

    private static func fetcher(
        _ hosts: String,
        _ resolver: any HostResolving,
        allowsLoopback: Bool = true,
        limits: PictureFetcher.Limits = limits(),
        certificatesPath: String? = nil
    ) throws -> PictureFetcher {
        PictureFetcher(
            hosts: try ThumbnailHosts(parsing: hosts),
            policy: OutgoingPolicy(
                allowed: allowsLoopback ? .thisMachine : .none,
                resolver: resolver,
                certificatesPath: certificatesPath
            ),
            limits: limits
        )
    }

    private static func failure(_ fetcher: PictureFetcher, _ link: String) async -> FetchFailure.Code? {
        do throws(FetchFailure) {
            _ = try await fetcher.content(at: link)
            return nil
        } catch {
            return error.code
        }
    }

    /// The certificate of the tests as one that is trusted, for as long as the body runs.
    private static func trusting<Answer>(_ body: (String) async throws -> Answer) async throws -> Answer {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("perisai-\(UUID()).pem").path
        let data = Data(SelfSignedCertificate.certificate.utf8)
        try #require(FileManager.default.createFile(atPath: path, contents: data))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }

    @Test(
        arguments: [
            "https://other.example/x.jpg", "https://media.lentera.example:8443/x.jpg",
            "http://media.lentera.example/x.jpg",
            "https://media.lentera.example.evil.example/x", "https://user@media.lentera.example/x",
            "https://media.lentera.example@evil.example/x", "ftp://media.lentera.example/x",
            "//media.lentera.example/x",
            "https://media.lentera.example/../x", "https://media.lentera.example\\@evil.example", "file:///etc/passwd",
            "TEST no link", "", "https://[::1]/x", "https://127.0.0.1/x", "https://2130706433/x", "https://0x7f.1/x",
        ]
    )
    func `a link that leads elsewhere than to the listed hosts by https is not followed`(link: String) async throws {
        let resolver = ScriptedResolver(["93.184.216.34"])
        let fetcher = try Self.fetcher("media.lentera.example", resolver, allowsLoopback: false)
        #expect(await Self.failure(fetcher, link) == .notAllowed)
        #expect(resolver.asked.isEmpty)
    }

    @Test(
        arguments: [
            ["10.0.0.1"], ["127.0.0.1"], ["169.254.169.254"], ["100.64.0.1"], ["::1"], ["fe80::1"], ["fd00::1"],
            ["::ffff:127.0.0.1"], ["64:ff9b::7f00:1"], ["2002:7f00:1::1"], ["224.0.0.1"], ["192.0.2.1"],
            ["93.184.216.34", "10.0.0.1"], ["10.0.0.1", "93.184.216.34"],
        ]
    )
    func `a name with an address that is not public is not connected to`(addresses: [String]) async throws {
        let resolver = ScriptedResolver(addresses)
        let fetcher = try Self.fetcher("media.lentera.example", resolver, allowsLoopback: false)
        #expect(await Self.failure(fetcher, "https://media.lentera.example/x.jpg") == .notAllowed)
        #expect(resolver.asked == ["media.lentera.example"])
    }

    @Test func `to try it out this machine is let through, and nothing else that is not public`() async throws {
        let fetcher = try Self.fetcher("media.lentera.example", ScriptedResolver(["127.0.0.1", "10.0.0.1"]))
        #expect(await Self.failure(fetcher, "https://media.lentera.example/x.jpg") == .notAllowed)
    }

    @Test func `a name that answers otherwise the second time leads nowhere: it is asked once`() async throws {
        try await RawServer.run({ _ in [Self.answer] }) { server in
            // The listed port of the true server; at the second address nobody would be meant to look.
            let resolver = ScriptedResolver(["127.0.0.1"], ["169.254.169.254"])
            let fetcher = try Self.fetcher("localhost:\(server.port)", resolver)
            #expect(try await fetcher.content(at: "http://localhost:\(server.port)/x.jpg") == Self.picture)
            #expect(resolver.asked == ["localhost"])
            // And the second time it is looked at anew.
            #expect(await Self.failure(fetcher, "http://localhost:\(server.port)/x.jpg") == .notAllowed)
            #expect(server.log.all.count == 1)
        }
    }

    @Test func `the certificate is that of the name, at the address that was checked`() async throws {
        try await RawServer.run(tls: true, { _ in [Self.answer] }) { server in
            try await Self.trusting { path in
                // A certificate for localhost, at the address that the resolver gave for another name and for this one.
                for (name, expected) in [("localhost", nil), ("media.lentera.example", .unavailable)]
                    as [(String, FetchFailure.Code?)]
                {
                    let fetcher = try Self.fetcher(
                        "\(name):\(server.port)",
                        ScriptedResolver(["127.0.0.1"]),
                        certificatesPath: path
                    )
                    #expect(await Self.failure(fetcher, "https://\(name):\(server.port)/x.jpg") == expected, "\(name)")
                }
                let distrustful = try Self.fetcher("localhost:\(server.port)", ScriptedResolver(["127.0.0.1"]))
                #expect(await Self.failure(distrustful, "https://localhost:\(server.port)/x.jpg") == .unavailable)
            }
            #expect(server.log.all.count == 1)
        }
    }

    @Test func `a certificate's star stands for one whole label and no more`() {
        for (pattern, host, isTaken) in [
            ("media.lentera.example", "media.lentera.example", true),
            ("MEDIA.Lentera.example", "media.lentera.example", true),
            ("*.lentera.example", "media.lentera.example", true), ("*.lentera.example", "a.b.lentera.example", false),
            ("*.lentera.example", "lentera.example", false), ("*.example", "lentera.example", false),
            ("*", "lentera", false), ("*.*.example", "a.b.example", false),
            ("m*.lentera.example", "media.lentera.example", false),
            ("media.lentera.example.evil.example", "media.lentera.example", false),
            ("", "media.lentera.example", false),
        ] { #expect(CertificateName.matches(pattern, host) == isTaken, "\(pattern) \(host)") }
    }

    @Test(arguments: [301, 302, 303, 307, 308, 404, 500, 204, 206])
    func `a redirect is not followed, and an answer that is none is nothing`(status: Int) async throws {
        let location = "Location: http://127.0.0.1:1/\r\n"
        try await RawServer.run({ _ in
            [.answer(status, bytes: Self.picture, type: "image/jpeg", fields: location)]
        }) { server in
            let fetcher = try Self.fetcher("localhost:\(server.port)", ScriptedResolver(["127.0.0.1"]))
            #expect(await Self.failure(fetcher, "http://localhost:\(server.port)/x.jpg") == .unavailable)
            #expect(server.log.all.count == 1)
        }
    }

    @Test func `what is larger than the limit is left, announced or not`() async throws {
        let head = "HTTP/1.1 200 OK\r\n"
        let chunk = Array("400\r\n".utf8) + [UInt8](repeating: 0, count: 0x400) + Array("\r\n".utf8)
        for steps in [
            [
                RawServer.Step.text(head + "Content-Length: 8000001\r\n\r\n"),
                .sendForEver(.init(repeating: 0, count: 65_536)),
            ],
            [.text(head + "Transfer-Encoding: chunked\r\n\r\n"), .sendForEver(chunk)],
            [.text(head + "\r\n"), .sendForEver(.init(repeating: 0, count: 65_536))],
        ] {
            try await RawServer.run({ _ in steps }) { server in
                let fetcher = try Self.fetcher("localhost:\(server.port)", ScriptedResolver(["127.0.0.1"]))
                #expect(await Self.failure(fetcher, "http://localhost:\(server.port)/x.jpg") == .tooLarge)
            }
        }
    }

    @Test func `a server that is slow, also in dribs and drabs, is left when the time is over`() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"
        for steps in [[RawServer.Step.hold], [.text(head), .hold], [.text(head + "x"), .hold]] {
            try await RawServer.run({ _ in steps }) { server in
                let fetcher = try Self.fetcher(
                    "localhost:\(server.port)",
                    ScriptedResolver(["127.0.0.1"]),
                    limits: Self.limits(.milliseconds(200))
                )
                #expect(await Self.failure(fetcher, "http://localhost:\(server.port)/x.jpg") == .unavailable)
            }
        }
    }

    @Test func `a name without an address, and one where nobody listens, give nothing`() async throws {
        let port = try await RawServer.closedPort()
        let closed = try Self.fetcher("localhost:\(port)", ScriptedResolver(["127.0.0.1", "127.0.0.2"]))
        #expect(await Self.failure(closed, "http://localhost:\(port)/x.jpg") == .unavailable)
        let unknown = try Self.fetcher("media.lentera.example", ScriptedResolver([]))
        #expect(await Self.failure(unknown, "https://media.lentera.example/x.jpg") == .unavailable)
    }

    @Test func `the request tells nothing of who asks`() async throws {
        try await RawServer.run({ _ in [Self.answer] }) { server in
            let fetcher = try Self.fetcher("localhost:\(server.port)", ScriptedResolver(["127.0.0.1"]))
            _ = try await fetcher.content(at: "http://localhost:\(server.port)/x.jpg?TEST=1")
            let lines = try #require(server.log.all.first).split(separator: "\r\n")
            #expect(lines.first == "GET /x.jpg?TEST=1 HTTP/1.1")
            let names = Set(lines.dropFirst().compactMap { $0.split(separator: ":").first?.lowercased() })
            #expect(names == ["host", "user-agent", "accept-encoding"], "\(names)")
        }
    }

    @Test(arguments: ["", "https://a.example", "a.example/x", "a.example,", "a b", "a.example:0", "a.example?x", "1.2"])
    func `a list with a host that is none is refused`(text: String) {
        #expect(throws: OutgoingSettingError.self) { try ThumbnailHosts(parsing: text) }
    }

    @Test func `the machine's own resolver knows this machine`() async throws {
        let found = try await SystemResolver().addresses(of: "127.0.0.1", port: 443)
        #expect(found.compactMap { NetworkAddress($0) }.map(\.text) == ["127.0.0.1"])
        let none = try await SystemResolver().addresses(of: "TEST.invalid", port: 443)
        #expect(none.isEmpty)
    }

    @Test func `a resolver that does not answer holds nobody up beyond the time`() async throws {
        let isOver = Mutex(false)
        let resolver = SystemResolver { _ in
            while !isOver.withLock(\.self) { usleep(1000) }
            return []
        }
        let fetcher = try Self.fetcher("media.lentera.example", resolver, limits: Self.limits(.milliseconds(100)))
        // It returns although the thread that was asked is still waiting.
        #expect(await Self.failure(fetcher, "https://media.lentera.example/x.jpg") == .unavailable)
        let wasOver = isOver.withLock(\.self)
        #expect(!wasOver)
        isOver.withLock { $0 = true }
    }
}
