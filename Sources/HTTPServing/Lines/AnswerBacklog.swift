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
        /// What is not taken yet, in order; room on the disk is given back with each that was read.
        var pieces: [Stored] = []
        /// What comes after all that is in files.
        var tail: [UInt8] = []
        var isWriting = false
        var isFinished = false
        var taker: CheckedContinuation<Void, Never>?

        var storedBytes: Int64 { pieces.reduce(0) { $0 + Int64($1.waiting.count) } }

        var holdsSomething: Bool { first < memory.count || storedBytes > 0 || (!isWriting && !tail.isEmpty) }

        mutating func wake() -> CheckedContinuation<Void, Never>? {
            defer { taker = nil }
            return taker
        }
    }

    /// What one file holds.
    private struct Stored {
        let file: NamelessFile
        /// What of it is not taken yet; its end is where writing goes on.
        var waiting: Range<Int64>
    }

    private enum Step: Sendable {
        case piece([UInt8])
        case read(NamelessFile, Range<Int64>)
        case wait
        case end
    }

    private let limits: BacklogLimits
    private let reader: BacklogRoom.Reader
    private let state = Mutex(State())

    /// Makes an empty one.
    ///
    /// - Parameters:
    ///   - limits: how much may wait, and where.
    ///   - reader: whose part of the room it takes.
    package init(limits: BacklogLimits, reader: BacklogRoom.Reader) {
        self.limits = limits
        self.reader = reader
    }

    deinit {
        giveBack(state.withLock { $0.pieces.reduce(0) { $0 + $1.waiting.upperBound } })
    }

    private func giveBack(_ bytes: Int64) { limits.room.giveBack(bytes, of: reader) }

    /// How many bytes wait in files.
    package var storedBytes: Int64 { state.withLock { $0.storedBytes } }

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
                giveBack(state.withLock { taken(upTo: range.upperBound, &$0) })
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
        while state.pieces.count > 1, let read = state.pieces.first, read.waiting.isEmpty {
            giveBack(state.pieces.removeFirst().waiting.upperBound)
        }
        if let piece = state.pieces.first, !piece.waiting.isEmpty {
            let end = min(piece.waiting.upperBound, piece.waiting.lowerBound + Int64(limits.pieceBytes))
            return .read(piece.file, piece.waiting.lowerBound..<end)
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

    /// Notes what was read of the first file, and lets go of it where it was read whole and nothing more is written to it.
    ///
    /// - Returns: how much room that gives back.
    private func taken(upTo end: Int64, _ state: inout State) -> Int64 {
        state.pieces[0].waiting = end..<state.pieces[0].waiting.upperBound
        // Also a file that could grow: an answer of which nothing waits takes none of the room that all share.
        let isWritten = state.pieces.count == 1 && state.isWriting
        guard state.pieces[0].waiting.isEmpty, !isWritten else { return 0 }
        return state.pieces.removeFirst().waiting.upperBound
    }

    private func store(_ bytes: [UInt8]) async throws {
        let last = state.withLock(\.pieces.last)
        let count = Int64(bytes.count)
        // What was read of a file is given back with the file: none grows for ever.
        let known = last.flatMap { $0.waiting.upperBound < limits.fileBytes ? $0 : nil }
        do {
            guard limits.room.take(count, for: reader) else { throw NamelessFile.Failure() }
            let (folder, spare) = (limits.folder, limits.spareBytesMin)
            let file: NamelessFile
            do {
                file = try await NIOThreadPool.singleton.runIfActive {
                    let file = try known?.file ?? NamelessFile(in: folder)
                    // The journal lies on the same disk, and comes first.
                    guard file.spareBytes >= spare + count else { throw NamelessFile.Failure() }
                    try file.write(bytes, at: known?.waiting.upperBound ?? 0)
                    return file
                }
            } catch {
                giveBack(count)
                throw error
            }
            let taker = state.withLock { state in
                if known == nil {
                    state.pieces.append(Stored(file: file, waiting: 0..<count))
                } else {
                    let place = state.pieces.count - 1
                    let before = state.pieces[place].waiting
                    state.pieces[place].waiting = before.lowerBound..<before.upperBound + count
                }
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
