/// Where a listener waits for connections.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// An IPv4 or IPv6 address or a host name, without brackets.
    package let host: String
    /// The port; 0 lets the system choose a free one.
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Parses `host:port` or `[IPv6]:port`.
    ///
    /// - Throws: ``ListenerError`` that shows the two forms.
    package init(parsing text: String) throws(ListenerError) {
        let refusal = ListenerError(.badAddress, "An address is host:port or [IPv6]:port, such as 127.0.0.1:8480.")
        guard let colon = text.lastIndex(of: ":") else { throw refusal }
        let digits = text[text.index(after: colon)...]
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits) else { throw refusal }
        var host = text[..<colon]
        if host.first == "[" {
            guard host.last == "]" else { throw refusal }
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw refusal
        }
        guard !host.isEmpty else { throw refusal }
        self.init(host: String(host), port: Int(port))
    }

    /// Whether only this machine can reach it.
    package var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.first == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    package var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// Refuses to carry keys and content unencrypted over a network.
    ///
    /// - Parameters:
    ///   - hasTLS: Whether the listener encrypts by itself.
    ///   - behindProxy: Whether the operator says that a proxy in front of it does.
    /// - Throws: ``ListenerError`` `needsTLS` that names the ways out.
    package func checkIsProtected(hasTLS: Bool, behindProxy: Bool) throws(ListenerError) {
        guard !isLoopback, !hasTLS, !behindProxy else { return }
        throw ListenerError(
            .needsTLS,
            """
            \(self) can be reached from other machines, so it needs TLS. Give a certificate and its key, or say that a \
            proxy that encrypts stands before it, or listen on 127.0.0.1.
            """
        )
    }
}
