import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private struct BankPageView: Sendable {
        struct Enforcement: Sendable {
            let state: String
            let meaning: String
            let switchPath: String
            let value: String
            let label: String
        }

        struct Settings: Sendable {
            let settingsPath: String
            let fields: [FieldView]
        }

        struct Link: Sendable {
            let path: String
            let text: String
        }

        let heading: String
        let badge: String
        let badgeKind: String
        let facts: [Fact]
        let links: [Link]
        let entries: [HistoryEntry]
        let enforcement: Enforcement?
        let settings: Settings?
        let closePath: String?
    }

    private static let doneWords: Set<String> = ["opened", "changed", "switched", "closed"]

    /// One bank: how it matches, what acting by itself means, and its history.
    func bank() throws -> [ConsoleRoute] {
        [
            try page("/console/banks/{id}", "console.bank", .readBanks, query: ["done"]) { actor, query in
                let done = query["done"].flatMap { Self.doneWords.contains($0) ? $0 : nil }
                return try await bankPage(
                    actor,
                    form: nil,
                    notice: done.map { Frame.Notice(kind: "good", text: actor.texts.text("bankDone." + $0)) }
                )
            },
            try form(
                "/console/banks/{id}/settings",
                "console.changeBank",
                .keepBanks,
                fields: Self.settingsFields
            ) { actor, fields in
                let form = TypedForm("bank", Self.settingsFields, fields)
                return try await change(actor, form, done: "changed") { bank in
                    let settings = try Self.settings(form)
                    _ = try await node.changeBankSettings(bank, { _ in settings }, by: actor.caller)
                }
            },
            try form(
                "/console/banks/{id}/enforcement",
                "console.switchEnforcement",
                .switchEnforcement,
                fields: ["acts"]
            ) { actor, fields in
                guard let answer = YesOrNo(rawValue: fields["acts"]) else { throw ConsoleProblem.crossSite }
                return try await change(actor, nil, done: "switched") { bank in
                    _ = try await node.changeBank(bank, .switchEnforcement(answer == .yes), by: actor.caller)
                }
            },
            try form("/console/banks/{id}/close", "console.closeBank", .keepBanks) { actor, _ in
                try await change(actor, nil, done: "closed") { bank in
                    _ = try await node.changeBank(bank, .close, by: actor.caller)
                }
            },
        ]
    }

    static func bankID(_ actor: Actor) throws(Problem) -> ID<Bank> {
        try actor.request.path.value("id") { ID<Bank>($0) }
    }

    private func change(
        _ actor: Actor,
        _ given: TypedForm?,
        done: String,
        _ body: (ID<Bank>) async throws -> Void
    ) async throws -> OutgoingResponse {
        do {
            let bank = try Self.bankID(actor)
            try await body(bank)
            return .redirect("/console/banks/\(bank)?done=\(done)")
        } catch let refusal as Refusal where refusal.kind != .notFound {
            var form = given
            let isMarked = form?.mark(refusal) ?? false
            let text = isMarked ? actor.texts.text("bank.wrong") : actor.texts.refusal(refusal)
            return try await bankPage(
                actor,
                form: form,
                notice: Frame.Notice(kind: "bad", text: text),
                status: ConsoleProblem(refusal).status
            )
        }
    }

    private func bankPage(
        _ actor: Actor,
        form: TypedForm?,
        notice: Frame.Notice?,
        status: HTTPResponse.Status = .ok
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let file = try await node.bankFile(try Self.bankID(actor), for: try actor.visit.caller(for: .readBanks))
        let bank = file.view.bank
        let mayKeep = file.isOwn && bank.origin == nil && !bank.isClosed && actor.visit.may(.keepBanks)
        let badge = bank.isClosed ? "banks.closed" : bank.isEnforced ? "banks.acts" : "banks.asksPeople"
        let view = BankPageView(
            heading: texts.text("bank.title", ["name": file.view.name ?? bank.id.description]),
            badge: texts.text(badge),
            badgeKind: bank.isClosed ? "plain" : bank.isEnforced ? "bad" : "good",
            facts: facts(file, for: actor),
            links: links(file, for: actor),
            entries: file.history.map {
                HistoryEntry($0, people: file.people, members: file.members, for: actor.reader)
            },
            enforcement: !bank.isClosed && actor.visit.may(.switchEnforcement) ? enforcement(file, in: texts) : nil,
            settings: mayKeep
                ? BankPageView.Settings(
                    settingsPath: "/console/banks/\(bank.id)/settings",
                    fields: Self.settingsViews(form ?? Self.form(of: bank.settings), in: texts)
                ) : nil,
            closePath: mayKeep ? "/console/banks/\(bank.id)/close" : nil
        )
        return render("bank", title: view.heading, view, for: actor.reader, status: status, notice: notice)
    }

    private static func form(of settings: BankSettings) -> TypedForm {
        TypedForm(
            "bank",
            settingsFields,
            [
                "radius": String(settings.radius), "actRadius": String(settings.actRadius),
                "rolloutPercent": String(settings.rolloutPercent),
                "allowsBlocking": (settings.allowsBlocking ? YesOrNo.yes : .no).rawValue,
            ]
        )
    }

    /// What switching on means here, and why it changes nothing where something else forbids acting.
    private func enforcement(_ file: BankFile, in texts: Catalogue) -> BankPageView.Enforcement {
        let bank = file.view.bank
        let isAllowed = bank.settings.allowsBlocking && file.agreementUse != .review
        return BankPageView.Enforcement(
            state: texts.text(bank.isEnforced ? "bank.isOn" : "bank.isOff"),
            meaning: texts.text(isAllowed ? "bank.onMeans" : "bank.onChangesNothing"),
            switchPath: "/console/banks/\(bank.id)/enforcement",
            value: (bank.isEnforced ? YesOrNo.no : .yes).rawValue,
            label: texts.text(bank.isEnforced ? "bank.switchOff" : "bank.switchOn")
        )
    }

    private func links(_ file: BankFile, for actor: Actor) -> [BankPageView.Link] {
        let bank = file.view.bank
        var links: [BankPageView.Link] = []
        func link(_ path: String, _ name: String) {
            links.append(BankPageView.Link(path: path, text: actor.texts.text("bank." + name)))
        }
        if actor.visit.may(.readSignals) { link("/console/signals?bank=\(bank.id)", "toSignals") }
        if actor.visit.may(.proposeSignals), !bank.isClosed, bank.origin == nil {
            link("/console/signals/new?bank=\(bank.id)", "proposeHere")
            link("/console/banks/\(bank.id)/import", "importHere")
        }
        return links
    }

    private func facts(_ file: BankFile, for actor: Actor) -> [Fact] {
        let texts = actor.texts
        let bank = file.view.bank
        func fact(_ name: String, _ text: String?, isCode: Bool = false) -> [Fact] {
            Fact.optional(texts.text("bank." + name), text, isCode: isCode)
        }
        let share = texts.text("bank.percent", ["number": actor.reader.number(bank.settings.rolloutPercent)])
        return fact("owner", file.owner ?? bank.owner.description)
            + fact("agreement", file.agreement ?? texts.text("signal.noAgreement"))
            + fact("use", file.agreementUse.map { texts.word("agreementUse", $0) })
            + fact("radius", texts.count("bank.bits", bank.settings.radius))
            + fact("actRadius", texts.count("bank.bits", bank.settings.actRadius))
            + fact("rolloutPercent", share)
            + fact("allowsBlocking", texts.word("yesOrNo", bank.settings.allowsBlocking ? YesOrNo.yes : .no))
            + fact("liveSignals", actor.reader.number(file.liveSignals))
            + fact("disputedSignals", actor.reader.number(file.disputedSignals))
            + fact("verifier", file.view.verifier) + fact("criteria", file.view.criteria)
            + fact("contact", file.view.contact)
            + fact("keptBy", texts.text(bank.origin == nil ? "signal.keptHere" : "signal.keptByExchange"))
            + fact("id", bank.id.description, isCode: true)
    }
}
