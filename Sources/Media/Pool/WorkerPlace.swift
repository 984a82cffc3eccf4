internal import Glibc
internal import Logging
internal import Subprocess
internal import SystemPackage

/// One worker's place in the pool: starts a worker, hands it files one at a time, and replaces it when it's gone.
struct WorkerPlace: Sendable {
    private typealias Worker = Execution<CustomWriteInput, SequenceOutput, DiscardedOutput>

    let index: Int
    let command: MediaWorkerCommand
    let limits: MediaPoolLimits
    let queue: MediaQueue
    let logger: Logger
    let greeted: @Sendable (ConfinementReport) -> Void
    /// Told each time a worker died and another takes its place.
    let replaced: @Sendable () -> Void

    /// Keeps a worker in this place until the queue ends it.
    ///
    /// - Throws: Why the very first worker didn't start. Later ones are tried again and again.
    func run() async throws(MediaError) {
        var delay = limits.restartDelayMin
        var hasStarted = false
        while !Task.isCancelled {
            switch await oneLife() {
            case .retired:
                if queue.isStopped { return }
                hasStarted = true
                delay = limits.restartDelayMin
            case .died(let filesServed):
                hasStarted = true
                if filesServed > 0 { delay = limits.restartDelayMin }
                logger.warning("a media worker is replaced", metadata: ["media.worker": "\(index)"])
                replaced()
                await pause(&delay)
            case .didNotStart(let error):
                if Task.isCancelled { return }
                if !hasStarted { throw error }
                logger.error(
                    "a media worker didn't start",
                    metadata: ["media.worker": "\(index)", "error": "\(error)"]
                )
                queue.refuseWaitingIfNoWorkerIsReady()
                await pause(&delay)
            }
        }
    }

    private func pause(_ delay: inout Duration) async {
        try? await Task.sleep(for: delay)
        delay = min(delay * 2, limits.restartDelayMax)
    }

    private func oneLife() async -> WorkerLife {
        do {
            let result = try await Subprocess.run(
                .path(FilePath(command.executablePath)),
                arguments: Arguments(command.arguments),
                environment: environment,
                workingDirectory: "/",
                input: .inputWriter,
                output: .sequence,
                error: .discarded
            ) { worker in
                let life = await serve(worker)
                // It has nothing to lose, and one that no longer listens wouldn't end by itself.
                try? worker.send(signal: .kill)
                return life
            }
            return result.closureResult
        } catch {
            return .didNotStart(MediaError(.workerUnavailable, detail: "the program can't be run"))
        }
    }

    /// What the loader of shared libraries needs, and nothing else of what the node's environment may hold.
    private var environment: Environment {
        let key: Environment.Key = "LD_LIBRARY_PATH"
        return .custom(getenv("LD_LIBRARY_PATH").map { [key: String(cString: $0)] } ?? [:])
    }

    private func serve(_ worker: Worker) async -> WorkerLife {
        var answers = AnswerStream(worker.standardOutput)
        let (body, _) = await killing(worker, after: limits.startTimeMax) { await answers.next() }
        guard let body, let greeting = try? WorkerGreeting(body: body) else {
            return .didNotStart(MediaError(.workerUnavailable, detail: "the worker said nothing"))
        }
        switch greeting {
        case .failed(let step):
            return .didNotStart(MediaError(.confinementFailed, detail: step))
        case .confined(let report) where !report.isComplete:
            return .didNotStart(MediaError(.confinementFailed, detail: "the worker isn't shut in"))
        case .confined(let report):
            greeted(report)
        }
        queue.countReady(1)
        defer { queue.countReady(-1) }
        for served in 0..<limits.filesPerWorkerMax {
            guard let job = await queue.next(worker: index) else { return .retired }
            guard await serve(job, by: worker, &answers) else { return .died(filesServed: served) }
        }
        return .retired
    }

    /// Returns whether the worker can go on.
    private func serve(_ job: MediaJob, by worker: Worker, _ answers: inout AnswerStream) async -> Bool {
        var digests: WorkerAnswer?
        let (outcome, ranOut) = await killing(worker, after: limits.file.fileTimeMax) { () async -> WorkerAnswer? in
            guard await send(job, to: worker.standardInputWriter) else { return nil }
            digests = await answer(to: job, &answers)
            guard case .digests = digests, let second = await answer(to: job, &answers) else { return nil }
            switch (second, job.wish) {
            case (.picture, _), (.thumbnail, .thumbnail): return second
            case (.thumbnail, .fingerprints), (.digests, _): return nil
            }
        }
        guard case .digests(let sha256, let md5) = digests else {
            // Hashing doesn't kill: the worker was gone before. A second time would be one coincidence too many.
            if ranOut {
                queue.settle(job.number, .failure(MediaError(.timedOut)))
            } else if job.isSecondAttempt || Task.isCancelled {
                queue.settle(job.number, .failure(MediaError(Task.isCancelled ? .stopped : .workerDied)))
            } else {
                queue.returnToFront(job)
            }
            return false
        }
        let failure = MediaError(Task.isCancelled ? .stopped : ranOut ? .timedOut : .workerDied)
        let result: MediaAnswer =
            switch outcome {
            case .thumbnail(let thumbnail): .thumbnail(thumbnail)
            case .picture(let picture): .fingerprints(MediaFingerprints(sha256: sha256, md5: md5, picture: picture))
            case .digests, nil: .fingerprints(MediaFingerprints(sha256: sha256, md5: md5, picture: .failed(failure)))
            }
        queue.settle(job.number, .success(result))
        return outcome != nil
    }

    private func send(_ job: MediaJob, to input: StandardInputWriter) async -> Bool {
        let head = WorkerRequest.head(number: job.number, wish: job.wish, fileBytes: job.file.count)
        do {
            guard try await input.write(head) == head.count else { return false }
            return try await input.write(job.file) == job.file.count
        } catch {
            return false
        }
    }

    private func answer(to job: MediaJob, _ answers: inout AnswerStream) async -> WorkerAnswer? {
        let bytesMax =
            job.wish == .thumbnail ? WorkerProtocol.thumbnailAnswerBytesMax : WorkerProtocol.answerBytesMax
        guard let body = await answers.next(bytesMax: bytesMax) else { return nil }
        return try? WorkerAnswer(body: body, number: job.number)
    }

    /// Does something that ends when the worker dies, and sees to it that it dies in time.
    private func killing<Outcome>(
        _ worker: Worker,
        after limit: Duration,
        _ body: () async -> Outcome
    ) async -> (Outcome, ranOut: Bool) {
        await withTaskGroup(of: Bool.self) { watch in
            watch.addTask {
                do {
                    try await Task.sleep(for: limit)
                } catch {
                    return false
                }
                try? worker.send(signal: .kill)
                return true
            }
            let outcome = await body()
            watch.cancelAll()
            return (outcome, await watch.next() ?? false)
        }
    }
}
