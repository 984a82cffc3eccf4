import Cooperation
import HTTPServing
import Services

extension ConsoleRoutes {
    private static let canariesShown = 200

    /// What was typed about a target that belongs to nobody, and refused.
    enum RefusedCanary {
        /// To register it.
        case target(String)
        /// To remove it.
        case removal(String)

        /// What was typed to register it; `nil` where it was to be removed.
        var target: String? { if case .target(let typed) = self { typed } else { nil } }

        /// What was typed to remove it; `nil` where it was to be registered.
        var removal: String? { if case .removal(let typed) = self { typed } else { nil } }
    }

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
                    return try await alerts(actor, canary: .target(fields["target"]), refusal: refusal)
                }
            },
            try form(
                "/console/alerts/canaries/removal",
                "console.removeCanary",
                .keepCanaries,
                fields: ["canary"]
            ) { actor, fields in
                do {
                    try await node.removeCanary(named: fields["canary"], by: actor.caller)
                    return .redirect("/console/alerts?done=saved")
                } catch let refusal as Refusal where refusal.kind != .notFound {
                    return try await alerts(actor, canary: .removal(fields["canary"]), refusal: refusal)
                }
            },
        ]
    }

    /// What those who read of them see of the targets that belong to nobody: never what they are.
    ///
    /// `after` is the one that the page before ended with.
    func canarySections(
        _ refused: RefusedCanary?,
        _ refusal: Refusal?,
        after: ID<Canary>?,
        for actor: Actor
    ) async throws -> [SheetView.Section] {
        guard actor.visit.may(.readCanaries) else { return [] }
        let isKeeper = actor.visit.may(.keepCanaries)
        let texts = actor.texts
        let (active, next) = try await node.canaries(.active, after: after, limit: Self.canariesShown)
        let list = SheetView.Section.made(texts.text("alerts.canaries")) { section in
            section.lines = [texts.text("alerts.canariesHelp")]
            if active.isEmpty {
                if after == nil { section.lines.append(texts.text("alerts.canariesNone")) }
            } else {
                section.table = TableView(
                    texts.text("alerts.canaryCaption"),
                    ["canarySince", "canaryID", "canaryTimes", "canaryLast"].map { texts.text("alerts." + $0) },
                    active.map { canary in
                        [
                            .time(actor.reader.time(canary.registeredAt)), .code(canary.id.description),
                            .number(actor.reader.number(canary.timesNamed)),
                            canary.lastNamedAt.map { TableView.Cell.time(actor.reader.time($0)) } ?? .text("-"),
                        ]
                    }
                )
            }
            section.links = [next.map { SheetView.Link("/console/alerts?after=\($0)", texts.text("list.more")) }]
                .compactMap(\.self)
            guard isKeeper else { return }
            section.form = FormView(
                "/console/alerts/canaries",
                fields: [
                    FieldView(
                        id: "target",
                        label: texts.text("alerts.canaryTarget"),
                        value: refused?.target ?? "",
                        hint: texts.text("alerts.canaryTargetHint"),
                        error: refused?.target == nil ? nil : refusal.map(texts.fieldError),
                        autocomplete: "off"
                    )
                ],
                submit: texts.text("alerts.canarySubmit"),
                kind: .plainly
            )
        }
        guard isKeeper, !active.isEmpty || after != nil || refused != nil else { return [list] }
        return [list, canaryRemoval(refused, refusal, in: texts)]
    }

    private func canaryRemoval(
        _ refused: RefusedCanary?,
        _ refusal: Refusal?,
        in texts: Catalogue
    ) -> SheetView.Section {
        .made(texts.text("alerts.canaryRemoval")) { section in
            section.isScreenOnly = true
            section.form = FormView(
                "/console/alerts/canaries/removal",
                text: texts.text("alerts.canaryRemovalHelp"),
                fields: [
                    FieldView(
                        id: "canary",
                        label: texts.text("alerts.canaryTarget"),
                        value: refused?.removal ?? "",
                        hint: texts.text("alerts.canaryRemovalHint"),
                        error: refused?.removal == nil ? nil : refusal.map(texts.fieldError),
                        autocomplete: "off"
                    )
                ],
                submit: texts.text("alerts.canaryRemovalSubmit"),
                kind: .danger
            )
        }
    }
}
