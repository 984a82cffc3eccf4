import Cooperation
import Services

/// "Still up?": what the platform answered about each item of an authority's own request, and what was found where it is.
extension ConsoleRoutes {
    /// Looks once at the item that was chosen, and comes back to the request's page.
    func lookAtItem(_ text: String, of id: ID<Request>, for actor: Actor) async throws {
        guard let number = Int(text) else {
            throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/item")
        }
        _ = try await node.lookAtItem(of: id, item: number, by: actor.caller)
    }

    /// How the items stand.
    ///
    /// - Parameters:
    ///   - view: the request.
    ///   - mayLook: whether the reader may have an item looked at.
    ///   - typed: what was chosen and refused.
    ///   - actor: who reads.
    /// - Returns: `nil` for readers who are no authority, for practice, and where nothing was asked of anybody yet.
    func standingSection(
        _ view: RequestView,
        mayLook: Bool,
        _ typed: TypedForm?,
        for actor: Actor
    ) -> SheetView.Section? {
        let (texts, request) = (actor.texts, view.request)
        guard actor.visit.organisation.kind == .authority, !view.items.isEmpty, request.state != .filed,
            request.state != .turnedAway, !request.filing.isExercise
        else { return nil }
        return .made(texts.text("requests.stillUp")) { section in
            section.table = TableView(
                texts.count("requests.itemCount", view.items.count),
                [texts.label("number"), texts.label("outcome"), texts.label("found"), texts.label("lookedAt")],
                view.items.map { row(of: $0, for: actor) }
            )
            guard mayLook else { return }
            section.form = FormView(
                "/console/requests/\(request.id)/look",
                text: texts.text("requests.stillUpHelp"),
                fields: [
                    (typed ?? TypedForm("requests", ["item"])).choice(
                        "item",
                        among: view.items.map { item in
                            (String(item.item.number), "\(item.item.number). \(item.address ?? "–")")
                        },
                        in: texts
                    )
                ],
                submit: texts.text("requests.look")
            )
        }
    }

    private func row(of view: RequestView.Item, for actor: Actor) -> [TableView.Cell] {
        let (texts, item) = (actor.texts, view.item)
        let asked = item.lookedAt == nil ? nil : view.address.flatMap(ItemAddress.link)
        return [
            .number(String(item.number)),
            .text(item.outcome.map { texts.word("itemOutcome", $0) } ?? "–"),
            .text(item.finding.map { texts.word("itemFinding", $0) } ?? "–", note: asked),
            item.lookedAt.map { .time(actor.reader.time($0)) } ?? .text("–"),
        ]
    }
}
