import CanonicalJSON
import Foundation
import Synchronization
import Testing

/// What a new user does first.
@Suite(.serialized) struct `The first hour` {
    /// The passwords and secrets of all demonstrations so far.
    private static let drawn = Mutex<Set<String>>([])

    /// The first of five ports that nobody listens on now; the tour's own may be taken by somebody's demonstration.
    private let port =
        stride(from: 18_480, to: 28_480, by: 10).first { first in
            (first..<first + 8).allSatisfy(FreePort.isFree)
        } ?? 0

    @Test func `the demonstration tells its whole story once, and its nodes can be served again`() async throws {
        let root = try NodeFolder.makeRoot()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let told = try await Program.run("demo", "--once", "--data", "DATA", "--port", "\(port)", in: root)
        #expect(told.status == 0, "\(told.output)\(told.errors)")
        for part in [
            "13 members", "quality 30", "caption", "receipt for the person", "receipt for the public", "log verify",
            "out-of-scope", "a second person", "by a link", "by letter", "a second person of the secretariat",
            "forged emergency", "suspended member",
            "SHA-256 in the journal", "a threat to a life", "receipt of the order for the authority",
            "receipt of the order for the person", "cosigned by a witness", "own node by its outbox", "a webhook told",
            "subscriber data disclosed", "another platform reads to call", "an exercise: planned",
            "2 of 3 items were refused",
        ] {
            #expect(told.output.contains(part), "The story lacks '\(part)'.")
        }
        let keys = try Self.keys(root)
        #expect(keys["nodes"]?["exchange"]?.stringValue == "http://127.0.0.1:\(port)")
        #expect(keys["nodes"]?.objectValue?.count == 5)
        let mode = try FileManager.default.attributesOfItem(atPath: root + "/DATA/demo-keys.json")[.posixPermissions]
        #expect(mode as? Int == 0o600)
        for holder in ["authority", "person"] {
            let file = "DATA/request-receipt-\(holder).json"
            let opened = try await Program.run("receipt", "verify", file, "--policy", "DATA/policy.txt", in: root)
            #expect(opened.status == 0, "\(opened.output)\(opened.errors)")
            #expect(opened.output.contains("cosigned"), "\(opened.output)")
        }
        let secretary = try #require(
            keys["keys"]?.arrayValue?.first { $0["node"] == "exchange" && $0["role"] == "secretary" }
        )
        try await Program.withRunning(["serve", "--data", root + "/DATA/exchange", "--port", "0"]) {
            running async throws -> Void in
            let node = NodeClient(running.address, key: secretary["key"]?.stringValue)
            #expect(try await node.list("/v1/organisations").count == 14)
        }
        let again = try await Program.run("demo", "--once", "--data", "DATA", "--port", "\(port)", in: root)
        #expect(again.status == 0, "A second demonstration in the same folder: \(again.errors)")
    }

    @Test
    func
        `a demonstration names its logins, takes its five nodes with it when told to stop, and is not emptied while it runs`()
        async throws
    {
        let root = try NodeFolder.makeRoot()
        defer { try? FileManager.default.removeItem(atPath: root) }
        try await Program.withRunning(
            ["demo", "--data", "DATA", "--port", "\(port)"],
            // The last that it says.
            until: "/console/setup/",
            in: root
        ) { running in
            try await expectLogins(in: running.lines)
            let second = try await Program.run(
                "demo",
                "--once",
                "--data",
                "DATA",
                "--port",
                "\(port + 5)",
                in: root
            )
            #expect(second.status == 2)
            #expect(second.errors.contains("still runs"))
            #expect(try await NodeClient("http://127.0.0.1:\(port)").ask("GET", "/status/live").status == 200)
        }
        for node in 0..<5 {
            await #expect(throws: (any Error).self) {
                try await NodeClient("http://127.0.0.1:\(port + node)").ask("GET", "/status/live")
            }
        }
    }

    /// The logins that are printed, the officer's link, and the banner on every node.
    private func expectLogins(in lines: [String]) async throws {
        let told = lines.joined(separator: "\n")
        #expect(told.contains("The five nodes stay up"))
        let logins = expectDrawnLogins(in: lines)
        #expect(logins.map(\.name) == ["moderator", "lead", "counsel", "officer", "supervisor", "auditor"])
        let officer = try #require(logins.first { $0.name == "officer" })
        // The set-up used the code of its own half minute.
        let entrance = try await Program.shell(
            """
            code=$(/usr/bin/python3 -B -c 'import time, totp
            print(totp.code("\(officer.secret)", int(time.time()) // totp.STEP_SECONDS + 1))')
            curl -sSL -b '' -d "name=officer&password=\(officer.password)&code=$code&next=" '\(officer.console)/login'
            """,
            in: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../Browser").standardizedFileURL.path
        )
        #expect(
            entrance.status == 0 && entrance.output.contains(#"action="/console/logout""#),
            "What is printed for the officer lets nobody in: \(entrance.output)\(entrance.errors)"
        )
        let link = try #require(lines.last { $0.contains("/console/setup/") }).trimmingCharacters(in: .whitespaces)
        #expect(link.hasPrefix("http://localhost:"), "Browsers let passkeys work under a name alone.")
        let page = try await NodeClient(link).ask("GET", "")
        let text = String(decoding: page.bytes, as: UTF8.self)
        #expect(page.status == 200 && text.contains("data-passkey="), "The officer sets a passkey up: \(page.status)")
        for node in 0..<5 {
            let entrance = try await NodeClient("http://127.0.0.1:\(port + node)").ask("GET", "/console/login")
            let text = String(decoding: entrance.bytes, as: UTF8.self)
            #expect(text.contains("A demonstration: everything here is invented"), "Node \(node) has no banner.")
        }
    }

    private struct PrintedLogin {
        let console: String
        let name: String
        let password: String
        let secret: String
    }

    /// The logins that are printed, none of whose passwords and secrets is another's or was there before.
    private func expectDrawnLogins(in lines: [String]) -> [PrintedLogin] {
        let told = lines.map { $0.trimmingCharacters(in: .newlines) }.joined(separator: "\n")
        let form = #/(http\S+)  .+\n    name (\S+)   password (\S+)   secret (\S+)/#
        let logins = told.matches(of: form).map { match in
            let (_, console, name, password, secret) = match.output
            return PrintedLogin(
                console: String(console),
                name: String(name),
                password: String(password),
                secret: String(secret)
            )
        }
        let consoles = (0..<5).map { "http://localhost:\(port + $0)/console" }
        for login in logins {
            #expect(consoles.contains(login.console), "Browsers let passkeys work under a name alone.")
            for word in [login.password, login.secret] {
                let isNew = Self.drawn.withLock { $0.insert(word).inserted }
                #expect(isNew && word.count >= 16, "\(login.name): \(word)")
            }
        }
        return logins
    }

    @Test func `a folder with other things in it is left alone`() async throws {
        let root = try NodeFolder.makeRoot()
        defer { try? FileManager.default.removeItem(atPath: root) }
        try "mine".write(toFile: root + "/notes.txt", atomically: true, encoding: .utf8)
        let outcome = try await Program.run("demo", "--once", "--data", ".", "--port", "\(port)", in: root)
        #expect(outcome.status == 2)
        #expect(FileManager.default.fileExists(atPath: root + "/notes.txt"))
    }

    @Test func `every command of the README's tour works as it is written`() async throws {
        let root = try NodeFolder.makeRoot()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let tour = try tour()
        try #require(tour.count >= 4)
        try await Program.withRunning(
            ["demo", "--data", "DATA", "--port", "\(port)"],
            // The last that it says.
            until: "/console/setup/",
            in: root
        ) { running in
            #expect(expectDrawnLogins(in: running.lines).count == 6)
            // One shell, as a person has one, that stops at the first command that fails; curl fails where the node refuses.
            let script = tour.joined(separator: "\n").replacingOccurrences(
                of: "curl -s",
                with: "curl -sS --fail-with-body"
            )
            let walked = try await Program.shell(script, in: root)
            #expect(walked.status == 0, "\(walked.output)\(walked.errors)")
            for word in ["live", "\"state\":\"ready\"", "\"items\":", "\"verdict\":", "\u{2014} "] {
                #expect(walked.output.contains(word), "Nothing in the tour answers \(word).")
            }
        }
    }

    private static func keys(_ root: String) throws -> JSONValue {
        try JSONValue(parsing: Array(Data(contentsOf: URL(fileURLWithPath: root + "/DATA/demo-keys.json")).dropLast()))
    }

    /// The lines of the shell block behind the marker in the README, with the ports of this test.
    private func tour() throws -> [String] {
        let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../README.md").standardizedFileURL
        let text = try String(contentsOf: readme, encoding: .utf8)
        let behind = try #require(text.components(separatedBy: "<!-- tour -->\n```sh\n").dropFirst().first)
        let block = try #require(behind.components(separatedBy: "```").first)
        return block.split(separator: "\n").map { line in
            (0..<5).reduce(String(line)) { line, node in
                line.replacingOccurrences(of: ":\(8480 + node)", with: ":\(port + node)")
            }
        }
    }
}
