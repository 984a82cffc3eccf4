import Commands
import Console
import Mail
import Services

extension NodeServer {
    /// What asks people by e-mail, until the node stops.
    ///
    /// - Throws: `MailSettingError`, `CommandFailure` where what it was told can't be right.
    func escalation(_ reaching: ServeConfiguration.Reaching, of node: Node) throws -> PassingWork {
        let settings = try MailSettings(
            server: MailServerAddress(parsing: reaching.smtpURL),
            sender: reaching.sender,
            credentials: reaching.credentialsFile.map { path in
                guard let text = try DurableFile.read(path, bytesMax: 2048) else {
                    throw CommandFailure("There is no file with credentials at \(path).")
                }
                return try MailCredentials(lines: text)
            },
            allowsPlaintext: reaching.allowsPlaintext
        )
        let sender = MailSender(settings: settings)
        let escalation = AlertEscalation(
            node: node,
            sender: sender,
            pages: reaching.pages,
            wording: CatalogueWording(try Catalogues())
        )
        let logger = self.logger
        let kept = kept("reaching people") { try await escalation.run(logger: logger) }
        return PassingWork {
            await kept.run()
            try await sender.shutdown()
        }
    }
}
