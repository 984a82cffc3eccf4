import Foundation

/// The program beside the tests that writes to a store while somebody watches from outside.
struct StoreWriterProcess {
    let output: String
    let errors: String
    let status: Int32

    static var executable: String {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (tests as NSString).deletingLastPathComponent + "/StoreWriter"
    }

    static let strace = "/usr/bin/strace"

    /// Runs it to its end.
    ///
    /// - Parameter command: the program and its arguments.
    /// - Returns: what it said and how it ended.
    /// - Throws: what the system says where it can't be started.
    static func run(_ command: [String]) throws -> StoreWriterProcess {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let errorText = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return StoreWriterProcess(
            output: String(decoding: text, as: UTF8.self),
            errors: String(decoding: errorText, as: UTF8.self),
            status: process.terminationStatus
        )
    }
}
