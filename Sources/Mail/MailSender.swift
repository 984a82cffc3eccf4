import CMailTransfer
import Cooperation
import NIOPosix
import Services

/// Sends e-mail by SMTP, with libcurl, one message at a time on a thread of its own.
///
/// Shut it down when it is no longer needed; it must not just be dropped.
package final class MailSender: MessageSending {
    private static let isPrepared = perisai_mail_prepare()

    private let settings: MailSettings
    private let threads = NIOThreadPool(numberOfThreads: 1)

    /// Makes a sender; its thread starts at once.
    package init(settings: MailSettings) {
        self.settings = settings
        threads.start()
    }

    /// Hands a message to the mail server.
    package func send(_ message: OutgoingMessage) async throws(MessageFailure) {
        guard Self.isPrepared, let brake = Brake() else {
            throw MessageFailure(.unreachable, "libcurl could not be started.")
        }
        let text = MailText.encoded(message, from: settings.sender)
        let recipient = message.recipient.text
        let settings = self.settings
        let failure: MessageFailure?
        do {
            failure = try await withTaskCancellationHandler {
                try await threads.runIfActive { Self.failure(of: Self.transfer(text, to: recipient, settings, brake)) }
            } onCancel: {
                brake.pull()
            }
        } catch {
            throw MessageFailure(.cancelled, "Nothing is sent any more.")
        }
        if let failure { throw failure }
    }

    /// Ends the thread, after the message that is under way.
    package func shutdown() async throws {
        try await threads.shutdownGracefully()
    }

    private static func transfer(
        _ text: [UInt8],
        to recipient: String,
        _ settings: MailSettings,
        _ brake: Brake
    ) -> perisai_mail_outcome {
        // The name that is given in EHLO: without one libcurl would tell the machine's.
        let url = "\(settings.server)/\(settings.sender.domain)"
        return text.withUnsafeBytes { bytes in
            Self.withCStrings([
                url, settings.sender.text, recipient, settings.credentials?.user, settings.credentials?.password,
                settings.certificatesPath,
            ]) { strings in
                var mail = perisai_mail(
                    url: strings[0],
                    needs_tls: settings.isEncrypted,
                    sender: strings[1],
                    recipient: strings[2],
                    user: strings[3],
                    password: strings[4],
                    certificates: strings[5],
                    message: bytes.bindMemory(to: CChar.self).baseAddress,
                    message_length: bytes.count,
                    connect_milliseconds: Int(settings.connectTimeout / .milliseconds(1)),
                    total_milliseconds: Int(settings.totalTimeout / .milliseconds(1))
                )
                return perisai_mail_send(&mail, brake.pointer)
            }
        }
    }

    private static func withCStrings<Result>(
        _ texts: [String?],
        _ found: [UnsafePointer<CChar>?] = [],
        _ body: ([UnsafePointer<CChar>?]) -> Result
    ) -> Result {
        guard found.count < texts.count else { return body(found) }
        guard let text = texts[found.count] else { return withCStrings(texts, found + [nil], body) }
        return text.withCString { withCStrings(texts, found + [$0], body) }
    }

    private static func failure(of outcome: perisai_mail_outcome) -> MessageFailure? {
        let reply = outcome.reply == 0 ? nil : Int(outcome.reply)
        let words = outcome.words.map { String(cString: $0) } ?? ""
        let told = reply.map { "The mail server answered \($0)." } ?? "\(words)."
        switch outcome.end {
        case PERISAI_MAIL_TAKEN: return nil
        case PERISAI_MAIL_CANCELLED: return MessageFailure(.cancelled, "Nothing is sent any more.")
        case PERISAI_MAIL_UNTRUSTED: return MessageFailure(.rejected, "The mail server can't be trusted: \(words).")
        case PERISAI_MAIL_REFUSED: break
        default: return MessageFailure(.unreachable, "The mail server can't be reached: \(words).")
        }
        switch outcome.step {
        case PERISAI_MAIL_RECIPIENT where (500..<600).contains(reply ?? 0):
            return MessageFailure(.recipientRefused, reply: reply, told)
        case PERISAI_MAIL_RECIPIENT, PERISAI_MAIL_MESSAGE: return MessageFailure(.deferred, reply: reply, told)
        // A server that is shutting down, or overloaded.
        case _ where (400..<500).contains(reply ?? 0): return MessageFailure(.unreachable, reply: reply, told)
        // Whoever may not connect, log in or send as this sender may not for any message.
        default: return MessageFailure(.rejected, reply: reply, told)
        }
    }
}

/// A word to a transfer on another thread that it should end.
private final class Brake: Sendable {
    // The C side reads and writes it atomically, and it is freed when nobody holds it any more.
    nonisolated(unsafe) let pointer: OpaquePointer

    init?() {
        guard let pointer = perisai_mail_brake_make() else { return nil }
        self.pointer = pointer
    }

    func pull() { perisai_mail_brake_pull(pointer) }

    deinit { perisai_mail_brake_free(pointer) }
}
