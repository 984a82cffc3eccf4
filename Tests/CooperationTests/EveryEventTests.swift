import CanonicalJSON
import Cooperation
import Foundation
import Testing

@Suite("Every event")
struct EveryEventTests {
    private static func machines() throws -> [any Replayable] {
        [
            try OrganisationTests.machine(), try PersonTests.machine(), try KeyTests.machine(),
            try AgreementTests.machine(), try BankTests.machine(), try SubmissionTests.machine(),
            try SignalTests.machine(), try CaseTests.machine(), try DecisionTests.machine(),
            try ExchangeTests.machine(), try DispatchTests.machine(), try RosterTests.machine(),
            try AlertTests.machine(), try ReadingTests.machine(), try ExposureTests.machine(),
            try PreferencesTests.machine(), try LoginTests.machine(), try SessionTests.machine(),
            try ClockRuleTests.machine(), try ClockTests.machine(),
            try InstrumentTests.machine(), try OfficeTests.machine(), try OfficerTests.machine(),
            try RequestDraftTests.machine(), try RequestTests.machine(), try AssessmentTests.machine(),
            try AssessmentScanTests.machine(),
            try ThreatAlertTests.machine(), try ThreatNoticeTests.machine(),
            try ExerciseTests.machine(), try WebhookTests.machine(), try CanaryTests.machine(),
        ]
    }

    /// All that any command of any aggregate brings about, and what is recorded without one.
    static func acts() throws -> [Act] {
        let counts = ChecksCounted(
            from: .start,
            until: .start + .minutes(1),
            counts: ["image": ["clear": 3]],
            repeats: 1
        )
        return try machines().flatMap(\.acts) + [
            Act(counts, on: ID<Organisation>.number(1))
        ] + TextErasureTests.acts() + LogForkTests.acts() + [CanaryTests.named]
    }

    static let payloads: [any EventPayload.Type] = [
        OrganisationRegistered.self, OrganisationInterestsDeclared.self, OrganisationStandingChanged.self,
        OrganisationExercisesDeclared.self,
        PersonAdded.self, PersonRolesChanged.self, PersonLanguagesChanged.self, PersonAddressSet.self,
        PersonOfficerNamed.self,
        PersonAddressRemoved.self, PersonLeft.self, PersonErased.self, KeyIssued.self, KeyRevoked.self,
        AgreementProposed.self, AgreementAccepted.self, AgreementLeft.self, BankOpened.self, BankSettingsChanged.self,
        BankEnforcementSwitched.self, BankClosed.self, SubmissionReceived.self, SubmissionAnswered.self,
        SignalProposed.self, SignalVerified.self, SignalOpinionGiven.self, SignalOpinionHeld.self,
        SignalOpinionConfirmed.self, SignalViewed.self, SignalWithdrawn.self, SignalExpired.self, CaseOpened.self,
        CaseMatched.self, CaseAssigned.self, CaseSkipped.self, CaseReleased.self, CaseDecided.self, CaseClosed.self,
        CaseReturned.self,
        CaseErased.self, DecisionMade.self, DecisionCarriedOut.self, DecisionFailed.self, DecisionUnanswered.self,
        DecisionReversed.self, DecisionClosureConfirmed.self, DecisionClosureDeclined.self,
        DecisionClosureUnjudged.self, DecisionRestored.self,
        DecisionEnded.self, ExchangeFollowed.self, EventReceived.self,
        ExchangeCheckpointVerified.self, ExchangeAlarmRaised.self, ExchangeAlarmAcknowledged.self, DispatchQueued.self,
        DispatchDelivered.self, DispatchRefused.self, DispatchRetracted.self, DispatchRecorded.self, LoginInvited.self,
        LoginEnrolled.self,
        LoginPasswordChanged.self, LoginPasskeyAdded.self, LoginPasskeyRemoved.self, LoginPasskeyDoubted.self,
        LoginPassed.self, LoginRefused.self, LoginClosed.self, SessionOpened.self, SessionEnded.self,
        ChecksCounted.self, TextsErased.self, LogForkAccepted.self,
        RosterSet.self, AlertRaised.self, AlertJoined.self, AlertAddressed.self, AlertSent.self, AlertRefused.self,
        AlertAcknowledged.self, AlertExhausted.self, AlertOver.self,
        ReadingNoted.self, ExposureNoted.self, PreferencesChanged.self, PreferencesViewSaved.self,
        PreferencesViewRemoved.self, ClockRuleProposed.self, ClockRuleAdopted.self, ClockRuleConfirmed.self,
        ClockRuleRetired.self, ClockRuleReplaced.self, ClockStarted.self, ClockStopped.self, ClockResumed.self,
        ClockAssigned.self, ClockEscalated.self, ClockBreached.self, ClockExpired.self, ClockEnded.self,
        InstrumentProposed.self, InstrumentAdopted.self, InstrumentConfirmed.self, InstrumentReplaced.self,
        InstrumentRetired.self, OfficeEntered.self, OfficeChanged.self, OfficeWarningSet.self, OfficeVouched.self,
        OfficeRevoked.self, OfficeMisused.self,
        OfficerEntered.self, OfficerRankChanged.self, OfficerVouched.self, OfficerKeyAdded.self,
        OfficerKeyVouched.self, OfficerKeyRevoked.self, OfficerLeft.self, RequestDraftWritten.self,
        RequestDraftSigned.self, RequestDraftFiled.self, RequestDraftDiscarded.self, RequestFiled.self,
        RequestItemFiled.self, RequestReceived.self, RequestWaitEnded.self, RequestTurnedAway.self,
        RequestGuestInvited.self,
        RequestAcknowledged.self, RequestClockStopped.self, RequestClockResumed.self, RequestItemAnswered.self,
        RequestAnswered.self, RequestItemReversed.self, RequestPersonTold.self, RequestDisclosed.self,
        RequestItemLookedAt.self, RequestWithdrawn.self, RequestUnanswered.self, RequestFoundForged.self,
        RequestForgeryTakenBack.self,
        AssessmentOpened.self,
        AssessmentAssigned.self,
        AssessmentIdentityChecked.self, AssessmentLocked.self, AssessmentUnlocked.self, AssessmentFormChecked.self,
        AssessmentWeighed.self, AssessmentPreserved.self, AssessmentAdviserAsked.self, AssessmentDangerJudged.self,
        AssessmentDangerNoted.self, AssessmentItemMarked.self,
        AssessmentProposed.self, AssessmentSentBack.self, AssessmentReopened.self, AssessmentAnswered.self,
        AssessmentWidened.self, AssessmentDisclosed.self,
        AssessmentMeasureConfirmed.self, AssessmentMeasureEnded.self, AssessmentFormalised.self,
        AssessmentNoticeOverdue.self,
        AssessmentFormalMissed.self, AssessmentPersonTold.self, AssessmentClosed.self,
        AssessmentScanKept.self, AssessmentScanRead.self, AssessmentScanErased.self,
        AssessmentFoundForged.self, AssessmentForgeryTakenBack.self, AssessmentItemReversed.self,
        ThreatAlertRaised.self, ThreatAlertApproved.self, ThreatAlertDangerNoted.self, ThreatAlertAgreed.self,
        ThreatAlertRedirected.self, ThreatAlertWithheld.self, ThreatAlertSent.self, ThreatAlertReceived.self,
        ThreatAlertUndelivered.self, ThreatAlertTelephoned.self, ThreatAlertConfirmationMissed.self,
        ThreatAlertAcknowledged.self, ThreatAlertClosed.self, ThreatAlertDropped.self, ThreatNoticeReceived.self,
        ThreatNoticeAcknowledged.self, ThreatNoticeClosed.self,
        ExercisePlanned.self, ExerciseRequestsAdded.self, ExerciseStarted.self, ExerciseClosed.self,
        WebhookMade.self, WebhookSecretChanged.self, WebhookSwitchedOn.self, WebhookSwitchedOff.self,
        WebhookReplayed.self, WebhookRemoved.self, CanaryRegistered.self, CanaryNamed.self, CanaryRemoved.self,
    ]

    @Test("of the source is tried here, has a name of its own and belongs to a known aggregate")
    func complete() throws {
        let source = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/Cooperation").resolvingSymlinksInPath()
        let files = try #require(FileManager.default.enumerator(at: source, includingPropertiesForKeys: nil))
        var written: [String] = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for line in text.split(separator: "\n") where line.contains("static let type = \"") {
                written.append(String(line.split(separator: "\"")[1]))
            }
        }
        let types = Self.payloads.map { $0.type }
        #expect(written.sorted() == types.sorted())
        #expect(Set(types).count == types.count)
        #expect(Set(try Self.acts().map(\.type)) == Set(types))
        // They happen to what exists already, and change no state.
        let stateless = [ChecksCounted.type, TextsErased.type, LogForkAccepted.type]
        for type in types where !stateless.contains(type) {
            let aggregate = try #require(AggregateRegistry.all.aggregate(for: type))
            #expect(type.hasPrefix(aggregate.name + "."))
        }
        for type in stateless { #expect(AggregateRegistry.all.aggregate(for: type) == nil) }
        #expect(AggregateRegistry.all.all.count == 31)
    }

    @Test("keeps its facts from the act to the journal to the typed payload and back")
    func coding() throws {
        let acts = try Self.acts()
        for payload in Self.payloads {
            let recorded = acts.filter { $0.type == payload.type }
            #expect(!recorded.isEmpty, "\(payload.type)")
            for act in recorded { try check(payload, act) }
        }
    }

    private func check<Payload: EventPayload>(_ type: Payload.Type, _ act: Act) throws {
        let event = JournalEvent(act)
        let payload = try event.payload(type)
        let again = Act(payload, on: ID<Signal>(act.subject), sealed: act.sealed)
        #expect(again == act, "\(act.type)")
        let bytes = JSONValue.object(act.facts).canonicalBytes
        let parsed = try JSONValue(parsing: bytes)
        #expect(parsed.objectValue == act.facts, "\(act.type)")
        // The journal's mark of an exercise is no fact of its own, and no payload has one of the same name unnoticed.
        guard !type.tellsExercise else { return }
        #expect(act.facts[JournalEvent.exerciseMark] == nil, "\(act.type)")
        let marked = copy(event, facts: act.facts.merging([JournalEvent.exerciseMark: true]) { told, _ in told })
        #expect(try marked.payload(type) == payload && marked.isExercise, "\(act.type)")
    }

    @Test("names its facts and sealed parts in letters and digits, at most 58 bytes")
    func names() throws {
        for act in try Self.acts() {
            for name in Array(act.facts.keys) + Array(act.sealed.keys) {
                let isPlain = name.utf8.allSatisfy {
                    (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                }
                #expect(isPlain && !name.isEmpty && name.utf8.count <= 58, "\(act.type): \(name)")
            }
        }
    }

    @Test("holds what people write in sealed parts and never in facts")
    func freeText() throws {
        var sealed: Set<String> = []
        for act in try Self.acts() {
            let facts = String(decoding: JSONValue.object(act.facts).canonicalBytes, as: UTF8.self)
            #expect(!facts.contains(Build.marker), "\(act.type)")
            for (name, text) in act.sealed {
                // A telephone number is no word.
                #expect(text.contains(Build.marker) || name == "telephone", "\(act.type): \(name)")
                sealed.insert(act.type + "/" + name)
            }
        }
        #expect(
            sealed == [
                "organisation.registered/name", "organisation.standingChanged/reason", "person.added/name",
                "assessment.scanErased/reason", "assessment.formalised/note",
                "person.addressSet/email",
                "agreement.proposed/title", "bank.opened/name", "submission.received/reference",
                "submission.received/reasons", "submission.answered/reason", "signal.proposed/rationale",
                "signal.proposed/exemptionAssessment", "signal.proposed/source", "signal.proposed/link",
                "signal.verified/lookedAt", "signal.opinionGiven/reason", "signal.opinionHeld/reason",
                "signal.withdrawn/reason", "case.opened/reference", "case.opened/link", "case.opened/thumbnail",
                "case.opened/account", "case.opened/contentKey", "case.opened/accountKey", "texts.erased/reason",
                "log.forkAccepted/reason",
                "decision.made/reasons", "decision.made/exemptionAssessment", "decision.made/groundReference",
                "decision.failed/reason", "decision.reversed/reasons", "decision.closureConfirmed/reasons",
                "decision.closureDeclined/reasons", "exchange.followed/address",
                "case.skipped/note", "preferences.viewSaved/name", "exchange.eventReceived/reason",
                "webhook.made/address", "webhook.made/secret", "webhook.secretChanged/secret",
                "exchange.eventReceived/reason", "exchange.alarmAcknowledged/reason", "dispatch.queued/text",
                "login.enrolled/name", "login.enrolled/loginKey", "login.enrolled/password", "login.enrolled/totp",
                "login.passwordChanged/password", "login.passkeyAdded/credentialId", "login.passkeyAdded/publicKey",
                "login.passkeyAdded/passkeyName", "clockRule.proposed/summary", "clockRule.proposed/source",
                "clockRule.confirmed/confirmedBy",
                "instrument.proposed/title", "instrument.proposed/law",
                "instrument.proposed/source", "instrument.proposed/reasonNotAccepted",
                "instrument.confirmed/confirmation", "instrument.retired/reason", "office.entered/name",
                "office.entered/address", "office.entered/telephone", "office.entered/telephoneSource",
                "office.entered/contact", "office.entered/law", "office.changed/telephone", "office.changed/address",
                "office.warningSet/law", "office.warningSet/source",
                "office.vouched/how", "office.revoked/reason", "officer.entered/name", "officer.entered/post",
                "officer.entered/contact", "officer.vouched/how", "officer.keyAdded/certificate",
                "officer.keyVouched/how", "officer.keyRevoked/reason", "officer.left/reason",
                "requestDraft.written/documents", "requestDraft.signed/signed", "requestDraft.discarded/reason",
                "request.filed/document", "request.filed/authorityName", "request.filed/authorityContact",
                "request.filed/reference", "request.filed/supervisorName", "request.filed/partyKey",
                "assessment.opened/partyKey", "assessment.opened/mailboxKey", "request.itemFiled/address",
                "request.itemFiled/reasons",
                "request.itemFiled/itemKey", "request.clockStopped/note", "request.clockResumed/note",
                "request.itemAnswered/reasons", "request.answered/answer", "request.itemReversed/reasons",
                "request.disclosed/file", "request.withdrawn/reason", "assessment.identityChecked/note",
                "assessment.locked/note", "assessment.unlocked/note", "assessment.foundForged/note",
                "assessment.forgeryTakenBack/reasons",
                "assessment.formChecked/note",
                "assessment.weighed/legalBasis", "assessment.weighed/reasons", "assessment.dangerJudged/reasons",
                "assessment.dangerNoted/note", "assessment.itemMarked/markedItem",
                "assessment.proposed/reasons", "assessment.sentBack/reasons", "assessment.measureConfirmed/reasons",
                "assessment.itemReversed/reasons", "assessment.widened/reasons",
                "assessment.scanErased/reason",
                "threatAlert.raised/what", "threatAlert.raised/why", "threatAlert.raised/identifiers",
                "threatAlert.raised/choice", "threatAlert.dangerNoted/note", "threatAlert.agreed/agreement",
                "threatAlert.redirected/choice", "threatAlert.telephoned/note", "threatAlert.dropped/reason",
                "threatNotice.received/text", "threatNotice.closed/note",
                "exercise.planned/title", "exercise.planned/script", "exercise.closed/note",
                "canary.registered/canaryKey",
            ]
        )
    }

    @Test("gives a state or a replay error in any state of any aggregate, and never crashes")
    func applyIsTotal() throws {
        let events = try Self.acts().map { JournalEvent($0) }
        let distinct = Array(Set(events.map(\.type))).sorted().compactMap { type in events.first { $0.type == type } }
        for machine in try Self.machines() {
            var (taken, refused) = (0, 0)
            for event in distinct {
                for variant in try variants(of: event) {
                    for result in machine.replay(variant) {
                        switch result {
                        case .success: taken += 1
                        case .failure(let error):
                            refused += 1
                            #expect(error is ReplayError)
                        }
                    }
                }
            }
            #expect(taken > 0 && refused > 0)
        }
    }

    /// The event itself, and with each of its facts missing, of another kind, or unknown.
    private func variants(of event: JournalEvent) throws -> [JournalEvent] {
        var all = [event, copy(event, facts: [:]), copy(event, facts: event.facts.merging(["more": 1]) { $1 })]
        for key in event.facts.keys.sorted() {
            for value in [nil, "", "worldwide", -1, [], [:], true, .null] as [JSONValue?] {
                var facts = event.facts
                facts[key] = value
                all.append(copy(event, facts: facts))
            }
        }
        return all
    }

    private func copy(_ event: JournalEvent, version: Int? = nil, facts: [String: JSONValue]? = nil) -> JournalEvent {
        JournalEvent(
            position: event.position,
            type: event.type,
            version: version ?? event.version,
            subject: event.subject,
            time: event.time,
            organisation: event.organisation,
            actor: event.actor,
            facts: facts ?? event.facts,
            origin: event.origin
        )
    }

    @Test("of a version that this program does not know is refused in every state")
    func unknownVersions() throws {
        let machines = try Self.machines()
        for act in try Self.acts() {
            let event = copy(JournalEvent(act), version: act.version + 1)
            for machine in machines {
                for result in machine.replay(event) {
                    if case .success = result { Issue.record("\(act.type) version \(event.version) was applied.") }
                }
            }
        }
    }

    @Test("with a fact that this program does not know is refused in every state")
    func unknownFacts() throws {
        let machines = try Self.machines()
        for act in try Self.acts() where !act.facts.isEmpty {
            let event = copy(JournalEvent(act), facts: act.facts.merging(["more": 1]) { $1 })
            for machine in machines {
                for result in machine.replay(event) {
                    if case .success = result { Issue.record("\(act.type) was applied.") }
                }
            }
        }
    }

    @Test("that an exchange sends never switches on that a platform acts by itself")
    func enforcementIsLocal() throws {
        let bank = try Build.bank(owner: Build.organisation(1), origin: Build.elsewhere)
        let act = try Bank.decide(bank, .switchEnforcement(true), id: bank.id, actor: bank.owner, now: .start)[0]
        #expect(try Bank.apply(bank, JournalEvent(act)).isEnforced)
        let sent = try? Bank.apply(bank, JournalEvent(act, origin: Build.elsewhere))
        #expect(sent?.isEnforced != true)
    }

    @Test("that was received changes what it is about, at the place of the one that brought it")
    func effects() throws {
        let propose = try #require(try SignalTests.machine().commands["propose"])
        let proposed = try propose(nil)[0]
        let inner = EventReceived.Inner(
            type: proposed.type,
            version: proposed.version,
            subject: proposed.subject,
            time: .start + .days(1),
            organisation: .number(2),
            actor: ID<Person>.number(12).identifier,
            facts: proposed.facts
        )
        let received = EventReceived(position: 77, leafHash: "00", event: inner)
        let event = JournalEvent(
            Act(received, on: ID<Exchange>.number(900)),
            position: 5,
            time: .start + .days(2),
            by: .number(1)
        )
        let effects = try event.effects()
        try #require(effects.count == 2)
        #expect(effects[0] == event)
        #expect(effects[1].position == 5 && effects[1].time == .start + .days(1) && effects[1].type == proposed.type)
        #expect(effects[1].origin == EventOrigin(exchange: .number(900), position: 77))
        #expect(effects[1].facts == proposed.facts && effects[1].organisation == .number(2))
        #expect(try JournalEvent(proposed).effects() == [JournalEvent(proposed)])
        #expect(throws: ReplayError.self) { try copy(event, facts: ["position": 1]).effects() }
    }

    @Test("leaves states that survive being stored as JSON")
    func statesAreStored() throws {
        func check<A: Aggregate>(_ machine: StateMachine<A>) throws {
            for (name, state) in machine.states {
                guard let state else { continue }
                let json = try JSONValueEncoder().encode(state)
                #expect(try JSONValueDecoder().decode(A.self, from: json) == state, "\(A.name) \(name)")
                for facet in A.Facet.allCases { _ = state.value(of: facet) }
            }
        }
        try check(OrganisationTests.machine())
        try check(PersonTests.machine())
        try check(KeyTests.machine())
        try check(AgreementTests.machine())
        try check(BankTests.machine())
        try check(SubmissionTests.machine())
        try check(SignalTests.machine())
        try check(CaseTests.machine())
        try check(DecisionTests.machine())
        try check(ExchangeTests.machine())
        try check(DispatchTests.machine())
        try check(RosterTests.machine())
        try check(AlertTests.machine())
        try check(ReadingTests.machine())
        try check(ExposureTests.machine())
        try check(PreferencesTests.machine())
        try check(LoginTests.machine())
        try check(SessionTests.machine())
        try check(ClockRuleTests.machine())
        try check(ClockTests.machine())
        try check(InstrumentTests.machine())
        try check(OfficeTests.machine())
        try check(OfficerTests.machine())
        try check(RequestDraftTests.machine())
        try check(RequestTests.machine())
        try check(AssessmentTests.machine())
    }
}
