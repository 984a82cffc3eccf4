import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// Closing the login of a person who left, or whose passkey, password or link is in other hands.
    func personLogins() throws -> [ConsoleRoute] {
        [
            try page("/console/people/{id}/closing", "console.confirmClosing", .keepPeople) { actor, _ in
                try await closing(actor)
            },
            try form("/console/people/{id}/closing", "console.closeLogin", .keepPeople) { actor, _ in
                let id = try Self.personID(actor)
                do {
                    try await access.closeLogin(id, by: actor.caller)
                } catch let refusal as Refusal where refusal.kind != .notFound {
                    return try await closing(actor, refusal: refusal)
                }
                return id == actor.visit.person.id
                    ? .redirect("/console/login?out=1", cookie: cookies.forgetSession)
                    : .redirect("/console/people/\(id)?done=closed")
            },
        ]
    }

    /// How a person gets in, in words.
    func ways(in login: LoginView, for actor: Actor) -> String {
        let texts = actor.texts
        guard !login.isClosed else { return texts.text("people.loginClosed") }
        let passkeys = login.passkeys > 0 ? texts.count("people.passkeys", login.passkeys) : nil
        let password = login.hasPassword ? texts.text("people.password") : nil
        let invited = login.invitedUntil.map { until in
            texts.text("people.invited", ["time": actor.reader.time(until).text])
        }
        let ways = [passkeys, password, invited].compactMap(\.self)
        return ways.isEmpty ? texts.text("people.loginNone") : ways.joined(separator: ", ")
    }

    /// What leads to closing a login; `nil` where there is nothing to close.
    func closingSection(of login: LoginView, for actor: Actor) -> SheetView.Section? {
        guard login.isOpen else { return nil }
        let texts = actor.texts
        return .made(texts.text("people.close")) { section in
            section.isScreenOnly = true
            section.lines = [texts.text("people.closeHelp")]
            section.links = [
                SheetView.Link("/console/people/\(login.person.id)/closing", texts.text("people.closeGoOn"))
            ]
        }
    }

    /// Asks once more, and says what ends and what goes on.
    private func closing(_ actor: Actor, refusal: Refusal? = nil) async throws -> OutgoingResponse {
        let texts = actor.texts
        let id = try Self.personID(actor)
        let login = try await access.login(of: id, for: actor.caller)
        guard login.isOpen else { throw ConsoleProblem.notFound }
        let name = login.name ?? texts.text("people.nameless")
        let section = SheetView.Section.made(texts.text("people.closeConfirm", ["name": name])) { section in
            section.facts = [
                Fact(texts.text("people.login"), ways(in: login, for: actor)),
                Fact(
                    texts.text("people.passed"),
                    login.lastPassedAt.map { actor.reader.time($0).text } ?? texts.text("people.neverPassed")
                ),
            ]
            section.words =
                ["closeSessions", "closeSecrets", "closeStays", "closeKeys"].map { texts.text("people." + $0) }
                + (id == actor.visit.person.id ? [texts.text("people.closeOwn")] : [])
            section.form = FormView(
                "/console/people/\(id)/closing",
                submit: texts.text("people.closeSubmit"),
                kind: .danger
            )
            section.links =
                actor.visit.may(.readKeys) ? [SheetView.Link("/console/keys", texts.text("keys.title"))] : []
        }
        let title = texts.text("people.close")
        return render(
            "sheet",
            title: title,
            SheetView(title, back: .init("/console/people/\(id)", texts.text("people.backToPerson")), main: [section]),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: refusal.map { texts.notice($0) }
        )
    }
}
