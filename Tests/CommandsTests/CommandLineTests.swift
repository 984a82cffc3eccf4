import ArgumentParser
import CanonicalJSON
import Commands
import Testing
import TransparencyLog

@Suite struct CommandLineTests {
    /// Every command with the help that people read.
    private static let commands: [[String]] = [
        [], ["init"], ["serve"], ["hash"], ["scan"], ["organisation"], ["organisation", "list"],
        ["organisation", "register"], ["organisation", "show"], ["organisation", "standing"], ["person"],
        ["person", "list"], ["person", "add"], ["person", "close-login"], ["person", "erase"], ["key"],
        ["key", "list"], ["key", "issue"],
        ["key", "revoke"], ["event"], ["event", "erase"], ["log"], ["log", "verify"], ["log", "key"],
        ["log", "accept-fork"], ["backup"], ["restore"], ["doctor"], ["receipt"],
        ["receipt", "verify"], ["media-worker"], ["request"], ["request", "key"], ["request", "key", "generate"],
        ["request", "key", "show"], ["request", "sign"], ["request", "check"], ["seal"], ["open"],
        ["office"], ["office", "enter"], ["office", "change"], ["office", "vouch"], ["office", "revoke"], ["officer"],
        ["officer", "enter"], ["officer", "rank"], ["officer", "vouch"], ["officer", "add-key"],
        ["officer", "vouch-key"], ["officer", "revoke-key"], ["officer", "leave"],
    ]

    @Test(arguments: commands)
    func `every command helps`(_ command: [String]) async {
        let world = TestWorld()
        #expect(await world.run(command + ["--help"]) == 0)
        let help = world.terminal.lines.joined()
        #expect(help.contains("OVERVIEW: ") && help.contains("USAGE: perisai"))
        #expect(world.terminal.notes.isEmpty)
    }

    @Test func `every example in the help is one that can be run`() async throws {
        let world = TestWorld()
        #expect(await world.run(["--experimental-dump-help"]) == 0)
        let dump = try JSONValue(parsing: Array(world.terminal.lines.joined(separator: "\n").utf8))
        var examples = 0
        for line in Self.discussions(in: dump).flatMap({ $0.split(separator: "\n") }) where line.hasPrefix("  perisai ")
        {
            for part in line.split(separator: "&&") {
                // Words in capitals stand for ids.
                let words = Self.words(of: part.prefix { $0 != ">" }).map { word in
                    ["REQUEST", "DRAFT", "PERSON", "OTHER"].contains(word)
                        ? "01970000-0000-7000-8000-000000000001" : word
                }
                #expect(words.first == "perisai")
                #expect(throws: Never.self, "\(part)") { _ = try PerisaiCommand.parseAsRoot(Array(words.dropFirst())) }
                examples += 1
            }
        }
        #expect(examples >= 20)
    }

    /// The long texts of all commands, unwrapped.
    private static func discussions(in value: JSONValue) -> [String] {
        switch value {
        case .object(let members):
            members.flatMap { key, value in
                key == "discussion" ? [value.stringValue].compactMap(\.self) : discussions(in: value)
            }
        case .array(let items): items.flatMap { discussions(in: $0) }
        default: []
        }
    }

    @Test(arguments: [["nonsense"], ["serve", "--nonsense"], ["media-worker"], ["receipt", "verify"]])
    func `a command line that makes no sense ends with 2 and shows the way to help`(_ arguments: [String]) async {
        let world = TestWorld()
        #expect(await world.run(arguments) == 2)
        #expect(world.terminal.notes.joined().contains("--help"), "\(world.terminal.notes)")
        #expect(world.terminal.lines.isEmpty)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `completions are made for every shell`(_ shell: String) async {
        let world = TestWorld()
        #expect(await world.run(["--generate-completion-script", shell]) == 0)
        #expect(world.terminal.lines.joined().contains("tls-certificate"))
    }

    @Test func `the self-test of the media worker says what was refused`() async {
        let world = TestWorld()
        #expect(await world.run(["media-worker", "--self-test"]) == 0)
        #expect(world.terminal.lines.prefix(2) == ["refused: socket", "refused: fork"])
        #expect(world.terminal.notes.first?.contains("landlock") == true)
    }

    @Test func `log verify ends with 0 when all is well and with 1 at a difference, which it names`() async {
        let well = TestWorld()
        #expect(await well.run(["log", "verify", "--data", "d"]) == 0)
        #expect(
            well.terminal.lines == ["All is well: 2 events, 3 rows and 1 checkpoints agree.", "Root: 00ff"]
        )
        var differs = TestWorld()
        differs.nodes = TestNodes(difference: "events, position 7: The leaf differs.")
        #expect(await differs.run(["log", "verify", "--data", "d"]) == 1)
        #expect(differs.terminal.lines == ["The first difference: events, position 7: The leaf differs."])
    }

    @Test func `log key prints the public half alone`() async throws {
        let place = try TestFolder()
        let signer = try NoteSigner(
            name: #require(NoteKeyName("node.example/log")),
            seed: Array(repeating: 3, count: NoteSigner.seedByteCount)
        )
        try place.write("log.key", signer.secretText + "\n")
        let world = TestWorld()
        #expect(await world.run(["log", "key", "--data", place.path]) == 0)
        #expect(world.terminal.lines == [signer.verifierKey.text])
    }

    /// The words of a line as a shell sees them.
    private static func words(of line: some StringProtocol) -> [String] {
        var words: [String] = []
        var quote: Character?
        var isInWord = false
        for character in line {
            switch character {
            case "'", "\"":
                if quote == character { quote = nil } else if quote == nil { quote = character }
                if !isInWord { words.append("") }
                isInWord = true
            case " " where quote == nil: isInWord = false
            default:
                if !isInWord { words.append("") }
                isInWord = true
                words[words.count - 1].append(character)
            }
        }
        return words
    }
}
