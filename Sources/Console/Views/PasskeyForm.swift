import HTTPServing
import Passkeys
import Services

/// A form whose fields the browser's own passkeys fill, shown by a script.
struct PasskeyForm: Sendable {
    /// The hidden fields of a new passkey.
    static let registering = ["id", "clientDataJSON", "attestationObject"]
    /// The hidden fields of one that logs in.
    static let loggingIn = ["id", "clientDataJSON", "authenticatorData", "signature", "userHandle"]

    /// The hidden fields in which a passkey that the person has already signs once more.
    static let proving = loggingIn.map(provingName)

    fileprivate static func provingName(_ field: String) -> String {
        "proof" + field.prefix(1).uppercased() + field.dropFirst()
    }

    let kind: String
    let path: String
    let options: String
    /// What a passkey that the person has is asked to sign first.
    let proofOptions: String?
    /// What is said of that.
    let proofText: String?
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
            proofOptions: nil,
            proofText: nil,
            hidden: loggingIn,
            passkeyNext: next,
            passkeyFields: [],
            button: texts.text("passkey.logIn")
        )
    }

    /// A form that makes a passkey for whoever has a set-up link.
    static func register(_ options: PasskeyOptions, at path: String, in texts: Catalogue) -> PasskeyForm {
        register(options, at: path, proof: nil, fields: [], in: texts)
    }

    /// A form that makes another passkey for whoever is logged in, and shows that it is they.
    ///
    /// - Parameters:
    ///   - options: what makes the new one.
    ///   - path: where the form goes.
    ///   - proof: what a passkey that they have signs; `nil` where they have none and type their password and a code.
    ///   - texts: the language.
    /// - Returns: the form.
    static func add(
        _ options: PasskeyOptions,
        at path: String,
        proof: PasskeyOptions?,
        in texts: Catalogue
    ) -> PasskeyForm {
        let typed = [
            FieldView(
                id: "proofPassword",
                label: texts.text("account.old"),
                type: "password",
                autocomplete: "current-password"
            ),
            FieldView(
                id: "proofCode",
                label: texts.text("login.code"),
                hint: texts.text("login.codeHint"),
                autocomplete: "one-time-code"
            ),
        ]
        return register(options, at: path, proof: proof, fields: proof == nil ? typed : [], in: texts)
    }

    private static func register(
        _ options: PasskeyOptions,
        at path: String,
        proof: PasskeyOptions?,
        fields: [FieldView],
        in texts: Catalogue
    ) -> PasskeyForm {
        PasskeyForm(
            kind: "register",
            path: path,
            options: options.json,
            proofOptions: proof?.json,
            proofText: proof.map { _ in texts.text("passkey.proveFirst") },
            hidden: registering + (proof == nil ? [] : proving),
            passkeyFields: [
                FieldView(
                    id: "passkeyName",
                    label: texts.text("passkey.name"),
                    value: texts.text("passkey.nameDefault"),
                    hint: texts.text("passkey.nameHint"),
                    autocomplete: "off"
                )
            ] + fields,
            button: texts.text("passkey.make")
        )
    }
}

extension PasskeyRegistration {
    /// What the browser's script put into a form; `nil` where it is not Base64 for addresses.
    init?(_ form: FormFields) {
        self.init(
            id: form["id"],
            clientDataJSON: form["clientDataJSON"],
            attestationObject: form["attestationObject"]
        )
    }
}

extension PasskeyAssertion {
    /// What the browser's script put into a form; `nil` where it is not Base64 for addresses.
    init?(_ form: FormFields, named name: (String) -> String = { $0 }) {
        self.init(
            id: form[name("id")],
            clientDataJSON: form[name("clientDataJSON")],
            authenticatorData: form[name("authenticatorData")],
            signature: form[name("signature")],
            userHandle: form[name("userHandle")]
        )
    }
}

extension PresenceProof {
    /// What stands in the form that adds a passkey.
    init(_ form: FormFields) {
        if !form[PasskeyForm.provingName("id")].isEmpty,
            let assertion = PasskeyAssertion(form, named: PasskeyForm.provingName)
        {
            self = .passkey(assertion)
        } else {
            self = .password(form["proofPassword"], code: form["proofCode"])
        }
    }
}
