import Cooperation

/// How e-mail is sent.
package struct MailSettings: Sendable, Hashable {
    /// The server that takes it.
    package let server: MailServerAddress
    /// Who it is from.
    package let sender: EmailAddress
    /// Who sends, where the server asks.
    package let credentials: MailCredentials?
    /// Whether the line is encrypted and the server's certificate checked.
    package let isEncrypted: Bool
    /// A file with certificates that are trusted instead of the system's.
    package let certificatesPath: String?
    /// How long a connection may take to come about.
    package var connectTimeout = Duration.seconds(10)
    /// How long handing one message over may take.
    package var totalTimeout = Duration.seconds(30)

    /// Makes settings.
    ///
    /// - Parameters:
    ///   - server: the server.
    ///   - sender: who messages are from.
    ///   - credentials: who sends, where the server asks.
    ///   - allowsPlaintext: whether the operator said that a server beyond this machine is spoken to unencrypted. On this
    ///     machine `smtp://` is not encrypted, and `smtps://` always is.
    ///   - trustsLoopback: whether `smtp://` on this machine goes without encryption.
    ///   - certificatesPath: a file with certificates that are trusted instead of the system's.
    /// - Throws: `MailSettingError` where credentials would travel unencrypted beyond this machine.
    package init(
        server: MailServerAddress,
        sender: EmailAddress,
        credentials: MailCredentials?,
        allowsPlaintext: Bool = false,
        trustsLoopback: Bool = true,
        certificatesPath: String? = nil
    ) throws(MailSettingError) {
        self.server = server
        self.sender = sender
        self.credentials = credentials
        self.certificatesPath = certificatesPath
        isEncrypted = server.scheme == .smtps || !(server.isLoopback && trustsLoopback || allowsPlaintext)
        guard isEncrypted || credentials == nil || server.isLoopback else {
            throw MailSettingError(.credentialsInClear)
        }
    }
}
