import Cooperation
import HTTPServing
import HTTPTypes
import Passkeys
import Services

extension ConsoleRoutes {
    private struct SetupView: Sendable {
        struct Password: Sendable {
            /// Also a page that answers a passkey in vain sends it there.
            let setUpPath: String
            /// The generator's secret in groups of four.
            let secret: String
            /// The same for a generator on this device.
            let link: String
            let fields: [FieldView]
        }

        let welcome: String
        let passkey: PasskeyForm?
        let needsPasskey: Bool
        /// Whether browsers make no passkeys at the address that was asked for.
        let noPasskeyHere: Bool
        let password: Password?
    }

    private struct RecoveryView: Sendable {
        let codes: [String]
    }

    /// Setting a login up by a link that works once.
    func setup() throws -> [ConsoleRoute] {
        [
            try open("/console/setup/{secret}", "console.setup") { reader, _ in
                try await setup(reader, name: "")
            },
            try openForm(
                "/console/setup/{secret}",
                "console.setUp",
                fields: ["name", "password", "code"]
            ) { reader, form in
                if let seconds = throttle.attempt(from: reader.request.clientAddress, at: nil) {
                    let text = reader.texts.count("login.slow", seconds)
                    return try await setup(reader, name: form["name"], notice: Frame.Notice(kind: "bad", text: text))
                }
                do {
                    let codes = try await access.enrol(
                        reader.request.path["secret"] ?? "",
                        name: form["name"],
                        password: form["password"],
                        code: form["code"]
                    )
                    let view = RecoveryView(codes: codes.map { grouped($0, by: 5) })
                    return render("recovery", title: reader.texts.text("recovery.title"), view, for: reader)
                } catch let refusal as Refusal where refusal.pointer != nil {
                    return try await setup(reader, name: form["name"], refusal: refusal)
                }
            },
        ]
    }

    /// Setting a login up with a passkey.
    func setupWithPasskey() throws -> [ConsoleRoute] {
        [
            try openForm(
                "/console/setup/{secret}/passkey",
                "console.setUpWithPasskey",
                fields: Set(PasskeyForm.registering + ["passkeyName"])
            ) { reader, form in
                if let seconds = throttle.attempt(from: reader.request.clientAddress, at: nil) {
                    let text = reader.texts.count("login.slow", seconds)
                    return try await setup(reader, name: "", notice: Frame.Notice(kind: "bad", text: text))
                }
                do {
                    guard let origin = origin(of: reader.request), let registration = PasskeyRegistration(form) else {
                        throw Refusal(.invalid, "passkey-refused", "The browser gave no passkey. Try again.")
                    }
                    try await access.enrol(
                        reader.request.path["secret"] ?? "",
                        with: registration,
                        passkeyName: form["passkeyName"],
                        at: origin
                    )
                    return .redirect("/console/login?ready=1")
                } catch let refusal as Refusal {
                    let notice = reader.texts.notice(refusal)
                    return try await setup(reader, name: "", notice: notice)
                }
            }
        ]
    }

    private func setup(
        _ reader: Reader,
        name: String,
        refusal: Refusal? = nil,
        notice: Frame.Notice? = nil
    ) async throws -> OutgoingResponse {
        let texts = reader.texts
        guard let enrolment = try await access.enrolment(reader.request.path["secret"] ?? "") else {
            throw ConsoleProblem(status: .notFound, text: "setupGone", detail: "", code: "invitation-expired")
        }
        func error(_ field: String) -> FieldError? {
            refusal.flatMap { $0.pointer == "/" + field ? texts.fieldError($0) : nil }
        }
        let secret = OneTimeCode.base32(enrolment.totpSecret)
        let link = reader.request.path["secret"] ?? ""
        var passkey: PasskeyForm?
        if let origin = origin(of: reader.request) {
            passkey = .register(
                try await access.beginPasskey(setUp: link, at: origin),
                at: "/console/setup/\(link)/passkey",
                in: texts
            )
        }
        let password = SetupView.Password(
            setUpPath: "/console/setup/\(link)",
            secret: grouped(secret, by: 4),
            link: "otpauth://totp/Perisai?secret=\(secret)&issuer=Perisai",
            fields: [
                FieldView(
                    id: "name",
                    label: texts.text("setup.name"),
                    value: name,
                    hint: texts.text("setup.nameHint"),
                    error: error("name"),
                    autocomplete: "username"
                ),
                FieldView(
                    id: "password",
                    label: texts.text("setup.password"),
                    type: "password",
                    hint: texts.text("setup.passwordHint"),
                    error: error("password"),
                    autocomplete: "new-password"
                ),
                FieldView(
                    id: "code",
                    label: texts.text("setup.code"),
                    error: error("code"),
                    autocomplete: "one-time-code"
                ),
            ]
        )
        let view = SetupView(
            welcome: texts.text("setup.welcome", ["name": enrolment.name ?? ""]),
            passkey: passkey,
            needsPasskey: enrolment.needsPasskey,
            noPasskeyHere: passkey == nil,
            password: enrolment.needsPasskey ? nil : password
        )
        return render(
            "setup",
            title: texts.text("setup.title"),
            view,
            for: reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: notice
        )
    }

    private func grouped(_ text: String, by length: Int) -> String {
        stride(from: 0, to: text.count, by: length).map { start in
            text.dropFirst(start).prefix(length)
        }.joined(separator: " ")
    }
}
