import Foundation
import SeededRandomness
import Testing
import TransparencyLog

/// The real program as a witness, killed again and again while a log has it cosign.
@Suite struct `A witness that is killed` {
    private static let kills = 12
    private static let halts = 6
    /// The most requests between two kills: fewer than one address may send at once.
    private static let requests = 40
    private static let stepMax = 3
    /// The size up to which the two histories are one.
    private static let parting = 5
    private static let actCount = 2000

    /// A log whose whole tree is at hand.
    private struct History: Sendable {
        let signer: NoteSigner
        private let hashes: [TreeNode: LogHash]

        init(_ signer: NoteSigner, _ acts: [String]) {
            var hashes: [TreeNode: LogHash] = [:]
            var frontier = TreeFrontier()
            for act in acts { frontier.append(MerkleTree.leafHash(of: Array(act.utf8))) { hashes[$0] = $1 } }
            self.signer = signer
            self.hashes = hashes
        }

        private func hash(at node: TreeNode) throws -> LogHash {
            guard let hash = hashes[node] else { throw ProofError(code: .outOfRange) }
            return hash
        }

        func note(_ size: Int) throws -> SignedNote {
            let frontier = try TreeFrontier(size: Int64(size)) { try hash(at: $0) }
            return try Checkpoint(origin: signer.verifierKey.name.text, size: Int64(size), root: frontier.root)
                .signed(by: signer)
        }

        func request(from old: Int, to size: Int) throws -> AddCheckpointRequest {
            let proof = try ConsistencyProof.generate(from: Int64(old), to: Int64(size)) { try hash(at: $0) }
            return AddCheckpointRequest(oldSize: Int64(old), proof: proof.path, note: try note(size))
        }
    }

    /// What the log knows of the witness.
    private struct Standing: Sendable {
        /// The largest size whose cosignature came.
        var acknowledged: Int
        /// The size that was asked for last, where no answer came.
        var asked: Int?
    }

    private let root: String
    private let key: CosignerKey
    private let history: History
    /// The same log as it is told to others.
    private let fork: History

    init() async throws {
        let root = try NodeFolder.makeRoot()
        let data = root + "/witness"
        let made = try await Program.run("witness", "init", "--data", data, "--name", "witness.example/w1")
        try #require(made.status == 0, "\(made.errors)")
        let signer = try NoteSigner(
            name: #require(NoteKeyName("lentera.example/log")),
            seed: Array(repeating: 1, count: NoteSigner.seedByteCount)
        )
        self.root = root
        key = try CosignerKey(parsing: made.output.trimmingCharacters(in: .whitespacesAndNewlines))
        history = History(signer, (0..<Self.actCount).map { "act \($0)" })
        fork = History(signer, (0..<Self.actCount).map { $0 < Self.parting ? "act \($0)" : "other \($0)" })
    }

    /// Runs the witness, and kills it once the body is done unless it is dead already.
    private func serving<Result: Sendable>(
        after prelude: String? = nil,
        _ body: @Sendable @escaping (Program.Running) async throws -> Result
    ) async throws -> Result {
        let log = history.signer.verifierKey.text
        let options = ["witness", "serve", "--data", root + "/witness", "--log", log, "--port", "0"]
        return try await Program.withRunning(options, until: "Witness is ready on", after: prelude) { running in
            defer { running.send(SIGKILL) }
            return try await body(running)
        }
    }

    /// Kills the witness as soon as a file is there.
    private func kill(_ running: Program.Running, once flag: String) async throws {
        while !FileManager.default.fileExists(atPath: flag) { try await Task.sleep(for: .milliseconds(1)) }
        running.send(SIGKILL)
    }

    private func ask(_ request: AddCheckpointRequest, at address: String) async throws -> NodeClient.Answer {
        let type = "text/plain; charset=utf-8"
        return try await NodeClient(address).ask("POST", "/add-checkpoint", bytes: request.encoded, contentType: type)
    }

    /// Asks for something that is refused.
    ///
    /// - Returns: the size of what was cosigned last, as the refusal names it.
    private func cosignedSize(refusing request: AddCheckpointRequest, at address: String) async throws -> Int {
        let answer = try await ask(request, at: address)
        let text = String(decoding: answer.bytes, as: UTF8.self)
        try #require(answer.status == 409, "\(text)")
        return try #require(Int(text.trimmingCharacters(in: .newlines)))
    }

    /// Sees that a witness that was started again goes neither back nor aside.
    ///
    /// - Returns: the size that it cosigned last.
    private func expectMemory(of before: Standing, at address: String) async throws -> Int {
        let last = before.acknowledged
        let size = try await cosignedSize(refusing: history.request(from: last - 1, to: last), at: address)
        try #require(size == last || size == before.asked, "\(size) is remembered after \(before).")
        let others = [
            try history.request(from: 0, to: last),
            try fork.request(from: Self.parting, to: last),
            try fork.request(from: last, to: last),
            try fork.request(from: size, to: size),
        ]
        for request in others { #expect(try await cosignedSize(refusing: request, at: address) == size) }
        let smaller = AddCheckpointRequest(oldSize: Int64(size), proof: [], note: try history.note(last - 1))
        #expect(try await ask(smaller, at: address).status == 400)
        #expect(try await ask(fork.request(from: size, to: size + 1), at: address).status == 422)
        return size
    }

    /// Has one size after the other cosigned, until all are or the witness is gone.
    private func grow(_ steps: [Int], from size: Int, at address: String) async throws -> Standing {
        var standing = Standing(acknowledged: size)
        for step in steps {
            let next = standing.acknowledged + step
            let request = try history.request(from: standing.acknowledged, to: next)
            guard let answer = try? await ask(request, at: address) else {
                standing.asked = next
                return standing
            }
            try #require(answer.status == 200, "\(String(decoding: answer.bytes, as: UTF8.self))")
            let lines = try SignedNote.signatures(parsing: answer.bytes)
            #expect(lines.count == 1)
            #expect(try request.note.adding(lines).cosignatures(by: [key]).map(\.key) == [key])
            standing.acknowledged = next
        }
        return standing
    }

    /// What the log knows after the first checkpoint, in which the histories have parted.
    private func begun() async throws -> Standing {
        let standing = try await serving { running in
            try await grow([Self.parting + 3], from: 0, at: running.address)
        }
        try #require(standing.asked == nil)
        return standing
    }

    @Test(.timeLimit(.minutes(5)))
    func `at any moment remembers what it answered, goes neither back nor aside, and goes on`() async throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        var random = SplitMix64(seed: 2018)
        var standing = try await begun()
        for kill in 0..<Self.kills {
            let before = standing
            let steps = (0..<Self.requests).map { _ in Int.random(in: 1...Self.stepMax, using: &random) }
            // Every third time it is killed as soon as it has answered, else whenever it is.
            let answers = kill.isMultiple(of: 3) ? Int.random(in: 1...5, using: &random) : nil
            let pause = Duration.microseconds(Int.random(in: 0...20_000, using: &random))
            standing = try await serving { running in
                let size = try await expectMemory(of: before, at: running.address)
                if let answers {
                    let grown = try await grow(Array(steps.prefix(answers)), from: size, at: running.address)
                    #expect(grown.asked == nil)
                    return grown
                }
                async let grown = grow(steps, from: size, at: running.address)
                try await Task.sleep(for: pause)
                running.send(SIGKILL)
                return try await grown
            }
        }
        let last = standing
        _ = try await serving { running in try await expectMemory(of: last, at: running.address) }
    }

    @Test(.timeLimit(.minutes(5)))
    func `before its disk has a checkpoint has not answered, and after remembers it`() async throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        let library = try await Program.library("halting-sync", in: root)
        var random = SplitMix64(seed: 2018)
        var standing = try await begun()
        for halt in 0..<Self.halts {
            let before = standing
            let answers = Int.random(in: 0...3, using: &random)
            let steps = (0...answers).map { _ in Int.random(in: 1...Self.stepMax, using: &random) }
            // A checkpoint is synced as a draft; it then takes the place of the one before, and the folder is synced.
            let isInPlace = !halt.isMultiple(of: 2)
            let flag = root + "/halted-\(halt)"
            let halting = """
                export HALT_AFTER=\(2 * answers + (isInPlace ? 1 : 0)) HALTED='\(flag)' LD_PRELOAD='\(library)'
                """
            let killed = try await serving(after: halting) { running in
                let size = try await expectMemory(of: before, at: running.address)
                async let _ = kill(running, once: flag)
                return try await grow(steps, from: size, at: running.address)
            }
            let asked = try #require(killed.asked, "It answered before what it cosigned was on the disk.")
            #expect(asked == before.acknowledged + steps.reduce(0, +), "It syncs more often than this test knows.")
            // Where it halted tells which of the two it has to know.
            standing = Standing(acknowledged: isInPlace ? asked : killed.acknowledged)
        }
        let last = standing
        _ = try await serving { running in try await expectMemory(of: last, at: running.address) }
    }
}
