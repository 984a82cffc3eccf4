import NIOCore
import NIOPosix
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// What finds the addresses of a name.
package protocol HostResolving: Sendable {
    /// All addresses of a host, in the order in which they should be tried.
    ///
    /// - Parameters:
    ///   - host: a name, or a numeric address without brackets.
    ///   - port: the port that is to be connected to.
    /// - Returns: none where the name is not known.
    /// - Throws: `CancellationError` as soon as the waiting task is cancelled.
    func addresses(of host: String, port: Int) async throws -> [SocketAddress]
}

/// The machine's own resolver, asked on a thread that may wait.
package struct SystemResolver: HostResolving {
    private let lookUp: @Sendable (_ host: String) -> [SocketAddress]

    /// Makes a resolver.
    ///
    /// - Parameter lookUp: what blocks its thread until it knows.
    package init(lookUp: @escaping @Sendable (_ host: String) -> [SocketAddress] = Self.ask) {
        self.lookUp = lookUp
    }

    package func addresses(of host: String, port: Int) async throws -> [SocketAddress] {
        let asker = Asker()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard asker.waits(continuation) else { return }
                NIOThreadPool.singleton.submit { state in
                    // Nothing can interrupt the library, so nobody waits for it who does not want to.
                    asker.settle(state == .active ? .success(lookUp(host)) : .failure(CancellationError()))
                }
            }
        } onCancel: {
            asker.settle(.failure(CancellationError()))
        }
    }

    /// Asks the C library.
    @Sendable
    package static func ask(_ host: String) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_ADDRCONFIG
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &found) == 0 else { return [] }
        defer { freeaddrinfo(found) }
        var addresses: [SocketAddress] = []
        var next = found
        while let entry = next?.pointee {
            next = entry.ai_next
            guard let address = entry.ai_addr else { continue }
            switch entry.ai_family {
            case AF_INET:
                address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    addresses.append(SocketAddress($0.pointee))
                }
            case AF_INET6:
                address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                    addresses.append(SocketAddress($0.pointee))
                }
            default: break
            }
        }
        return addresses
    }
}

/// Somebody who waits for the addresses of a name, and is answered once.
private final class Asker: Sendable {
    private typealias Continuation = CheckedContinuation<[SocketAddress], any Error>

    private enum State {
        case new
        case waiting(Continuation)
        case settled
    }

    private let state = Mutex(State.new)

    /// Returns whether there is anything left to wait for.
    func waits(_ continuation: CheckedContinuation<[SocketAddress], any Error>) -> Bool {
        let isNew = state.withLock { state in
            guard case .new = state else { return false }
            state = .waiting(continuation)
            return true
        }
        if !isNew { continuation.resume(throwing: CancellationError()) }
        return isNew
    }

    func settle(_ result: Result<[SocketAddress], any Error>) {
        let continuation = state.withLock { state -> Continuation? in
            defer { state = .settled }
            guard case .waiting(let continuation) = state else { return nil }
            return continuation
        }
        continuation?.resume(with: result)
    }
}
