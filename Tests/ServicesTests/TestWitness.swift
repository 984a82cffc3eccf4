import Services
import Synchronization
import TransparencyLog

/// A witness in this process, asked as one over a line is, with a memory that the test can look at and break.
final class TestWitness: WitnessAsking, WitnessMemory {
    struct Lost: Error {}

    private struct State {
        var notes: [String: String] = [:]
        var isAway = false
        var isBroken = false
        var answer: WitnessAnswer?
        var asked = 0
    }

    let cosigner: Cosigner
    private let state = Mutex(State())
    private let witness = Mutex<Witness?>(nil)

    init(_ name: String, watching log: NoteVerifierKey, clock: TestClock) throws {
        guard let name = NoteKeyName(name) else { throw NoteError(code: .malformedKey) }
        cosigner = try Cosigner(name: name, seed: (0..<32).map { _ in UInt8.random(in: .min ... .max) })
        let made = Witness(logs: [log], cosigner: cosigner, memory: self, clock: { clock.now })
        witness.withLock { $0 = made }
    }

    var key: CosignerKey { cosigner.key }
    /// How often it was asked.
    var asked: Int { state.withLock(\.asked) }
    /// What it cosigned last of the log.
    func size(of origin: String) throws -> Int64? {
        try note(of: origin).map { try Checkpoint(parsing: SignedNote(parsing: Array($0.utf8)).text).size }
    }

    func isAway(_ isAway: Bool) { state.withLock { $0.isAway = isAway } }
    func isBroken(_ isBroken: Bool) { state.withLock { $0.isBroken = isBroken } }
    /// Lets it answer this, whatever it is asked; `nil` for what it finds.
    func answers(_ answer: WitnessAnswer?) { state.withLock { $0.answer = answer } }

    func note(of origin: String) throws -> String? { state.withLock { $0.notes[origin] } }

    func save(_ note: String, of origin: String) throws {
        try state.withLock { state in
            guard !state.isBroken else { throw Lost() }
            state.notes[origin] = note
        }
    }

    func apart<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try work()
    }

    func add(_ request: AddCheckpointRequest) async throws(WitnessFailure) -> WitnessAnswer {
        let (isAway, answer) = state.withLock { state in
            state.asked += 1
            return (state.isAway, state.answer)
        }
        if let answer { return answer }
        guard !isAway, let witness = witness.withLock(\.self) else { throw .unreachable }
        do {
            return .cosigned([try await witness.add(request.encoded)])
        } catch let refusal as WitnessRefusal {
            switch refusal {
            case .otherSize(let size), .otherRoot(let size): return .otherSize(size)
            default: return .refused(status: refusal.status)
            }
        } catch {
            return .refused(status: 500)
        }
    }
}
