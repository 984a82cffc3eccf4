import Cooperation
import HTTPServing
import HTTPTypes
import Passkeys
import Services

extension ConsoleRoutes {
    private struct LoginView: Sendable {
        let passkey: PasskeyForm?
        let fields: [FieldView]
        let next: String
    }

    /// How long whoever comes while too many log in is told to wait.
    private static let busyPauseSeconds = 5

    /// Logging in and out, and the choice of a language.
    func entrance() throws -> [ConsoleRoute] {
        [
            try open("/", "console.start") { _, _ in .redirect("/console") },
            try open("/console/login", "console.login", query: ["next", "out", "ready"]) { reader, query in
                guard reader.visit == nil else { return .redirect(Self.ownPath(query["next"])) }
                let notice: Frame.Notice? =
                    if query["out"] != nil {
                        Frame.Notice(kind: "good", text: reader.texts.text("login.out"))
                    } else if query["ready"] != nil {
                        Frame.Notice(kind: "good", text: reader.texts.text("login.ready"))
                    } else if query["next"] != nil {
                        Frame.Notice(kind: "warn", text: reader.texts.text("login.again"))
                    } else {
                        nil
                    }
                return login(reader, next: Self.ownPath(query["next"]), notice: notice)
            },
            try openForm(
                "/console/login",
                "console.logIn",
                fields: ["name", "password", "code", "next"]
            ) { reader, form in
                let next = Self.ownPath(form["next"])
                let name = form["name"]
                func again(_ text: String) -> OutgoingResponse {
                    login(reader, next: next, name: name, notice: Frame.Notice(kind: "bad", text: text))
                }
                let target = LoginThrottle.Target.login(key: access.loginKey(of: name))
                if let seconds = throttle.attempt(from: reader.request.clientAddress, at: target) {
                    return again(reader.texts.count("login.slow", seconds))
                }
                do {
                    let secret = try await access.logIn(name: name, password: form["password"], code: form["code"])
                    guard let secret else { return again(reader.texts.text("login.wrong")) }
                    return try await letIn(secret, to: next)
                } catch let refusal as Refusal where refusal.code == "passwords-busy" {
                    return again(reader.texts.count("login.slow", Self.busyPauseSeconds))
                }
            },
            try openForm(
                "/console/login/passkey",
                "console.logInWithPasskey",
                fields: Set(PasskeyForm.loggingIn + ["next"])
            ) { reader, form in
                let next = Self.ownPath(form["next"])
                let assertion = PasskeyAssertion(form)
                if let seconds = throttle.attempt(from: reader.request.clientAddress, at: nil) {
                    let text = reader.texts.count("login.slow", seconds)
                    return login(reader, next: next, notice: Frame.Notice(kind: "bad", text: text))
                }
                guard let assertion, let origin = origin(of: reader.request),
                    let secret = try await access.logIn(assertion, at: origin)
                else {
                    let text = reader.texts.text("passkey.wrong")
                    return login(reader, next: next, notice: Frame.Notice(kind: "bad", text: text))
                }
                return try await letIn(secret, to: next)
            },
            try form("/console/logout", "console.logOut", .readStatus) { actor, _ in
                try await access.endSession(actor.visit.session.id, .loggedOut, of: actor.visit.person.id)
                return .redirect("/console/login?out=1", cookie: cookies.forgetSession)
            },
            try openForm("/console/language", "console.chooseLanguage", fields: ["language", "beside", "next"]) {
                _,
                form in
                let next = Self.ownPath(form["next"])
                guard let chosen = catalogues.named(form["language"]) else { return .redirect(next) }
                var response = OutgoingResponse.redirect(next, cookie: cookies.keep(language: chosen.code))
                let beside = cookies.keep(wantsEnglish: !form["beside"].isEmpty)
                response.headerFields.append(HTTPField(name: .setCookie, value: beside))
                return response
            },
        ]
    }

    /// Lets a person in, with the language and the colours that they chose wherever they were before.
    private func letIn(_ secret: String, to path: String) async throws -> OutgoingResponse {
        var response = OutgoingResponse.redirect(path, cookie: cookies.keep(session: secret))
        guard let visit = try await access.visit(secret), let caller = try? visit.caller(for: .keepPreferences) else {
            return response
        }
        let choices = try await node.preferences(of: caller)
        for cookie in cookies.kept(by: choices) {
            response.headerFields.append(HTTPField(name: .setCookie, value: cookie))
        }
        return response
    }

    /// Every other path of the console.
    func nowhere() throws -> [ConsoleRoute] {
        [try open("/console/**", "console.nowhere") { _, _ in throw ConsoleProblem.notFound }]
    }

    /// A path of the console; the start for any other, so that no link leads elsewhere through this node.
    private static func ownPath(_ text: String?) -> String {
        let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/?&=%+".utf8)
        guard let text, text == "/console" || text.hasPrefix("/console/") || text.hasPrefix("/console?"),
            text.utf8.allSatisfy(allowed.contains)
        else { return "/console" }
        return text
    }

    private func login(
        _ reader: Reader,
        next: String,
        name: String = "",
        notice: Frame.Notice?
    ) -> OutgoingResponse {
        let texts = reader.texts
        let view = LoginView(
            passkey: origin(of: reader.request).map { .logIn(access.beginPasskeyLogin(at: $0), next: next, in: texts) },
            fields: [
                FieldView(
                    id: "name",
                    label: texts.text("login.name"),
                    value: name,
                    autocomplete: "username"
                ),
                FieldView(
                    id: "password",
                    label: texts.text("login.password"),
                    type: "password",
                    autocomplete: "current-password"
                ),
                FieldView(
                    id: "code",
                    label: texts.text("login.code"),
                    hint: texts.text("login.codeHint"),
                    autocomplete: "one-time-code"
                ),
            ],
            next: next
        )
        return render(
            "login",
            title: texts.text("login.title"),
            view,
            for: reader,
            status: notice?.kind == "bad" ? .unauthorized : .ok,
            notice: notice
        )
    }
}
