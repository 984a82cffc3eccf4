import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private static let deadPerPage = 50

    /// One webhook with what did not reach it.
    func webhook(
        _ actor: Actor,
        after: Int64?,
        refusal: Refusal? = nil,
        notice: Frame.Notice? = nil
    ) async throws -> OutgoingResponse {
        let (texts, own, id) = (actor.texts, actor.visit.organisation.id, try Self.webhookID(actor))
        let view = try await node.webhook(id, of: own, for: actor.caller)
        guard let address = view.address, view.webhook.state != .removed else { throw ConsoleProblem.notFound }
        let (dead, next) = try await node.deadDeliveries(
            of: id,
            of: own,
            after: after,
            limit: Self.deadPerPage,
            for: actor.caller
        )
        let webhook = view.webhook
        let mark = SheetView.Mark(webhook.state.badgeKind, texts.word("webhookState", webhook.state))
        return render(
            "sheet",
            title: texts.text("webhooks.title"),
            SheetView(
                address,
                mark: mark,
                back: .init("/console/webhooks", texts.text("webhooks.goOn")),
                intro: webhook.offReason.map { [texts.word("webhookOff", $0)] } ?? [],
                main: [self.dead(dead, view, for: actor), standing(view, for: actor)],
                side: actor.visit.may(.keepWebhooks) ? acts(view, for: actor) : [],
                onward: next.map {
                    SheetView.Link("/console/webhooks/\(id)?after=\($0)", texts.text("list.more"))
                }
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .conflict,
            notice: notice ?? texts.notice(refusal, unlessAt: [])
        )
    }

    private func standing(_ view: WebhookView, for actor: Actor) -> SheetView.Section {
        let (texts, webhook) = (actor.texts, view.webhook)
        return .made(texts.text("webhooks.kinds")) { section in
            section.facts =
                [
                    Fact(texts.text("webhooks.role"), texts.word("role", webhook.role)),
                    Fact(texts.text("webhooks.waiting"), actor.reader.number(view.counts.waiting)),
                    Fact(
                        texts.text("webhooks.kinds"),
                        webhook.kinds.map { texts.act($0.rawValue) }.joined(separator: " · ")
                    ),
                ]
            section.links = [SheetView.Link("/console/journal?about=\(webhook.id)", texts.text("act.sameSubject"))]
        }
    }

    private func dead(
        _ deliveries: [WebhookDelivery],
        _ view: WebhookView,
        for actor: Actor
    ) -> SheetView.Section {
        let texts = actor.texts
        return .made(texts.text("webhooks.dead")) { section in
            guard !deliveries.isEmpty else {
                section.lines = [texts.text("webhooks.deadNone")]
                return
            }
            section.table = TableView(
                texts.count("webhooks.deadCaption", Int(view.counts.dead)),
                [
                    texts.text("webhooks.diedAt"), texts.text("webhooks.kind"), texts.text("webhooks.subject"),
                    texts.text("webhooks.attempts"), texts.text("webhooks.failure"),
                ],
                deliveries.map { delivery in
                    [
                        .time(actor.reader.time(delivery.dueAt)), .text(texts.act(delivery.kind.rawValue)),
                        .code(delivery.subject.description), .number(String(delivery.attempts)),
                        .text(
                            delivery.failure.map { texts.word("webhookFailure", $0.reason) } ?? "",
                            note: delivery.failure?.status.map(String.init)
                        ),
                    ]
                }
            )
            guard actor.visit.may(.keepWebhooks), view.webhook.state == .on else { return }
            section.form = FormView(
                "/console/webhooks/\(view.webhook.id)/replay",
                text: texts.text("webhooks.replayHelp"),
                submit: texts.text("webhooks.replaySubmit")
            )
        }
    }

    private func acts(_ view: WebhookView, for actor: Actor) -> [SheetView.Section] {
        let (texts, base) = (actor.texts, "/console/webhooks/\(view.webhook.id)")
        func section(_ title: String, _ path: String, _ help: String, _ kind: FormView.Kind, on: String? = nil)
            -> SheetView.Section
        {
            .made(title) { section in
                section.isScreenOnly = true
                section.form = FormView(
                    base + path,
                    text: help,
                    hidden: on.map { ["on": $0] } ?? [:],
                    submit: title,
                    kind: kind
                )
            }
        }
        let change =
            view.webhook.state == .on
            ? section(
                texts.text("webhooks.switchOff"),
                "/state",
                texts.text("webhooks.switchOffHelp"),
                .plainly,
                on: "no"
            )
            : section(
                texts.text("webhooks.switchOn"),
                "/state",
                texts.text("webhooks.switchOnHelp"),
                .main,
                on: "yes"
            )
        return [
            change,
            section(texts.text("webhooks.newSecret"), "/secret", texts.text("webhooks.newSecretHelp"), .plainly),
            section(texts.text("webhooks.remove"), "/removal", texts.text("webhooks.removeHelp"), .danger),
        ]
    }
}
