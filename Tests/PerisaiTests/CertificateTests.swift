import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Testing

/// The certificate of a node is renewed while it serves.
@Suite struct `A certificate` {
    /// Makes a certificate and its key with the system's own tool.
    private static func make(_ name: String, days: Int, in folder: NodeFolder) async throws {
        let made = try await Program.shell(
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout \(name).key -out \(name).pem "
                + "-days \(days) -subj /O=TEST/CN=node.test.invalid 2>/dev/null",
            in: folder.root
        )
        #expect(made.status == 0)
    }

    /// Asks over a connection of its own, trusting one certificate alone.
    private static func isShown(_ name: String, by node: NodeClient, _ folder: NodeFolder) async throws -> Bool {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(folder.root + "/\(name).pem"))
        tls.certificateVerification = .noHostnameVerification
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton,
            configuration: HTTPClient.Configuration(tlsConfiguration: tls)
        )
        let answer = try? await client.execute(node.request("GET", "/status/live"), timeout: .seconds(20))
        try await client.shutdown()
        return answer?.status == .ok
    }

    private static func until(_ condition: () async throws -> Bool) async throws {
        while try await !condition() { try await Task.sleep(for: .milliseconds(20)) }
    }

    @Test(.timeLimit(.minutes(3)))
    func `is read anew on SIGHUP: new connections get it, open ones stay, and a bad file changes nothing`() async throws
    {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        for name in ["first", "second"] { try await Self.make(name, days: 30, in: folder) }
        @Sendable func put(_ name: String) async throws {
            let copied = try await Program.shell("cp \(name).pem now.pem; cp \(name).key now.key", in: folder.root)
            #expect(copied.status == 0)
        }
        try await put("first")
        let (root, log) = (folder.root, folder.root + "/log")
        let options = ["--tls-certificate", root + "/now.pem", "--tls-key", root + "/now.key"]
        @Sendable func said(_ words: String) -> Bool {
            (try? String(contentsOfFile: log, encoding: .utf8))?.contains(words) == true
        }
        try await folder.serving(options, after: "exec 2>'\(log)'") { running, node in
            #expect(try await Self.isShown("first", by: node, folder))
            #expect(try await !Self.isShown("second", by: node, folder))
            // A stream that is open all the while.
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.certificateVerification = .none
            let client = HTTPClient(
                eventLoopGroupProvider: .singleton,
                configuration: HTTPClient.Configuration(tlsConfiguration: tls)
            )
            var request = node.request("GET", "/v1/events")
            request.headers.replaceOrAdd(name: "Accept", value: "text/event-stream")
            let stream = try await client.execute(request, timeout: .minutes(2))
            var pieces = stream.body.makeAsyncIterator()
            #expect(try await pieces.next() != nil)

            try "nonsense".write(toFile: root + "/now.pem", atomically: true, encoding: .utf8)
            running.send(SIGHUP)
            try await Self.until { said("the certificate was not read anew") }
            #expect(said("now.pem cannot be read"))
            #expect(try await Self.isShown("first", by: node, folder))

            try await put("second")
            running.send(SIGHUP)
            try await Self.until { said("the certificate was read anew") }
            #expect(try await Self.isShown("second", by: node, folder))
            #expect(try await !Self.isShown("first", by: node, folder))
            // The open stream still brings what happens.
            var poster = node.request("POST", "/v1/banks")
            poster.headers.add(name: "Content-Type", value: "application/json")
            poster.body = .bytes(ByteBuffer(string: "{\"name\":\"TEST bank\"}"))
            #expect(try await client.execute(poster, timeout: .seconds(20)).status == .created)
            var seen = ""
            while !seen.contains("bank.opened"), let piece = try await pieces.next() { seen += String(buffer: piece) }
            #expect(seen.contains("bank.opened"))
            try await client.shutdown()
        }
    }

    @Test func `that ends soon, or does not fit its key, is found by the doctor`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        try await Self.make("soon", days: 3, in: folder)
        try await Self.make("later", days: 90, in: folder)
        func checkUp(_ certificate: String, _ key: String) async throws -> (status: Int32, line: String) {
            let outcome = try await Program.run(
                "doctor",
                "--data",
                folder.data,
                "--tls-certificate",
                folder.root + "/\(certificate).pem",
                "--tls-key",
                folder.root + "/\(key).key"
            )
            let line = outcome.output.split(separator: "\n").first { $0.contains("certificate") }
            return (outcome.status, String(line ?? ""))
        }
        #expect(try await checkUp("later", "later").line.hasPrefix("ok"))
        let soon = try await checkUp("soon", "soon")
        #expect(soon.line.hasPrefix("warn") && soon.line.contains("days more") && soon.status == 0)
        let wrong = try await checkUp("later", "soon")
        #expect(wrong.line.hasPrefix("fail") && wrong.status == 1)
    }
}
