import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private struct SetupView: Sendable {
        let welcome: String
        /// The generator's secret in groups of four.
        let secret: String
        /// The same for a generator on this device.
        let link: String
        let fields: [FieldView]
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
                if let seconds = throttle.attempt(from: reader.request.clientAddress, name: nil) {
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
        func error(_ field: String) -> String? {
            refusal.flatMap { $0.pointer == "/" + field ? texts.refusal($0) : nil }
        }
        let secret = OneTimeCode.base32(enrolment.totpSecret)
        let view = SetupView(
            welcome: texts.text("setup.welcome", ["name": enrolment.name ?? ""]),
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
