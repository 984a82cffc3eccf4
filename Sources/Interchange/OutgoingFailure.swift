import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Why there is no answer.
///
/// Made of fixed words only: what the libraries say may quote a header field, and so a key.
package struct OutgoingFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong, for programs.
    package enum Code: String, Sendable {
        /// The address leads where nothing is sent.
        case notAllowed
        /// No connection came about.
        case notConnected
        /// The connection could not be encrypted, or the certificate is not trusted.
        case notTrusted
        /// The time was up.
        case timedOut
        /// The connection ended before the answer did.
        case endedEarly
        /// The answer is longer than its limit.
        case tooLarge
        /// What came is no answer in HTTP, or in an encoding that was not asked for.
        case malformed
        /// The waiting task was cancelled, or the client was shut down.
        case cancelled
    }

    package let code: Code

    package init(_ code: Code) {
        self.code = code
    }

    package var description: String {
        switch code {
        case .notAllowed:
            "The address leads into a network to which nothing is sent; an operator allows it with --allow-destination."
        case .notConnected: "No connection could be made."
        case .notTrusted: "The connection could not be encrypted, or the server's certificate is not trusted."
        case .timedOut: "The server did not answer in time."
        case .endedEarly: "The connection ended before the answer did."
        case .tooLarge: "The answer is longer than allowed."
        case .malformed: "What the server sent is no valid HTTP answer."
        case .cancelled: "The request was cancelled."
        }
    }

    /// Translates an error of the libraries; what is not known counts as no connection.
    init(_ error: any Error) {
        switch error {
        case let failure as OutgoingFailure: self = failure
        case let error as HTTPClientError: self.init(Self.code(of: error))
        case is NIOTooManyBytesError: self.init(.tooLarge)
        case HTTPParserError.invalidEOFState: self.init(.endedEarly)
        case is HTTPParserError: self.init(.malformed)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: self.init(.notTrusted)
        case is CancellationError: self.init(.cancelled)
        case let error as ChannelError where error == .inputClosed || error == .eof || error == .ioOnClosedChannel:
            self.init(.endedEarly)
        case let error as IOError where [ECONNRESET, EPIPE].contains(error.errnoCode): self.init(.endedEarly)
        default: self.init(.notConnected)
        }
    }

    private static func code(of error: HTTPClientError) -> Code {
        switch error {
        case .deadlineExceeded, .readTimeout, .writeTimeout: .timedOut
        case .cancelled, .requestStreamCancelled, .alreadyShutdown: .cancelled
        case .remoteConnectionClosed, .uncleanShutdown: .endedEarly
        case .tlsHandshakeTimeout: .notTrusted
        default: .notConnected
        }
    }
}
