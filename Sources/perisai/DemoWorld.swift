import Commands
import Fingerprints
import Foundation
import Media
import Subprocess
import SystemPackage
import UnixSignals

/// The demonstration's world: this very program as child processes, and a picture library.
struct DemoWorld: DemoTools {
    private static let outputBytesMax = 1 << 20
    private static let readyWords = "is ready on "

    /// The running program's own file.
    private var program: Executable { .path(FilePath("/proc/self/exe")) }

    func run(_ arguments: [String]) async throws -> (status: Int32, output: String) {
        let result = try await Subprocess.run(
            program,
            arguments: Arguments(arguments),
            output: .string(limit: Self.outputBytesMax),
            error: .currentStandardError
        )
        let status: Int32 = if case .exited(let code) = result.terminationStatus { Int32(code) } else { -1 }
        return (status, result.standardOutput)
    }

    func withServer(
        _ arguments: [String],
        log: String,
        _ body: @Sendable (_ address: String) async throws -> Void
    ) async throws {
        let file = try FileDescriptor.open(
            FilePath(log),
            .writeOnly,
            options: [.create, .append],
            permissions: [.ownerReadWrite]
        )
        var platform = PlatformOptions()
        // A server that is asked to stop finishes what it acknowledged; one that does not listen is ended.
        platform.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(15))]
        let outcome = try await Subprocess.run(
            program,
            arguments: Arguments(arguments),
            platformOptions: platform,
            input: .none,
            output: .sequence,
            error: .fileDescriptor(file, closeAfterSpawningProcess: true)
        ) { server -> Result<Void, any Error> in
            var address: String?
            for try await line in server.standardOutput.strings() {
                guard let range = line.range(of: Self.readyWords) else { continue }
                address = line[range.upperBound...].trimmingCharacters(in: .whitespacesAndNewlines)
                break
            }
            guard let address else {
                return .failure(
                    CommandFailure(
                        "A node did not start; see \(log).",
                        advice: "Is the port free? Choose others with --port."
                    )
                )
            }
            do {
                try await body(address)
                try server.send(signal: .terminate)
                return .success(())
            } catch {
                try? server.send(signal: .terminate)
                return .failure(error)
            }
        }
        try outcome.closureResult.get()
    }

    func untilStopped(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await _ in signals { throw CancellationError() }
            }
            defer { group.cancelAll() }
            // The nodes are this process's children, and stop before it does.
            try await group.next()
        }
    }

    func send(
        _ method: String,
        _ url: String,
        key: String?,
        contentType: String?,
        body: [UInt8]?
    ) async throws -> APIAnswer {
        // The type is sent with a body only.
        try await APIClient().call(
            APIRequest(method: method, url: url, key: key, body: body, contentType: contentType ?? "application/json")
        )
    }

    func withReceiver<Result: Sendable>(
        _ body: @Sendable (_ address: String, _ inbox: DemoInbox) async throws -> Result
    ) async throws -> Result {
        try await DemoReceiver.run(body)
    }

    func jpeg(_ pixels: PixelBuffer, quality: Int) throws -> [UInt8] {
        try PictureEncoder.encode(pixels, as: ".jpg[Q=\(quality)]")
    }

    func decode(_ bytes: [UInt8]) throws -> PixelBuffer {
        guard let format = MediaFormat(startOf: bytes) else { throw CommandFailure("A drawn picture can't be read.") }
        return try MediaDecoder.decode(bytes, as: format)
    }
}
