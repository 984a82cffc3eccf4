import NIOCore
import NIOPosix

#if canImport(Glibc)
import Glibc
#endif

/// What finds the addresses of a name.
package protocol HostResolving: Sendable {
    /// All addresses of a host, in the order in which they should be tried.
    ///
    /// - Parameter host: a name, or a numeric address without brackets.
    /// - Returns: none where the name is not known.
    func addresses(of host: String, port: Int) async throws -> [SocketAddress]
}

/// The machine's own resolver, asked on a thread that may wait.
package struct SystemResolver: HostResolving {
    package init() {}

    package func addresses(of host: String, port: Int) async throws -> [SocketAddress] {
        try await NIOThreadPool.singleton.runIfActive {
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
}
