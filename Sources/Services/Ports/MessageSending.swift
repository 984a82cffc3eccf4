import Cooperation

/// What brings short messages to people outside the program.
package protocol MessageSending: Sendable {
    /// Hands a message to the server that delivers it.
    ///
    /// - Parameter message: the message. Handing it over twice does no harm: its identifier stays the same.
    /// - Throws: `MessageFailure` where the server did not take it.
    func send(_ message: OutgoingMessage) async throws(MessageFailure)
}

/// One message to one person.
package struct OutgoingMessage: Sendable, Hashable {
    /// Whom it goes to.
    package let recipient: EmailAddress
    /// By what it is known: the same each time it is handed over.
    package let identifier: String
    /// Its subject, on one line.
    package let subject: String
    /// Its lines.
    package let lines: [String]
    /// When it was written.
    package let date: Timestamp

    package init(recipient: EmailAddress, identifier: String, subject: String, lines: [String], date: Timestamp) {
        self.recipient = recipient
        self.identifier = identifier
        self.subject = subject
        self.lines = lines
        self.date = date
    }
}

/// Why a message was not taken.
package struct MessageFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong, for programs.
    package enum Code: String, Sendable {
        /// No connection to the server, or no answer in time; try again later.
        case unreachable
        /// The server can't be trusted, or it does not accept who sends; an operator has to look. Try again later.
        case rejected
        /// The server does not take this message now; try again later.
        case deferred
        /// The server refuses the recipient's address for good.
        case recipientRefused
        /// The waiting task was cancelled.
        case cancelled
    }

    package let code: Code
    /// The server's reply, as 550, where there was one.
    package let reply: Int?
    /// What went wrong, for people; holds neither addresses nor secrets.
    package let message: String

    package init(_ code: Code, reply: Int? = nil, _ message: String) {
        self.code = code
        self.reply = reply
        self.message = message
    }

    package var description: String { "\(code.rawValue): \(message)" }

    /// Whether it says nothing about the message: no other would be taken now either.
    var isAboutEveryMessage: Bool { code == .unreachable || code == .rejected || code == .cancelled }
}
