import Cooperation
import Fingerprints
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private struct ProposeView: Sendable {
        let token: String
        let fileProblem: String?
        let fileProblemLanguage: String?
        /// The submission that the signal answers; `nil` where it answers none.
        let answered: Answered?
        let first: [FieldView]
        let boxes: ChecksView
        let hashes: FieldView
        let reasons: [FieldView]
        let viewing: [FieldView]
        let hasBanks: Bool

        struct Answered: Sendable {
            let submission: String
            let answeredText: String
            let submissionPath: String
        }
    }

    /// How long a text of a form may be, in bytes: the longest kind in UTF-8, with room for line breaks.
    static let textBytesMax = 64 << 10
    private static let hashesBytesMax = 256 << 10

    /// Proposing one signal.
    func propose() throws -> [ConsoleRoute] {
        let parts = Dictionary(uniqueKeysWithValues: ProposalForm.fields.map { ($0, Self.textBytesMax) })
            .merging(["file": Self.fileBytesMax, "fingerprints": Self.hashesBytesMax]) { $1 }
        return [
            try page("/console/signals/new", "console.newSignal", .proposeSignals, query: ["bank", "submission"]) {
                actor,
                query in
                let given = ["bank", "submission"].map { ($0, query[$0] ?? "") }
                let form = TypedForm("propose", ProposalForm.fields, Dictionary(uniqueKeysWithValues: given))
                return try await proposePage(actor, ProposalForm(form: form))
            },
            try upload(
                "/console/signals/new",
                "console.proposeSignal",
                .proposeSignals,
                parts: parts,
                limits: Self.fileLimits
            ) { actor, parts in
                var proposal = ProposalForm(form: TypedForm("propose", ProposalForm.fields, parts))
                do {
                    try await addPrints(of: parts["file"], to: &proposal)
                    if proposal.form["act"] == "fingerprint" { return try await proposePage(actor, proposal) }
                    let id = try await propose(proposal, for: actor)
                    return .redirect("/console/signals/\(id)?done=proposed")
                } catch let refusal as MediaRefusal {
                    return try await proposePage(
                        actor,
                        proposal,
                        fileProblem: actor.texts.fieldError(refusal)
                    )
                } catch let refusal as Refusal {
                    // The submission stands in no field that a person sees.
                    if proposal.form["submission"].isEmpty || refusal.pointer?.hasPrefix("/provenance") != true,
                        proposal.form.mark(refusal, naming: ProposalForm.names)
                    {
                        return try await proposePage(actor, proposal)
                    }
                    return try await proposePage(actor, proposal, notice: actor.texts.refusal(refusal))
                }
            },
        ]
    }

    /// Writes the hashes of a file beside those that were typed, where they stay whatever else is wrong.
    private func addPrints(of file: FormPart?, to proposal: inout ProposalForm) async throws {
        guard let file, !file.bytes.isEmpty else { return }
        let known = try HashText.fingerprints(proposal.form["fingerprints"], field: "fingerprints")
        let found = try await node.fingerprint(file.bytes, allOrientations: false)
        if let failure = found.failure { throw failure }
        let new = found.prints.map(\.fingerprint).filter { $0.kind.mayBeProposed && !known.contains($0) }
        proposal.form["fingerprints"] = (known + new).map(HashText.line).joined(separator: "\n")
    }

    private func propose(_ proposal: ProposalForm, for actor: Actor) async throws -> ID<Signal> {
        guard let bank: ID<Bank> = try proposal.form.id("bank") else {
            throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/bank")
        }
        let prints = try HashText.fingerprints(proposal.form["fingerprints"], field: "fingerprints")
        let results = try await node.proposeSignals([(bank, try proposal.proposal(prints))], by: actor.caller)
        guard let result = results.first else { throw Problem.internalError }
        return try result.get()
    }

    /// The submission that the form answers, as far as the reader may know it.
    private func answered(_ form: TypedForm, for actor: Actor) async throws -> ProposeView.Answered? {
        guard let id: ID<Submission> = try form.id("submission") else { return nil }
        let reader = try actor.visit.caller(for: .readSubmissions)
        let view = try await node.submission(id, for: reader)
        return ProposeView.Answered(
            submission: id.description,
            answeredText: actor.texts.text("propose.answers", ["reference": view.reference ?? id.description]),
            submissionPath: "/console/submissions/\(id)"
        )
    }

    private func proposePage(
        _ actor: Actor,
        _ proposal: ProposalForm,
        fileProblem: FieldError? = nil,
        notice: String? = nil
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let form = proposal.form
        let banks = try await node.openBanks(for: actor.caller)
        let answered = try await answered(form, for: actor)
        let isWrong = form.hasErrors || fileProblem != nil || notice != nil
        let view = ProposeView(
            token: actor.token,
            fileProblem: fileProblem?.errorWords,
            fileProblemLanguage: fileProblem?.errorLanguage,
            answered: answered,
            first: [
                form.choice(
                    "bank",
                    among: banks.map { ($0.id.description, $0.name) },
                    none: texts.text("signal.choose"),
                    in: texts
                ), proposal.kind(in: texts),
            ],
            boxes: proposal.behaviours(in: texts),
            hashes: form.line("fingerprints", isRequired: false, isText: true, in: texts),
            reasons: (answered == nil ? [proposal.provenance(among: ProposalForm.sources, in: texts)] : [])
                + proposal.reasons(in: texts),
            viewing: [
                form.line("link", type: "url", isRequired: false, in: texts),
                form.line("linkExpiresAt", type: "date", isRequired: false, in: texts),
            ],
            hasBanks: !banks.isEmpty
        )
        return render(
            "propose",
            title: texts.text("propose.title"),
            view,
            for: actor.reader,
            status: isWrong ? .unprocessableContent : .ok,
            notice: isWrong ? Frame.Notice(kind: "bad", text: notice ?? texts.text("propose.wrong")) : nil
        )
    }
}
