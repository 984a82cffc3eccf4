import AsyncHTTPClient
import Cooperation
import HTTPAPI
import HTTPServing
import LocalDoor
import NIOCore
import NIOHTTP1
import Services
import Synchronization
import Testing
import TransparencyLog

/// What a witness answers a log, by the statuses and types of C2SP tlog-witness.
@Suite struct `A witness over HTTP` {
    /// A memory that can be made to take its time.
    private final class Memory: WitnessMemory {
        private let state = Mutex<(notes: [String: String], isSlow: Bool)>(([:], false))

        func isSlow(_ isSlow: Bool) { state.withLock { $0.isSlow = isSlow } }
        func note(of origin: String) throws -> String? { state.withLock { $0.notes[origin] } }
        func save(_ note: String, of origin: String) throws { state.withLock { $0.notes[origin] = note } }

        func apart<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
            while state.withLock(\.isSlow) { try await Task.sleep(for: .milliseconds(1)) }
            return try work()
        }
    }

    /// Who gives out no keys.
    private struct NoKeys: RequestAuthenticator {
        func authenticate(_ token: BearerToken) async throws(Problem) -> Caller { throw .keyNotValid }

        func limitKey(of caller: Caller) -> ID<Key> { caller.key }
    }

    private static let words = "text/plain; charset=utf-8"
    private static let size = "text/x.tlog.size"

    private let memory = Memory()
    private let witness: Witness
    private let signer: NoteSigner
    private let leaves = ["first", "second", "third"].map { MerkleTree.leafHash(of: Array($0.utf8)) }
    private let otherLeaf = MerkleTree.leafHash(of: Array("other".utf8))

    init() throws {
        signer = try Self.signer("lentera.example/log", seed: 1)
        witness = Witness(
            logs: [signer.verifierKey],
            cosigner: try Cosigner(
                name: #require(NoteKeyName("witness.example/w")),
                seed: Array(repeating: 9, count: Cosigner.seedByteCount)
            ),
            memory: memory,
            clock: { Timestamp(microseconds: 1_790_000_000_000_000) }
        )
    }

    private static func signer(_ name: String, seed: UInt8) throws -> NoteSigner {
        try NoteSigner(name: #require(NoteKeyName(name)), seed: Array(repeating: seed, count: NoteSigner.seedByteCount))
    }

    /// A body that says how a log of these leaves grew.
    private func body(
        from oldSize: Int64,
        _ leaves: [LogHash],
        proof: [LogHash] = [],
        by other: NoteSigner? = nil
    ) throws -> [UInt8] {
        var frontier = TreeFrontier()
        for leaf in leaves { frontier.append(leaf) }
        let signer = other ?? signer
        let checkpoint = try Checkpoint(
            origin: signer.verifierKey.name.text,
            size: Int64(leaves.count),
            root: frontier.root
        )
        return AddCheckpointRequest(oldSize: oldSize, proof: proof, note: try checkpoint.signed(by: signer)).encoded
    }

    private func serving(_ talk: @escaping @Sendable (_ port: Int) async throws -> Void) async throws {
        let dispatcher = try Dispatcher(
            routes: WitnessRoutes(witness: witness).all(),
            authenticator: NoKeys(),
            authorise: { _, _ in .keyNotValid },
            translate: Problem.translated,
            environment: ServingEnvironment(
                now: { .now() },
                wallClockSeconds: { 784_111_777 },
                makeRequestID: { "TEST-request" }
            ),
            logger: LocalDoor.quiet
        )
        try await LocalDoor.serving(dispatcher) { port, _ in try await talk(port) }
    }

    private static func post(_ body: [UInt8], to port: Int) async throws -> Answer {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/add-checkpoint")
        request.method = .POST
        request.body = .bytes(ByteBuffer(bytes: body))
        let answer = try await HTTPClient.shared.execute(request, timeout: .minutes(1))
        let bytes = try await answer.body.collect(upTo: 1 << 16)
        return Answer(status: Int(answer.status.code), headers: answer.headers, body: Array(bytes.readableBytesView))
    }

    @Test func `each refusal has its status and its type, and changes nothing`() async throws {
        let another = try Self.signer("lentera.example/log", seed: 2)
        let unknown = try Self.signer("bentara.example/log", seed: 1)
        let proof = Array(leaves[1...])
        let fork = [leaves[0], leaves[1], otherLeaf]
        let steps: [(body: [UInt8], status: Int, type: String, text: String?)] = [
            (try body(from: 0, Array(leaves[..<1])), 200, Self.words, nil),
            (try body(from: 1, leaves, proof: [leaves[1], otherLeaf]), 422, Self.words, nil),
            (try body(from: 1, leaves, proof: proof.reversed()), 422, Self.words, nil),
            (try body(from: 1, leaves), 422, Self.words, nil),
            (try body(from: 1, fork, proof: proof), 422, Self.words, nil),
            (try body(from: 0, leaves), 409, Self.size, "1\n"),
            (try body(from: 1, leaves, proof: proof), 200, Self.words, nil),
            (try body(from: 1, leaves, proof: proof), 409, Self.size, "3\n"),
            (try body(from: 3, fork), 409, Self.size, "3\n"),
            (try body(from: 3, leaves, by: unknown), 404, Self.words, nil),
            (try body(from: 3, leaves, by: another), 403, Self.words, nil),
            (try body(from: 4, leaves), 400, Self.words, nil),
            (Array("nonsense\n".utf8), 400, Self.words, nil),
            (try body(from: 3, leaves), 200, Self.words, nil),
        ]
        try await serving { port in
            for (number, step) in steps.enumerated() {
                let answer = try await Self.post(step.body, to: port)
                let text = String(decoding: answer.body, as: UTF8.self)
                #expect(answer.status == step.status, "step \(number): \(text)")
                #expect(answer.header("Content-Type") == step.type, "step \(number)")
                if let expected = step.text { #expect(text == expected, "step \(number)") }
                #expect(text.hasPrefix("\u{2014} witness.example/w ") == (step.status == 200), "step \(number)")
            }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `where too many checkpoints wait it asks to come again later`() async throws {
        let (memory, witness, first) = (memory, witness, try body(from: 0, Array(leaves[..<1])))
        memory.isSlow(true)
        try await serving { port in
            try await withThrowingTaskGroup(of: Void.self) { group in
                defer { memory.isSlow(false) }
                let (turnedAway, continuation) = AsyncStream<Void>.makeStream()
                // One is being decided about and sixty-four wait: the last is told that it is full, and so is whoever follows.
                for _ in 0..<66 {
                    group.addTask {
                        do {
                            _ = try await witness.add(first)
                        } catch is Witness.Full {
                            continuation.yield()
                        } catch is WitnessRefusal {}
                    }
                }
                for await _ in turnedAway { break }
                let answer = try await Self.post(first, to: port)
                #expect(answer.status == 503 && answer.header("Retry-After") == "1")
                #expect(answer.header("Content-Type") == Self.words)
            }
        }
    }
}
