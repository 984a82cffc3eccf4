import CanonicalJSON

/// What the browser says of the page on which it happened (WebAuthn section 5.8.1).
package struct ClientData: Sendable, Hashable {
    private static let limits = JSONLimits(bytesMax: 8192, depthMax: 4, valuesMax: 100)

    package let type: String
    /// The challenge that was answered.
    package let challenge: [UInt8]
    package let origin: String
    /// Whether it happened in a frame on somebody else's page.
    package let isCrossOrigin: Bool
    /// Whether it is bound to a connection.
    package let isTokenBound: Bool

    /// Reads it.
    ///
    /// - Throws: `PasskeyError` `malformed`.
    package init(parsing bytes: [UInt8]) throws(PasskeyError) {
        guard let json = try? JSONValue(parsing: bytes, limits: Self.limits), let members = json.objectValue,
            let type = members["type"]?.stringValue, let origin = members["origin"]?.stringValue,
            let challenge = members["challenge"]?.stringValue.flatMap(Base64URL.decode)
        else { throw PasskeyError(.malformed, "The client data are no JSON with type, challenge and origin.") }
        self.type = type
        self.challenge = challenge
        self.origin = origin
        switch members["crossOrigin"] {
        case nil, .bool(false): isCrossOrigin = members["topOrigin"] != nil
        default: isCrossOrigin = true
        }
        isTokenBound = members["tokenBinding"].map { $0.objectValue?["status"]?.stringValue != "supported" } ?? false
    }

    func require(_ type: String, _ expectation: PasskeyExpectation) throws(PasskeyError) {
        guard self.type == type else { throw PasskeyError(.type, "This answers another question than was asked.") }
        guard challenge == expectation.challenge, !challenge.isEmpty else {
            throw PasskeyError(.challenge, "This answers another challenge than was given.")
        }
        guard origin == expectation.origin else {
            throw PasskeyError(.origin, "The passkey was used on another page than the console's.")
        }
        guard !isCrossOrigin else {
            throw PasskeyError(.crossOrigin, "The passkey was used in a frame on another page.")
        }
        guard !isTokenBound else { throw PasskeyError(.tokenBinding, "The connection is bound to a token.") }
    }
}
