import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// The link by which a person sets their login up, shown this once.
    func invitation(_ actor: Actor) async throws -> OutgoingResponse {
        let texts = actor.texts
        let id = try Self.personID(actor)
        let own = actor.visit.organisation.id
        let (invitation, expiresAt) = try await node.inviteToLogIn(id, of: own, by: actor.caller)
        let section = SheetView.Section.made(texts.text("people.link")) { section in
            section.lines = [
                texts.text("people.linkHelp", ["time": actor.reader.time(expiresAt).text])
            ]
            section.secret = address(of: invitation.path, for: actor.request)
        }
        let title = texts.text("people.linkTitle")
        return render(
            "sheet",
            title: title,
            SheetView(title, back: .init("/console/people/\(id)", texts.text("people.backToPerson")), main: [section]),
            for: actor.reader
        )
    }

    /// Asks once more before a name is gone for good.
    func erasure(_ actor: Actor) async throws -> OutgoingResponse {
        let texts = actor.texts
        let id = try Self.personID(actor)
        let view = try await node.person(id, of: actor.visit.organisation.id, for: actor.caller)
        guard view.person.state != .erased else { throw ConsoleProblem.notFound }
        let name = view.name ?? texts.text("people.nameless")
        let section = SheetView.Section.made(texts.text("people.eraseConfirm", ["name": name])) { section in
            section.words = ["eraseName", "eraseActs", "eraseBack"].map { texts.text("people." + $0) }
            section.form = FormView(
                "/console/people/\(id)/erasure",
                submit: texts.text("people.eraseSubmit"),
                kind: .danger
            )
        }
        let title = texts.text("people.erase")
        return render(
            "sheet",
            title: title,
            SheetView(title, back: .init("/console/people/\(id)", texts.text("people.backToPerson")), main: [section]),
            for: actor.reader
        )
    }
}
