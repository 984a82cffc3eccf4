import NIOSSL
import Synchronization

/// The certificate that a listener shows, which can be read anew while it serves.
final class ServerCertificate: Sendable {
    private let files: TLSFiles
    private let shown: Mutex<NIOSSLContext>

    /// - Throws: ``ListenerError`` `badCertificate`.
    init(_ files: TLSFiles) throws(ListenerError) {
        self.files = files
        shown = Mutex(try files.context())
    }

    /// What new connections are encrypted with.
    var context: NIOSSLContext { shown.withLock(\.self) }

    /// Reads the files anew; connections that are open stay as they are.
    ///
    /// - Returns: when the new certificate is over, in seconds since 1970.
    /// - Throws: ``ListenerError`` `badCertificate`; the certificate before is shown on then.
    func renew() throws(ListenerError) -> Int64 {
        let (context, end) = (try files.context(), try files.expiry())
        shown.withLock { $0 = context }
        return end
    }
}
