/// Why an address or a key was not taken for outgoing requests.
package struct OutgoingSettingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, for programs.
    package enum Code: String, Sendable {
        /// The address is empty or too long.
        case wrongLength
        /// The address holds characters that an address can't hold unescaped.
        case wrongCharacters
        /// The address begins with neither `https://` nor `http://`.
        case wrongScheme
        /// The address is unencrypted, and its host not allowed.
        case notEncrypted
        /// The address holds a user name or password.
        case hasUserInformation
        /// The address ends in `#` and a fragment.
        case hasFragment
        /// The address holds a query where it must not.
        case hasQuery
        /// The host is neither a name nor an address.
        case wrongHost
        /// The host is a number in a spelling that programs read differently.
        case ambiguousHost
        /// The port is no number from 1 to 65535.
        case wrongPort
        /// The path holds `.` or `..`.
        case wrongPath
        /// What is allowed besides the public Internet is neither a host nor a network.
        case wrongDestination
        /// The key is not one that can be sent.
        case wrongKey
    }

    package let code: Code

    package init(_ code: Code) {
        self.code = code
    }

    package var description: String {
        switch code {
        case .wrongLength: "Give an address of 1 to \(OutgoingAddress.bytesMax) characters."
        case .wrongCharacters: "The address holds characters that must be percent-encoded."
        case .wrongScheme: "The address must begin with https://."
        case .notEncrypted: "The address must begin with https://; http:// is only for destinations that are allowed."
        case .hasUserInformation: "The address must hold no user name or password; the key has a file of its own."
        case .hasFragment: "The address must hold no #."
        case .hasQuery: "The address must hold no ?."
        case .wrongHost: "The address holds no valid host name."
        case .ambiguousHost: "Write a numeric host as four decimal numbers, or as an IPv6 address in brackets."
        case .wrongPort: "The port must be a number from 1 to 65535."
        case .wrongPath: "The path of the address must not hold . or .. as a part."
        case .wrongDestination:
            "Name what is allowed as a host (exchange.internal), one with its port, or a network (10.0.0.0/8)."
        case .wrongKey: "The key must be 1 to \(OutgoingKey.bytesMax) letters, digits or characters of -._~+/=."
        }
    }
}
