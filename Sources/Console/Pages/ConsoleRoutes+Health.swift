import Cooperation
import Services

/// One thing about the node's health.
struct NodeHealth: Sendable {
    struct Badge: Sendable {
        let kind: String
        let text: String
    }

    let term: String
    let text: String
    var badge: Badge?
}

extension ConsoleRoutes {
    /// How the node is, as far as it concerns the reader.
    func health(_ overview: Overview, for actor: Actor) -> [NodeHealth] {
        let texts = actor.texts
        func health(_ name: String, _ text: String, _ badge: NodeHealth.Badge? = nil) -> NodeHealth {
            NodeHealth(term: texts.text("overview." + name), text: text, badge: badge)
        }
        let condition = condition()
        var lines = [
            health(
                "condition",
                "",
                NodeHealth.Badge(
                    kind: condition == "ready" ? "good" : "warn",
                    text: texts.text("overview." + condition)
                )
            ), health("log", log(overview, for: actor), refusal(in: texts)),
        ]
        // Of all banks together, which is only for those whose node it is.
        if actor.visit.may(.readSignals), actor.visit.organisation.ownsNode {
            let index = node.search.status
            let lag = max(0, overview.journalSize - index.position)
            lines.append(
                health(
                    "index",
                    texts.count("overview.indexText", index.hashes),
                    lag == 0 && index.isReady
                        ? nil : NodeHealth.Badge(kind: "warn", text: texts.count("overview.lag", Int(lag)))
                )
            )
        }
        lines.append(health("writes", texts.count("overview.writesText", overview.waitingWrites)))
        guard actor.visit.may(.readExchanges), !overview.exchanges.isEmpty else { return lines }
        lines.append(health("outbox", texts.count("overview.outboxText", Int(overview.waitingWords))))
        return lines + overview.exchanges.map { exchange(of: $0, for: actor) }
    }

    private func refusal(in texts: Catalogue) -> NodeHealth.Badge? {
        node.log.currentCondition == .signing
            ? nil : NodeHealth.Badge(kind: "bad", text: texts.text("overview.refusing"))
    }

    /// How far the log is signed, and since when.
    private func log(_ overview: Overview, for actor: Actor) -> String {
        let texts = actor.texts
        guard let checkpoint = overview.checkpoint else { return texts.text("overview.unsigned") }
        return texts.count(
            "overview.logText",
            Int(checkpoint.size),
            [
                "size": actor.reader.number(overview.journalSize),
                "time": texts.formats.span(to: checkpoint.time, from: actor.reader.now),
            ]
        )
    }

    private func exchange(of exchange: Exchange, for actor: Actor) -> NodeHealth {
        let texts = actor.texts
        let contact = contact(with: exchange)
        let standing = texts.text(
            "overview.exchangeText",
            [
                "received": actor.reader.number(exchange.received),
                "verified": actor.reader.number(exchange.verifiedSize),
            ]
        )
        let alarm = exchange.alarm.map { alarm in
            NodeHealth.Badge(kind: "bad", text: texts.text("overview.alarm", ["alarm": texts.word("alarm", alarm)]))
        }
        return NodeHealth(
            term: texts.text("overview.exchange"),
            text: contact == nil ? standing : standing + " · " + lag(contact, in: texts),
            badge: alarm ?? lateness(contact, in: texts).map { NodeHealth.Badge(kind: $0.markKind, text: $0.markText) }
        )
    }
}
