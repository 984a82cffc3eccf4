import Documents
import FoundationEssentials
import Glibc
import Subprocess
import SystemPackage

/// Prints each document in a confined process of its own, a few at once.
///
/// A document that crashes its process, or takes too long, costs one answer and nothing else.
package struct PrintingProcesses: DocumentPrinting {
    private typealias Worker = Execution<CustomWriteInput, SequenceOutput, DiscardedOutput>

    private let executablePath: String
    private let arguments: [String]
    private let missingGlyphs: DocumentPrinter.MissingGlyphs
    private let limits: PrintingLimits
    private let gate: PrintingGate

    /// Makes a printer that starts nothing before it prints.
    ///
    /// - Parameters:
    ///   - executablePath: the program that runs a ``PrintingWorker``.
    ///   - arguments: of it, without its name.
    ///   - missingGlyphs: what to do with characters that no font has.
    ///   - limits: how much it takes on.
    package init(
        executablePath: String,
        arguments: [String],
        missingGlyphs: DocumentPrinter.MissingGlyphs = .spellOut,
        limits: PrintingLimits = .standard
    ) {
        self.executablePath = executablePath
        self.arguments = arguments
        self.missingGlyphs = missingGlyphs
        self.limits = limits
        gate = PrintingGate(limits)
        // Writing to a process that died must be an error, not the end of the node.
        signal(SIGPIPE, SIG_IGN)
    }

    /// How many documents wait for their turn.
    package var waiting: Int { gate.waitingCount }

    /// A document as a PDF file of A4 pages.
    ///
    /// - Throws: `DocumentError` of ``DocumentPrinter``; `document-printer-busy` where too many wait,
    ///   `document-printer-lost` where the process died or took too long.
    package func pdf(of document: Document) async throws(DocumentError) -> [UInt8] {
        guard let job = try? JSONEncoder().encode(PrintingJob(document: document, missingGlyphs: missingGlyphs)),
            job.count <= PrintingJob.bytesMax
        else { throw DocumentError("document-too-large", "Split the document: it is too large to print.") }
        guard await gate.enter() else {
            throw DocumentError("document-printer-busy", "Many documents are being printed; try again in a minute.")
        }
        defer { gate.leave() }
        guard let answer = await answer(to: Array(job)), let outcome = PrintingAnswer.reading(answer) else {
            throw DocumentError(
                "document-printer-lost",
                "The document could not be printed; try again, and take the page if it happens once more."
            )
        }
        return try outcome.get()
    }

    private func answer(to job: [UInt8]) async -> [UInt8]? {
        let result = try? await Subprocess.run(
            .path(FilePath(executablePath)),
            arguments: Arguments(arguments),
            environment: environment,
            workingDirectory: "/",
            input: .inputWriter,
            output: .sequence,
            error: .discarded
        ) { worker in
            let answer = await Self.killing(worker, after: limits.timeMax) { await Self.exchange(job, worker) }
            // It has nothing to lose, and one that no longer listens wouldn't end by itself.
            try? worker.send(signal: .kill)
            return answer
        }
        return result?.closureResult
    }

    /// What the loader of shared libraries needs, and nothing else of what the node's environment may hold.
    private var environment: Environment {
        let key: Environment.Key = "LD_LIBRARY_PATH"
        return .custom(getenv("LD_LIBRARY_PATH").map { [key: String(cString: $0)] } ?? [:])
    }

    private static func exchange(_ job: [UInt8], _ worker: Worker) async -> [UInt8]? {
        guard (try? await worker.standardInputWriter.write(job)) == job.count,
            (try? await worker.standardInputWriter.finish()) != nil
        else { return nil }
        var answer: [UInt8] = []
        var chunks = worker.standardOutput.makeAsyncIterator()
        do {
            while let chunk = try await chunks.next() {
                chunk.withUnsafeBytes { answer.append(contentsOf: $0) }
                guard answer.count <= PrintingAnswer.bytesMax else { return nil }
            }
        } catch {
            return nil
        }
        return answer
    }

    /// Does something that ends when the worker dies, and sees to it that it dies in time.
    private static func killing<Outcome>(
        _ worker: Worker,
        after limit: Duration,
        _ body: () async -> Outcome
    ) async -> Outcome {
        await withTaskGroup(of: Void.self) { watch in
            watch.addTask {
                guard (try? await Task.sleep(for: limit)) != nil else { return }
                try? worker.send(signal: .kill)
            }
            let outcome = await body()
            watch.cancelAll()
            return outcome
        }
    }
}
