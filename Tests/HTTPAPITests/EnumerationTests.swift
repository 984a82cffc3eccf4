import CanonicalJSON
import Cooperation
import Fingerprints
import HTTPAPI
import Services
import Statements
import Testing

/// The enumerations of the description beside the types that are encoded.
@Suite struct `Enumerations` {
    private static func words<Word: CaseIterable & RawRepresentable<String>>(_ type: Word.Type) -> [String] {
        type.allCases.map(\.rawValue)
    }

    /// Each schema and the words that stand for it on the wire.
    private static let known: [String: [String]] = [
        "NodeCondition": words(NodeCondition.self),
        "OrganisationKind": words(OrganisationKind.self),
        "Standing": words(Standing.self),
        "Role": words(Role.self),
        "QualityConsequence": words(QualityView.Consequence.self),
        "PersonState": words(Person.State.self),
        "AgreementUse": words(Agreement.Use.self),
        "AgreementState": words(Agreement.State.self),
        "ContentKind": words(ContentKind.self),
        "Behaviour": words(Behaviour.self),
        "FilingState": words(Dispatch.State.self),
        "FingerprintKind": words(FingerprintKind.self),
        "Orientation": words(DihedralTransform.self),
        "ProvenanceSource": words(Provenance.Source.self),
        "SignalState": words(Signal.State.self),
        "VerificationBasis": words(Verification.Basis.self),
        "OpinionCategory": words(Opinion.Category.self),
        "Verdict": words(Verdict.self),
        "VerdictRule": words(VerdictRule.self),
        "CaseState": words(Case.State.self),
        "CaseQueue": words(CaseFilter.Queue.self),
        "CaseAssignee": words(CaseFilter.Assignment.self),
        "SkipReason": words(SkipReason.self),
        "ReadingKind": words(Reading.Subject.Kind.self), "DecisionClosure": words(Decision.Closure.self),
        "ReadingPurpose": words(Reading.Purpose.self),
        "ColourScheme": words(PreferenceChoices.ColourScheme.self),
        "Finding": words(Finding.self),
        "Ground": words(Ground.self),
        "Measure": words(Measure.self),
        "Exemption": words(Exemption.self),
        "DecisionState": words(Decision.State.self),
        "SubmissionState": words(Submission.State.self),
        "ExchangeAlarm": words(Exchange.Alarm.self),
        "AlertKind": words(Alert.Kind.self),
        "AuthorityWord": words(AuthorityWord.self),
        "OwnWordKind": [
            "withdrawn", "clarified", "acknowledged", "reported", "answered", "disclosed", "foundForged",
            "forgeryTakenBack", "other",
        ],
        "AlertState": words(Alert.State.self),
        "AttemptOutcome": words(Alert.Attempt.Outcome.self),
        "ClockRuleState": words(ClockRule.State.self),
        "ClockState": words(Clock.State.self),
        "FirstContactKind": words(RequestFiled.FirstContact.self),
        "FrozenLink": words(FrozenAgency.Link.self),
        "ClockSubjectKind": words(Clock.SubjectKind.self),
        "ClockStart": words(ClockTerms.Start.self),
        "ClockStopReason": words(ClockTerms.StopReason.self),
        "ClockConsequence": words(ClockTerms.Consequence.self),
        "ClockUnit": words(ClockDuration.Unit.self),
        "Weekday": words(Weekday.self),
        "ReceiptView": words(ReceiptView.self),
        "RequestKind": words(RequestKind.self),
        "OfficeFunction": words(OfficeFunction.self),
        "RequiredAuthorisation": words(RequiredAuthorisation.self),
        "RequestForm": words(RequestForm.self),
        "DataCategory": words(DataCategory.self),
        "InstrumentState": words(Instrument.State.self),
        "OfficerRank": words(OfficerRank.self),
        "OfficerKeyKind": words(OfficerKey.Kind.self),
        "KeyRevocationCause": words(OfficerKey.Revocation.self),
        "RequestItemKind": words(RequestItem.Kind.self),
        "AnswerForm": words(AnswerForm.self),
        "RequestReceiptView": words(RequestReceiptView.self),
        "RequestGround": words(RequestGround.self),
        "RequestState": words(Request.State.self),
        "RequestDraftState": words(RequestDraft.State.self),
        "RequestChannel": words(RequestChannel.self),
        "AddresseeKind": words(Addressee.Kind.self),
        "AuthorisationSource": words(RequestDocument.Authorisation.Source.self),
        "EmergencyNature": words(RequestDocument.Emergency.Nature.self),
        "ItemOutcome": words(ItemOutcome.self),
        "SignatureRole": words(StatementSignature.Role.self),
        "StatementPurpose": words(StatementPurpose.self),
        "AssessmentState": words(Assessment.State.self),
        "IdentityMethod": words(IdentityCheck.Method.self),
        "IdentityResult": words(IdentityCheck.Result.self),
        "RiskFactor": words(RiskFactor.self),
        "FormDefect": words(FormDefect.self),
        "ProtectedRole": words(ProtectedRole.self),
        "Danger": words(Danger.self),
        "ThreatLevel": words(ThreatLevel.self),
        "ThreatState": words(ThreatAlert.State.self),
        "ThreatAlertState": words(ThreatNotice.State.self),
        "ThreatOutcome": words(ThreatOutcome.self),
        "ThreatHindrance": words(ThreatHindrance.self),
        "ThreatDanger": words(Danger.self),
        "ItemFinding": words(ItemLook.Finding.self),
        "ExerciseStage": words(ExerciseStage.self),
        "ExerciseState": words(Exercise.State.self),
        "CanaryState": words(Canary.State.self),
        "WebhookState": words(Webhook.State.self),
        "WebhookOffReason": words(Webhook.OffReason.self),
        "WebhookEventKind": words(WebhookEventKind.self),
        "WebhookFailureReason": words(WebhookFailure.Reason.self),
        // Words of the wire alone, which no type lists.
        "LogCondition": ["signing", "refusing"],
        "OutcomeWord": ["recorded", "awaitsConfirmation", "dispatched"],
    ]

    @Test(arguments: known.keys.sorted())
    func `a schema has exactly the words of its type, in their order, each explained`(name: String) throws {
        let schema = try #require(try APIDescription.ofRepository()[reference: "#/components/schemas/\(name)"])
        let words = (schema["enum"]?.arrayValue ?? []).compactMap(\.stringValue)
        #expect(words == Self.known[name])
        let description = schema["description"]?.stringValue ?? ""
        for word in words { #expect(description.contains("- `\(word)`: "), "\(word) is not explained") }
    }

    @Test func `no enumeration of the document is missing here`() throws {
        let found = try APIDescription.ofRepository().objects.filter { $0.members["enum"]?.arrayValue != nil }
            .map { $0.path.joined(separator: "/") }
        #expect(Set(found) == Set(Self.known.keys.map { "components/schemas/" + $0 }))
    }
}
