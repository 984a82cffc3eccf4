import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private static let kindGroup = "kind"
    private static var kindFields: Set<String> { FormView.Group.fieldNames(kindGroup, WebhookEventKind.allCases) }

    /// The addresses that are told what happened, and what did not reach them.
    func webhooks() throws -> [ConsoleRoute] {
        [
            try page("/console/webhooks", "console.webhooks", .readWebhooks, query: ["after", "done"]) { actor, query in
                try await webhooks(
                    actor,
                    after: query.value("after", "an id") { ID($0) },
                    notice: Self.done(query, for: actor)
                )
            },
            try form(
                "/console/webhooks",
                "console.makeWebhook",
                .keepWebhooks,
                fields: Self.kindFields.union(["address", "role"])
            ) { actor, fields in
                do {
                    let made = try await node.makeWebhook(
                        for: actor.visit.organisation.id,
                        role: try Self.word(fields, "role"),
                        kinds: Self.ticked(fields, Self.kindGroup),
                        address: fields["address"],
                        by: actor.caller
                    )
                    return shown(made, title: actor.texts.text("webhooks.made"), for: actor)
                } catch let refusal as Refusal where refusal.kind != .notFound {
                    return try await webhooks(actor, after: nil, typed: fields, refusal: refusal)
                }
            },
            try page("/console/webhooks/{id}", "console.webhook", .readWebhooks, query: ["after", "done"]) {
                actor,
                query in
                try await webhook(
                    actor,
                    after: query.value("after", "a position") { Int64($0) },
                    notice: Self.done(query, for: actor)
                )
            },
            try form("/console/webhooks/{id}/replay", "console.replayDeliveries", .keepWebhooks) { actor, _ in
                try await change(actor) { id, own in
                    _ = try await node.replayDeliveries(of: id, of: own, at: nil, by: actor.caller)
                }
            },
            try form("/console/webhooks/{id}/state", "console.switchWebhook", .keepWebhooks, fields: ["on"]) {
                actor,
                fields in
                try await change(actor) { id, own in
                    _ = try await node.switchWebhook(id, of: own, on: fields["on"] == "yes", by: actor.caller)
                }
            },
            try form("/console/webhooks/{id}/secret", "console.changeWebhookSecret", .keepWebhooks) { actor, _ in
                let changed = try await node.changeWebhookSecret(
                    of: try Self.webhookID(actor),
                    of: actor.visit.organisation.id,
                    overlap: .days(1),
                    by: actor.caller
                )
                return shown(changed, title: actor.texts.text("webhooks.newSecret"), for: actor)
            },
            try form("/console/webhooks/{id}/removal", "console.removeWebhook", .keepWebhooks) { actor, _ in
                let id = try Self.webhookID(actor)
                try await node.removeWebhook(id, of: actor.visit.organisation.id, by: actor.caller)
                return .redirect("/console/webhooks?done=1")
            },
        ]
    }

    static func webhookID(_ actor: Actor) throws(Problem) -> ID<Webhook> {
        try actor.request.path.value("id") { ID<Webhook>($0) }
    }

    private static func done(_ query: Query, for actor: Actor) -> Frame.Notice? {
        query["done"].map { _ in Frame.Notice(kind: "good", text: actor.texts.text("webhooks.done")) }
    }

    private func change(
        _ actor: Actor,
        _ act: (ID<Webhook>, ID<Organisation>) async throws -> Void
    ) async throws -> OutgoingResponse {
        let id = try Self.webhookID(actor)
        do {
            try await act(id, actor.visit.organisation.id)
            return .redirect("/console/webhooks/\(id)?done=1")
        } catch let refusal as Refusal where refusal.kind == .conflict {
            return try await webhook(actor, after: nil, refusal: refusal)
        }
    }

    /// A webhook's secret, shown this once.
    private func shown(_ made: WebhookWithSecret, title: String, for actor: Actor) -> OutgoingResponse {
        let texts = actor.texts
        let section = SheetView.Section.made(texts.text("keys.secret")) { section in
            section.lines = [texts.text("webhooks.secretHelp")]
            section.secret = made.secret.text
            section.facts = Fact.optional(texts.text("webhooks.address"), made.view.address, isCode: true)
        }
        let back = SheetView.Link("/console/webhooks/\(made.view.webhook.id)", texts.text("webhooks.goOn"))
        return render("sheet", title: title, SheetView(title, back: back, main: [section]), for: actor.reader)
    }

    private func webhooks(
        _ actor: Actor,
        after: ID<Webhook>?,
        typed: FormFields? = nil,
        refusal: Refusal? = nil,
        notice: Frame.Notice? = nil
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let (found, next) = try await node.webhooks(
            of: actor.visit.organisation.id,
            after: after,
            limit: Webhook.perOrganisationMax,
            for: actor.caller
        )
        let list = SheetView.Section.made(texts.text("webhooks.list")) { section in
            section.table = TableView(
                texts.count("webhooks.caption", found.count),
                [
                    texts.text("webhooks.address"), texts.text("webhooks.role"), texts.text("webhooks.state"),
                    texts.text("webhooks.waiting"), texts.text("webhooks.dead"),
                ],
                found.map { view in
                    let webhook = view.webhook
                    return [
                        .text(view.address ?? webhook.id.description, path: "/console/webhooks/\(webhook.id)"),
                        .text(texts.word("role", webhook.role)),
                        .badge(webhook.state.badgeKind, texts.word("webhookState", webhook.state)),
                        .number(actor.reader.number(view.counts.waiting)),
                        .number(actor.reader.number(view.counts.dead)),
                    ]
                }
            )
        }
        let title = texts.text("webhooks.title")
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                intro: [texts.text("webhooks.help")],
                main: [list],
                side: actor.visit.may(.keepWebhooks) ? [making(typed, refusal, for: actor)] : [],
                onward: next.map { SheetView.Link("/console/webhooks?after=\($0)", texts.text("list.more")) }
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: notice ?? texts.notice(refusal, unlessAt: ["address", "role", "kinds"])
        )
    }

    private func making(_ typed: FormFields?, _ refusal: Refusal?, for actor: Actor) -> SheetView.Section {
        let texts = actor.texts
        func error(_ name: String) -> FieldError? {
            refusal.flatMap { $0.pointer == "/" + name ? texts.fieldError($0) : nil }
        }
        let roles = Role.allCases.filter(RoleTable.roles(of: actor.visit.organisation.kind).contains)
        let ticked: Set<WebhookEventKind> = typed.map { Self.ticked($0, Self.kindGroup) } ?? []
        return .made(texts.text("webhooks.make")) { section in
            section.isScreenOnly = true
            section.form = FormView(
                "/console/webhooks",
                fields: [
                    FieldView(
                        id: "address",
                        label: texts.text("webhooks.address"),
                        type: "url",
                        value: typed?["address"] ?? "",
                        hint: texts.text("webhooks.addressHint"),
                        error: error("address"),
                        autocomplete: "off"
                    ),
                    FieldView(
                        id: "role",
                        label: texts.text("webhooks.role"),
                        hint: texts.text("webhooks.roleHint"),
                        error: error("role"),
                        options: roles.map { role in
                            FieldView.Option(
                                value: role.rawValue,
                                text: texts.word("role", role),
                                isCurrent: role.rawValue == typed?["role"]
                            )
                        }
                    ),
                ],
                groups: [
                    FormView.Group(
                        groupLabel: texts.text("webhooks.kinds"),
                        groupHint: texts.text("webhooks.kindsHint"),
                        groupError: error("kinds"),
                        boxes: WebhookEventKind.allCases.map { kind in
                            .init(
                                boxName: FormView.Group.fieldName(Self.kindGroup, kind),
                                boxText: texts.act(kind.rawValue),
                                boxNote: nil,
                                isTicked: ticked.contains(kind)
                            )
                        }
                    )
                ],
                submit: texts.text("webhooks.makeSubmit")
            )
        }
    }
}

extension Webhook.State {
    /// How a mark of it looks.
    var badgeKind: String {
        switch self {
        case .on: "good"
        case .off: "warn"
        case .removed: "plain"
        }
    }
}
