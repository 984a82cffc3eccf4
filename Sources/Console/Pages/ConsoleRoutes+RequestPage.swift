import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// Of how many items a request may be so that all of it stands in one receipt: two acts for each, and some besides.
    private static let itemsOfWholeReceipt = 24

    /// One request as the authority that filed it reads it, or whoever was asked.
    ///
    /// A guest's `link` is shown this once; `typed` is what was typed into one of its forms and refused.
    func requestPage(
        _ actor: Actor,
        link: String? = nil,
        typed: TypedForm? = nil,
        notice: Frame.Notice? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let id = try Self.requestID(actor)
        let view = try await node.noting(.request(id), by: actor.caller) {
            try await node.request(id, for: actor.caller)
        }
        let faces = try await node.dueFaces(of: [view.request])
        let request = view.request
        let isAnnex = try await node.hasForm(.annexI, request)
        // An authority reads its own alone; on another's node, what lives on an exchange is taken back and explained there.
        let isOwn =
            actor.visit.organisation.kind == .authority && actor.visit.may(.writeRequests)
            && (request.origin == nil || actor.visit.organisation.ownsNode)
        var side = [clockSection(view, faces[request.id], for: actor)]
        side += [standingSection(view, mayLook: isOwn, typed, for: actor)].compactMap(\.self)
        if let link {
            side.append(
                .made(texts.text("requests.linkTitle")) { section in
                    section.lines = [texts.text("requests.linkHelp")]
                    section.secret = link
                }
            )
        }
        side += [ownWordsSection(view.ownWords, in: texts), paperLinks(view, isAnnex: isAnnex, for: actor)]
            .compactMap(\.self)
        if isOwn { side += [requestForms(view, typed, in: texts)].compactMap(\.self) }
        if !isOwn, actor.visit.may(.readAssessments) {
            side.append(
                .made(texts.text("assess.title")) { section in
                    section.links = [.init("/console/assessments/\(request.id)", texts.text("assess.open"))]
                }
            )
        }
        let title = texts.word("requestKind", request.filing.kind)
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                mark: SheetView.Mark(request.state.badgeKind, texts.word("requestState", request.state)),
                back: .init("/console/requests", texts.text("requests.title")),
                intro: exerciseWarning(request.filing.isExercise, in: texts),
                main: requestMain(view, for: actor),
                side: side,
                scripts: TableView.clockScripts + (request.disclosures.isEmpty ? [] : OpeningView.scripts)
            ),
            for: actor.reader,
            status: status,
            notice: notice
        )
    }

    /// The request, its answer and its receipts as files; `nil` where there is nothing to hand out yet.
    private func paperLinks(_ view: RequestView, isAnnex: Bool, for actor: Actor) -> SheetView.Section? {
        let (texts, request) = (actor.texts, view.request)
        let path = "/console/requests/\(request.id)"
        var links: [SheetView.Link] = []
        if view.document != nil {
            links.append(.init(path + "/order?form=html", texts.text("requests.orderPage")))
            links.append(.init(path + "/order?form=pdf", texts.text("requests.orderPaper")))
            links.append(.init(path + "/order?form=json", texts.text("requests.orderFile")))
        }
        if request.state == .answered {
            links.append(.init(path + "/answer?form=html", texts.text("requests.answerPage")))
            links.append(.init(path + "/answer?form=pdf", texts.text("requests.answerPaper")))
            if view.answer != nil {
                links.append(.init(path + "/answer?form=json", texts.text("requests.signedAnswer") + " (JSON)"))
            }
        }
        if request.state != .answered, isAnnex, !Self.impossibility(request).isEmpty {
            let why = texts.text("document.impossibility")
            links.append(.init(path + "/answer?form=html", why + " (HTML)"))
            links.append(.init(path + "/answer?form=pdf", why + " (PDF)"))
        }
        let isWhole = request.items.count <= Self.itemsOfWholeReceipt
        // An exchange makes the receipts of what it keeps, which the nodes of those concerned fetch.
        let isFetched = request.origin != nil
        let isAuthority = actor.visit.organisation.kind == .authority
        if isWhole {
            links.append(.init(path + "/receipt?form=html", texts.text("requests.receiptPage")))
            links.append(.init(path + "/receipt?form=pdf", texts.text("requests.receiptPaper")))
            links.append(.init(path + "/receipt?form=json", texts.text("requests.receiptFile")))
            if !isAuthority || !isFetched {
                let everybody = texts.word("receiptHolder", RequestReceiptView.public)
                links.append(
                    .init(
                        path + "/receipt?form=html&view=public",
                        "\(texts.text("requests.receiptPage")) (\(everybody))"
                    )
                )
            }
        }
        guard !links.isEmpty || !request.items.isEmpty else { return nil }
        return .made(texts.text("requests.files")) { section in
            section.links = links
            if isFetched { section.lines = [texts.text("requests.receiptFetched")] }
            var holders: [RequestReceiptView] = isAuthority ? [] : [.person]
            if !isWhole { holders.append(isAuthority ? .authority : .platform) }
            guard !holders.isEmpty, !request.items.isEmpty else { return }
            section.more = [
                SheetView.More(
                    texts.text("requests.itemReceipts"),
                    table: itemReceipts(request, for: holders, in: texts)
                )
            ]
        }
    }

    /// The receipts of each item by itself.
    private func itemReceipts(
        _ request: Request,
        for holders: [RequestReceiptView],
        in texts: Catalogue
    ) -> TableView {
        let forms = ["html", "pdf", "json"]
        return TableView(
            texts.count("requests.itemCount", request.items.count),
            [texts.label("number")]
                + holders.flatMap { holder in forms.map { texts.word("receiptHolder", holder) + ", " + $0.uppercased() }
                },
            request.items.map { item in
                [.number(String(item.number))]
                    + holders.flatMap { holder in
                        forms.map { form in
                            .text(
                                form.uppercased(),
                                path: "/console/requests/\(request.id)/receipt?form=\(form)&view=\(holder.rawValue)"
                                    + "&item=\(item.number)"
                            )
                        }
                    }
            }
        )
    }

    /// The words above everything that is an exercise.
    func exerciseWarning(_ isExercise: Bool, in texts: Catalogue) -> [String] {
        isExercise ? [texts.text("document.exercise")] : []
    }

    /// What was asked and answered.
    func requestMain(_ view: RequestView, for actor: Actor) -> [SheetView.Section] {
        let (texts, request) = (actor.texts, view.request)
        let document = SheetView.Section.made(texts.text("requests.document")) { section in
            if let document = view.document {
                let shown = RequestDocumentView(
                    document: document,
                    authority: view.authorityName,
                    addressee: view.addresseeName
                )
                section.facts = shown.head(in: texts) + shown.law(in: texts)
                section.more = [SheetView.More(texts.text("requests.canonical"), codes: [document.text])]
            } else {
                section.lines = [texts.text("requests.paper")]
                section.facts = [
                    Fact(texts.label("askedBy"), view.authorityName ?? view.paperAuthority ?? "–"),
                    Fact(texts.label("instrument"), request.filing.instrument, isCode: true),
                    Fact(texts.label("country"), request.filing.country),
                    Fact(texts.label("issuedAt"), actor.reader.time(request.filing.issuedAt).text),
                ]
                section.facts += Fact.optional(texts.label("scan"), request.filing.scan, isCode: true)
            }
            section.facts += Fact.optional(
                texts.label("turnedAwayFor"),
                request.turnedAwayFor.map { texts.has("refusal." + $0) ? texts.text("refusal." + $0) : $0 }
            )
        }
        let items = SheetView.Section.made(texts.label("items")) { section in
            section.table = .items(view.items, in: texts)
        }
        let answers = view.items.compactMap { item -> Fact? in
            guard let outcome = item.item.outcome else { return nil }
            let reasons = outcome.fixedReasons ?? item.answer ?? ""
            let said = "\(texts.word("itemOutcome", outcome)). \(reasons)"
            let undone = item.item.isReversed ? " (\(texts.text("requests.reversed")))" : ""
            return Fact(String(item.item.number), said + undone)
        }
        var sections = [document, items]
        if !answers.isEmpty {
            sections.append(
                .made(texts.text("requests.answer")) { section in
                    section.facts = answers
                    let complies = request.items.contains { $0.outcome?.isCompliance == true }
                    if complies, let signed = view.signedAnswer {
                        let isWhole = request.items.allSatisfy { signed.items.contains($0.number) }
                        let numbers = signed.items.sorted().map(String.init).joined(separator: ", ")
                        let label = texts.label("territory") + (isWhole ? "" : " (\(numbers))")
                        section.facts.append(Fact(label, texts.territory(signed.territory)))
                        section.facts += Fact.optional(
                            texts.text("document.measureEnds"),
                            signed.measureEndsAt.map { actor.reader.time($0).text }
                        )
                    }
                    if let answer = view.answer {
                        section.more = [SheetView.More(texts.text("requests.signedAnswer"), codes: [answer])]
                    }
                }
            )
        }
        if !request.disclosures.isEmpty {
            sections.append(
                .made(texts.text("requests.disclosures")) { section in
                    section.lines = [texts.text("requests.disclosuresHelp")]
                    section.facts = request.disclosures.filter { $0.isElsewhere == true }.flatMap { file in
                        [Fact(texts.word("dataCategory", file.category), file.sha256, isCode: true)]
                            + Fact.optional(
                                texts.text("assess.handedAt"),
                                file.handedAt.map { actor.reader.time($0).text }
                            )
                    }
                    section.opening = OpeningView(
                        openOwner: actor.visit.person.id.description,
                        openFiles: request.disclosures.filter { $0.isElsewhere != true }.map { file in
                            OpeningView.File(
                                openPath: "/console/requests/\(request.id)/disclosures/\(file.sha256)",
                                openText: "\(texts.word("dataCategory", file.category)) \(file.sha256.prefix(12))"
                            )
                        }
                    )
                }
            )
        }
        return sections
    }

    /// When an answer is due by both clocks, what stopped it, and what happened when.
    func clockSection(_ view: RequestView, _ face: ClockFace?, for actor: Actor) -> SheetView.Section {
        let (texts, request, reader) = (actor.texts, view.request, actor.reader)
        return .made(texts.label("due")) { section in
            if let face {
                section.table = TableView(
                    texts.label("due"),
                    ["left", "local", "universal"].map { texts.text("clocks." + $0) },
                    [[leftCell(request, for: actor), .text(texts.zoned(face)), .time(reader.time(face.moment))]]
                )
            } else {
                section.lines = [
                    request.stoppedFor.map { texts.word("stopReason", $0) } ?? texts.text("requests.noClock")
                ]
            }
            let times: [(String, Timestamp?)] = [
                ("receivedAt", request.receivedAt), ("waitsUntil", request.waitsUntil),
                ("acknowledgedAt", request.acknowledgedAt),
                ("answeredAt", request.answeredAt), ("personToldAt", request.personToldAt),
            ]
            section.facts = times.flatMap { name, time in
                Fact.optional(texts.label(name), time.map { reader.time($0).text })
            }
            section.words = view.notes
        }
    }

    /// What people here said about a request or a threat alert and its exchange has not recorded; `nil` for nothing.
    func ownWordsSection(_ words: [OwnWord], in texts: Catalogue) -> SheetView.Section? {
        let facts = words.compactMap { word -> Fact? in
            let key: String
            switch word.message {
            case .authorityWord(_, .withdrawn): key = "requests.withdraw"
            case .authorityWord(_, .clarified): key = "requests.clarify"
            case .threatWord(_, .acknowledged): key = "threatNotices.acknowledge"
            case .threatWord(_, .reported): key = "threatNotices.report"
            case .request(_, .answered): key = "requests.answer"
            case .request(_, .disclosed): key = "requests.disclosures"
            case .request(_, .foundForged): key = "assess.foundForged"
            case .request(_, .forgeryTakenBack): key = "assess.forgeryTakenBack"
            case .verification, .opinion, .request, .threat, .filing: return nil
            }
            let why = word.code.map { texts.has("refusal." + $0) ? texts.text("refusal." + $0) : $0 }
            let said = [texts.word("filingState", word.state), why].compactMap(\.self)
            return Fact(texts.text(key), said.joined(separator: ": "))
        }
        guard !facts.isEmpty else { return nil }
        return .made(texts.text("requests.handed")) { $0.facts = facts }
    }

    private func requestForms(_ view: RequestView, _ typed: TypedForm?, in texts: Catalogue) -> SheetView.Section? {
        let request = view.request
        func isOnItsWay(_ word: AuthorityWord) -> Bool {
            view.ownWords.contains { $0.isOnItsWay && $0.message == .authorityWord(request.id, word) }
        }
        let form = typed ?? TypedForm("requests", [])
        let path = "/console/requests/\(request.id)/"
        var folded: [SheetView.Folded] = []
        if request.state == .stopped, !isOnItsWay(.clarified) {
            folded.append(
                .init(
                    texts.text("requests.clarify"),
                    FormView(
                        path + "clarification",
                        text: texts.text("requests.clarifyHelp"),
                        fields: [form.line("note", isText: true, in: texts)],
                        submit: texts.text("requests.clarify")
                    ),
                    isOpen: true
                )
            )
        }
        if request.filing.addressee.kind == .guest, request.isWaiting {
            folded.append(
                .init(
                    texts.text("requests.invite"),
                    FormView(
                        path + "link",
                        text: texts.text("requests.inviteHelp"),
                        submit: texts.text("requests.invite")
                    )
                )
            )
        }
        if request.isWaiting, !isOnItsWay(.withdrawn) {
            folded.append(
                .init(
                    texts.text("requests.withdraw"),
                    FormView(
                        path + "withdrawal",
                        fields: [form.line("reason", isText: true, in: texts)],
                        submit: texts.text("requests.withdraw"),
                        kind: .danger
                    ),
                    isOpen: !form["reason"].isEmpty
                )
            )
        }
        guard !folded.isEmpty else { return nil }
        return .made(texts.text("requests.acts")) { section in
            section.folded = folded
            section.isScreenOnly = true
        }
    }
}
