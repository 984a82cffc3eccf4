import Cooperation
import HTTPServing
import HTTPTypes
import Services
import TransparencyLog

extension ConsoleRoutes {
    private struct JournalView: Sendable {
        let standing: String
        let fields: [FieldView]
        let list: TableView?
        let older: String?
        let latest: String?
    }

    /// What was typed into the filter, before it is one.
    private struct JournalChoice {
        static let names: Set<String> = ["type", "about", "from", "until"]

        let type: String
        let about: String
        let from: String
        let until: String

        init(_ query: Query) {
            type = query["type"] ?? ""
            about = query["about"] ?? ""
            from = query["from"] ?? ""
            until = query["until"] ?? ""
        }

        /// The filter; and the fields that are wrong.
        func filter() -> (filter: JournalFilter, wrong: Set<String>) {
            var filter = JournalFilter()
            var wrong: Set<String> = []
            if !type.isEmpty { filter.types = [type] }
            if !about.isEmpty {
                filter.subject = Identifier(about)
                if filter.subject == nil { wrong.insert("about") }
            }
            if !from.isEmpty {
                filter.from = Timestamp(from + "T00:00:00Z")
                if filter.from == nil { wrong.insert("from") }
            }
            if !until.isEmpty {
                filter.until = Timestamp(until + "T00:00:00Z").map { $0 + .days(1) }
                if filter.until == nil { wrong.insert("until") }
            }
            return (filter, wrong)
        }

        /// The address of the list with this filter.
        func path(before cursor: String?) -> String {
            let parts = [
                ("type", type), ("about", about), ("from", from), ("until", until),
                ("before", cursor ?? ""),
            ].filter { !$0.1.isEmpty }
            guard !parts.isEmpty else { return "/console/journal" }
            return "/console/journal?" + parts.map { "\($0)=\(percentEncoded($1))" }.joined(separator: "&")
        }
    }

    /// Every act that is open to the reader, the latest first.
    func journal() throws -> [ConsoleRoute] {
        [
            try page(
                "/console/journal",
                "console.journal",
                .readEvents,
                query: JournalChoice.names.union(["before"])
            ) { actor, query in
                let before = try query["before"].map { try node.journalPosition($0, for: actor.caller) }
                let choice = JournalChoice(query)
                let (filter, wrong) = choice.filter()
                let page = try await node.journalPage(filter, until: before, for: actor.journalReader)
                let texts = actor.texts
                let view = JournalView(
                    standing: texts.text(
                        "journal.standing",
                        ["size": actor.reader.number(page.size), "signed": actor.reader.number(page.signedSize)]
                    ),
                    fields: fields(choice, wrong: wrong, for: actor),
                    list: page.entries.isEmpty || !wrong.isEmpty ? nil : list(page, for: actor),
                    older: page.next.map { choice.path(before: node.journalCursor($0, for: actor.caller)) },
                    latest: before.map { _ in choice.path(before: nil) }
                )
                return render(
                    "journal",
                    title: texts.text("journal.title"),
                    view,
                    for: actor.reader,
                    status: wrong.isEmpty ? .ok : .unprocessableContent
                )
            }
        ]
    }

    private func list(_ page: JournalPage, for actor: Actor) -> TableView {
        let texts = actor.texts
        return TableView(
            texts.count("journal.caption", page.entries.count),
            ["position", "time", "what", "who", "subject"].map { texts.text("journal." + $0) },
            page.entries.map { entry in
                let event = entry.event
                return [
                    .number(String(event.position), path: "/console/journal/\(event.position)"),
                    .time(actor.reader.time(event.time)),
                    .text(
                        texts.act(event.type),
                        note: event.isExercise ? texts.text("requests.exerciseMark") : nil
                    ),
                    .text(
                        entry.person ?? entry.organisation ?? "",
                        note: entry.person == nil ? nil : entry.organisation
                    ),
                    .code(event.subject.description, path: subjectPath(event, for: actor)),
                ]
            }
        )
    }

    private func fields(_ choice: JournalChoice, wrong: Set<String>, for actor: Actor) -> [FieldView] {
        let texts = actor.texts
        func line(_ name: String, _ value: String, type: String = "text") -> FieldView {
            FieldView(
                id: name,
                label: texts.text("journal." + name + "Filter"),
                type: type,
                value: value,
                error: wrong.contains(name) ? FieldError(texts.text("journal." + name + "Wrong")) : nil,
                autocomplete: "off",
                isRequired: false
            )
        }
        let every = FieldView.Option(value: "", text: texts.text("journal.everyKind"), isCurrent: choice.type.isEmpty)
        let kinds = texts.actTypes.filter { type in
            AuthorisationRules.eventFamily(of: type).map { actor.visit.may($0.permission) } ?? false
        }
        return [
            FieldView(
                id: "type",
                label: texts.text("journal.what"),
                options: [every]
                    + kinds.map { type in
                        FieldView.Option(value: type, text: texts.act(type), isCurrent: type == choice.type)
                    }
            ), line("about", choice.about), line("from", choice.from, type: "date"),
            line("until", choice.until, type: "date"),
        ]
    }

    /// The page about what an act is about; `nil` where there is none for this reader.
    func subjectPath(_ event: JournalEvent, for actor: Actor) -> String? {
        let id = event.subject
        func path(_ page: String, _ permission: Permission) -> String? {
            actor.visit.may(permission) ? "/console/\(page)/\(id)" : nil
        }
        switch event.type.prefix(while: { $0 != "." }) {
        case Case.name[...]: return path("cases", .readCases)
        case Decision.name[...]: return path("decisions", .readDecisions)
        case Organisation.name[...]: return path("members", .readOrganisations)
        case Agreement.name[...]: return path("agreements", .readAgreements)
        case Submission.name[...]: return path("submissions", .readSubmissions)
        case Exchange.name[...]: return path("exchanges", .readExchanges)
        case Person.name[...]: return path("people", .readPeople)
        case Signal.name[...]: return path("signals", .readSignals)
        case Bank.name[...]: return path("banks", .readBanks)
        default: return nil
        }
    }
}

extension Catalogue {
    /// The types of act that have a name and that anybody reads, in the order of their names.
    ///
    /// The name of a text joins a family and what happened, as `requestDraftWritten`, and families have capitals too: of two
    /// that fit, the longer one is meant.
    package var actTypes: [String] {
        (entries["event"] ?? [:]).keys.compactMap { key -> String? in
            let families = AuthorisationRules.eventFamilies.map(\.name).filter { family in
                key.hasPrefix(family) && key.dropFirst(family.count).first?.isUppercase == true
            }
            guard let family = families.max(by: { $0.count < $1.count }) else { return nil }
            let what = key.dropFirst(family.count)
            return family + "." + what.prefix(1).lowercased() + what.dropFirst()
        }.sorted { act($0) < act($1) }
    }
}
