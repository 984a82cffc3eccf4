import Console
import Cooperation
import Fingerprints
import Services
import Testing

@Suite("The page of an act") struct FieldWordsTests {
    private let catalogues: [Catalogue]
    private let facts: [PayloadFact]
    private let types: DeclaredTypes
    /// What facts have within them.
    private let members: [PayloadFact]

    init() throws {
        let types = try DeclaredTypes()
        let facts = try PayloadFact.all()
        catalogues = try Catalogues().all
        members = facts.flatMap { types.members(within: $0, of: Self.structures) }
        self.types = types
        self.facts = facts
    }

    /// The words that a fact can be, by what it is declared as; where the payload declares that itself, with the act before it.
    private static let words: [String: [String]] = [
        "Addressee.Kind": Addressee.Kind.allCases.map(\.rawValue),
        "Agreement.Use": Agreement.Use.allCases.map(\.rawValue), "Alert.Kind": Alert.Kind.allCases.map(\.rawValue),
        "AnswerChannel": AnswerChannel.allCases.map(\.rawValue), "Behaviour": Behaviour.allCases.map(\.rawValue),
        "Case.State": Case.State.allCases.map(\.rawValue),
        "CaseFilter.Assignment": CaseFilter.Assignment.allCases.map(\.rawValue),
        "CaseFilter.Queue": CaseFilter.Queue.allCases.map(\.rawValue),
        "Clock.Ending": Clock.Ending.allCases.map(\.rawValue),
        "Clock.SubjectKind": Clock.SubjectKind.allCases.map(\.rawValue),
        "ClockDuration.Unit": ClockDuration.Unit.allCases.map(\.rawValue),
        "ClockTerms.Consequence": ClockTerms.Consequence.allCases.map(\.rawValue),
        "ClockTerms.Start": ClockTerms.Start.allCases.map(\.rawValue),
        "ClockTerms.StopReason": ClockTerms.StopReason.allCases.map(\.rawValue), "ClockTerms.Zone": ["authority"],
        "ContentKind": ContentKind.allCases.map(\.rawValue), "Danger": Danger.allCases.map(\.rawValue),
        "DataCategory": DataCategory.allCases.map(\.rawValue),
        "Exchange.Alarm": Exchange.Alarm.allCases.map(\.rawValue), "Exemption": Exemption.allCases.map(\.rawValue),
        "ExerciseStage": ExerciseStage.allCases.map(\.rawValue),
        "FingerprintKind": FingerprintKind.allCases.map(\.rawValue),
        "Finding": Finding.allCases.map(\.rawValue), "FormDefect": FormDefect.allCases.map(\.rawValue),
        "Ground": Ground.allCases.map(\.rawValue),
        "IdentityCheck.Method": IdentityCheck.Method.allCases.map(\.rawValue),
        "IdentityCheck.Result": IdentityCheck.Result.allCases.map(\.rawValue),
        "ItemLook.Finding": ItemLook.Finding.allCases.map(\.rawValue),
        "ItemOutcome": ItemOutcome.allCases.map(\.rawValue), "Measure": Measure.allCases.map(\.rawValue),
        "OfficeFunction": OfficeFunction.allCases.map(\.rawValue),
        "OfficeText": OfficeText.allCases.map(\.rawValue), "OfficerKey.Kind": OfficerKey.Kind.allCases.map(\.rawValue),
        "OfficerKey.Revocation": OfficerKey.Revocation.allCases.map(\.rawValue),
        "OfficerRank": OfficerRank.allCases.map(\.rawValue),
        "Opinion.Category": Opinion.Category.allCases.map(\.rawValue),
        "OrganisationKind": OrganisationKind.allCases.map(\.rawValue),
        "PreferenceChoices.ColourScheme": PreferenceChoices.ColourScheme.allCases.map(\.rawValue),
        "ProtectedRole": ProtectedRole.allCases.map(\.rawValue),
        "Provenance.Source": Provenance.Source.allCases.map(\.rawValue),
        "Reading.Purpose": Reading.Purpose.allCases.map(\.rawValue),
        "Reading.Subject.Kind": Reading.Subject.Kind.allCases.map(\.rawValue),
        "RequestChannel": RequestChannel.allCases.map(\.rawValue),
        "RequestDocument.Authorisation.Source": RequestDocument.Authorisation.Source.allCases.map(\.rawValue),
        "RequestForm": RequestForm.allCases.map(\.rawValue),
        "RequestGround": RequestGround.allCases.map(\.rawValue),
        "RequestItem.Kind": RequestItem.Kind.allCases.map(\.rawValue),
        "RequestKind": RequestKind.allCases.map(\.rawValue),
        "RequiredAuthorisation": RequiredAuthorisation.allCases.map(\.rawValue),
        "RiskFactor": RiskFactor.allCases.map(\.rawValue),
        "Role": Role.allCases.map(\.rawValue), "Session.Method": Session.Method.allCases.map(\.rawValue),
        "SkipReason": SkipReason.allCases.map(\.rawValue), "Standing": Standing.allCases.map(\.rawValue),
        "Submission.State": Submission.State.allCases.map(\.rawValue),
        "ThreatHindrance": ThreatHindrance.allCases.map(\.rawValue),
        "ThreatLevel": ThreatLevel.allCases.map(\.rawValue), "ThreatOutcome": ThreatOutcome.allCases.map(\.rawValue),
        "Verdict": Verdict.allCases.map(\.rawValue), "VerdictRule": VerdictRule.allCases.map(\.rawValue),
        "Verification.Basis": Verification.Basis.allCases.map(\.rawValue),
        "Webhook.OffReason": Webhook.OffReason.allCases.map(\.rawValue),
        "WebhookEventKind": WebhookEventKind.allCases.map(\.rawValue), "Weekday": Weekday.allCases.map(\.rawValue),
        "case.returned Cause": CaseReturned.Cause.allCases.map(\.rawValue),
        "request.filed FirstContact": RequestFiled.FirstContact.allCases.map(\.rawValue),
        "session.ended Reason": SessionEnded.Reason.allCases.map(\.rawValue),
    ]

    /// What is shown as it is, numbers, times, ids, codes and names of zones, and what the tests of `NestedFactTests` look at.
    private static let shownAsItIs: Set<String> = [
        "Bool", "CivilDate", "ClockCode", "DispatchMessage", "Identifier", "Inner", "Int", "Int64", "Seconds", "String",
        "String: String: Int64", "Territory", "Timestamp", "ZoneName",
    ]

    /// What has members of its own, which are shown one by one.
    private static let structures: Set<String> = [
        "Addressee", "Assessment.ItemFact", "BankSettings", "CaseContext", "CaseFilter", "ClockDuration", "ClockTerms",
        "ClockTerms.Step", "ExerciseStep", "Fingerprint", "InstrumentTerms", "Interests", "Match", "PreferenceChoices",
        "Proportionality", "Proportionality.Rabat", "Provenance", "RosterEntry", "ThreatEnvelope", "WeeklyShift",
        "WorkingWeek",
    ]

    private static func possible(_ fact: PayloadFact) -> [String]? {
        words["\(fact.act) \(fact.declared)"] ?? words[fact.declared]
    }

    @Test func `names every fact of every act in words`() {
        #expect(facts.count > 400)
        for catalogue in catalogues {
            for fact in facts {
                let name = FieldWords.name(of: fact.name, in: fact.act, catalogue)
                #expect(name != nil, "\(catalogue.code): \(fact.act) \(fact.name)")
            }
            let mark = FieldWords.name(of: JournalEvent.exerciseMark, in: LoginPassed.type, catalogue)
            #expect(mark != nil, "\(catalogue.code)")
        }
    }

    @Test func `names in words what a fact has within it, as the sources declare it`() {
        #expect(members.count > 100)
        for structure in Self.structures { #expect(!types.members(of: structure).isEmpty, "\(structure)") }
        let received = types.members(of: "EventReceived.Inner").map {
            PayloadFact(act: EventReceived.type, name: "event." + $0.name, declared: $0.declared)
        }
        #expect(received.count > 6)
        for catalogue in catalogues {
            for member in members + received {
                let name = FieldWords.name(of: member.name, in: member.act, catalogue)
                #expect(name != nil, "\(catalogue.code): \(member.act) \(member.name)")
            }
        }
    }

    @Test func `names in words what checks are counted by`() {
        let verdicts = Verdict.allCases.map(\.rawValue) + [ChecksCounted.unanswered]
        for catalogue in catalogues {
            for kind in CheckKind.allCases {
                let names = ["counts.\(kind.rawValue)"] + verdicts.map { "counts.\(kind.rawValue).\($0)" }
                for name in names {
                    let shown = FieldWords.name(of: name, in: ChecksCounted.type, catalogue)
                    #expect(shown != nil, "\(catalogue.code): \(name)")
                }
            }
        }
    }

    @Test func `names every sealed part of every act in words, and those that were erased`() throws {
        // The list there is compared with what all acts seal.
        let listed = try Repository.text("Tests/CooperationTests/EveryEventTests.swift")
            .matches(of: #/"([a-zA-Z]+\.[a-zA-Z]+)\/([a-zA-Z0-9]+)"/#)
        #expect(listed.count > 120)
        let seals = listed.map { (act: String($0.output.1), name: String($0.output.2)) }
        let offices = OfficeText.allCases.map { (act: OfficeChanged.type, name: $0.rawValue) }
        let calls = ["callBack", "callBackSource"].map { (act: AssessmentIdentityChecked.type, name: $0) }
        for catalogue in catalogues {
            for (act, name) in seals + offices + calls {
                let shown = FieldWords.name(of: name, in: act, catalogue)
                #expect(shown != nil, "\(catalogue.code): \(act) \(name)")
                let erased = FieldWords.word(name, of: "parts", in: TextsErased.type, catalogue)
                #expect(erased != nil, "\(catalogue.code): \(name) that was erased")
            }
        }
    }

    @Test func `says every word of the domain that a fact can be in words of the reader`() {
        for catalogue in catalogues {
            for fact in facts + members {
                for word in Self.possible(fact) ?? [] {
                    let said = FieldWords.word(word, of: fact.name, in: fact.act, catalogue)
                    #expect(said != nil, "\(catalogue.code): \(fact.act) \(fact.name) \(word)")
                }
            }
        }
    }

    @Test func `has no fact of which nobody said whether it is a word of the domain`() throws {
        let sources = try Repository.sources(below: "Sources/Cooperation")
        let listed = Self.shownAsItIs.union(Self.structures)
        for fact in facts + members where Self.possible(fact) == nil {
            let isKnown = fact.declared.hasPrefix("ID<") || listed.contains(fact.declared)
            #expect(isKnown, "\(fact.act) \(fact.name): \(fact.declared)")
        }
        let sets = Set(sources.matches(of: #/enum ([a-zA-Z]+): String/#).map { String($0.output.1) })
        #expect(sets.count > 50)
        #expect(sets.intersection(listed).isEmpty)
        let declared = Set((facts + members).flatMap { [$0.declared, "\($0.act) \($0.declared)"] })
        #expect(Set(Self.words.keys).union(listed).subtracting(declared).isEmpty)
    }

    @Test func `tells apart what one name means in several acts`() throws {
        let english = try Catalogues().english
        #expect(FieldWords.word("content", of: "kind", in: RequestItemFiled.type, english) == "Content")
        #expect(FieldWords.word("content", of: "kind", in: RequestFiled.type, english) == nil)
        #expect(FieldWords.word("unclear", of: "reason", in: CaseSkipped.type, english) == "I can't tell what it is")
        #expect(FieldWords.word("unclear", of: "reason", in: SessionEnded.type, english) == nil)
        #expect(FieldWords.name(of: "by", in: ClockRuleReplaced.type, english) == "Replaced by")
        #expect(FieldWords.name(of: "by", in: AssessmentLocked.type, english) == "Who")
        #expect(FieldWords.name(of: "subject", in: DecisionMade.type, english) == "Case")
        #expect(FieldWords.name(of: "subject", in: ReadingNoted.type, english) == "Record")
    }

    @Test func `says why an exchange refused something, unless the sentence has a gap that nobody can fill`() throws {
        let english = try Catalogues().english
        let texts = try #require(english.entries["refusal"])
        let gaps = texts.filter { $0.value.texts.contains { $0.contains("{") } }.keys
        #expect(gaps.contains("silence-lasts"))
        for code in texts.keys {
            let said = FieldWords.word(code, of: "code", in: DispatchRefused.type, english)
            #expect((said == nil) == gaps.contains(code), "\(code)")
        }
    }
}
