import Cooperation
import HTTPServing
import Services

extension ConsoleRoutes {
    private struct OverviewView: Sendable {
        struct Link: Sendable {
            let path: String
            let text: String
        }

        struct Figure: Sendable {
            let title: String
            let value: String
            var link: Link?
        }

        struct Badge: Sendable {
            let kind: String
            let text: String
        }

        struct Health: Sendable {
            let term: String
            let text: String
            var badge: Badge?
        }

        let figures: [Figure]
        let health: [Health]
    }

    /// What needs the person now, and how the node is.
    func overview() throws -> [ConsoleRoute] {
        [
            try page("/console", "console.overview", .readStatus) { actor, _ in
                let texts = actor.texts
                let overview = try await node.overview(for: actor.visit.person.id)
                let view = OverviewView(
                    figures: figures(overview, for: actor),
                    health: health(overview, for: actor)
                )
                return render("overview", title: texts.text("overview.title"), view, for: actor.reader)
            }
        ]
    }

    private func figures(_ overview: Overview, for actor: Actor) -> [OverviewView.Figure] {
        let texts = actor.texts
        func figure(_ name: String, _ value: Int64, _ path: String? = nil) -> OverviewView.Figure {
            OverviewView.Figure(
                title: texts.text("overview." + name),
                value: actor.reader.number(value),
                link: path.map { OverviewView.Link(path: $0, text: texts.text("overview.toQueue")) }
            )
        }
        var figures: [OverviewView.Figure] = []
        if actor.visit.may(.readCases) {
            figures += [
                figure("mine", overview.ownCases, "/console/queue?state=assigned"),
                figure("open", overview.openCases, "/console/queue"),
                figure("waiting", overview.unansweredDecisions),
            ]
        }
        if actor.visit.may(.readSignals) { figures.append(figure("signals", overview.liveSignals)) }
        return figures
    }

    private func health(_ overview: Overview, for actor: Actor) -> [OverviewView.Health] {
        let texts = actor.texts
        let condition = condition()
        let index = node.search.status
        var health = [
            OverviewView.Health(
                term: texts.text("overview.condition"),
                text: "",
                badge: OverviewView.Badge(
                    kind: condition == "ready" ? "good" : "warn",
                    text: texts.text("overview." + condition)
                )
            ),
            OverviewView.Health(
                term: texts.text("overview.log"),
                text: texts.count("overview.logText", Int(overview.signedSize)),
                badge: node.log.currentCondition == .signing
                    ? nil : OverviewView.Badge(kind: "bad", text: texts.text("overview.refusing"))
            ),
        ]
        if actor.visit.may(.readSignals) {
            health.append(
                OverviewView.Health(
                    term: texts.text("overview.index"),
                    text: texts.count(
                        "overview.indexText",
                        index.hashes,
                        [
                            "position": actor.reader.number(index.position),
                            "size": actor.reader.number(overview.journalSize),
                        ]
                    )
                )
            )
        }
        guard actor.visit.may(.readExchanges) else { return health }
        return health
            + overview.exchanges.map { exchange in
                OverviewView.Health(
                    term: texts.text("overview.exchange"),
                    text: texts.text(
                        "overview.exchangeText",
                        [
                            "received": actor.reader.number(exchange.received),
                            "verified": actor.reader.number(exchange.verifiedSize),
                        ]
                    ),
                    badge: exchange.alarm.map { alarm in
                        OverviewView.Badge(
                            kind: "bad",
                            text: texts.text("overview.alarm", ["alarm": texts.word("alarm", alarm)])
                        )
                    }
                )
            }
    }
}
