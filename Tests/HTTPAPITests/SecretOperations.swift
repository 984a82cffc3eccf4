/// The operations whose answer shows a secret, once.
enum SecretOperations {
    /// The field that holds the secret, by operation.
    static let fields = [
        "changeWebhookSecret": "secret", "inviteCarriedGuest": "secret", "inviteGuest": "secret",
        "invitePerson": "path", "issueKey": "secret", "makeWebhook": "secret", "viewSignal": "link",
    ]
}
