import CanonicalJSON
import Cooperation
import SeededRandomness
import Testing

/// The rules of an assessment that are never bent.
@Suite("An assessment's rules")
struct AssessmentRuleTests {
    static let comply = Build.proposal((1, .complied), (2, .complied))

    func propose(_ proposal: AnswerProposal = comply, isFrozen: Bool = false) -> AssessmentCommand {
        .propose(proposal, by: AssessmentTests.writer, isAgencyFrozen: isFrozen)
    }

    func judge(_ role: Role, _ person: ID<Person>, _ agrees: Bool = true) -> AssessmentCommand {
        .judgeDanger(agrees: agrees, reasons: Build.text("reasons"), role: role, by: person)
    }

    @Test("ask for everything before anything is done, in whatever order people do it", arguments: 0..<24)
    func grounds(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var steps: [(String, AssessmentCommand)] = [
            ("identity-unconfirmed", .checkIdentity(.inPerson, .confirmed, note: Build.text("n"), by: .number(41))),
            ("form-not-checked", .checkForm(defects: [], factors: [], note: nil)),
            ("not-weighed", .weigh(Build.finding(), Build.findingNotes)),
            ("not-preserved", .preserve(until: .start + .days(183))),
        ]
        let order = steps.map(\.0)
        var scene = try Scene(.removalOrder)
        steps.shuffle(using: &random)
        for (index, step) in steps.enumerated() {
            let missing = Set(steps[index...].map(\.0))
            #expect(try scene.refusal(propose()) == order.first { missing.contains($0) })
            try scene.act(step.1)
        }
        #expect(try scene.refusal(propose()) == nil && scene.state == .answered)
    }

    @Test("let nothing be removed that is not kept still")
    func preservation() throws {
        var scene = try Scene(.removalOrder).ready()
        scene.now = .start + Scene.keepingTime
        #expect(try scene.refusal(propose()) == "not-preserved")
        #expect(try scene.refusal(.preserve(until: scene.now + .days(1))) == "preservation-too-short")
        try scene.act(.preserve(until: scene.now + Scene.keepingTime))
        #expect(try scene.refusal(propose()) == nil)
    }

    @Test("ask for a second person where speech is protected, it is the first, data go out, or it reaches far")
    func secondPerson() throws {
        let wide = Build.proposal((1, .complied), (2, .complied), territory: .everywhere)
        let elsewhere = Build.proposal((1, .complied), (2, .complied), territory: .countries(["ID", "MY"]))
        for (scene, proposal) in [
            (try Scene(.removalOrder).ready(), wide), (try Scene(.removalOrder).ready(), elsewhere),
            (try Scene(.removalOrder, isFirstOfKind: true).ready(), Self.comply),
            (try Scene(.removalOrder).ready(Build.finding(roles: [.journalist])), Self.comply),
            (try Scene(.removalOrder, factors: [.doubtfulAddress]).ready(), Self.comply),
            (try Scene(.disclosure).ready(), Self.comply), (try Scene(.emergencyDisclosure).ready(), Self.comply),
        ] {
            var scene = scene
            try scene.act(propose(proposal))
            #expect(scene.state == .proposed)
            #expect(try scene.refusal(.approve(by: AssessmentTests.writer)) == "same-person")
            #expect(try scene.refusal(.approve(by: AssessmentTests.approver)) == nil)
            #expect(scene.state == .answered)
        }
        var plain = try Scene(.removalOrder).ready()
        try plain.act(propose())
        #expect(plain.state == .answered)
    }

    @Test("look twice at who asks for data about somebody whose speech is protected")
    func protectedTarget() throws {
        let plain = try Scene(.disclosure).ready()
        let journalist = try Scene(.disclosure).ready(Build.finding(roles: [.journalist]))
        #expect(plain.assessment?.factors.contains(.protectedTarget) == false)
        #expect(journalist.assessment?.factors.contains(.protectedTarget) == true)
        #expect((journalist.assessment?.riskScore ?? 0) > (plain.assessment?.riskScore ?? 0))
        let removal = try Scene(.removalOrder).ready(Build.finding(roles: [.journalist]))
        #expect(removal.assessment?.factors.contains(.protectedTarget) == false)
    }

    @Test("let no finding take back that speech is protected or that somebody is in danger")
    func findingsStay() throws {
        var scene = try Scene(.disclosure).ready(Build.finding(dangers: [.death], roles: [.lawyer]))
        try scene.act(.weigh(Build.finding(dangers: [], roles: []), Build.findingNotes))
        #expect(scene.assessment?.protectedRoles == [.lawyer] && scene.assessment?.dangers == [.death])
        #expect(try scene.refusal(propose()) == "danger-not-agreed")
    }

    @Test("let no single role, no order of roles and no single human pass the danger gate", arguments: Danger.allCases)
    func danger(_ danger: Danger) throws {
        let ready = try Scene(.disclosure).ready(Build.finding(dangers: [danger]))
        let (counsel, adviser) = (AssessmentTests.counsel, AssessmentTests.adviser)
        // Every role, alone, said twice.
        for role in Role.allCases {
            var scene = ready
            _ = try scene.refusal(.askAdviser(adviser))
            for person in [counsel, adviser, .number(70)] { _ = try scene.refusal(judge(role, person)) }
            #expect(scene.assessment?.isBarredByDanger == true, "\(role)")
            #expect(try scene.refusal(propose()) == "danger-not-agreed", "\(role)")
        }
        // Every pair of roles but the one.
        for first in Role.allCases {
            for second in Role.allCases {
                var scene = ready
                try scene.act(.askAdviser(adviser))
                _ = try scene.refusal(judge(first, first == .adviser ? adviser : counsel))
                _ = try scene.refusal(judge(second, second == .adviser ? adviser : counsel))
                let isBoth = Set([first, second]) == [.counsel, .adviser]
                #expect(scene.assessment?.isBarredByDanger == !isBoth, "\(first) \(second)")
                #expect(try scene.refusal(propose()) == (isBoth ? nil : "danger-not-agreed"), "\(first) \(second)")
            }
        }
        // One human in both roles, in both orders.
        var same = ready
        try same.act(judge(.counsel, counsel))
        #expect(try same.refusal(.askAdviser(counsel)) == "same-person")
        same = ready
        try same.act(.askAdviser(counsel))
        try same.act(judge(.adviser, counsel))
        #expect(try same.refusal(judge(.counsel, counsel)) == "same-person")
        #expect(same.assessment?.isBarredByDanger == true)
        // The adviser called back, and so is not independent.
        same = ready
        #expect(try same.refusal(.askAdviser(AssessmentTests.caller)) == "same-person")
        // One of the two says no, or takes it back, or what they agreed to is not what is found now.
        for role in [Role.counsel, .adviser] {
            var scene = ready
            try scene.act(.askAdviser(adviser))
            try scene.act(judge(.counsel, counsel))
            try scene.act(judge(.adviser, adviser))
            #expect(scene.assessment?.isBarredByDanger == false)
            var weighed = scene
            try weighed.act(.weigh(Build.finding(dangers: [danger]), Build.findingNotes))
            #expect(weighed.assessment?.isBarredByDanger == true)
            try scene.act(propose())
            try scene.act(judge(role, role == .counsel ? counsel : adviser, false))
            #expect(try scene.refusal(.approve(by: AssessmentTests.approver)) == "danger-not-agreed", "\(role)")
        }
    }

    @Test("stop what was agreed to where the office then denies that it asked")
    func deniedLater() throws {
        var scene = try Scene(.emergencyDisclosure).ready()
        try scene.act(propose())
        try scene.check(.callBack, .denied)
        #expect(scene.assessment?.isCalledBack == false && scene.assessment?.isIdentified == false)
        #expect(try scene.refusal(.approve(by: AssessmentTests.approver)) == "identity-unconfirmed")
        try scene.act(.lock(factors: [], note: Build.text("note")))
        #expect(scene.assessment?.proposal == nil)
        try scene.act(.unlock(note: Build.text("note"), by: AssessmentTests.clearer))
        #expect(scene.state == .open)
        #expect(try scene.refusal(propose()) == "identity-unconfirmed")
    }

    @Test("let a signature stand for nothing once somebody who was reached denied it")
    func signatures() throws {
        var scene = try Scene(.removalOrder)
        try scene.act(.checkIdentity(.signature, .confirmed, note: Build.text("note"), by: nil))
        #expect(scene.assessment?.isIdentified == true)
        try scene.check(.callBack, .unreachable)
        #expect(scene.assessment?.isIdentified == true)
        try scene.check(.callBack, .denied)
        #expect(scene.assessment?.isIdentified == false)
        try scene.act(.checkIdentity(.signature, .confirmed, note: Build.text("note"), by: .number(44)))
        #expect(scene.assessment?.isIdentified == false)
        var data = try Scene(.disclosure)
        for method in [IdentityCheck.Method.signature, .inPerson] { try data.check(method, .confirmed) }
        #expect(data.assessment?.isIdentified == false, "Data go out only after a call.")
    }

    @Test("lock by the score, and let those clear it alone who did not work on it and do not answer it")
    func clearing() throws {
        let heavy: [RiskFactor] = [.doubtfulAddress, .alteredDocument]
        var scene = try Scene(.removalOrder, factors: heavy).ready()
        #expect(scene.assessment?.riskScore == 70)
        #expect(try scene.refusal(propose()) == "risk-too-high")
        #expect(try scene.refusal(.unlock(note: "n", by: AssessmentTests.caller)) == "same-person")
        try scene.act(.unlock(note: "n", by: AssessmentTests.writer))
        #expect(try scene.refusal(propose()) == "risk-too-high", "Who clears it does not answer it.")
        try scene.act(.unlock(note: "n", by: AssessmentTests.clearer))
        var doubted = scene
        try doubted.act(.checkForm(defects: [], factors: [.newPlace], note: nil))
        #expect(try doubted.refusal(propose()) == "risk-too-high", "That was not known when it was cleared.")
        #expect(try scene.refusal(propose()) == nil)
    }

    @Test("answer a valid, a vague and an out-of-scope item of one order together")
    func mixedAnswer() throws {
        let mixed = Build.proposal((1, .complied), (2, .clarificationAsked), (3, .refusedScope))
        var scene = try Scene(.removalOrder, items: 3).ready()
        #expect(try scene.refusal(propose(mixed)) == "form-not-checked")
        try scene.act(.checkForm(defects: [.legalBasis, .identification], factors: [], note: nil))
        #expect(try scene.refusal(propose(mixed)) == "form-incomplete", "Without a law nothing is done about any item.")
        try scene.act(.checkForm(defects: [.identification], factors: [], note: nil))
        let all = Build.proposal((1, .complied), (2, .complied), (3, .refusedScope))
        #expect(try scene.refusal(propose(all)) == "form-incomplete")
        #expect(try scene.refusal(propose(mixed)) == nil)
        #expect(scene.state == .open)
        let rest = Build.proposal((2, .complied))
        #expect(try scene.refusal(propose(rest)) == "form-incomplete")
        try scene.act(.checkForm(defects: [], factors: [], note: nil))
        #expect(try scene.refusal(propose(rest)) == nil && scene.state == .answered)
        #expect(scene.assessment?.outcomes.map(\.outcome) == [.complied, .complied, .refusedScope])
    }

    @Test("owe after an emergency what is owed, whatever is answered about other items later")
    func emergencyDuties() throws {
        var scene = try Scene(.emergencyDisclosure).ready()
        try scene.propose((1, .complied), (2, .underReview))
        try scene.act(.approve(by: AssessmentTests.approver))
        #expect(scene.assessment?.formalDueAt == .start + .days(14))
        #expect(scene.assessment?.noticeDueAt == .start + .days(90))
        scene.now = .start + .days(1)
        try scene.propose((2, .refusedScope))
        #expect(scene.state == .answered && scene.assessment?.formalDueAt == .start + .days(14))
        #expect(scene.assessment?.noticeDueAt == .start + .days(90))
        #expect(try scene.act(.expire(.temporaryMeasureEnds)).isEmpty)
        #expect(try scene.act(.expire(.agencyFrozen)).map(\.type) == [AssessmentFormalMissed.type])
        #expect(try scene.act(.expire(.agencyFrozen)).isEmpty)
        #expect(scene.assessment?.lookupKeys.contains(Assessment.frozenKey(of: .number(2))) == true)
        #expect(try scene.refusal(.disclose(.subscriber, sealedFile: "00")) == "agency-frozen")
        let (note, clearer) = (Build.text("note"), AssessmentTests.clearer)
        for answerer in [AssessmentTests.writer, AssessmentTests.approver] {
            #expect(try scene.refusal(.noteFormal(nil, note: note, by: answerer)) == "same-person")
        }
        #expect(try scene.refusal(.noteFormal(nil, note: " ", by: clearer)) == "text-missing")
        try scene.act(.noteFormal(nil, note: note, by: clearer))
        #expect(scene.assessment?.lookupKeys.contains(Assessment.frozenKey(of: .number(2))) == false)
        #expect(try scene.refusal(.disclose(.subscriber, sealedFile: "00")) == nil)
    }

    @Test("hand data over in stages, never what was said in an emergency, and nothing once it looks forged")
    func stages() throws {
        var scene = try Scene(.emergencyDisclosure, categories: [.subscriber, .traffic, .content]).ready()
        #expect(try scene.refusal(propose()) == "content-never-in-emergency")
        try scene.propose((1, .compliedInPart), (2, .compliedInPart))
        try scene.act(.approve(by: AssessmentTests.approver))
        #expect(try scene.refusal(.disclose(.content, sealedFile: "00")) == "category-not-asked")
        #expect(try scene.refusal(.disclose(.traffic, sealedFile: "01")) == "less-comes-first")
        try scene.act(.disclose(.subscriber, sealedFile: "00"))
        #expect(try scene.act(.disclose(.subscriber, sealedFile: "00")).isEmpty)
        var locked = scene
        try locked.act(.lock(factors: [.alteredDocument], note: "n"))
        #expect(try locked.refusal(.disclose(.traffic, sealedFile: "01")) == "request-locked")
        try locked.act(.unlock(note: "n", by: AssessmentTests.clearer))
        #expect(locked.state == .answered)
        try locked.check(.callBack, .denied)
        #expect(try locked.refusal(.disclose(.traffic, sealedFile: "01")) == "risk-too-high")
        #expect(try scene.refusal(.disclose(.traffic, sealedFile: "01")) == "reasons-needed-for-more")
    }

    @Test("let nobody find alone that what they locked is forged, also where an older program recorded the lock")
    func olderLock() throws {
        let scene = try Scene(.removalOrder)
        let (locker, other) = (AssessmentTests.locker, AssessmentTests.clearer)
        let lock = Act(
            type: AssessmentLocked.type,
            version: AssessmentLocked.version,
            subject: AssessmentTests.id.identifier,
            facts: ["factors": []],
            sealed: ["note": "n"]
        )
        let locked = try #require(
            try Assessment.after(scene.assessment, [lock], actor: locker.identifier)
        )
        #expect(locked.lockedBy == locker && !locked.mayBeFoundForged(by: locker) && locked.mayBeFoundForged(by: other))
        let closed = try #require(
            try Assessment.after(
                locked,
                Assessment.decide(locked, .close, id: AssessmentTests.id, now: .start)
            )
        )
        #expect(closed.state == .closed && closed.mayBeFoundForged(by: other), "What was taken back is found so still.")
    }

    @Test("make neither a kind nor an officer known by what was found forged")
    func forgedIsUnknown() throws {
        var scene = try Scene(.removalOrder).ready()
        try scene.act(propose())
        let known = try #require(scene.assessment?.lookupKeys)
        #expect(!known.isEmpty)
        try scene.act(.lock(factors: [.alteredDocument], note: "n"))
        try scene.act(.findForged(note: "n", by: AssessmentTests.clearer))
        #expect(scene.assessment?.foundForgedAt != nil && scene.assessment?.lookupKeys.isEmpty == true)
    }

    @Test("ask in an emergency for the authority's supervisor, and nothing of a frozen agency")
    func emergencyGates() throws {
        var alone = try Scene(.emergencyDisclosure, factors: [.noSupervisor]).ready()
        #expect(try alone.refusal(propose()) == "supervisor-missing")
        var frozen = try Scene(.emergencyDisclosure).ready()
        #expect(try frozen.refusal(propose(isFrozen: true)) == "agency-frozen")
        #expect(
            try frozen.refusal(propose(Build.proposal((1, .refusedScope), (2, .refusedScope)), isFrozen: true)) == nil
        )
    }

    @Test("end a temporary measure after 72 hours, the earliest first, unless somebody confirms it in time")
    func measures() throws {
        var scene = try Scene(.removalOrder).ready()
        try scene.propose((1, .compliedInCountry), (2, .underReview), isTemporary: true)
        scene.now = .start + .hours(10)
        try scene.propose((2, .compliedInCountry), isTemporary: true)
        #expect(scene.assessment?.measure?.items == [1, 2])
        #expect(scene.assessment?.measure?.endsAt == .start + .hours(72))
        scene.now = .start + .hours(72)
        #expect(try scene.refusal(.confirmMeasure(reasons: "r", by: AssessmentTests.approver)) == "no-measure")
        #expect(try scene.act(.expire(.temporaryMeasureEnds)).map(\.type) == [AssessmentMeasureEnded.type])
        #expect(try scene.act(.expire(.temporaryMeasureEnds)).isEmpty && scene.assessment?.measure == nil)
    }

    @Test("keep an item once in a temporary measure however often it is answered, and not once it is refused")
    func measuresAgain() throws {
        var scene = try Scene(.removalOrder).ready()
        func reopen(_ item: Int, _ dispatch: UInt64) -> AssessmentCommand {
            .reopen(items: [item], refused: [.number(dispatch)], by: AssessmentTests.writer)
        }
        try scene.propose((1, .compliedInCountry), (2, .compliedInCountry), isTemporary: true)
        scene.now = .start + .hours(10)
        try scene.act(reopen(1, 7))
        #expect(scene.assessment?.measure?.items == [1, 2], "What was done stays.")
        try scene.propose((1, .compliedInCountry), isTemporary: true)
        #expect(scene.assessment?.measure?.items == [1, 2])
        #expect(scene.assessment?.measure?.endsAt == .start + .hours(72))
        try scene.act(reopen(1, 8))
        try scene.propose((1, .refusedScope))
        #expect(scene.assessment?.measure?.items == [2])
        #expect(scene.assessment?.measure?.endsAt == .start + .hours(72))
        try scene.act(reopen(2, 9))
        try scene.propose((2, .refusedScope))
        #expect(scene.state == .answered && scene.assessment?.measure == nil)
    }

    @Test("let nothing out that would end by a rule which the registry does not have")
    func missingRules() throws {
        let measure = Build.proposal((1, .compliedInCountry), (2, .refusedScope), isTemporary: true)
        let order = try Scene(.removalOrder).ready()
        var emergency = try Scene(.emergencyDisclosure).ready()
        try emergency.act(propose())
        let approve = AssessmentCommand.approve(by: AssessmentTests.approver)
        var (unformal, untold, endless) = (
            Scene.deadlines(at: .start), Scene.deadlines(at: .start), Scene.deadlines(at: .start)
        )
        (endless.measureEndsAt, unformal.formalDueAt, untold.noticeDueAt) = (nil, nil, nil)
        for (scene, command, deadlines, missing) in [
            (order, propose(measure), endless, "INT_TEMP_GEO"), (emergency, approve, unformal, "INT_EDR_FORMAL"),
            (emergency, approve, untold, "INT_EDR_USER_NOTICE"),
        ] {
            let refusal = #expect(throws: Refusal.self) {
                try Assessment.decide(
                    scene.assessment,
                    command,
                    id: AssessmentTests.id,
                    now: .start,
                    deadlines: deadlines
                )
            }
            #expect(refusal?.code == "clock-rule-missing" && refusal?.message.contains(missing) == true)
        }
    }

    @Test("let the person be told when the registry says, and at once where it says nothing")
    func telling() throws {
        for (deadlines, due) in [
            (AnswerDeadlines(tellingDueAt: Timestamp.start + .hours(5)), Timestamp.start + .hours(5)),
            (AnswerDeadlines(), Timestamp.start),
        ] {
            let ready = try Scene(.removalOrder).ready().assessment
            let acts = try Assessment.decide(
                ready,
                propose(),
                id: AssessmentTests.id,
                now: .start,
                deadlines: deadlines
            )
            #expect(try Assessment.after(ready, acts)?.noticeDueAt == due)
        }
    }
}
