import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private static let paperPath = "/console/assessments/paper"
    private static let paperFields = TypedForm.boxes("categories", DataCategory.self).union([
        "kind", "instrument", "country", "language", "issuedAt", "receivedAt", "exercise", "authority", "authorityName",
        "authorityContact", "supervisorName", "reference", "items", "ground", "scan", "categories", "source",
        "silentUntil",
        "office", "function", "zone", "firstEmergency", "notPerpetrators",
    ])
    private static let paperTextMax = 1 << 20
    private static let paperLimits = RouteLimits(
        bodyBytesMax: Assessment.scanBytesMax + (4 << 20),
        timeout: .seconds(60)
    )
    private static let digestScripts = ["file-digest.js"].compactMap { ConsoleAsset.named($0)?.path }

    /// Recording a request that came on paper, by e-mail or through another portal.
    func paperRequests() throws -> [ConsoleRoute] {
        let parts = Dictionary(uniqueKeysWithValues: Self.paperFields.map { ($0, Self.paperTextMax) })
            .merging(["file": Assessment.scanBytesMax]) { $1 }
        return [
            try page(Self.paperPath, "console.paperRequest", .assessRequests) { actor, _ in
                try await paperPage(actor, TypedForm("paper", Self.paperFields, ["language": "en"]))
            },
            try upload(
                Self.paperPath,
                "console.recordPaperRequest",
                .assessRequests,
                parts: parts,
                limits: Self.paperLimits
            ) { actor, sent in
                var form = TypedForm("paper", Self.paperFields, sent)
                let scan = sent["file"].flatMap { $0.bytes.isEmpty ? nil : $0.bytes }
                if let scan { form["scan"] = FileDigest.hexadecimal(scan) }
                do {
                    let authority: ID<Organisation>? = try form.id("authority")
                    if let authority, form["authorityName"].isEmpty {
                        form["authorityName"] =
                            try await node.authorities().first { $0.id == authority }?.name ?? ""
                    }
                    let view = try await node.recordPaperRequest(
                        try Self.paper(form),
                        scan: scan,
                        from: authority,
                        by: actor.caller
                    )
                    let id = view.request.id
                    return .redirect(
                        view.request.state == .turnedAway
                            ? "/console/requests?state=turnedAway" : "\(Self.assessmentsPath)/\(id)?done=recorded"
                    )
                } catch let refusal as Refusal {
                    if !form.mark(refusal), refusal.pointer?.hasPrefix("/items/") == true {
                        _ = form.mark(Refusal(refusal.kind, refusal.code, refusal.message, pointer: "/items"))
                    }
                    return try await paperPage(actor, form, refusal: refusal)
                }
            },
        ]
    }

    /// What was typed, one item a line: where it is, a bar, and the reason that the paper gives.
    private static func paper(_ form: TypedForm) throws(Refusal) -> PaperRequest {
        let country = form["country"].uppercased()
        guard let issuedAt = try form.moment("issuedAt") else {
            throw Refusal(.invalid, "date-missing", "Say when it was written.", pointer: "/issuedAt")
        }
        guard let receivedAt = try form.moment("receivedAt") else {
            throw Refusal(.invalid, "date-missing", "Say when it came.", pointer: "/receivedAt")
        }
        let categories: Set<DataCategory> = form.ticked("categories")
        let lines = form["items"].split(separator: "\n").filter { $0.contains { !$0.isWhitespace } }
        let ground: RequestGround = try form.word("ground")
        let items = lines.enumerated().map { place, line in
            let halves = line.split(separator: "|", maxSplits: 1)
            let address = ItemAddress(String(halves.first ?? ""))
            return RequestItem(
                number: place + 1,
                kind: address.host == nil ? .account : .content,
                address: address.text,
                ground: ground,
                reasons: halves.count > 1 ? String(halves[1].drop { $0.isWhitespace }) : ""
            )
        }
        return PaperRequest(
            kind: try form.word("kind"),
            instrument: form["instrument"],
            country: country,
            territory: try Territory(countries: [country]),
            language: form["language"],
            issuedAt: issuedAt,
            receivedAt: receivedAt,
            isExercise: !form["exercise"].isEmpty,
            categories: categories.sorted(),
            authorisation: try form.optionalWord("source"),
            silentUntil: try form.date("silentUntil"),
            items: items,
            scan: form["scan"].lowercased(),
            authorityName: form["authorityName"],
            authorityContact: form["authorityContact"].isEmpty ? nil : form["authorityContact"],
            supervisorName: form["supervisorName"].isEmpty ? nil : form["supervisorName"],
            reference: form["reference"].isEmpty ? nil : form["reference"],
            office: try form.id("office"),
            function: try form.optionalWord("function"),
            zone: form["zone"].isEmpty ? nil : try PaperRequest.zone(form["zone"]),
            isFirstEmergency: !form["firstEmergency"].isEmpty,
            isNotPerpetrators: !form["notPerpetrators"].isEmpty
        )
    }

    private func paperPage(
        _ actor: Actor,
        _ form: TypedForm,
        refusal: Refusal? = nil
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let (authorities, offices) = (try await node.authorities(), try await node.paperOffices())
        let section = SheetView.Section.made(texts.text("paper.record")) { section in
            section.form = FormView(
                Self.paperPath,
                fields: [
                    form.choice(
                        "authority",
                        among: authorities.map { ($0.id.description, $0.name) },
                        none: texts.text("requests.notMember"),
                        in: texts
                    ),
                    form.choice(
                        "office",
                        among: offices.map { ($0.id.description, $0.name) },
                        none: texts.text("paper.noOffice"),
                        in: texts
                    ),
                    form.choice(
                        "function",
                        among: OfficeFunction.self,
                        named: "officeFunction",
                        none: texts.text("paper.officeSays"),
                        in: texts
                    ), form.line("zone", isRequired: false, in: texts),
                    form.line("authorityName", isRequired: false, in: texts),
                    form.line("authorityContact", isRequired: false, in: texts),
                    form.line("supervisorName", isRequired: false, in: texts),
                    form.line("reference", isRequired: false, in: texts),
                    form.choice(
                        "kind",
                        among: RequestKind.self,
                        named: "requestKind",
                        none: texts.text("form.choose"),
                        in: texts
                    ), form.line("instrument", in: texts), form.line("country", in: texts),
                    form.line("language", in: texts), form.line("issuedAt", type: "datetime-local", in: texts),
                    form.line("receivedAt", type: "datetime-local", in: texts),
                    form.choice(
                        "source",
                        among: RequestDocument.Authorisation.Source.self,
                        named: "authorisationSource",
                        none: texts.text("requests.noSource"),
                        in: texts
                    ), form.line("silentUntil", type: "date", isRequired: false, in: texts),
                    form.line("items", isText: true, in: texts),
                    form.choice(
                        "ground",
                        among: RequestGround.self,
                        named: "requestGround",
                        none: texts.text("form.choose"),
                        in: texts
                    ),
                    FieldView(
                        id: "file",
                        label: texts.text("paper.file"),
                        type: "file",
                        hint: texts.text("paper.fileHint"),
                        isRequired: false
                    ), form.line("scan", isRequired: false, in: texts),
                ],
                groups: [
                    FormView.Group(
                        form.boxes("categories", among: DataCategory.self, named: "dataCategory", in: texts)
                    ),
                    form.box(
                        "firstEmergency",
                        under: texts.text("requestKind.removalOrder"),
                        texts.text("paper.firstEmergency"),
                        in: texts
                    ), perpetratorsGroup(form, in: texts),
                    form.box(
                        "exercise",
                        under: texts.text("requests.exerciseMark"),
                        texts.text("requests.exerciseHint"),
                        in: texts
                    ),
                ],
                bringsFiles: true,
                submit: texts.text("paper.record")
            )
        }
        let title = texts.text("paper.title")
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                back: .init(Self.assessmentsPath, texts.text("assess.title")),
                intro: [texts.text("paper.help")],
                main: [section],
                scripts: Self.digestScripts
            ),
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: refusal.map { texts.notice($0) }
        )
    }
}
