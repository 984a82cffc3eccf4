/// Why settings for sending e-mail were not taken.
package struct MailSettingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, for programs.
    package enum Code: String, Sendable {
        /// The server is no address of a mail server.
        case wrongServer
        /// The credentials are not two lines that can be sent.
        case wrongCredentials
        /// Credentials would go over a line that anybody can read.
        case credentialsInClear
    }

    package let code: Code

    package init(_ code: Code) {
        self.code = code
    }

    package var description: String {
        switch code {
        case .wrongServer: "Give the mail server as smtps://mail.example or smtp://mail.example:587."
        case .wrongCredentials: "The credentials must be two lines, the user name and the password."
        case .credentialsInClear: "Credentials are not sent over a line that is not encrypted."
        }
    }
}
