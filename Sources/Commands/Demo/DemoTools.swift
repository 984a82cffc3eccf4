import Fingerprints

/// What the demonstration needs of the world besides a terminal: programs, pictures, and requests with any body.
package protocol DemoTools: Sendable {
    /// Runs this program with other arguments to its end, and takes what it writes to standard output.
    ///
    /// - Returns: its exit status and its output.
    func run(_ arguments: [String]) async throws -> (status: Int32, output: String)

    /// Runs this program as a server for as long as the body runs.
    ///
    /// - Parameters:
    ///   - arguments: the command line.
    ///   - log: the file that takes what the server says of itself.
    ///   - body: runs once the server has said that it is ready; takes its address.
    /// - Throws: what the body throws; `CommandFailure` where the server does not start.
    func withServer(
        _ arguments: [String],
        log: String,
        _ body: @Sendable (_ address: String) async throws -> Void
    ) async throws

    /// Runs something until it ends or the process is told to stop (SIGTERM, SIGINT), which cancels it.
    ///
    /// - Throws: what the body throws; `CancellationError` where the process was told to stop.
    func untilStopped(_ body: @escaping @Sendable () async throws -> Void) async throws

    /// Sends a request and waits for the whole answer.
    ///
    /// - Parameters:
    ///   - method: as `GET`.
    ///   - url: where to.
    ///   - key: the secret of the key; `nil` for none.
    ///   - contentType: what the body is.
    ///   - body: what is sent along.
    /// - Returns: the answer, whatever its status.
    /// - Throws: where nobody answers.
    func send(
        _ method: String,
        _ url: String,
        key: String?,
        contentType: String?,
        body: [UInt8]?
    ) async throws -> APIAnswer

    /// Takes messages of a webhook on this machine for as long as the body runs, and answers each with success.
    ///
    /// - Parameter body: takes the address for the messages, and where they come in.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws; where nothing can be listened on.
    func withReceiver<Result: Sendable>(
        _ body: @Sendable (_ address: String, _ inbox: DemoInbox) async throws -> Result
    ) async throws -> Result

    /// Encodes a picture as JPEG.
    func jpeg(_ pixels: PixelBuffer, quality: Int) throws -> [UInt8]

    /// Decodes a picture that the demonstration made.
    func decode(_ bytes: [UInt8]) throws -> PixelBuffer
}
