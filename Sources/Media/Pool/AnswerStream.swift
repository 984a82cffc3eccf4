internal import Subprocess

/// Cuts what a worker writes into frames.
struct AnswerStream {
    private var chunks: SubprocessOutputSequence.Iterator
    private var buffer: [UInt8] = []

    init(_ output: SubprocessOutputSequence) {
        chunks = output.makeAsyncIterator()
    }

    /// The next frame.
    ///
    /// - Parameter bytesMax: How long it may be.
    /// - Returns: Its body; nothing when the worker is gone or sends what no worker sends.
    mutating func next(bytesMax: Int = WorkerProtocol.answerBytesMax) async -> [UInt8]? {
        while true {
            if buffer.count >= 4 {
                let length = buffer[..<4].reduce(0) { $0 << 8 | Int($1) }
                guard length <= bytesMax else { return nil }
                if buffer.count >= 4 + length {
                    defer { buffer.removeFirst(4 + length) }
                    return Array(buffer[4..<4 + length])
                }
            }
            guard let chunk = try? await chunks.next() else { return nil }
            chunk.withUnsafeBytes { buffer.append(contentsOf: $0) }
        }
    }
}
