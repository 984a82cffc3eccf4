/// Why a signed statement, a signature, a key or a certificate is not accepted.
public struct SignatureProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, as a word for programs.
    public enum Code: String, Sendable, CaseIterable {
        /// The file is longer than a signed statement may be.
        case tooLarge
        /// The file is not canonical JSON (RFC 8785, integers only).
        case notCanonical
        /// The file lacks a member, has another one, or has one of another kind.
        case wrongShape
        /// The file has a format that this program does not know.
        case unknownFormat
        /// It was signed for another purpose than the one that it is used for.
        case wrongPurpose
        /// The text is no public or secret key.
        case badKey
        /// The key is one whose signatures prove nothing: a point of small order, or one spelt another way.
        case weakKey
        /// The signature is by a key that is not among those given.
        case unknownKey
        /// One key signed twice.
        case repeatedKey
        /// The signature does not fit the statement, the purpose and the key.
        case badSignature
        /// A co-signature is needed, and there is none.
        case missingCoSignature
        /// The text is no chain of certificates.
        case badCertificate
        /// The certificate's time has not come yet.
        case certificateNotYetValid
        /// The certificate's time is over.
        case certificateExpired
        /// The certificate does not lead to a configured root.
        case certificateUntrusted
        /// The certificate is not one for signing statements: another kind of key, another use, or an authority of its own.
        case certificateUnsuitable
    }

    /// What is wrong.
    public let code: Code
    /// What is wrong and what to do, in words; holds nothing of what was signed.
    public let message: String

    /// Makes a problem.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The code and the message.
    public var description: String { "\(code.rawValue): \(message)" }
}
