import CanonicalJSON
import Fingerprints
import Foundation
import Media
import Testing

/// The workers of the real program: what they are kept from, and that a node outlives them.
@Suite struct `The media worker` {
    /// Words in a line's beginning that tell what was refused.
    private static let refused = "refused: "

    private static func quoted(_ words: String...) -> String {
        words.map { "'\($0)'" }.joined(separator: " ")
    }

    /// The program as if the kernel answered a system call with an error.
    private static func onKernelWhere(_ call: String, answers error: Int32, _ arguments: String) -> String {
        let folder = (Program.path as NSString).deletingLastPathComponent
        return quoted(folder + "/KernelWithout", "\(call)=\(error)", Program.path) + " " + arguments
    }

    private static func picture(side: Int, cell: Int) throws -> PixelBuffer {
        var bytes = [UInt8](repeating: 0, count: side * side * 3)
        for row in 0..<side {
            for column in 0..<side {
                let grey = UInt8((row / cell * 40 + column / cell) * 167 % 251)
                for channel in 0..<3 { bytes[(row * side + column) * 3 + channel] = grey }
            }
        }
        return try PixelBuffer(width: side, height: side, channels: 3, bytes: bytes)
    }

    /// How many workers died and were replaced, as the node's metrics tell it.
    private static func replacements(_ node: NodeClient) async throws -> Int {
        let name = "perisai_media_worker_replacements_total "
        let text = String(decoding: try await node.ask("GET", "/metrics").bytes, as: UTF8.self)
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
        return try #require(line.flatMap { Int($0.dropFirst(name.count)) }, "\(text)")
    }

    /// Has a node look at a picture, and says when that is over.
    private static func look(
        at picture: [UInt8],
        by node: NodeClient,
        _ isOver: Shared<Bool>
    ) async throws -> NodeClient.Answer {
        defer { isOver.change { $0 = true } }
        return try await node.ask("POST", "/v1/fingerprints", bytes: picture, contentType: "image/png")
    }

    @Test func `is refused everything forbidden, and says so`() async throws {
        let outcome = try await Program.run("media-worker", "--self-test")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = outcome.output.split(separator: "\n").map(String.init)
        let refused = lines.filter { $0.hasPrefix(Self.refused) }.map { String($0.dropFirst(Self.refused.count)) }
        let expected: Set = [
            "socket", "connect", "execve", "fork", "ptrace", "open", "kill", "fcntl-owner", "sched_setaffinity",
            "ioctl",
            "memory", "core-file",
        ]
        #expect(expected.subtracting(refused) == [])
        #expect(lines.last == "confined: all \(refused.count) forbidden things were refused")
    }

    @Test func `says where the kernel has no landlock, in the self-test and with every hash and scan`() async throws {
        let folder = try NodeFolder.makeRoot()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let picture = try PictureEncoder.encode(Self.picture(side: 256, cell: 16), as: ".png")
        try Data(picture).write(to: URL(fileURLWithPath: folder + "/picture.png"))
        try "pdq \(String(repeating: "0123456789abcdef", count: 4))\n".write(
            toFile: folder + "/list.txt",
            atomically: true,
            encoding: .utf8
        )
        for arguments in ["media-worker --self-test", "hash picture.png", "scan picture.png --against list.txt"] {
            let command = Self.onKernelWhere("landlock_create_ruleset", answers: ENOSYS, arguments)
            let outcome = try await Program.shell(command, in: folder)
            #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
            #expect(outcome.errors.components(separatedBy: "This kernel has no landlock").count == 2, "\(arguments)")
        }
    }

    @Test func `does not work where the kernel has no seccomp, and no command decodes there`() async throws {
        let folder = try NodeFolder.makeRoot()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let picture = try PictureEncoder.encode(Self.picture(side: 256, cell: 16), as: ".png")
        try Data(picture).write(to: URL(fileURLWithPath: folder + "/picture.png"))
        for arguments in ["media-worker --self-test", "hash picture.png", "serve --data node --port 0"] {
            let command = Self.onKernelWhere("seccomp", answers: EINVAL, arguments)
            let outcome = try await Program.shell(command, in: folder)
            #expect(outcome.status == 2, "\(arguments)")
            #expect(outcome.errors.contains("seccomp isn't in force"), "\(arguments): \(outcome.errors)")
            #expect(!outcome.output.contains("pdq"))
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `may crash over a file, which fails alone while the node goes on and counts it`() async throws {
        // Large enough that there is time to see a worker at it.
        let large = try PictureEncoder.encode(Self.picture(side: 10_000, cell: 250), as: ".png[compression=1]")
        let small = try PictureEncoder.encode(Self.picture(side: 512, cell: 32), as: ".png")
        let expected = PDQ.hash(of: try Self.picture(side: 512, cell: 32)).hash.hex
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        try await folder.serving { running, node in
            let before = Set(Workers.of(running.process))
            #expect(!before.isEmpty)
            let replacedBefore = try await Self.replacements(node)
            // Where the worker was done before it was seen at work, once more.
            var answered: NodeClient.Answer?
            var killed: [pid_t] = []
            for _ in 0..<10 where try answered?.json["reason"]?.stringValue != "media-worker-died" {
                let isOver = Shared(false)
                async let answer = Self.look(at: large, by: node, isOver)
                let worker = try await Workers.crashOneAtWork(of: running.process) { isOver.value }
                if let worker { killed.append(worker) }
                answered = try await answer
            }
            let crashed = try #require(answered)
            #expect(crashed.status == 200)
            #expect(try crashed.json["reason"]?.stringValue == "media-worker-died")
            let digest = ContentDigests(of: large).sha256.hex
            let kinds = try crashed.json["fingerprints"]?.arrayValue?.compactMap { $0["value"]?.stringValue }
            #expect(kinds?.contains(digest) == true)

            for _ in 0..<2 * before.count {
                let after = try await node.ask("POST", "/v1/fingerprints", bytes: small, contentType: "image/png")
                let values = try after.json["fingerprints"]?.arrayValue?.compactMap { $0["value"]?.stringValue }
                #expect(values?.contains(expected) == true, "\(after.status)")
            }
            // The first such signal from outside only takes the handler of Swift's backtraces away, and nobody died of it.
            let dead = Set(killed).subtracting(Workers.living(of: running.process))
            // A worker that died when it was done already is missed only with the next file.
            while try await Self.replacements(node) < replacedBefore + dead.count {
                _ = try await node.ask("POST", "/v1/fingerprints", bytes: small, contentType: "image/png")
            }
            #expect(try await Self.replacements(node) == replacedBefore + dead.count)
            let now = try await Workers.wait(for: before.count, of: running.process)
            #expect(!dead.isEmpty && Set(now).isDisjoint(with: dead))
        }
    }
}

/// A node's media workers, as the kernel lists them.
private enum Workers {
    /// How much of a processor a worker has used since when it is surely past the digests, in hundredths of a second.
    private static let ticksAtWork = 8
    /// What the start of one that came later may have taken.
    private static let ticksOfStart = 10

    static func of(_ node: pid_t) -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { fields(of: $0)?.parent == node }
    }

    /// Those that did not die, also where nobody has taken notice yet of those that did.
    static func living(of node: pid_t) -> Set<pid_t> {
        Set(of(node).filter { fields(of: $0)?.isDead == false })
    }

    /// Makes the first worker that is busy end as by a wild pointer, and says which it was; nothing if none was seen before
    /// the work was over.
    static func crashOneAtWork(of node: pid_t, until isOver: () -> Bool) async throws -> pid_t? {
        var idle: [pid_t: Int] = [:]
        for worker in of(node) { idle[worker] = fields(of: worker)?.ticks }
        while !isOver() {
            for worker in of(node) {
                let before = idle[worker] ?? ticksOfStart
                guard let now = fields(of: worker)?.ticks, now >= before + ticksAtWork else { continue }
                kill(worker, SIGSEGV)
                return worker
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        return nil
    }

    static func wait(for count: Int, of node: pid_t) async throws -> [pid_t] {
        while true {
            let workers = of(node)
            if workers.count == count { return workers }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private static func fields(of process: pid_t) -> (isDead: Bool, parent: pid_t, ticks: Int)? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return nil }
        // The name before them may hold anything but ends with the last parenthesis.
        let fields = text.split(separator: ")").last?.split(separator: " ").map(String.init) ?? []
        guard fields.count > 13, let parent = pid_t(fields[1]), let user = Int(fields[11]), let system = Int(fields[12])
        else { return nil }
        return (fields[0] == "Z" || fields[0] == "X", parent, user + system)
    }
}
