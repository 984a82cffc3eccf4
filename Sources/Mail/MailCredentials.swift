/// Who sends, as the mail server knows them.
///
/// Nothing that prints or mirrors it shows it.
package struct MailCredentials: Sendable, Hashable {
    /// The longest name or password, in bytes.
    private static let bytesMax = 512

    let user: String
    let password: String

    /// Reads the two lines of a file: the user name and the password.
    ///
    /// - Throws: `MailSettingError` where there are others, or one can't be sent.
    package init(lines text: String) throws(MailSettingError) {
        let lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        let given = lines.last?.isEmpty ?? false ? lines.dropLast() : lines[...]
        guard given.count == 2, given.allSatisfy(Self.isSendable) else { throw MailSettingError(.wrongCredentials) }
        user = String(given[0])
        password = String(given[1])
    }

    private static func isSendable(_ line: Substring) -> Bool {
        (1...bytesMax).contains(line.utf8.count)
            && line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    }
}

extension MailCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "MailCredentials" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
