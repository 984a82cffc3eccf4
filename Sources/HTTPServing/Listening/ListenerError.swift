/// Why a listener does not start.
package struct ListenerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The reason, for programs.
    package enum Code: String, Hashable, Sendable {
        case badAddress
        case needsTLS
        case badCertificate
        case cannotBind
    }

    package let code: Code
    /// What is wrong and what to do.
    package let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
