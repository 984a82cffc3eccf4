import Cooperation
import Services
import Synchronization
import Testing
import TransparencyLog

/// A witness whose disk takes its time, and a log that asks again and again meanwhile.
@Suite struct `A witness with a slow disk` {
    /// A memory that waits until it is let go.
    private final class SlowDisk: WitnessMemory {
        private let state = Mutex<(notes: [String: String], isOpen: Bool, entered: Int)>(([:], false, 0))

        var entered: Int { state.withLock(\.entered) }

        func open() { state.withLock { $0.isOpen = true } }
        func note(of origin: String) throws -> String? { state.withLock { $0.notes[origin] } }
        func save(_ note: String, of origin: String) throws { state.withLock { $0.notes[origin] = note } }

        func apart<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
            state.withLock { $0.entered += 1 }
            while !state.withLock(\.isOpen) { try await Task.sleep(for: .milliseconds(1)) }
            return try work()
        }
    }

    private enum Outcome: Sendable {
        case cosigned
        case refused(WitnessRefusal)
        case full
        case cancelled
    }

    private let disk = SlowDisk()
    private let witness: Witness
    private let body: [UInt8]

    init() throws {
        let clock = TestClock()
        let signer = try NoteSigner(name: #require(NoteKeyName("lentera.example/log")), seed: TestNode.randomBytes(32))
        let cosigner = try Cosigner(name: #require(NoteKeyName("witness.example/w")), seed: TestNode.randomBytes(32))
        witness = Witness(
            logs: [signer.verifierKey],
            cosigner: cosigner,
            memory: disk,
            clock: { clock.now }
        )
        let checkpoint = try Checkpoint(
            origin: signer.verifierKey.name.text,
            size: 1,
            root: MerkleTree.leafHash(of: Array("TEST".utf8))
        )
        body = AddCheckpointRequest(oldSize: 0, proof: [], note: try signer.sign(checkpoint.text)).encoded
    }

    private func add() async -> Outcome {
        do {
            _ = try await witness.add(body)
            return .cosigned
        } catch let refusal as WitnessRefusal {
            return .refused(refusal)
        } catch is Witness.Full {
            return .full
        } catch {
            return .cancelled
        }
    }

    @Test func `lets sixty-four wait, turns the others away, and cosigns once`() async throws {
        let (all, waiting) = (80, 64)
        var (cosigned, full, refused) = (0, 0, 0)
        await withTaskGroup(of: Outcome.self) { group in
            for _ in 0..<all { group.addTask { await add() } }
            for await outcome in group {
                switch outcome {
                case .cosigned: cosigned += 1
                case .full: full += 1
                case .refused(let refusal):
                    refused += 1
                    #expect(refusal == .otherSize(cosigned: 1))
                case .cancelled: Issue.record("Nobody was cancelled.")
                }
                // So many are turned away before anybody has been served.
                if full == all - 1 - waiting { disk.open() }
            }
        }
        #expect(full == all - 1 - waiting)
        #expect(cosigned == 1 && refused == waiting)
    }

    @Test func `cosigns nothing for a client that left while it waited`() async throws {
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            group.addTask { await add() }
            while disk.entered == 0 { try await Task.sleep(for: .milliseconds(1)) }
            let left = await withTaskGroup(of: Outcome.self) { inner in
                for _ in 0..<3 { inner.addTask { await add() } }
                inner.cancelAll()
                return await inner.reduce(into: [Outcome]()) { $0.append($1) }
            }
            #expect(left.count == 3)
            for outcome in left {
                guard case .cancelled = outcome else {
                    Issue.record("\(outcome)")
                    continue
                }
            }
            #expect(disk.entered == 1)
            disk.open()
            guard case .cosigned = try await group.next() else {
                Issue.record("The one whose turn it was is cosigned.")
                return
            }
        }
        #expect(disk.entered == 1)
    }
}
