import Cooperation
import Fingerprints
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private struct SignalsView: Sendable {
        struct Row: Sendable {
            let path: String
            let name: String
            let bank: String
            let proposer: String
            let proposed: TimeView
            let state: String
            let stateKind: String
            let distance: String?
        }

        let filters: [FieldView]
        let caption: String
        let isNear: Bool
        let rows: [Row]
        let isEmpty: Bool
        let next: String?
        let newPath: String?
    }

    private static let signalsPerPage = 50
    private static let searchFields: Set<String> = [
        "fingerprint", "radius", "behaviour", "proposer", "bank", "state", "since",
    ]

    /// The signals that are open to the reader, found by what they are, do and who proposed them.
    func signals() throws -> [ConsoleRoute] {
        [
            try page(
                "/console/signals",
                "console.signals",
                .readSignals,
                query: Self.searchFields.union(["after"])
            ) { actor, query in
                var form = TypedForm("signals", Self.searchFields, query)
                if form["radius"].isEmpty { form["radius"] = String(BankSettings.radiusDefault) }
                var list: SignalList?
                do {
                    list = try await node.signalList(
                        try search(for: form),
                        after: query["after"].flatMap(place),
                        limit: Self.signalsPerPage,
                        for: actor.caller
                    )
                } catch let refusal as Refusal {
                    guard form.mark(refusal) else { throw refusal }
                }
                return try await signals(list, form, for: actor)
            }
        ]
    }

    private func search(for form: TypedForm) throws(Refusal) -> Node.SignalSearch {
        var search = Node.SignalSearch()
        search.fingerprint = try HashText.fingerprint(form["fingerprint"], field: "fingerprint")
        let radius = try form.integer("radius") ?? BankSettings.radiusDefault
        guard (0...BankSettings.radiusMax).contains(radius) else {
            throw Refusal(
                .invalid,
                "radius-invalid",
                "Choose a distance from 0 to \(BankSettings.radiusMax) bits.",
                pointer: "/radius"
            )
        }
        search.radius = radius
        search.behaviour = try form.optionalWord("behaviour")
        search.proposer = try form.id("proposer")
        search.bank = try form.id("bank")
        search.state = try form.optionalWord("state")
        search.since = try form.date("since")
        return search
    }

    private func signals(_ list: SignalList?, _ form: TypedForm, for actor: Actor) async throws -> OutgoingResponse {
        let texts = actor.texts
        let choices = try await node.signalChoices(for: actor.caller)
        let all = texts.text("signals.all")
        let rows = list?.rows ?? []
        let isNear = rows.contains { $0.distance != nil }
        let filters = [
            form.line("fingerprint", isRequired: false, in: texts),
            form.line("radius", type: "number", isRequired: false, in: texts),
            form.choice("behaviour", among: Behaviour.self, named: "behaviour", none: all, in: texts),
            form.choice("bank", among: choices.banks.map { ($0.id.description, $0.name) }, none: all, in: texts),
            form.choice("proposer", among: choices.members.map { ($0.id.description, $0.name) }, none: all, in: texts),
            form.choice("state", among: Signal.State.self, named: "signalState", none: all, in: texts),
            form.line("since", type: "date", isRequired: false, in: texts),
        ]
        let asked = Self.searchFields.sorted().filter { !form[$0].isEmpty }
            .map { $0 + "=" + percentEncoded(form[$0]) }.joined(separator: "&")
        let view = SignalsView(
            filters: filters,
            caption: texts.count(isNear ? "signals.near" : "signals.caption", rows.count),
            isNear: isNear,
            rows: rows.map { row($0, for: actor) },
            isEmpty: rows.isEmpty,
            next: list?.next.map { "/console/signals?\(asked)&after=\(words($0))" },
            newPath: actor.visit.may(.proposeSignals) ? "/console/signals/new" : nil
        )
        return render(
            "signals",
            title: texts.text("signals.title"),
            view,
            for: actor.reader,
            status: form.hasErrors ? .unprocessableContent : .ok
        )
    }

    private func row(_ row: SignalList.Row, for actor: Actor) -> SignalsView.Row {
        let texts = actor.texts
        return SignalsView.Row(
            path: "/console/signals/\(row.signal.id)",
            name: texts.name(of: row.signal),
            bank: row.bank ?? "",
            proposer: row.proposer ?? row.signal.proposer.description,
            proposed: actor.reader.time(row.signal.proposedAt),
            state: texts.word("signalState", row.state),
            stateKind: row.state.badgeKind,
            distance: row.distance.map { $0 == 0 ? texts.text("signals.same") : texts.bits($0) }
        )
    }

    private func words(_ bookmark: AggregateQuery<Signal>.Bookmark) -> String {
        guard case .integer(let time) = bookmark.value else { return bookmark.id.description }
        return "\(time).\(bookmark.id)"
    }

    private func place(_ words: String) -> AggregateQuery<Signal>.Bookmark? {
        let parts = words.split(separator: ".")
        guard parts.count == 2, let time = Int64(parts[0]), let id = ID<Signal>(String(parts[1])) else { return nil }
        return .init(value: .integer(time), id: id)
    }
}

extension Catalogue {
    /// What a signal is called, which has no name: what kind of content it is, and what that does.
    func name(of signal: Signal) -> String {
        let behaviours = signal.behaviours.map { word("behaviour", $0) }.joined(separator: ", ")
        return text("signals.name", ["kind": word("contentKind", signal.kind), "behaviours": behaviours])
    }
}

extension Signal.State {
    /// The kind of badge that shows it.
    var badgeKind: String {
        switch self {
        case .proposed: "warn"
        case .verified, .shared: "good"
        case .disputed: "bad"
        case .withdrawn, .expired: "plain"
        }
    }
}
