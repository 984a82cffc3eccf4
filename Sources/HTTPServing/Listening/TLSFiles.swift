import NIOSSL

/// The files with a listener's certificate chain and its private key, both PEM.
package struct TLSFiles: Hashable, Sendable {
    package let certificatePath: String
    package let keyPath: String

    package init(certificatePath: String, keyPath: String) {
        self.certificatePath = certificatePath
        self.keyPath = keyPath
    }

    /// Makes sure that they are a certificate chain and its key.
    ///
    /// - Returns: When the first certificate of the chain that ends is over, in seconds since 1970.
    /// - Throws: ``ListenerError`` `badCertificate` that says which file; never what is in it.
    package func check() throws(ListenerError) -> Int64 {
        _ = try context()
        return try expiry()
    }

    func expiry() throws(ListenerError) -> Int64 {
        try chain().map { Int64($0.notValidAfter) }.min() ?? 0
    }

    private func chain() throws(ListenerError) -> [NIOSSLCertificate] {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(certificatePath)
        } catch {
            throw ListenerError(.badCertificate, "\(certificatePath) cannot be read as PEM certificates.")
        }
        guard !chain.isEmpty else { throw ListenerError(.badCertificate, "\(certificatePath) holds no certificate.") }
        return chain
    }

    /// Reads them, for TLS 1.2 and later.
    func context() throws(ListenerError) -> NIOSSLContext {
        let chain = try chain()
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
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw ListenerError(.badCertificate, "The key in \(keyPath) does not fit \(certificatePath).")
        }
    }
}
