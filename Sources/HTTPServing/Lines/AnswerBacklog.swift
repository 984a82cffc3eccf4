import HTTPTypes
import NIOPosix
import Synchronization

/// What was answered and the client has not taken yet: in memory first, then in a file without a name.
///
/// One task appends, which never waits for the client, and one takes. What was appended is taken in order and whole, also
/// where the disk refuses more: then appending throws, and what is there is still handed out.
package final class AnswerBacklog: Sendable {
    private struct State {
        var memory: [[UInt8]] = []
        /// Which piece of the memory is next.
        var first = 0
        var memoryBytes = 0
        /// Whether what comes goes to the file, because there was too much for the memory.
        var isSpilling = false
        var file: NamelessFile?
        /// What of the file is not taken yet.
        var stored: Range<Int64> = 0..<0
        /// What comes after all of the file.
        var tail: [UInt8] = []
        var isWriting = false
        var isFinished = false
        var taker: CheckedContinuation<Void, Never>?

        var holdsSomething: Bool { first < memory.count || !stored.isEmpty || (!isWriting && !tail.isEmpty) }

        mutating func wake() -> CheckedContinuation<Void, Never>? {
            defer { taker = nil }
            return taker
        }
    }

    private enum Step: Sendable {
        case piece([UInt8])
        case read(NamelessFile, Range<Int64>)
        case wait
        case end
    }

    private let limits: BacklogLimits
    private let state = Mutex(State())

    package init(limits: BacklogLimits) {
        self.limits = limits
    }

    /// How many bytes wait in the file.
    package var storedBytes: Int64 { state.withLock { Int64($0.stored.count) } }

    /// Appends bytes.
    ///
    /// - Throws: ``Problem`` `answers-waiting` where more waits than may, or the disk takes no more. The bytes are handed
    ///   out in spite of that; append no more than a last word then.
    package func append(_ bytes: [UInt8]) async throws {
        let (outgoing, taker) = state.withLock { state -> ([UInt8]?, CheckedContinuation<Void, Never>?) in
            if !state.isSpilling, state.memoryBytes + bytes.count <= limits.memoryBytesMax {
                hold(bytes, &state)
                return (nil, state.wake())
            }
            state.isSpilling = true
            state.tail += bytes
            guard state.tail.count >= limits.pieceBytes else { return (nil, state.wake()) }
            defer { (state.tail, state.isWriting) = ([], true) }
            return (state.tail, nil)
        }
        taker?.resume()
        if let outgoing { try await store(outgoing) }
    }

    /// Says that nothing more comes.
    package func finish() {
        let taker = state.withLock { state in
            state.isFinished = true
            return state.wake()
        }
        taker?.resume()
    }

    /// Takes the next bytes, waiting for them where there are none.
    ///
    /// - Returns: At least one byte; `nil` once everything was taken and nothing more comes.
    /// - Throws: `CancellationError`; ``Problem`` where the file can't be read back.
    package func next() async throws -> [UInt8]? {
        while true {
            let step = state.withLock { nextStep(&$0) }
            switch step {
            case .piece(let bytes): return bytes
            case .end: return nil
            case .read(let file, let range):
                let bytes: [UInt8]
                do {
                    bytes = try await NIOThreadPool.singleton.runIfActive {
                        try file.read(range.count, at: range.lowerBound)
                    }
                } catch is NamelessFile.Failure {
                    throw Problem.internalError
                }
                state.withLock { $0.stored = range.upperBound..<$0.stored.upperBound }
                return bytes
            case .wait:
                await somethingComes()
                try Task.checkCancellation()
            }
        }
    }

    private func hold(_ bytes: [UInt8], _ state: inout State) {
        state.memoryBytes += bytes.count
        // Many small ones become few large ones, and few writes.
        if state.first < state.memory.count, let last = state.memory.last,
            last.count + bytes.count <= limits.pieceBytes
        {
            state.memory[state.memory.count - 1] += bytes
        } else {
            state.memory.append(bytes)
        }
    }

    private func nextStep(_ state: inout State) -> Step {
        if state.first < state.memory.count {
            let piece = state.memory[state.first]
            state.memory[state.first] = []
            state.first += 1
            state.memoryBytes -= piece.count
            if state.first == state.memory.count { (state.memory, state.first) = ([], 0) }
            return .piece(piece)
        }
        if let file = state.file, !state.stored.isEmpty {
            let end = min(state.stored.upperBound, state.stored.lowerBound + Int64(limits.pieceBytes))
            return .read(file, state.stored.lowerBound..<end)
        }
        if state.isWriting { return .wait }
        // All of the file was taken: what comes now fits into memory again.
        state.isSpilling = false
        guard state.tail.isEmpty else {
            defer { state.tail = [] }
            return .piece(state.tail)
        }
        return state.isFinished ? .end : .wait
    }

    private func somethingComes() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isThere = state.withLock { state in
                    if state.holdsSomething || (state.isFinished && !state.isWriting) || Task.isCancelled {
                        return true
                    }
                    state.taker = continuation
                    return false
                }
                if isThere { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.wake() }?.resume()
        }
    }

    private func store(_ bytes: [UInt8]) async throws {
        let (known, stored) = state.withLock { ($0.file, $0.stored) }
        do {
            guard stored.upperBound + Int64(bytes.count) <= limits.fileBytesMax else { throw NamelessFile.Failure() }
            let folder = limits.folder
            // Nothing of it is wanted any more: its room is given back before more is taken.
            let begins = stored.isEmpty
            let offset = begins ? 0 : stored.upperBound
            let file = try await NIOThreadPool.singleton.runIfActive {
                let file = try known ?? NamelessFile(in: folder)
                if begins { try file.empty() }
                try file.write(bytes, at: offset)
                return file
            }
            let taker = state.withLock { state in
                state.file = file
                state.stored = (begins ? 0 : state.stored.lowerBound)..<offset + Int64(bytes.count)
                state.isWriting = false
                return state.wake()
            }
            taker?.resume()
        } catch {
            let taker = state.withLock { state in
                state.tail = bytes + state.tail
                state.isWriting = false
                return state.wake()
            }
            taker?.resume()
            throw Problem.answersWaiting
        }
    }
}

extension Problem {
    fileprivate static let answersWaiting = Problem(
        "answers-waiting",
        status: .init(code: 507),
        title: "Too many answers wait",
        detail:
            "More answers wait to be read than the node can keep. Every answer that you read stands; read while you "
            + "send."
    )
}
