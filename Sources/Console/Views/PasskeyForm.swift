import Services

/// A form whose fields the browser's own passkeys fill, shown by a script.
struct PasskeyForm: Sendable {
    /// The hidden fields of a new passkey.
    static let registering = ["id", "clientDataJSON", "attestationObject"]
    /// The hidden fields of one that logs in.
    static let loggingIn = ["id", "clientDataJSON", "authenticatorData", "signature", "userHandle"]

    let kind: String
    let path: String
    let options: String
    let hidden: [String]
    /// Where a login leads; `nil` where nobody logs in.
    var passkeyNext: String?
    let passkeyFields: [FieldView]
    let button: String

    static func logIn(_ options: PasskeyOptions, next: String, in texts: Catalogue) -> PasskeyForm {
        PasskeyForm(
            kind: "login",
            path: "/console/login/passkey",
            options: options.json,
            hidden: loggingIn,
            passkeyNext: next,
            passkeyFields: [],
            button: texts.text("passkey.logIn")
        )
    }

    static func register(_ options: PasskeyOptions, at path: String, in texts: Catalogue) -> PasskeyForm {
        PasskeyForm(
            kind: "register",
            path: path,
            options: options.json,
            hidden: registering,
            passkeyFields: [
                FieldView(
                    id: "passkeyName",
                    label: texts.text("passkey.name"),
                    value: texts.text("passkey.nameDefault"),
                    hint: texts.text("passkey.nameHint"),
                    autocomplete: "off"
                )
            ],
            button: texts.text("passkey.make")
        )
    }
}
