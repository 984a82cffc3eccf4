import HummingbirdCore
import NIOCore

/// Where a handler writes an answer piece by piece.
///
/// Each write waits until the client takes it.
package struct ResponseStream {
    private var writer: any ResponseBodyWriter

    init(_ writer: any ResponseBodyWriter) {
        self.writer = writer
    }

    /// Writes one piece.
    ///
    /// - Throws: When the client left.
    package mutating func write(_ bytes: [UInt8]) async throws {
        try await writer.write(ByteBuffer(bytes: bytes))
    }
}
