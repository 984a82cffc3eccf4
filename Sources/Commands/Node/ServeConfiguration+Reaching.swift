import Cooperation
import Services

extension ServeConfiguration {
    /// How people are reached; `nil` where no mail server is named.
    ///
    /// - Throws: `CommandFailure` that names the wrong option, or the one that is missing.
    static func reaching(
        _ flags: Flags,
        _ environment: EnvironmentValues
    ) throws(CommandFailure) -> Reaching? {
        let url = flags.smtpURL ?? environment.text("PERISAI_SMTP_URL")
        let from = flags.smtpFrom ?? environment.text("PERISAI_SMTP_FROM")
        let credentialsFile = flags.smtpCredentialsFile ?? environment.text("PERISAI_SMTP_CREDENTIALS_FILE")
        let pages = try publicAddress(flags, environment)
        let allowsPlaintext = try environment.truth("PERISAI_SMTP_PLAINTEXT", unless: flags.smtpPlaintext) ?? false
        guard let url else {
            guard from == nil, credentialsFile == nil, !allowsPlaintext else {
                throw CommandFailure(
                    "There is something to send e-mail with, but no server.",
                    advice: "Give --smtp-url."
                )
            }
            return nil
        }
        guard let from, let pages else {
            throw CommandFailure(
                "E-mail needs who it is from, and where people reach this node's pages.",
                advice: "Give --smtp-from and --public-address."
            )
        }
        guard let sender = EmailAddress(from) else {
            throw CommandFailure("--smtp-from takes a plain e-mail address, as perisai@lentera.example.")
        }
        return Reaching(
            smtpURL: url,
            sender: sender,
            credentialsFile: credentialsFile,
            allowsPlaintext: allowsPlaintext,
            pages: pages
        )
    }

    /// Where people reach this node's pages, which a node may have whether or not it sends e-mail.
    static func publicAddress(
        _ flags: Flags,
        _ environment: EnvironmentValues
    ) throws(CommandFailure) -> PublicAddress? {
        guard let text = flags.publicAddress ?? environment.text("PERISAI_PUBLIC_ADDRESS") else { return nil }
        guard let address = PublicAddress(text) else {
            throw CommandFailure(
                "--public-address takes the https:// address at which people reach this node.",
                advice: "http:// is only for this machine itself."
            )
        }
        return address
    }
}
