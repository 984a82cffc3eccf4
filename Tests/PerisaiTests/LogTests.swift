import CanonicalJSON
import Fingerprints
import Foundation
import NIOHTTP1
import Testing

/// What a node writes to its log.
@Suite struct `The log of a node` {
    private static func text(_ folder: NodeFolder) -> String {
        (try? String(contentsOfFile: folder.root + "/log", encoding: .utf8)) ?? ""
    }

    private static func logging(_ folder: NodeFolder) -> String { "exec 2>'\(folder.root)/log'" }

    /// Does what brings content, keys, names and passwords to a node; how it was answered, and what it was that came.
    private static func visit(_ node: NodeClient) async throws -> (refused: [String], secrets: [String]) {
        let scene = try await WritingScene.make(at: node)
        let hash = WritingScene.hash(1).hex
        _ = try await scene.propose(1)
        var refused: [String] = []
        func ask(_ client: NodeClient, _ method: String, _ path: String, _ body: JSONValue? = nil, isRefused: Bool)
            async throws
        {
            let answer = try await client.ask(method, path, body)
            #expect(
                (answer.status >= 400) == isRefused && answer.status != 500,
                "\(method) \(path): \(String(decoding: answer.bytes, as: UTF8.self))"
            )
            if isRefused { refused.append(try #require(answer.headers.first(name: "perisai-request-id"))) }
        }
        let print: JSONValue = ["kind": "pdq", "value": .string(hash)]
        let context: JSONValue = [
            "reference": "TESTreference", "account": "TESTaccount", "link": "https://lentera.example/TESTlink",
        ]
        try await ask(
            scene.curator,
            "POST",
            "/v1/checks",
            ["fingerprints": [print], "context": context],
            isRefused: false
        )
        try await ask(
            scene.curator,
            "POST",
            "/v1/checks",
            ["fingerprints": [["kind": "pdq", "value": "TESTbroken"]]],
            isRefused: true
        )
        try await ask(node.with(key: "TESTwrongkey"), "GET", "/v1/cases", isRefused: true)
        try await ask(scene.curator, "GET", "/v1/organisations/TESTidentifier/keys?cursor=TESTcursor", isRefused: true)
        try await ask(node, "GET", "/v1/TESTnowhere", isRefused: true)
        let imported = try await scene.curator.ask(
            "POST",
            "/v1/signals/import?bank=\(scene.bank)",
            bytes: Array(
                #"""
                {"fingerprints":[{"kind":"md5","value":"0123456789abcdef0123456789abcdef"}],"behaviours":["graphicViolence"],\#
                "rationale":"TESTrationale","exemptionAssessment":"TESTassessment","source":"TESTsource"}
                {"rationale":"TESTunreadable"
                """#.utf8
            ),
            contentType: "application/x-ndjson"
        )
        #expect(imported.status == 200)
        let own = try await node.call("GET", "/status")["organisation"]?.stringValue ?? ""
        let people = "/v1/organisations/\(own)/people"
        let person = try await node.call("POST", people, ["name": "TESTname", "roles": ["lead"]])["id"]?.stringValue
        let invitation = try await node.call("POST", "\(people)/\(try #require(person))/invitation")
        let link = try #require(invitation["path"]?.stringValue)
        try await ask(NodeClient(node.address), "GET", link, isRefused: false)
        let login = try await NodeClient(node.address).ask(
            "POST",
            "/console/login",
            bytes: Array("name=TESTlogin&password=TESTpassword&code=TESTcode".utf8),
            contentType: "application/x-www-form-urlencoded"
        )
        #expect((200..<500).contains(login.status))
        let secret = try #require(link.split(separator: "/").last.map(String.init))
        let keys = [node.key, scene.curator.key].compactMap(\.self)
        #expect(keys.count == 2)
        return (refused, keys + [secret, hash, "0123456789abcdef0123456789abcdef", "TEST"])
    }

    @Test func `holds at its most talkative no key, fingerprint, reference, name or password`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let (refused, secrets) = try await folder.serving(
            ["--log-level", "debug"],
            after: Self.logging(folder)
        ) { _, node in try await Self.visit(node) }
        let log = Self.text(folder)
        for id in refused { #expect(log.contains(id), "A request that was refused has no line.") }
        for operation in ["check", "importSignals", "console.logIn", "console.setup"] {
            #expect(log.contains("operation=\(operation) "), "\(operation) has no line.")
        }
        for line in log.split(separator: "\n") {
            for secret in secrets { #expect(!line.contains(secret), "\(line)") }
        }
    }

    @Test func `names each refused request by the id that the client was told, as it is started by default`()
        async throws
    {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let (refused, secrets) = try await folder.serving(after: Self.logging(folder)) { _, node in
            try await Self.visit(node)
        }
        let lines = Self.text(folder).split(separator: "\n")
        #expect(refused.count == 4)
        for id in refused {
            #expect(lines.count { $0.contains("request.id=\(id) ") } == 1, "\(id)")
        }
        #expect(!lines.contains { $0.contains("status=200") }, "What was answered as asked needs no line.")
        for secret in secrets { #expect(!lines.contains { $0.contains(secret) }) }
    }

    @Test(arguments: [("live", true), ("open", false), ("daily", false)])
    func `warns an operator who lets anyone watch how much the node does`(access: String, warns: Bool) async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        try await folder.serving(["--log-access", access], after: Self.logging(folder)) {
            _,
            node async throws -> Void in
            #expect(try await node.call("GET", "/status")["state"] == "ready")
        }
        #expect(Self.text(folder).contains("anyone sees the log as it grows") == warns)
    }
}
