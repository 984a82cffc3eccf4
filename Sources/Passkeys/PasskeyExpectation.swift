/// What a browser was asked for, against which its answer is held.
package struct PasskeyExpectation: Sendable, Hashable {
    /// The challenge that was given.
    package let challenge: [UInt8]
    /// The origin of the page, as browsers write it: `https://console.example`.
    package let origin: String
    /// The host for which passkeys are made.
    package let relyingParty: String

    package init(challenge: [UInt8], origin: String, relyingParty: String) {
        self.challenge = challenge
        self.origin = origin
        self.relyingParty = relyingParty
    }
}
