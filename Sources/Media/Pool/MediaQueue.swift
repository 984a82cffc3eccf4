internal import Synchronization

/// The files that wait for a worker and the workers that wait for a file, both in order.
final class MediaQueue: Sendable {
    typealias Answer = Result<MediaAnswer, MediaError>

    fileprivate typealias IdleWorker = CheckedContinuation<MediaJob?, Never>

    fileprivate struct State {
        var isStopped = false
        var lastNumber: UInt64 = 0
        /// Everybody who waits for an answer, whether their file still waits or is being worked on.
        var askers: [UInt64: CheckedContinuation<Answer, Never>] = [:]
        var waiting: [MediaJob] = []
        var waitingBytes = 0
        var idle: [(worker: Int, continuation: IdleWorker)] = []
        var readyWorkers = 0
    }

    private let state = Mutex(State())
    private let limits: MediaPoolLimits

    init(limits: MediaPoolLimits) {
        self.limits = limits
    }

    /// Whether it has been told to stop.
    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// How many files wait for a worker, and how many bytes they have together.
    var waiting: (files: Int, bytes: Int) { state.withLock { ($0.waiting.count, $0.waitingBytes) } }

    /// Waits for a file's answer.
    ///
    /// Giving up takes a file that still waits out of the queue.
    func answer(to file: [UInt8], wish: MediaWish) async -> Answer {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        let job = MediaJob(number: number, file: file, wish: wish)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { asker in
                admit(job, asker)
            }
        } onCancel: {
            settle(number, .failure(MediaError(.cancelled)))
        }
    }

    /// Waits for the next file for a worker; nothing when it should end.
    func next(worker: Int) async -> MediaJob? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let job: MediaJob?? = state.withLock { state in
                    if let job = state.takeFirst() { return job }
                    // The flag is up before the cancellation handler runs, so one of the two always sees the other.
                    if state.isStopped || Task.isCancelled { return .some(nil) }
                    state.idle.append((worker, continuation))
                    return nil
                }
                if let job { continuation.resume(returning: job) }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                state.idle.firstIndex { $0.worker == worker }.map { state.idle.remove(at: $0).continuation }
            }
            continuation?.resume(returning: nil)
        }
    }

    /// Gives whoever asked their answer, unless they no longer wait.
    func settle(_ number: UInt64, _ answer: Answer) {
        let asker = state.withLock { state in
            if let index = state.waiting.firstIndex(where: { $0.number == number }) {
                state.waitingBytes -= state.waiting.remove(at: index).file.count
            }
            return state.askers.removeValue(forKey: number)
        }
        asker?.resume(returning: answer)
    }

    /// Puts a file back at the front: its worker died before it looked at it.
    func returnToFront(_ job: MediaJob) {
        var job = job
        job.isSecondAttempt = true
        let continuation: IdleWorker? = state.withLock { state in
            guard state.askers[job.number] != nil else { return nil }
            if !state.idle.isEmpty { return state.idle.removeFirst().continuation }
            state.waiting.insert(job, at: 0)
            state.waitingBytes += job.file.count
            return nil
        }
        continuation?.resume(returning: job)
    }

    /// Says that a worker is up, or no longer.
    func countReady(_ change: Int) {
        state.withLock { $0.readyWorkers += change }
    }

    /// Ends the waiting of all files if there is no worker at all, so that nobody waits for nothing.
    func refuseWaitingIfNoWorkerIsReady() {
        let askers = state.withLock { state in
            state.readyWorkers > 0 ? [] : state.removeWaiting()
        }
        for asker in askers {
            asker.resume(returning: .failure(MediaError(.workerUnavailable)))
        }
    }

    /// Takes nothing more and ends all waiting; files being worked on still get their answer.
    func stop() {
        let (askers, idle) = state.withLock { state in
            state.isStopped = true
            defer { state.idle = [] }
            return (state.removeWaiting(), state.idle)
        }
        for asker in askers { asker.resume(returning: .failure(MediaError(.stopped))) }
        for worker in idle { worker.continuation.resume(returning: nil) }
    }

    private func admit(_ job: MediaJob, _ asker: CheckedContinuation<Answer, Never>) {
        enum Admission {
            case refused(MediaError.Code)
            case handedTo(IdleWorker)
            case waits
        }
        let admission: Admission = state.withLock { state in
            if state.isStopped { return .refused(.stopped) }
            if Task.isCancelled { return .refused(.cancelled) }
            if !state.idle.isEmpty {
                state.askers[job.number] = asker
                return .handedTo(state.idle.removeFirst().continuation)
            }
            guard
                state.waiting.count < limits.waitingFilesMax,
                state.waitingBytes + job.file.count <= limits.waitingBytesMax
            else {
                return .refused(.busy)
            }
            state.askers[job.number] = asker
            state.waiting.append(job)
            state.waitingBytes += job.file.count
            return .waits
        }
        switch admission {
        case .refused(let code): asker.resume(returning: .failure(MediaError(code)))
        case .handedTo(let worker): worker.resume(returning: job)
        case .waits: break
        }
    }
}

extension MediaQueue.State {
    fileprivate mutating func takeFirst() -> MediaJob? {
        guard !waiting.isEmpty else { return nil }
        let job = waiting.removeFirst()
        waitingBytes -= job.file.count
        return job
    }

    fileprivate mutating func removeWaiting() -> [CheckedContinuation<MediaQueue.Answer, Never>] {
        defer {
            waiting = []
            waitingBytes = 0
        }
        return waiting.compactMap { askers.removeValue(forKey: $0.number) }
    }
}
