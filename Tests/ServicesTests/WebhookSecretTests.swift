import Cooperation
import Services
import Testing

@Suite struct `The secret of a webhook` {
    /// The example of the Standard Webhooks specification.
    @Test func `signs as the specification's example shows`() throws {
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let signature = secret.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            second: 1_614_265_330,
            body: Array(#"{"test": 2432232314}"#.utf8)
        )
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(secret.text == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    }

    @Test(
        arguments: [
            "", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa==", "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsec_" + String(repeating: "A", count: 88),
        ]
    )
    func `of another length, or spelt otherwise, is none`(text: String) { #expect(WebhookSecret(text) == nil) }

    @Test func `is opened by the node and for the webhook that it was sealed for, and shown by nothing that prints it`()
        throws
    {
        let secrets = try #require(NodeSecrets(bytes: [UInt8](repeating: 1, count: 32)))
        let others = try #require(NodeSecrets(bytes: [UInt8](repeating: 2, count: 32)))
        let (one, two) = (
            ID<Webhook>(Identifier(derivedHigh: 1, low: 1)), ID<Webhook>(Identifier(derivedHigh: 1, low: 2))
        )
        let secret = WebhookSecret(bytes: Array(0..<32))
        let sealed = try secrets.sealed(secret, of: one)
        #expect(secrets.opened(sealed, of: one)?.text == secret.text)
        #expect(secrets.opened(sealed, of: two) == nil && others.opened(sealed, of: one) == nil)
        #expect(secrets.opened("A" + sealed.dropFirst(), of: one) == nil || sealed.first == "A")
        #expect(try secrets.sealed(secret, of: one) != sealed)
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped] { #expect(!text.contains("AAEC")) }
    }
}
