import NIOSSL

/// The files with a listener's certificate chain and its private key, both PEM.
package struct TLSFiles: Hashable, Sendable {
    package let certificatePath: String
    package let keyPath: String

    package init(certificatePath: String, keyPath: String) {
        self.certificatePath = certificatePath
        self.keyPath = keyPath
    }

    /// Reads them.
    ///
    /// - Returns: A configuration for TLS 1.2 and later.
    /// - Throws: ``ListenerError`` `badCertificate` that says which file; never what is in it.
    func configuration() throws(ListenerError) -> TLSConfiguration {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(certificatePath)
        } catch {
            throw ListenerError(.badCertificate, "\(certificatePath) cannot be read as PEM certificates.")
        }
        guard !chain.isEmpty else { throw ListenerError(.badCertificate, "\(certificatePath) holds no certificate.") }
        let key: NIOSSLPrivateKey
        do {
            key = try NIOSSLPrivateKey(file: keyPath, format: .pem)
        } catch {
            throw ListenerError(.badCertificate, "\(keyPath) cannot be read as a PEM private key.")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(key)
        )
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        do {
            _ = try NIOSSLContext(configuration: configuration)
        } catch {
            throw ListenerError(.badCertificate, "The key in \(keyPath) does not fit \(certificatePath).")
        }
        return configuration
    }
}
