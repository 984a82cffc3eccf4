import NIOCore
import NIOSSL

/// Whether a server's certificate was given to the name that was asked for.
///
/// NIOSSL also takes a certificate for the numeric address that was connected to. Where a name led to that address, it is
/// the name that has to be proved: whoever answers for the name could lead it to a machine with such a certificate.
package enum CertificateName {
    /// Ends a connection whose certificate is not the name's, before anything is sent.
    ///
    /// - Parameters:
    ///   - host: the name; of a numeric address nothing more is asked than the library did.
    ///   - channel: the connection, whose certificate is otherwise trusted already. One that is not encrypted passes.
    /// - Returns: fails with `OutgoingFailure` `notTrusted`.
    static func require(_ host: OutgoingHost, on channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.submit {
            guard !host.isNumeric, let tls = try? channel.pipeline.syncOperations.handler(type: NIOSSLHandler.self)
            else { return }
            let names = tls.peerCertificate?._subjectAlternativeNames()
                .filter { $0.nameType == .dnsName }.map { String(decoding: $0.contents, as: UTF8.self) }
            guard names?.contains(where: { matches($0, host.text) }) ?? false else {
                channel.close(promise: nil)
                throw OutgoingFailure(.notTrusted)
            }
        }
    }

    /// Whether a certificate's name is a host's (RFC 9525): the same, or with `*` as its whole first label.
    package static func matches(_ pattern: String, _ host: String) -> Bool {
        let pattern = pattern.lowercased()
        guard pattern.hasPrefix("*.") else { return pattern == host }
        let rest = pattern.dropFirst(2)
        guard let dot = host.firstIndex(of: "."), rest.contains("."), !rest.contains("*") else { return false }
        return host[host.index(after: dot)...] == rest
    }
}
