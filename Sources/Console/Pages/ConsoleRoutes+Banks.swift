import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private struct BanksView: Sendable {
        struct Row: Sendable {
            let path: String
            let name: String
            let owner: String
            let agreement: String
            let radius: String
            let acting: String
            let actingKind: String
            let isClosed: Bool
        }

        let caption: String
        let rows: [Row]
        let isEmpty: Bool
        let next: String?
        let newPath: String?
    }

    private struct OpenBankView: Sendable {
        let token: String
        let first: [FieldView]
        let settings: [FieldView]
        let verifier: [FieldView]
    }

    private static let banksPerPage = 100
    private static let agreementsMax = 500
    static let settingsFields: Set<String> = ["radius", "actRadius", "rolloutPercent", "allowsBlocking"]
    private static let openFields = settingsFields.union(["name", "agreement", "verifier", "criteria", "contact"])

    /// The banks that are open to the reader, and opening one.
    func banks() throws -> [ConsoleRoute] {
        [
            try page("/console/banks", "console.banks", .readBanks, query: ["after"]) { actor, query in
                let (rows, next) = try await node.bankList(
                    after: try query.value("after", "a bank") { ID<Bank>($0) },
                    limit: Self.banksPerPage,
                    for: actor.caller
                )
                let view = BanksView(
                    caption: actor.texts.count("banks.caption", rows.count),
                    rows: rows.map { row($0, for: actor) },
                    isEmpty: rows.isEmpty,
                    next: next.map { "/console/banks?after=\($0)" },
                    newPath: actor.visit.may(.keepBanks) ? "/console/banks/new" : nil
                )
                return render("banks", title: actor.texts.text("banks.title"), view, for: actor.reader)
            },
            try page("/console/banks/new", "console.newBank", .keepBanks) { actor, _ in
                try await openBankPage(actor, TypedForm("bank", Self.openFields, Self.usualSettings))
            },
            try form("/console/banks/new", "console.openBank", .keepBanks, fields: Self.openFields) { actor, fields in
                var form = TypedForm("bank", Self.openFields, fields)
                do {
                    let bank = try await openBank(form, for: actor)
                    return .redirect("/console/banks/\(bank)?done=opened")
                } catch let refusal as Refusal {
                    if form.mark(refusal) { return try await openBankPage(actor, form) }
                    return try await openBankPage(actor, form, notice: actor.texts.refusal(refusal))
                }
            },
        ]
    }

    private static let usualSettings = [
        "radius": String(BankSettings.radiusDefault), "actRadius": String(BankSettings.actRadiusDefault),
        "rolloutPercent": "100", "allowsBlocking": YesOrNo.no.rawValue,
    ]

    private func row(_ row: BankRow, for actor: Actor) -> BanksView.Row {
        let texts = actor.texts
        let bank = row.view.bank
        let acting = bank.isEnforced ? "banks.acts" : bank.settings.allowsBlocking ? "banks.mayAct" : "banks.reviewOnly"
        return BanksView.Row(
            path: "/console/banks/\(bank.id)",
            name: row.view.name ?? bank.id.description,
            owner: row.owner ?? bank.owner.description,
            agreement: row.agreement ?? texts.text("signal.noAgreement"),
            radius: texts.text(
                "banks.radii",
                [
                    "radius": actor.reader.number(bank.settings.radius),
                    "act": actor.reader.number(bank.settings.actRadius),
                ]
            ),
            acting: texts.text(bank.isClosed ? "banks.closed" : acting),
            actingKind: bank.isClosed ? "plain" : bank.isEnforced ? "bad" : "plain",
            isClosed: bank.isClosed
        )
    }

    private func openBank(_ form: TypedForm, for actor: Actor) async throws -> ID<Bank> {
        let texts = [form["verifier"], form["criteria"], form["contact"]]
        let verifier =
            texts.allSatisfy(\.isEmpty)
            ? nil : try ExternalVerifier(name: texts[0], criteria: texts[1], contact: texts[2])
        return try await node.openBank(
            name: form["name"],
            agreement: try form.id("agreement"),
            settings: try Self.settings(form),
            verifier: verifier,
            by: actor.caller
        ).bank.id
    }

    static func settings(_ form: TypedForm) throws(Refusal) -> BankSettings {
        let answer: YesOrNo = try form.word("allowsBlocking")
        return try BankSettings(
            radius: try form.integer("radius") ?? BankSettings.radiusDefault,
            actRadius: try form.integer("actRadius") ?? BankSettings.actRadiusDefault,
            rolloutPercent: try form.integer("rolloutPercent") ?? 100,
            allowsBlocking: answer == .yes
        )
    }

    static func settingsViews(_ form: TypedForm, in texts: Catalogue) -> [FieldView] {
        [
            form.line("radius", type: "number", in: texts), form.line("actRadius", type: "number", in: texts),
            form.line("rolloutPercent", type: "number", in: texts),
            form.choice("allowsBlocking", among: YesOrNo.self, named: "yesOrNo", in: texts),
        ]
    }

    private func openBankPage(
        _ actor: Actor,
        _ form: TypedForm,
        notice: String? = nil
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let agreements = try await agreements(for: actor)
        let view = OpenBankView(
            token: actor.token,
            first: [
                form.line("name", in: texts),
                form.choice("agreement", among: agreements, none: texts.text("bank.forOneself"), in: texts),
            ],
            settings: Self.settingsViews(form, in: texts),
            verifier: ["verifier", "criteria", "contact"].map { form.line($0, isRequired: false, in: texts) }
        )
        let isWrong = form.hasErrors || notice != nil
        return render(
            "bank-new",
            title: texts.text("bank.openTitle"),
            view,
            for: actor.reader,
            status: isWrong ? .unprocessableContent : .ok,
            notice: isWrong ? Frame.Notice(kind: "bad", text: notice ?? texts.text("bank.wrong")) : nil
        )
    }

    /// The agreements under which this organisation may open a bank here.
    private func agreements(for actor: Actor) async throws -> [(value: String, text: String)] {
        guard let caller = try? actor.visit.caller(for: .readAgreements) else { return [] }
        let found = try await node.agreements(after: nil, limit: Self.agreementsMax, for: caller).agreements
        return found.filter { $0.agreement.origin == nil && $0.agreement.state == .inForce }
            .map { ($0.agreement.id.description, $0.title ?? $0.agreement.id.description) }
    }
}

/// An answer in forms.
enum YesOrNo: String, CaseIterable, Sendable {
    case no, yes
}
