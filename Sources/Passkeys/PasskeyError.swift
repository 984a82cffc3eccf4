/// Why what a browser sent about a passkey is not accepted.
package struct PasskeyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, as a word for programs.
    package enum Code: String, Sendable, CaseIterable {
        /// A part is not in the form that the standard gives it.
        case malformed
        /// It answers another question: a registration where a login was asked for, or the other way round.
        case type
        /// It answers another challenge.
        case challenge
        /// It was made on another page.
        case origin
        /// It was made in a frame on somebody else's page.
        case crossOrigin
        /// It is bound to a connection of its own, which this program does not know.
        case tokenBinding
        /// It was made for another host.
        case relyingParty
        /// Nobody touched the device.
        case userPresence
        /// The device did not check who touched it.
        case userVerification
        /// The device vouches for itself in a way that was not asked for.
        case attestation
        /// The key is not one for ES256.
        case algorithm
        /// It is about another credential than it says.
        case credential
        /// The signature is wrong.
        case signature
    }

    /// What is wrong.
    package let code: Code
    /// What is wrong, in words; holds nothing of what was sent.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "\(code.rawValue): \(message)" }
}
