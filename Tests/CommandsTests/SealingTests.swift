import Foundation
import Testing

@Suite struct `Sealing and opening from the command line` {
    private static func key(_ place: TestFolder, _ name: String) async throws -> String {
        let world = TestWorld()
        #expect(await world.run(["request", "key", "generate", "encryption", "--out", place.path + "/" + name]) == 0)
        return String(try #require(world.terminal.lines.first).dropFirst("Public key: ".count))
    }

    @Test func `a file comes back whole for each of its recipients, and only its owner may read it`() async throws {
        let place = try TestFolder()
        let keys = [try await Self.key(place, "a.key"), try await Self.key(place, "b.key")]
        let content = String(repeating: "TEST content 0123456789\n", count: 20_000)
        let file = try place.write("order.txt", content)
        let world = TestWorld()
        #expect(await world.run(["seal", file, "--to", keys[0], "--to", keys[1]]) == 0)
        for name in ["a", "b"] {
            let world = TestWorld()
            let out = place.path + "/opened-" + name
            #expect(
                await world.run(["open", file + ".sealed", "--key", "\(place.path)/\(name).key", "--out", out]) == 0
            )
            #expect(world.terminal.lines == ["Opened order.txt, 480000 bytes."])
            #expect(try place.read("opened-" + name) == content)
            #expect(try place.mode("opened-" + name) == 0o600)
        }
    }

    @Test func `what was changed, cut or is for another key opens to nothing, not even in part`() async throws {
        let place = try TestFolder()
        let key = try await Self.key(place, "a.key")
        _ = try await Self.key(place, "b.key")
        let file = try place.write("order.txt", String(repeating: "TEST ", count: 40_000))
        #expect(await TestWorld().run(["seal", file, "--to", key]) == 0)
        let sealed = try Data(contentsOf: URL(filePath: file + ".sealed"))
        var bent = sealed
        bent[bent.endIndex - 1] ^= 1
        let cases: [(Data, String, String)] = [
            (bent, "a.key", "refused: damaged"), (sealed.dropLast(), "a.key", "refused: truncated"),
            (sealed + [0], "a.key", "refused: trailingBytes"), (Data("TEST".utf8), "a.key", "refused: notSealed"),
            (sealed, "b.key", "refused: notForThisKey"),
        ]
        for (bytes, key, words) in cases {
            try bytes.write(to: URL(filePath: place.path + "/bent"))
            let world = TestWorld()
            let arguments = [
                "open", place.path + "/bent", "--key", "\(place.path)/\(key)", "--out", place.path + "/out",
            ]
            #expect(await world.run(arguments) == 1)
            #expect(world.terminal.lines.first?.hasPrefix(words) == true, "\(world.terminal.lines)")
            #expect(!FileManager.default.fileExists(atPath: place.path + "/out"))
            #expect(!FileManager.default.fileExists(atPath: place.path + "/out.part"))
        }
    }

    @Test func `no file is overwritten`() async throws {
        let place = try TestFolder()
        let key = try await Self.key(place, "a.key")
        let file = try place.write("order.txt", "TEST")
        try place.write("order.txt.sealed", "mine")
        #expect(await TestWorld().run(["seal", file, "--to", key]) == 2)
        #expect(try place.read("order.txt.sealed") == "mine")
        #expect(await TestWorld().run(["seal", file, "--to", key, "--out", place.path + "/new"]) == 0)
        try place.write("out", "mine")
        let arguments = ["open", place.path + "/new", "--key", place.path + "/a.key", "--out", place.path + "/out"]
        #expect(await TestWorld().run(arguments) == 2)
        #expect(try place.read("out") == "mine")
    }

    @Test(arguments: ["nonsense", "x25519:" + String(repeating: "0", count: 64), "ed25519:00"])
    func `nothing is sealed to what is no sound key`(key: String) async throws {
        let place = try TestFolder()
        let file = try place.write("order.txt", "TEST")
        #expect(await TestWorld().run(["seal", file, "--to", key]) == 2)
        #expect(!FileManager.default.fileExists(atPath: file + ".sealed"))
    }
}
