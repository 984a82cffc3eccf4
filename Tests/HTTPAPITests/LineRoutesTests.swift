import AsyncHTTPClient
import CanonicalJSON
import Cooperation
import Fingerprints
import HTTPAPI
import HTTPServing
import NIOCore
import Services
import Synchronization
import Testing

/// Checks and signals that come one a line.
@Suite struct `Lines over HTTP` {
    private static func code(_ line: JSONValue?) -> String? { line?["error"]?["code"]?.stringValue }

    @Test func `whoever may not is told so before the first line, also where the bank is another's`() async throws {
        let scene = try await KeyedScene()
        let authority = try await scene.test.member(.authority)
        let other = try await scene.test.member(.civilSociety)
        try await LiveAPI.serving(scene.test) { api in
            for role in RoleTable.roles(of: .authority) {
                let token = api.callers.token(for: Caller(authority, role, isPerson: true, isOnExchange: false))
                for path in ["/v1/checks", "/v1/signals/import?bank=\(scene.bank)"] {
                    let answer = try await api.lines(path, token: token, [KeyedScene.line(1)]).answer
                    #expect(answer.status == 403 && answer.isProblem, "\(role) \(path)")
                }
            }
            // A known fingerprint in a bank that one takes no part in tells nothing.
            let known = try await api.lines(
                "/v1/signals/import?bank=\(scene.bank)",
                token: scene.curator.secret,
                [KeyedScene.line(1)]
            )
            #expect(known.lines.first?["outcome"] == "accepted")
            let stranger = api.callers.token(for: Caller(other, .curator, isPerson: true, isOnExchange: false))
            for bank in [scene.bank, .random()] {
                let answer = try await api.lines(
                    "/v1/signals/import?bank=\(bank)",
                    token: stranger,
                    [KeyedScene.line(1)]
                ).answer
                #expect(answer.status == 404 && answer.code == "not-found")
            }
        }
        let person = Caller(other, .curator, isPerson: true, isOnExchange: false)
        await #expect(throws: Refusal.self) {
            try await scene.test.node.importSignals(
                [
                    SignalProposal(
                        kind: .image,
                        behaviours: [.glorification],
                        provenance: .ownService,
                        fingerprints: [try Fingerprint(kind: .sha256, value: KeyedScene.hash(1))],
                        rationale: "TEST",
                        exemptionAssessment: "TEST"
                    )
                ],
                into: scene.bank,
                by: person
            )
        }
    }

    @Test func `what is no stream of lines is refused as such`() async throws {
        let scene = try await KeyedScene()
        try await LiveAPI.serving(scene.test) { api in
            let curator = scene.curator.secret
            let json = try await api.answer("POST", "/v1/signals/import?bank=\(scene.bank)", token: curator, json: [:])
            #expect(json.status == 415)
            let nowhere = try await api.lines("/v1/signals/import", token: curator, [KeyedScene.line(1)]).answer
            #expect(nowhere.status == 400 && nowhere.pointer == "bank")
            let submitted = "/v1/signals/import?bank=\(scene.bank)&provenance=submission"
            let authority = try await api.lines(submitted, token: curator, [KeyedScene.line(1)]).answer
            #expect(authority.status == 400 && authority.pointer == "provenance")
            let turned = try await api.lines("/v1/checks?orientations=all", token: scene.pipeline.secret, ["{}"]).answer
            #expect(turned.status == 400 && turned.pointer == "orientations")
        }
    }

    @Test func `a line that is wrong stops no other, and each is answered in order`() async throws {
        let scene = try await KeyedScene()
        try await LiveAPI.serving(scene.test) { api in
            let bad =
                [
                    ("{", "malformed-json", nil), ("[1]", "invalid-request", ""), ("{\"a\":1}", "invalid-request", nil),
                    (KeyedScene.line(2, rationale: " "), "text-missing", "/rationale"),
                    (KeyedScene.line(3).replacing("sha256", with: "md5"), "invalid-request", nil),
                    (KeyedScene.line(3).replacing("glorification", with: "TEST"), "invalid-request", "/behaviours/0"),
                ] as [(String, String, String?)]
            let lines = [KeyedScene.line(1)] + bad.map(\.0) + ["", KeyedScene.line(4), KeyedScene.line(1)]
            let path = "/v1/signals/import?bank=\(scene.bank)"
            let (answer, read) = try await api.lines(path, token: scene.curator.secret, lines)
            #expect(answer.status == 200 && answer.header("Content-Type") == "application/x-ndjson")
            #expect(read.map { $0["line"]?.integerValue } == [1, 2, 3, 4, 5, 6, 7, 9, 10, nil])
            #expect(read.first?["outcome"] == "accepted")
            for (line, (text, code, pointer)) in zip(read.dropFirst(), bad) {
                #expect(Self.code(line) == code, "\(text): \(line.canonicalString)")
                if let pointer { #expect(line["error"]?["pointer"]?.stringValue == pointer, "\(text)") }
            }
            #expect(read[7]["outcome"] == "accepted")
            #expect(read[8]["outcome"] == "duplicate" && read[8]["id"] == read[0]["id"])
            #expect(read.last?["summary"] == ["lines": 9, "accepted": 2, "duplicates": 1, "refused": 6])
        }
    }

    @Test func `a list that is sent again proposes nothing, and log, tables and search hold the same`() async throws {
        let scene = try await KeyedScene()
        let node = scene.test.node
        try await LiveAPI.serving(scene.test) { api in
            let lines = (0..<2500).map { KeyedScene.line($0) }
            let path = "/v1/signals/import?bank=\(scene.bank)"
            let before = try await node.store.read { try $0.journalSize() }
            let first = try await api.lines(path, token: scene.curator.secret, lines)
            #expect(first.lines.last?["summary"]?["accepted"] == 2500)
            let after = try await node.store.read { try $0.journalSize() }
            #expect(after == before + 2500)
            let again = try await api.lines(path, token: scene.curator.secret, lines)
            #expect(again.lines.last?["summary"]?["duplicates"] == 2500)
            #expect(try await node.store.read { try $0.journalSize() } == after)
            #expect(again.lines.dropLast().map { $0["id"] } == first.lines.dropLast().map { $0["id"] })
            #expect(try await node.store.read { try $0.count(AggregateQuery<Signal>()) } == 2500)
            let checks = try await api.lines(
                "/v1/checks",
                token: scene.pipeline.secret,
                [2499, 9999, 0].map(KeyedScene.check)
            )
            #expect(checks.lines.map { $0["verdict"] } == ["review", "clear", "review", nil])
            #expect(checks.lines[0]["matches"]?.arrayValue?.first?["signal"] == first.lines[2499]["id"])
            #expect(checks.lines.last?["summary"] == ["lines": 3, "act": 0, "clear": 1, "review": 2, "refused": 0])
        }
    }

    @Test func `checks in a stream are answered as alone`() async throws {
        let scene = try await KeyedScene()
        try await LiveAPI.serving(scene.test) { api in
            let token = scene.pipeline.secret
            _ = try await api.lines(
                "/v1/signals/import?bank=\(scene.bank)",
                token: scene.curator.secret,
                (0..<50).map { KeyedScene.line($0) }
            )
            var random = SystemRandomNumberGenerator()
            let numbers = (0..<200).map { _ in Int.random(in: 0..<100, using: &random) }
            let (_, read) = try await api.lines("/v1/checks", token: token, numbers.map(KeyedScene.check))
            for (number, line) in zip(numbers, read) {
                let alone = try await api.answer(
                    "POST",
                    "/v1/checks",
                    token: token,
                    json: try JSONValue(parsing: Array(KeyedScene.check(number).utf8))
                ).json
                for field in ["verdict", "matches", "fingerprints", "context"] {
                    #expect(line[field] == alone?[field], "\(number) \(field)")
                }
                #expect((line["case"] == nil) == (number >= 50))
                #expect(line["case"] == alone?["case"], "the case is the same")
            }
        }
    }

    @Test func `a key that is revoked ends the stream with the reason, and what was answered stands`() async throws {
        let scene = try await KeyedScene()
        let node = scene.test.node
        let own = scene.test.administrator.organisation.id
        try await LiveAPI.serving(scene.test) { api in
            let (body, continuation) = AsyncStream<ByteBuffer>.makeStream()
            continuation.yield(ByteBuffer(string: KeyedScene.line(1) + "\n"))
            try await api.stream(
                "POST",
                "/v1/signals/import?bank=\(scene.bank)",
                token: scene.curator.secret,
                fields: [("Content-Type", "application/x-ndjson")],
                body: body
            ) { status, answer in
                #expect(status == 200)
                var text = ""
                for try await piece in answer {
                    text += String(buffer: piece)
                    if text.hasSuffix("\n"), text.contains("accepted"), !text.contains("error") {
                        try await node.revokeKey(scene.curator.key.id, of: own, by: scene.test.administrator)
                        continuation.yield(ByteBuffer(string: KeyedScene.line(2) + "\n" + KeyedScene.line(3) + "\n"))
                        continuation.finish()
                    }
                }
                let lines = text.split(separator: "\n")
                #expect(lines.count == 2)
                let last = try JSONValue(parsing: Array((lines.last ?? "").utf8))
                #expect(last["error"]?["code"] == "key-not-valid" && last["line"] == nil)
            }
            #expect(try await node.store.read { try $0.count(AggregateQuery<Signal>()) } == 1)
        }
    }

    @Test func `what can't be committed is not acknowledged`() async throws {
        let scene = try await KeyedScene()
        let node = scene.test.node
        try await LiveAPI.serving(scene.test) { api in
            scene.test.commits.state.withLock { $0.fail = true }
            let path = "/v1/signals/import?bank=\(scene.bank)"
            let failed = try await api.lines(path, token: scene.curator.secret, [KeyedScene.line(1)])
            #expect(failed.answer.status == 200 && failed.lines.count == 1)
            #expect(failed.lines.last?["error"]?["status"]?.integerValue ?? 0 >= 500)
            scene.test.commits.state.withLock { $0.fail = false }
            #expect(try await node.store.read { try $0.count(AggregateQuery<Signal>()) } == 0)
            let again = try await api.lines(path, token: scene.curator.secret, [KeyedScene.line(1)])
            #expect(again.lines.first?["outcome"] == "accepted")
        }
    }
}
