import Cooperation
import HTTPServing
import Services

extension ConsoleRoutes {
    private static let canariesShown = 200

    /// Registering and removing targets that belong to nobody.
    func canaries() throws -> [ConsoleRoute] {
        [
            try form("/console/alerts/canaries", "console.registerCanary", .keepCanaries, fields: ["target"]) {
                actor,
                fields in
                do {
                    _ = try await node.registerCanary(fields["target"], by: actor.caller)
                    return .redirect("/console/alerts?done=saved")
                } catch let refusal as Refusal where refusal.kind != .notFound {
                    return try await alerts(actor, target: fields["target"], refusal: refusal)
                }
            },
            try form(
                "/console/alerts/canaries/removal",
                "console.removeCanary",
                .keepCanaries,
                fields: ["canary"]
            ) { actor, fields in
                guard let id = ID<Canary>(fields["canary"]) else {
                    throw Refusal(.notFound, "not-found", "There is no such canary.")
                }
                try await node.removeCanary(id, by: actor.caller)
                return .redirect("/console/alerts?done=saved")
            },
        ]
    }

    /// What those who read of them see of the targets that belong to nobody: never what they are.
    func canarySections(
        _ typed: String?,
        _ refusal: Refusal?,
        for actor: Actor
    ) async throws -> [SheetView.Section] {
        guard actor.visit.may(.readCanaries) else { return [] }
        let isKeeper = actor.visit.may(.keepCanaries)
        let texts = actor.texts
        let active = try await node.canaries(.active, limit: Self.canariesShown).canaries
        let list = SheetView.Section.made(texts.text("alerts.canaries")) { section in
            section.lines = [texts.text("alerts.canariesHelp")]
            if active.isEmpty {
                section.lines.append(texts.text("alerts.canariesNone"))
            } else {
                section.table = TableView(
                    texts.text("alerts.canaryCaption"),
                    ["canarySince", "canaryTimes", "canaryLast"].map { texts.text("alerts." + $0) },
                    active.map { canary in
                        [
                            .time(actor.reader.time(canary.registeredAt)),
                            .number(actor.reader.number(canary.timesNamed)),
                            canary.lastNamedAt.map { TableView.Cell.time(actor.reader.time($0)) } ?? .text("-"),
                        ]
                    }
                )
            }
            guard isKeeper else { return }
            section.form = FormView(
                "/console/alerts/canaries",
                fields: [
                    FieldView(
                        id: "target",
                        label: texts.text("alerts.canaryTarget"),
                        value: typed ?? "",
                        hint: texts.text("alerts.canaryTargetHint"),
                        error: refusal.map(texts.fieldError),
                        autocomplete: "off"
                    )
                ],
                submit: texts.text("alerts.canarySubmit"),
                kind: .plainly
            )
        }
        guard isKeeper, !active.isEmpty else { return [list] }
        return [list, canaryRemoval(of: active, for: actor)]
    }

    private func canaryRemoval(of active: [Canary], for actor: Actor) -> SheetView.Section {
        let texts = actor.texts
        let choice = [FieldView.Option(value: "", text: texts.text("form.choose"), isCurrent: true)]
        let options = active.map { canary in
            FieldView.Option(
                value: canary.id.description,
                text: "\(actor.reader.time(canary.registeredAt).text) (\(canary.id))",
                isCurrent: false
            )
        }
        return .made(texts.text("alerts.canaryRemoval")) { section in
            section.isScreenOnly = true
            section.form = FormView(
                "/console/alerts/canaries/removal",
                text: texts.text("alerts.canaryRemovalHelp"),
                fields: [
                    FieldView(id: "canary", label: texts.text("alerts.canarySince"), options: choice + options)
                ],
                submit: texts.text("alerts.canaryRemovalSubmit"),
                kind: .danger
            )
        }
    }
}
