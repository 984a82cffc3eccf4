import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// The exchanges that this node follows.
    func exchanges() throws -> [ConsoleRoute] {
        [
            try page("/console/exchanges", "console.exchanges", .readExchanges) { actor, _ in
                let followed = try await node.followedExchanges()
                let texts = actor.texts
                let list = SheetView.Section.made(texts.text("exchanges.followed")) { section in
                    guard !followed.isEmpty else {
                        section.lines = [texts.text("exchanges.none")]
                        return
                    }
                    section.table = table(followed, for: actor)
                }
                let title = texts.text("exchanges.title")
                return render(
                    "sheet",
                    title: title,
                    SheetView(title, intro: [texts.text("exchanges.help")], main: [list]),
                    for: actor.reader
                )
            },
            try page("/console/exchanges/{id}", "console.exchange", .readExchanges, query: ["done"]) { actor, query in
                try await exchange(
                    actor,
                    notice: query["done"] == nil
                        ? nil : Frame.Notice(kind: "good", text: actor.texts.text("exchanges.done"))
                )
            },
            try form(
                "/console/exchanges/{id}/alarms/{alarm}",
                "console.acknowledgeAlarm",
                .acknowledgeAlarms,
                fields: ["reason"]
            ) { actor, fields in
                let id = try actor.request.path.value("id") { ID<Exchange>($0) }
                let alarm = try actor.request.path.value("alarm") { Exchange.Alarm(rawValue: $0) }
                do {
                    _ = try await node.acknowledge(alarm, of: id, reason: fields["reason"], by: actor.caller)
                    return .redirect("/console/exchanges/\(id)?done=1")
                } catch let refusal as Refusal where refusal.pointer == "/reason" {
                    return try await exchange(actor, reason: fields["reason"], refusal: refusal)
                }
            },
        ]
    }

    private func table(_ followed: [FollowedExchange], for actor: Actor) -> TableView {
        let texts = actor.texts
        let columns = ["address", "condition", "received", "behind", "receivedAt", "verified", "verifiedAt", "waiting"]
        return TableView(
            texts.count("exchanges.caption", followed.count),
            columns.map { texts.text("exchanges." + $0) },
            followed.map { one in
                let contact = contact(with: one.exchange)
                let mark = mark(one.exchange, contact, in: texts)
                return [
                    .text(name(one), path: "/console/exchanges/\(one.exchange.id)"),
                    .badge(mark.markKind, mark.markText), .number(actor.reader.number(one.exchange.received)),
                    .text(lag(contact, in: texts)), time(one.receivedAt, for: actor),
                    .number(actor.reader.number(one.exchange.verifiedSize)),
                    time(one.verifiedAt, for: actor), .number(actor.reader.number(one.waiting)),
                ]
            }
        )
    }

    private func time(_ time: Timestamp?, for actor: Actor) -> TableView.Cell {
        time.map { .time(actor.reader.time($0)) } ?? .text(actor.texts.text("exchanges.longAgo"))
    }

    private func name(_ followed: FollowedExchange) -> String { followed.address ?? followed.exchange.id.description }

    private func exchange(
        _ actor: Actor,
        reason: String = "",
        refusal: Refusal? = nil,
        notice: Frame.Notice? = nil
    ) async throws -> OutgoingResponse {
        let id = try actor.request.path.value("id") { ID<Exchange>($0) }
        guard let one = try await node.followedExchanges().first(where: { $0.exchange.id == id }) else {
            throw ConsoleProblem.notFound
        }
        let texts = actor.texts
        func fact(_ name: String, _ text: String, isCode: Bool = false) -> Fact {
            Fact(texts.text("exchanges." + name), text, isCode: isCode)
        }
        func moment(_ time: Timestamp?) -> String {
            time.map { time in
                actor.reader.time(time).text + " · " + texts.formats.span(to: time, from: actor.reader.now)
            } ?? texts.text("exchanges.longAgo")
        }
        let exchange = one.exchange
        let contact = contact(with: exchange)
        var main = [
            SheetView.Section.made(texts.text("exchanges.standing")) { section in
                section.facts = [
                    fact("received", actor.reader.number(exchange.received)),
                    fact("behind", lag(contact, in: texts)),
                    fact(
                        "answered",
                        contact.map { contact in
                            contact.lastAnswer == nil ? texts.text("exchanges.notAnswered") : moment(contact.lastAnswer)
                        } ?? texts.text("exchanges.notKnown")
                    ), fact("receivedAt", moment(one.receivedAt)),
                    fact("verified", actor.reader.number(exchange.verifiedSize)),
                    fact("verifiedAt", moment(one.verifiedAt)), fact("waiting", actor.reader.number(one.waiting)),
                ]
                section.links = [
                    SheetView.Link("/console/journal?about=\(exchange.id)", texts.text("act.sameSubject"))
                ]
            }
        ]
        if let alarm = exchange.alarm { main.insert(self.alarm(alarm, one, reason, refusal, for: actor), at: 0) }
        let side = SheetView.Section.made(texts.text("exchanges.identity")) { section in
            section.lines = [texts.text("exchanges.identityHelp")]
            section.facts =
                [fact("key", exchange.verifierKey, isCode: true)]
                + Fact.optional(texts.text("exchanges.root"), exchange.verifiedRoot, isCode: true) + [
                    fact("member", exchange.member.description, isCode: true)
                ]
        }
        let heading = name(one)
        return render(
            "sheet",
            title: heading,
            SheetView(
                heading,
                mark: mark(exchange, contact, in: texts),
                back: .init("/console/exchanges", texts.text("exchanges.back")),
                main: main,
                side: [side]
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: notice
        )
    }

    private func alarm(
        _ alarm: Exchange.Alarm,
        _ one: FollowedExchange,
        _ reason: String,
        _ refusal: Refusal?,
        for actor: Actor
    ) -> SheetView.Section {
        let texts = actor.texts
        return .made(texts.text("exchanges.alarm")) { section in
            section.sectionMark = .init("bad", texts.word("alarm", alarm))
            section.lines = [
                texts.text(one.exchange.isStopped ? "exchanges.alarmHelp" : "exchanges.acknowledgedHelp")
            ]
            guard one.exchange.isStopped, actor.visit.may(.acknowledgeAlarms) else { return }
            section.form = FormView(
                "/console/exchanges/\(one.exchange.id)/alarms/\(alarm.rawValue)",
                fields: [
                    FieldView(
                        id: "reason",
                        label: texts.text("exchanges.reason"),
                        value: reason,
                        hint: texts.text("exchanges.reasonHint"),
                        error: refusal.map(texts.fieldError),
                        isText: true
                    )
                ],
                submit: texts.text("exchanges.acknowledge")
            )
        }
    }
}
