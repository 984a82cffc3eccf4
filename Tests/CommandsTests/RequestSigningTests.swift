import Foundation
import Testing

@Suite struct `Signing requests from the command line` {
    private static let request = #"{ "kind": "referral", "items": [1, 2], "text": "TEST é" }"#

    /// A folder with the keys of an officer and a supervisor, and what was said when they were made.
    private static func place() async throws -> (folder: TestFolder, officer: String, supervisor: String) {
        let folder = try TestFolder()
        try folder.write("order.json", request)
        return (folder, try await key(folder, "officer.key"), try await key(folder, "supervisor.key"))
    }

    private static func key(_ place: TestFolder, _ name: String) async throws -> String {
        let world = TestWorld()
        #expect(await world.run(["request", "key", "generate", "signing", "--out", place.path + "/" + name]) == 0)
        #expect(try place.mode(name) == 0o600)
        let secret = try place.read(name).trimmingCharacters(in: .newlines)
        #expect(!world.terminal.lines.joined().contains(secret.suffix(64)))
        let shown = TestWorld()
        #expect(await shown.run(["request", "key", "show", place.path + "/" + name]) == 0)
        #expect(shown.terminal.lines == world.terminal.lines)
        return String(try #require(world.terminal.lines.first).dropFirst("Public key: ".count))
    }

    private static func sign(_ folder: TestFolder, _ file: String, _ key: String, _ more: String...) async -> Int32 {
        await TestWorld().run(
            ["request", "sign", "\(folder.path)/\(file)", "--key", "\(folder.path)/\(key)", "--out"]
                + ["\(folder.path)/\(more[0])"] + more.dropFirst()
        )
    }

    private static func check(_ folder: TestFolder, _ file: String, _ more: [String]) async -> (Int32, [String]) {
        let world = TestWorld()
        let status = await world.run(["request", "check", "\(folder.path)/\(file)"] + more)
        return (status, world.terminal.lines)
    }

    @Test func `a request that is signed and co-signed is genuine by exactly these keys`() async throws {
        let (folder, officer, supervisor) = try await Self.place()
        #expect(await Self.sign(folder, "order.json", "officer.key", "one.json") == 0)
        #expect(await Self.sign(folder, "one.json", "supervisor.key", "two.json", "--co-sign") == 0)
        let both = ["--public-key", officer, "--public-key", supervisor]
        let (status, lines) = await Self.check(folder, "two.json", both)
        #expect(status == 0)
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("genuine: signed as request by "))
        #expect(lines[1].hasPrefix("genuine: co-signed by "))
        #expect(await Self.check(folder, "one.json", ["--public-key", officer]).0 == 0)
        let (lacking, words) = await Self.check(folder, "two.json", ["--public-key", officer])
        #expect(lacking == 1)
        #expect(words.first?.hasPrefix("refused: unknownKey") == true)
    }

    @Test func `one that was changed or is for another purpose is refused`() async throws {
        let (folder, officer, _) = try await Self.place()
        #expect(await Self.sign(folder, "order.json", "officer.key", "one.json") == 0)
        try folder.write("bent.json", try folder.read("one.json").replacing("TEST", with: "TESS"))
        let bent = await Self.check(folder, "bent.json", ["--public-key", officer])
        #expect(bent.0 == 1)
        #expect(bent.1.first?.hasPrefix("refused: badSignature") == true)
        let other = await Self.check(folder, "one.json", ["--public-key", officer, "--purpose", "answer"])
        #expect(other.0 == 1)
        #expect(other.1.first?.hasPrefix("refused: wrongPurpose") == true)
    }

    @Test func `what can't be signed makes no file`() async throws {
        let (folder, _, _) = try await Self.place()
        try folder.write("list.json", "[1]")
        try folder.write("fraction.json", #"{"a": 1.5}"#)
        #expect(await Self.sign(folder, "list.json", "officer.key", "out.json") == 2)
        #expect(await Self.sign(folder, "fraction.json", "officer.key", "out.json") == 2)
        #expect(await Self.sign(folder, "order.json", "order.json", "out.json") == 2)
        #expect(await Self.sign(folder, "order.json", "supervisor.key", "out.json", "--co-sign") == 2)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/out.json"))
        #expect(await Self.sign(folder, "order.json", "officer.key", "one.json") == 0)
        #expect(await Self.sign(folder, "one.json", "officer.key", "out.json", "--co-sign") == 2)
        #expect(await Self.sign(folder, "order.json", "officer.key", "one.json") == 2)
    }

    @Test func `a page is verified by what is signed in it, and paper names another file`() async throws {
        let (folder, officer, _) = try await Self.place()
        #expect(await Self.sign(folder, "order.json", "officer.key", "one.json") == 0)
        let signed = try folder.read("one.json").trimmingCharacters(in: .newlines)
        func page(_ inner: String) -> String {
            "<!doctype html>\n<p>TEST words</p>\n<script type=\"application/json\" id=\"signed\">\(inner)</script>\n"
        }
        try folder.write("order.html", page(signed))
        try folder.write("bent.html", page(signed.replacing("TEST", with: "TESS")))
        try folder.write("empty.html", "<!doctype html>\n<p>TEST words</p>\n")
        try folder.write("order.pdf", "%PDF-1.5\nTEST")
        for (file, status, words) in [
            ("one.json", 0, "genuine: signed by "), ("order.html", 0, "genuine: signed by "),
            ("bent.html", 1, "refused: badSignature"), ("empty.html", 1, "refused: wrongShape"), ("order.pdf", 2, ""),
        ] as [(String, Int32, String)] {
            let world = TestWorld()
            let done = await world.run(["request", "verify", "\(folder.path)/\(file)", "--public-key", officer])
            #expect(done == status, "\(file) \(world.terminal.lines) \(world.terminal.notes)")
            #expect(words.isEmpty || world.terminal.lines.contains { $0.hasPrefix(words) }, "\(world.terminal.lines)")
        }
    }

    @Test(arguments: [[], ["--public-key", "nonsense"], ["--certificate", "a.pem"], ["--roots", "a.pem"]])
    func `a check without whom to trust can't run`(arguments: [String]) async throws {
        let (folder, _, _) = try await Self.place()
        #expect(await Self.check(folder, "order.json", arguments).0 == 2)
    }
}
