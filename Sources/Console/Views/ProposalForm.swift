import Cooperation
import Fingerprints

/// A signal as it is typed into the form, before it is proposed.
struct ProposalForm: Sendable {
    /// What a file of hashes has in common with one signal.
    static let sharedFields: Set<String> = TypedForm.boxes("behaviours", Behaviour.self).union([
        "kind", "behaviours", "provenance", "rationale", "exemptionAssessment", "source", "expiresAt",
    ])
    static let fields = sharedFields.union(["bank", "fingerprints", "link", "linkExpiresAt", "submission", "act"])
    /// The fields of pointers that are named otherwise.
    static let names = [
        "/viewing/link": "link", "/viewing/expiresAt": "linkExpiresAt", "/provenance/submission": "submission",
    ]
    /// Where the proposer may have found it; from the page of a submission, it is found there and nowhere else.
    static let sources: [Provenance.Source] = [.ownService, .observed, .externalList]

    var form: TypedForm

    /// What the proposer looked at.
    ///
    /// - Returns: its provenance.
    /// - Throws: `Refusal` that points at the field.
    func provenance() throws(Refusal) -> Provenance {
        if let submission: ID<Submission> = try form.id("submission") { return .submission(submission) }
        let source: Provenance.Source = try form.word("provenance")
        switch source {
        case .ownService: return .ownService
        case .observed: return .observed
        case .externalList: return .externalList
        // Without a submission that it names it would be a word without a ground.
        case .submission:
            throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/provenance")
        }
    }

    /// What was typed, with the fingerprints of the file.
    ///
    /// - Throws: `Refusal` that points at the field.
    func proposal(_ fingerprints: [Fingerprint]) throws(Refusal) -> SignalProposal {
        var proposal = SignalProposal(
            kind: try form.word("kind"),
            behaviours: form.ticked("behaviours"),
            provenance: try provenance(),
            fingerprints: fingerprints,
            rationale: form["rationale"],
            exemptionAssessment: form["exemptionAssessment"],
            source: form["source"],
            expiresAt: try form.date("expiresAt")
        )
        if !form["link"].isEmpty {
            guard let expiresAt = try form.date("linkExpiresAt") else {
                throw Refusal(.invalid, "date-missing", "Say until when the link opens.", pointer: "/linkExpiresAt")
            }
            proposal.link = try ViewingLink(address: form["link"], expiresAt: expiresAt)
        }
        return proposal
    }

    // MARK: What is shown

    func kind(in texts: Catalogue) -> FieldView {
        form.choice("kind", among: ContentKind.self, named: "contentKind", none: texts.text("signal.choose"), in: texts)
    }

    func behaviours(in texts: Catalogue) -> ChecksView {
        form.boxes("behaviours", among: Behaviour.self, named: "behaviour", in: texts)
    }

    func provenance(among sources: [Provenance.Source], in texts: Catalogue) -> FieldView {
        form.choice(
            "provenance",
            among: sources.map { ($0.rawValue, texts.word("provenance", $0)) },
            none: sources.count == 1 ? nil : texts.text("signal.choose"),
            in: texts
        )
    }

    func reasons(in texts: Catalogue) -> [FieldView] {
        [
            form.line("rationale", isText: true, in: texts),
            form.line("exemptionAssessment", isText: true, in: texts),
            form.line("source", isRequired: false, in: texts),
            form.line("expiresAt", type: "date", isRequired: false, in: texts),
        ]
    }
}
