import Foundation
import Glibc

/// A client that does one thing at a time, as the simplest ones do: it sends, and only then reads.
final class BlockingClient: Sendable {
    struct Failure: Error {
        let code: Int32
    }

    private let descriptor: Int32

    /// Runs what blocks where it blocks nobody else.
    static func onThreadOfItsOwn<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws
        -> Result
    {
        try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Swift.Result { try body() }) }.start()
        }
    }

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Failure(code: errno) }
    }

    func send(_ bytes: [UInt8]) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(code: errno) }
            done += count
        }
    }

    /// Reads until the server closes.
    ///
    /// - Returns: How many answers to lines came, and the end of what came.
    func countLines() throws -> (count: Int, last: String) {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        var end: [UInt8] = []
        var count = 0
        let mark = Array("\"line\":".utf8)
        var matched = 0
        while true {
            let read = bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            guard read >= 0 else { throw Failure(code: errno) }
            guard read > 0 else { return (count, String(decoding: end, as: UTF8.self)) }
            for byte in bytes[..<read] {
                matched = byte == mark[matched] ? matched + 1 : byte == mark[0] ? 1 : 0
                if matched == mark.count { (count, matched) = (count + 1, 0) }
            }
            end = (end + bytes[..<read]).suffix(200)
        }
    }

    func close() { _ = Glibc.close(descriptor) }
}
