import Console
import Cooperation
import Documents
import Fingerprints
import Services
import Testing

@Suite struct CatalogueTests {
    private let english: Catalogue
    private let others: [Catalogue]
    private let templates: String
    private let scripts: String
    private let sources: String

    init() throws {
        let catalogues = try Catalogues()
        english = catalogues.english
        others = catalogues.all.filter { $0.code != catalogues.english.code }
        templates = ConsoleAsset.all.filter { $0.name.hasSuffix(".mustache") }
            .map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: "\n")
        scripts = ConsoleAsset.all.filter { $0.name.hasSuffix(".js") }
            .map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: "\n")
        sources = try Repository.sources(below: "Sources/Console")
    }

    /// The pages that hold a text for each word of the domain, and those words.
    private static let words: [String: [String]] = [
        "agreementNote": Agreement.Use.allCases.map(\.rawValue),
        "agreementState": Agreement.State.allCases.map(\.rawValue),
        "agreementUse": Agreement.Use.allCases.map(\.rawValue), "alarm": Exchange.Alarm.allCases.map(\.rawValue),
        "alertKind": Alert.Kind.allCases.map(\.rawValue),
        "alertState": Alert.State.allCases.map(\.rawValue),
        "arrival": RequestChannel.allCases.map(\.rawValue) + AnswerChannel.allCases.map(\.rawValue),
        "assessmentState": Assessment.State.allCases.map(\.rawValue),
        "authorisationSource": RequestDocument.Authorisation.Source.allCases.map(\.rawValue),
        "authorityWord": AuthorityWord.allCases.map(\.rawValue),
        "clockStart": ClockTerms.Start.allCases.map(\.rawValue),
        "clockUnit": ClockDuration.Unit.allCases.map(\.rawValue), "clockZone": ["authority"],
        "colourScheme": PreferenceChoices.ColourScheme.allCases.map(\.rawValue),
        "danger": Danger.allCases.map(\.rawValue), "dataCategory": DataCategory.allCases.map(\.rawValue),
        "draftState": RequestDraft.State.allCases.map(\.rawValue),
        "emergencyNature": RequestDocument.Emergency.Nature.allCases.map(\.rawValue),
        "exerciseStage": ExerciseStage.allCases.map(\.rawValue),
        "exerciseState": Exercise.State.allCases.map(\.rawValue),
        "forgeryReach": ForgeryReach.allCases.map(\.rawValue),
        "frozenLink": FrozenAgency.Link.allCases.map(\.rawValue),
        "filingState": Dispatch.State.allCases.map(\.rawValue), "formDefect": FormDefect.allCases.map(\.rawValue),
        "identityMethod": IdentityCheck.Method.allCases.map(\.rawValue),
        "identityResult": IdentityCheck.Result.allCases.map(\.rawValue),
        "itemFinding": ItemLook.Finding.allCases.map(\.rawValue),
        "itemKind": RequestItem.Kind.allCases.map(\.rawValue), "itemOutcome": ItemOutcome.allCases.map(\.rawValue),
        "keyKind": OfficerKey.Kind.allCases.map(\.rawValue),
        "may": Permission.allCases.map(\.rawValue),
        "officeFunction": OfficeFunction.allCases.map(\.rawValue),
        "personState": Person.State.allCases.map(\.rawValue),
        "protectedRole": ProtectedRole.allCases.map(\.rawValue),
        "qualityConsequence": QualityView.Consequence.allCases.map(\.rawValue),
        "requestForm": RequestForm.allCases.map(\.rawValue),
        "requiredAuthorisation": RequiredAuthorisation.allCases.map(\.rawValue),
        "weekday": Weekday.allCases.map(\.rawValue),
        "requestGround": RequestGround.allCases.map(\.rawValue), "requestKind": RequestKind.allCases.map(\.rawValue),
        "receiptHolder": RequestReceiptView.allCases.map(\.rawValue),
        "requestState": Request.State.allCases.map(\.rawValue), "riskFactor": RiskFactor.allCases.map(\.rawValue),
        "standing": Standing.allCases.map(\.rawValue), "standingNote": Standing.allCases.map(\.rawValue),
        "submissionState": Submission.State.allCases.map(\.rawValue),
        "stopReason": ClockTerms.StopReason.allCases.map(\.rawValue),
        "instrumentState": Instrument.State.allCases.map(\.rawValue),
        "keyRevocation": OfficerKey.Revocation.allCases.map(\.rawValue),
        "caseReturn": CaseReturned.Cause.allCases.map(\.rawValue),
        "clockEnding": Clock.Ending.allCases.map(\.rawValue),
        "firstOrder": RequestFiled.FirstContact.allCases.map(\.rawValue),
        "loginMethod": Session.Method.allCases.map(\.rawValue),
        "sessionEnd": SessionEnded.Reason.allCases.map(\.rawValue),
        "clockConsequence": ClockTerms.Consequence.allCases.map(\.rawValue),
        "clockRuleState": ClockRule.State.allCases.map(\.rawValue),
        "clockState": Clock.State.allCases.map(\.rawValue),
        "clockSubject": Clock.SubjectKind.allCases.map(\.rawValue),
        "caseAssignment": CaseFilter.Assignment.allCases.map(\.rawValue),
        "caseQueue": CaseFilter.Queue.allCases.map(\.rawValue),
        "organisationKind": OrganisationKind.allCases.map(\.rawValue), "roleNote": Role.allCases.map(\.rawValue),
        "skipReason": SkipReason.allCases.map(\.rawValue),
        "readingKind": Reading.Subject.Kind.allCases.map(\.rawValue),
        "decisionClosure": Decision.Closure.allCases.map(\.rawValue),
        "readingPurpose": Reading.Purpose.allCases.map(\.rawValue),
        "basis": Verification.Basis.allCases.map(\.rawValue),
        "behaviour": Behaviour.allCases.map(\.rawValue), "caseState": Case.State.allCases.map(\.rawValue),
        "contentKind": ContentKind.allCases.map(\.rawValue),
        "document": DocumentWord.allCases.map(\.rawValue),
        "decisionState": Decision.State.allCases.map(\.rawValue), "receipt": ReceiptView.allCases.map(\.rawValue),
        "receiptNote": ReceiptView.allCases.map(\.rawValue),
        "exemption": Exemption.allCases.map(\.rawValue),
        "finding": Finding.allCases.map(\.rawValue), "fingerprintKind": FingerprintKind.allCases.map(\.rawValue),
        "ground": Ground.allCases.map(\.rawValue), "measure": Measure.allCases.map(\.rawValue),
        "opinion": Opinion.Category.allCases.map(\.rawValue),
        "opinionCategory": Opinion.Category.allCases.map(\.rawValue),
        "orientation": DihedralTransform.allCases.map(\.rawValue),
        "provenance": Provenance.Source.allCases.map(\.rawValue), "role": Role.allCases.map(\.rawValue),
        "rule": VerdictRule.allCases.map(\.rawValue), "signalMeaning": Signal.State.allCases.map(\.rawValue),
        "signalState": Signal.State.allCases.map(\.rawValue), "verdict": Verdict.allCases.map(\.rawValue),
        "threatDanger": Danger.allCases.map(\.rawValue), "threatHindrance": ThreatHindrance.allCases.map(\.rawValue),
        "threatLevel": ThreatLevel.allCases.map(\.rawValue),
        "threatNoticeState": ThreatNotice.State.allCases.map(\.rawValue),
        "threatOutcome": ThreatOutcome.allCases.map(\.rawValue),
        "threatState": ThreatAlert.State.allCases.map(\.rawValue),
        "webhookState": Webhook.State.allCases.map(\.rawValue),
        "webhookOff": Webhook.OffReason.allCases.map(\.rawValue),
        "webhookFailure": WebhookFailure.Reason.allCases.map(\.rawValue),
        "verdictMeaning": Verdict.allCases.map(\.rawValue),
    ]

    @Test(arguments: CatalogueTests.words.keys.sorted())
    func `each word of the domain has a text, and each text a word`(_ page: String) throws {
        let words = Set(try #require(Self.words[page]))
        for catalogue in [english] + others {
            let known = Set(try #require(catalogue.entries[page], "\(catalogue.code)").keys)
            #expect(words.subtracting(known).isEmpty, "\(catalogue.code)")
            let isAlone = page == "receipt" || known.subtracting(words).isEmpty
            #expect(isAlone, "\(catalogue.code): of these pages only one has other texts too")
        }
    }

    @Test func `a template asks for no text that there is not`() {
        for match in templates.matches(of: #/\{\{t\.([a-zA-Z]+)\.([a-zA-Z0-9]+)\}\}/#) {
            let (page, key) = (String(match.output.1), String(match.output.2))
            if case .text? = english.entries[page]?[key] { continue }
            Issue.record("{{t.\(page).\(key)}} has no text")
        }
    }

    @Test func `the program asks for no text that there is not`() {
        for match in sources.matches(of: #/"([a-zA-Z]+)\.([a-zA-Z0-9]+)"/#) {
            let (page, key) = (String(match.output.1), String(match.output.2))
            guard let texts = english.entries[page], !Self.events.contains("\(page).\(key)") else { continue }
            #expect(texts[key] != nil, "\(page).\(key)")
        }
    }

    /// Types of events and beginnings of names look like names of texts.
    private static let events: Set<String> = ["case.opened", "practiceCase.c", "verify.js", "clocks.js"]
    /// What the root tells the console of the node's condition, and what an exchange may be alarmed about.
    private static let fromOutside: Set<String> = [
        "overview.starting", "overview.degraded",
        // A field's text is its name and "Field".
        "exercises.draftField", "exercises.noteField", "exercises.requestsField",
    ]

    @Test func `no text is there that nothing asks for`() throws {
        let (console, all) = try (SourceWords(sources), SourceWords(Repository.sources(below: "Sources")))
        let asked = Set(templates.matches(of: #/t\.([a-zA-Z]+\.[a-zA-Z0-9]+)\}\}/#).map { String($0.output.1) })
        for (page, texts) in english.entries {
            let isBuilt = console.literals.contains(page + ".") || console.literals.contains(page)
            for key in texts.keys where Self.words[page]?.contains(key) != true {
                let name = "\(page).\(key)"
                let isAsked =
                    page == "practiceCase" || asked.contains(name) || console.literals.contains(name)
                    || Self.fromOutside.contains(name)
                    || isBuilt
                        && [key, stem(key)].contains { console.names.contains($0) || console.cases.contains($0) }
                    || Self.ofTheDomain.contains(page)
                        && [key, stem(key)].contains { all.names.contains($0) || all.cases.contains($0) }
                    || page == "event" && isEvent(key, in: all)
                #expect(isAsked, "\(name)")
            }
        }
    }

    /// The pages whose names are codes of refusals, names of facts, or words that the domain has and the console spells out
    /// one by one.
    private static let ofTheDomain: Set<String> = [
        "refusal", "fieldName", "submissions", "practiceCase",
    ]

    /// A name without what the program adds to the name of a field or an act.
    private func stem(_ key: String) -> String {
        let suffix = ["Hint", "Help", "Filter", "Wrong", "Submit"].first { key.hasSuffix($0) }
        return String(key.dropLast(suffix?.count ?? 0))
    }

    private func isEvent(_ key: String, in all: SourceWords) -> Bool {
        key.indices.filter { key[$0].isUppercase }.contains { capital in
            let type = key[..<capital] + "." + key[capital].lowercased() + key[key.index(after: capital)...]
            return all.literals.contains(String(type))
        }
    }

    @Test func `documents have their words in every language, English first where nobody reviewed them`() throws {
        let catalogues = try Catalogues()
        for catalogue in catalogues.all {
            let words = try catalogues.documentWords(catalogue.code)
            let isAlone = catalogue.code == "en" || catalogue.reviewedBy != nil
            #expect(words.isDraft == !isAlone && words.language == (isAlone ? catalogue.code : "en"))
            #expect((words.phrase(.removalOrder).beside == nil) == isAlone)
        }
        #expect(try catalogues.documentWords("xx") == catalogues.documentWords("en"))
    }

    @Test func `every text of a refusal that is translated belongs to a refusal`() throws {
        let all = SourceWords(try Repository.sources(below: "Sources"))
        for code in try #require(english.entries["refusal"]).keys { #expect(all.literals.contains(code), "\(code)") }
    }

    @Test func `every act that the journal keeps has a text in each language`() throws {
        let domain = try Repository.sources(below: "Sources/Cooperation")
        let types = domain.matches(of: #/static let type = "([a-zA-Z]+)\.([a-zA-Z]+)"/#)
        #expect(types.count > 150)
        for match in types {
            let (family, what) = (match.output.1, match.output.2)
            let key = "\(family)\(what.prefix(1).uppercased())\(what.dropFirst())"
            for catalogue in [english] + others {
                let text = catalogue.entries["event"]?[key]
                #expect(text != nil, "\(catalogue.code): \(key)")
            }
        }
    }

    @Test func `the journal offers every act that somebody reads, by the type that it is kept under`() throws {
        let domain = try Repository.sources(below: "Sources/Cooperation")
        let types = domain.matches(of: #/static let type = "([a-zA-Z]+\.[a-zA-Z]+)"/#).map { String($0.output.1) }
        let read = types.filter { AuthorisationRules.eventFamily(of: $0) != nil }
        #expect(read.contains("requestDraft.written") && read.contains("clockRule.adopted"))
        for catalogue in [english] + others {
            #expect(catalogue.actTypes.sorted() == Set(read).sorted(), "\(catalogue.code)")
        }
    }

    @Test func `every practice case has its three texts and no other is there`() throws {
        let keys = PracticeCase.all.flatMap { [$0.contentKey, $0.knownKey, $0.whyKey] }
        let known = try #require(english.entries["practiceCase"]).keys.map { "practiceCase." + $0 }
        #expect(keys.sorted() == known.sorted())
    }

    @Test func `a placeholder is filled by whoever asks for its text`() {
        let console = SourceWords(sources)
        for (page, texts) in english.entries {
            for (key, entry) in texts {
                for text in entry.texts {
                    for match in text.matches(of: #/\{([a-zA-Z]+)\}/#) where match.output.1 != "count" {
                        let isFilled =
                            console.literals.contains(String(match.output.1))
                            || scripts.contains(String(match.output.1))
                        #expect(isFilled, "\(page).\(key): \(match.output.0)")
                    }
                }
                if case .plural(let forms) = entry {
                    #expect(forms["other"]?.contains("{count}") == true, "\(page).\(key) counts without a count")
                }
            }
        }
    }

    @Test func `another language has the same texts with the same placeholders`() {
        func placeholders(_ entry: Catalogue.Entry) -> Set<Substring> {
            Set(entry.texts.flatMap { $0.matches(of: #/\{[a-zA-Z]+\}/#).map(\.output) })
        }
        for catalogue in others {
            for (page, texts) in english.entries {
                for (key, entry) in texts {
                    let other = catalogue.entries[page]?[key]
                    #expect(other.map(placeholders) == placeholders(entry), "\(catalogue.code): \(page).\(key)")
                }
                let added = Set((catalogue.entries[page] ?? [:]).keys).subtracting(texts.keys)
                #expect(added.isEmpty, "\(catalogue.code): \(page)")
            }
        }
    }

    @Test func `nothing says that a veil before a picture protects whoever looks`() throws {
        let pages = Repository.files(below: "docs").filter { $0.hasSuffix(".md") }.map { "docs/" + $0 }
        #expect(pages.contains("docs/operations.md") && pages.contains("docs/formats/receipt.md"))
        for page in pages + ["README.md"] {
            let claims = VeilClaims.found(in: try Repository.text(page))
            #expect(claims == [], "\(page)")
        }
        for (page, texts) in english.entries {
            for (key, entry) in texts {
                let claims = entry.texts.flatMap(VeilClaims.found)
                #expect(claims == [], "\(page).\(key)")
            }
        }
    }

    @Test(arguments: [
        "Pictures are blurred to protect you.", "Grey pictures\nkeep whoever looks safe.", "A muted video spares you",
        "Nobody has to look. Veils shield whoever does.", "- Blurring: safer.\n- Sound: muting protects too.",
    ])
    func `a sentence that says so is found`(_ text: String) {
        #expect(VeilClaims.found(in: text).count == 1)
    }

    @Test(arguments: [
        "Blur protects nobody.", "Do not think that grey is safe.", "It is blurred. Keys are kept safe.",
        "# Veils\nProtected roles", "A mutex protects it.", "It isn't safer behind a veil.",
    ])
    func `a sentence that denies it, or speaks of something else, is not`(_ text: String) {
        #expect(VeilClaims.found(in: text) == [])
    }
}
