import CanonicalJSON
import Commands
import Fingerprints
import Foundation
import Testing

@Suite struct ScanTests {
    private static let known = String(repeating: "0f", count: 32)
    private static let near = String(repeating: "0f", count: 31) + "f0"
    private static let other = String(repeating: "35", count: 32)

    @Test(
        arguments: [
            (["scan", "PATH"], "--against"),
            (["scan", "--against", "LIST"], "<paths>"),
            (["scan", "PATH", "--against", "LIST", "--radius", "129"], "--radius takes 0 to 128"),
            (["scan", "PATH", "--against", "/nowhere.txt"], "The list /nowhere.txt can't be read: not-found."),
            (["scan", "PATH/nothing-here", "--against", "LIST"], "There is nothing at"),
            (["scan", "PATH", "--against", "BAD"], "line 1: expected 64 hexadecimal digits, got 3 bytes."),
        ])
    func `a scan that can't run ends with 2 and says why`(_ arguments: [String], _ words: String) async throws {
        let folder = try TestFolder()
        let list = try folder.write("list.txt", "pdq \(Self.known)")
        let bad = try folder.write("bad.txt", "pdq abc")
        let world = TestWorld()
        let status = await world.run(
            arguments.map {
                $0.replacing("PATH", with: folder.path).replacing("LIST", with: list).replacing("BAD", with: bad)
            }
        )
        #expect(status == 2)
        #expect(world.terminal.notes.joined(separator: "\n").contains(words))
        #expect(world.terminal.lines.isEmpty)
    }

    @Test(
        arguments: [
            (["a.txt": "no picture"], false, 0), (["a.jpg": "picture \(other)"], false, 0),
            (["a.jpg": "picture \(near)"], false, 1), (["deep/er/a.jpg": "picture \(known)"], true, 1),
            (["a.jpg": "broken"], false, 0), (["a.jpg": "broken"], true, 2),
            (["a.jpg": "broken", "b.jpg": "picture \(known)"], false, 1),
            (["a.jpg": "broken", "b.jpg": "picture \(known)"], true, 2),
            (["a.jpg": "heavy"], true, 2), (["a.jpg": "dull"], true, 0),
            (["a.jpg": String(repeating: "x", count: 1001)], true, 2), ([:], true, 0),
        ] as [([String: String], Bool, Int32)]
    )
    func `the exit status tells what was found`(_ files: [String: String], _ strict: Bool, _ expected: Int32)
        async throws
    {
        let folder = try TestFolder()
        let lists = try TestFolder()
        let list = try lists.write("list", Self.known)
        for (name, text) in files { try folder.write(name, text) }
        let world = TestWorld()
        #expect(await world.run(["scan", folder.path, "--against", list] + (strict ? ["--strict"] : [])) == expected)
    }

    @Test func `JSON has one object a file, with fingerprints or an error, and the matches`() async throws {
        let folder = try TestFolder()
        let list = try folder.write("list.txt", "# list\npdq \(Self.known)\n")
        let files = [
            try folder.write("near.jpg", "picture \(Self.near)"), try folder.write("broken.jpg", "broken"),
            try folder.write("dull.jpg", "dull"),
        ]
        try folder.write("sub/in.txt", "text")
        let world = TestWorld()
        #expect(
            await world.run(["scan", "--json", "--against", list, files[0], files[1], files[2], folder.path + "/sub"])
                == 1
        )
        let rows = try world.terminal.lines.map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(rows.map { $0["path"]?.stringValue } == [files[0], files[1], files[2], folder.path + "/sub/in.txt"])
        #expect(
            rows[0]["matches"] == [
                ["kind": "pdq", "value": .string(Self.known), "distance": 8, "line": 2]
            ]
        )
        let digests = ContentDigests(of: Array("picture \(Self.near)".utf8))
        #expect(
            rows[0]["fingerprints"] == [
                ["kind": "pdq", "value": .string(Self.near), "quality": 87],
                ["kind": "sha256", "value": .string(digests.sha256.hex)],
                ["kind": "md5", "value": .string(digests.md5)],
            ]
        )
        #expect(rows[1]["error"] == "unreadable-media")
        #expect(rows[1]["matches"] == [])
        #expect(rows[2]["reason"] == "low-quality")
        #expect(rows[2]["error"] == nil)
    }

    @Test func `links to folders are not followed, links to files are, and a broken link is a row`() async throws {
        let folder = try TestFolder()
        let lists = try TestFolder()
        let list = try lists.write("list", Self.known)
        let picture = try folder.write("sub/picture.jpg", "picture \(Self.known)")
        try folder.link("sub/loop", to: "..")
        try folder.link("again.jpg", to: picture)
        try folder.link("broken.jpg", to: "/nowhere/at/all")
        let world = TestWorld()
        #expect(await world.run(["scan", "--json", folder.path, "--against", list]) == 1)
        let rows = try world.terminal.lines.map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(
            Set(rows.compactMap { $0["path"]?.stringValue }) == [
                picture, folder.path + "/again.jpg", folder.path + "/broken.jpg",
            ]
        )
        #expect(rows.compactMap { $0["error"]?.stringValue } == ["not-found"])
    }

    @Test func `many files come in the order in which they were named`() async throws {
        let folder = try TestFolder()
        let lists = try TestFolder()
        let list = try lists.write("list", Self.known)
        let files = try (0..<300).map { try folder.write("\($0).txt", "text \($0)") }
        let world = TestWorld()
        #expect(await world.run(["scan", "--json", "--against", list] + files) == 0)
        let paths = try world.terminal.lines.map { try JSONValue(parsing: Array($0.utf8))["path"]?.stringValue }
        #expect(paths == files)
    }

    @Test func `progress is drawn only where somebody watches, and taken away at the end`() async throws {
        let folder = try TestFolder()
        let list = try folder.write("list", Self.known)
        let watched = TestWorld(TestTerminal(isErrorWatched: true))
        #expect(await watched.run(["scan", folder.path, "--against", list]) == 0)
        #expect(watched.terminal.progress.first == "[##############################] 1/1 files, 0 matched")
        #expect(watched.terminal.progress.last == .some(nil))
        let unwatched = TestWorld()
        #expect(await unwatched.run(["scan", folder.path, "--against", list]) == 0)
        #expect(unwatched.terminal.progress.compactMap(\.self).isEmpty)
    }

    @Test func `a scan ends quietly when nobody reads on`() async throws {
        let folder = try TestFolder()
        let list = try folder.write("list", Self.known)
        for number in 0..<50 { try folder.write("\(number).txt", "text") }
        let world = TestWorld(TestTerminal(linesMax: 3))
        #expect(await world.run(["scan", "--json", folder.path, "--against", list]) == 2)
        #expect(world.terminal.lines.count == 3)
        #expect(world.terminal.notes.isEmpty)
    }

    @Test func `what hash prints is a list that scan reads`() async throws {
        let folder = try TestFolder()
        let picture = try folder.write("a\nb.jpg", "picture \(Self.known) \(Self.other)")
        let world = TestWorld()
        #expect(await world.run(["hash", picture, "--orientations"]) == 0)
        let list = try HashList(text: world.terminal.lines.joined(separator: "\n"))
        #expect(list.count == 4)
    }

    @Test func `hash prints one object a file, and ends with 1 when one could not be read`() async throws {
        let folder = try TestFolder()
        let picture = try folder.write("a.jpg", "picture \(Self.known)")
        let dull = try folder.write("b.jpg", "dull")
        let world = TestWorld()
        #expect(await world.run(["hash", "--json", picture, dull, folder.path, folder.path + "/none"]) == 1)
        let rows = try world.terminal.lines.map { try JSONValue(parsing: Array($0.utf8)) }
        let digests = ContentDigests(of: Array("picture \(Self.known)".utf8))
        #expect(
            rows == [
                [
                    "path": .string(picture), "pdq": .string(Self.known), "quality": 87,
                    "sha256": .string(digests.sha256.hex), "md5": .string(digests.md5),
                ],
                rows[1], ["path": .string(folder.path), "error": "is-a-folder"],
                ["path": .string(folder.path + "/none"), "error": "not-found"],
            ]
        )
        #expect(rows[1]["reason"] == "low-quality")
        #expect(rows[1]["quality"] == 12)
        #expect(rows[1]["pdq"] == nil)
    }
}
