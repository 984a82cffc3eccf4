import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private struct ImportView: Sendable {
        let heading: String
        let token: String
        let importPath: String
        let bankPath: String
        let limits: String
        let fileProblem: String?
        let fileProblemLanguage: String?
        let first: [FieldView]
        let boxes: ChecksView
        let reasons: [FieldView]
        let reports: [Report]
        let hasReports: Bool

        struct Report: Sendable {
            let reportPath: String
            let reportText: String
        }
    }

    /// The file may come as slowly as a connection allows; what follows is written as it is done.
    private static let importLimits = RouteLimits(
        bodyBytesMax: ImportList.bytesMax + (1 << 20),
        timeout: ConnectionLimits().bodyTimeout + .seconds(30),
        streamsAnswer: true
    )
    private static let reportKeyBytes = 16

    /// Proposing a whole list.
    func imports() throws -> [ConsoleRoute] {
        let parts = Dictionary(uniqueKeysWithValues: ProposalForm.sharedFields.map { ($0, Self.textBytesMax) })
            .merging(["file": ImportList.bytesMax]) { $1 }
        let forms = [
            try page("/console/banks/{id}/import", "console.import", .proposeSignals) { actor, _ in
                try await importPage(actor, TypedForm("import", ProposalForm.sharedFields))
            },
            try upload(
                "/console/banks/{id}/import",
                "console.importFile",
                .proposeSignals,
                parts: parts,
                limits: Self.importLimits
            ) { actor, parts in
                var form = TypedForm("import", ProposalForm.sharedFields, parts)
                do {
                    return try await importing(actor, ProposalForm(form: form), file: parts["file"])
                } catch let refusal as Refusal where refusal.pointer == "/file" {
                    return try await importPage(actor, form, fileProblem: actor.texts.fieldError(refusal))
                } catch let refusal as Refusal where refusal.kind != .notFound {
                    if form.mark(refusal) { return try await importPage(actor, form) }
                    return try await importPage(actor, form, notice: actor.texts.refusal(refusal))
                }
            },
        ]
        return try forms + importReports()
    }

    private func importPage(
        _ actor: Actor,
        _ given: TypedForm,
        fileProblem: FieldError? = nil,
        notice: String? = nil
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let file = try await node.bankFile(try Self.bankID(actor), for: try actor.visit.caller(for: .readBanks))
        let bank = file.view.bank
        let proposal = ProposalForm(form: given)
        let name = file.view.name ?? bank.id.description
        let isWrong = given.hasErrors || fileProblem != nil || notice != nil
        let ownReports = reports.all(of: actor.visit.person.id, at: actor.reader.now)
        let external: [Provenance.Source] = [.externalList]
        let view = ImportView(
            heading: texts.text("import.title", ["bank": name]),
            token: actor.token,
            importPath: "/console/banks/\(bank.id)/import",
            bankPath: "/console/banks/\(bank.id)",
            limits: texts.text(
                "import.fileHint",
                [
                    "megabytes": actor.reader.number(ImportList.bytesMax >> 20),
                    "lines": actor.reader.number(ImportList.linesMax),
                ]
            ),
            fileProblem: fileProblem?.errorWords,
            fileProblemLanguage: fileProblem?.errorLanguage,
            first: [
                proposal.kind(in: texts),
                proposal.provenance(among: bank.isExternalList ? external : [.ownService, .observed], in: texts),
            ],
            boxes: proposal.behaviours(in: texts),
            reasons: proposal.reasons(in: texts),
            reports: ownReports.map { key, report in
                ImportView.Report(
                    reportPath: "/console/imports/\(key)",
                    reportText: report.fileName + ", " + actor.reader.time(report.madeAt).text
                )
            },
            hasReports: !ownReports.isEmpty
        )
        return render(
            "import",
            title: view.heading,
            view,
            for: actor.reader,
            status: isWrong ? .unprocessableContent : .ok,
            notice: isWrong ? Frame.Notice(kind: "bad", text: notice ?? texts.text("import.wrong")) : nil
        )
    }

    /// Everything is looked at before the first line is proposed: the form, the bank, and whether the list can be read.
    private func importing(_ actor: Actor, _ form: ProposalForm, file: FormPart?) async throws -> OutgoingResponse {
        let bank = try Self.bankID(actor)
        let pattern = try form.proposal([])
        try await node.requireProposable(pattern, into: bank, by: actor.caller)
        guard let file, !file.bytes.isEmpty else {
            throw Refusal(.invalid, "file-missing", "Choose a file first.", pointer: "/file")
        }
        let work = ImportWork(
            list: try ImportList(file.bytes),
            pattern: pattern,
            caller: actor.caller,
            report: ImportReport(
                bank: bank,
                person: actor.visit.person.id,
                fileName: file.header.filename ?? "",
                madeAt: actor.reader.now
            ),
            key: node.randomBytes(Self.reportKeyBytes).map { String($0, radix: 36) }.joined()
        )
        let title = actor.texts.text("import.running")
        let view = ImportingView(fileName: work.report.fileName)
        var response = render("importing", title: title, view, for: actor.reader)
        guard case .bytes(let page) = response.body else { throw Problem.internalError }
        response.body = .stream { stream in
            try await run(work, within: String(decoding: page, as: UTF8.self), for: actor, into: &stream)
        }
        return response
    }
}
