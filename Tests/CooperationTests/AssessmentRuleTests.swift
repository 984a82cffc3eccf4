import Cooperation
import Testing

/// The rules of an assessment that are never bent.
@Suite("An assessment's rules")
struct AssessmentRuleTests {
    private static let comply = Build.proposal((1, .complied), (2, .complied))

    private func propose(_ proposal: AnswerProposal = comply, isFrozen: Bool = false) -> AssessmentCommand {
        .propose(proposal, by: AssessmentTests.writer, isAgencyFrozen: isFrozen)
    }

    private func judge(_ role: Role, _ person: ID<Person>, _ agrees: Bool = true) -> AssessmentCommand {
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
        scene.now = .start + Assessment.preservationTime
        #expect(try scene.refusal(propose()) == "not-preserved")
        try scene.act(.preserve(until: scene.now + .days(1)))
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

    @Test("let nobody look for another adviser once one has judged, also after the finding was written anew")
    func adviserShopping() throws {
        var scene = try Scene(.disclosure).ready(Build.finding(dangers: [.death]))
        let (first, second) = (AssessmentTests.adviser, ID<Person>.number(61))
        try scene.act(.askAdviser(second))
        try scene.act(.askAdviser(first))
        try scene.act(judge(.adviser, first, false))
        #expect(try scene.refusal(.askAdviser(second)) == "adviser-has-judged")
        try scene.act(.weigh(Build.finding(dangers: [.death]), Build.findingNotes))
        #expect(try scene.refusal(.askAdviser(second)) == "adviser-has-judged")
        #expect(try scene.act(.askAdviser(first)).isEmpty)
        try scene.act(judge(.counsel, AssessmentTests.counsel))
        #expect(scene.assessment?.isBarredByDanger == true)
        #expect(try scene.refusal(judge(.adviser, second)) == "not-found")
        try scene.act(judge(.adviser, first))
        #expect(scene.assessment?.isBarredByDanger == false)
    }

    @Test("let a no stand until the same person takes it back, whoever else is asked and whatever is weighed anew")
    func noStands() throws {
        let (counsel, adviser, other) = (AssessmentTests.counsel, AssessmentTests.adviser, ID<Person>.number(61))
        for refusing in [Role.counsel, .adviser] {
            var scene = try Scene(.disclosure).ready(Build.finding(dangers: [.torture]))
            try scene.act(.askAdviser(adviser))
            try scene.act(judge(.counsel, counsel, refusing != .counsel))
            try scene.act(judge(.adviser, adviser, refusing != .adviser))
            #expect(try scene.refusal(.askAdviser(other)) == "adviser-has-judged", "\(refusing)")
            // Another counsel, and the same finding written again.
            try scene.act(judge(.counsel, .number(44)))
            #expect(scene.assessment?.isBarredByDanger == true, "\(refusing)")
            try scene.act(.weigh(Build.finding(dangers: [.torture]), Build.findingNotes))
            let standing = scene.assessment?.dangerJudgements
            #expect(standing?.map(\.role) == [refusing] && standing?.map(\.agrees) == [false])
            if refusing == .adviser {
                #expect(try scene.refusal(.askAdviser(other)) == "adviser-has-judged")
            } else {
                try scene.act(judge(.adviser, adviser))
                try scene.act(judge(.counsel, .number(44)))
            }
            #expect(try scene.refusal(propose()) == "danger-not-agreed", "\(refusing)")
            // Those two change their mind.
            for (role, person) in [(Role.counsel, counsel), (.adviser, adviser)] { try scene.act(judge(role, person)) }
            #expect(scene.assessment?.isBarredByDanger == false)
        }
    }

    @Test("let a danger be noted and a no be said as long as anything may still go out")
    func lateDangers() throws {
        func answered() throws -> Scene {
            var scene = try Scene(.disclosure).ready()
            try scene.propose((1, .complied), (2, .underReview))
            try scene.act(.approve(by: AssessmentTests.approver))
            try scene.act(.disclose(.subscriber, sealedFile: "00"))
            return scene
        }
        var fled = try answered()
        try fled.act(.noteDangers([.exile], note: Build.text("note")))
        #expect(try fled.refusal(.disclose(.traffic, sealedFile: "01")) == "danger-not-agreed")
        var refused = try answered()
        try refused.act(judge(.counsel, AssessmentTests.counsel, false))
        #expect(refused.assessment?.dangers.isEmpty == true)
        #expect(try refused.refusal(.disclose(.traffic, sealedFile: "01")) == "danger-not-agreed")
        var proposed = try Scene(.disclosure).ready()
        try proposed.act(propose())
        try proposed.act(.noteDangers([.death], note: Build.text("note")))
        #expect(try proposed.refusal(.approve(by: AssessmentTests.approver)) == "danger-not-agreed")
        // What was agreed to did not know of the second.
        var agreed = try Scene(.disclosure).ready(Build.finding(dangers: [.death]))
        try agreed.act(.askAdviser(AssessmentTests.adviser))
        try agreed.act(judge(.counsel, AssessmentTests.counsel))
        try agreed.act(judge(.adviser, AssessmentTests.adviser))
        try agreed.act(.noteDangers([.exile], note: Build.text("note")))
        #expect(agreed.assessment?.isBarredByDanger == true && agreed.assessment?.dangers == [.death, .exile])
        // What was taken back hands nothing over any more.
        var back = try answered()
        try back.act(.close)
        #expect(back.state == .closed)
        #expect(try back.refusal(.disclose(.traffic, sealedFile: "01")) == "request-over")
    }

    @Test("let the adviser do no other work on it, before or after they judge, named or not")
    func adviserOnlyJudges() throws {
        let adviser = AssessmentTests.adviser
        let note = Build.text("note")
        var ready = try Scene(.disclosure).ready(Build.finding(dangers: [.death]))
        try ready.act(.askAdviser(adviser))
        let named: [AssessmentCommand] = [
            .assign(adviser), .checkIdentity(.callBack, .confirmed, note: note, by: adviser),
            .unlock(note: note, by: adviser), .propose(Self.comply, by: adviser, isAgencyFrozen: false),
            .approve(by: adviser), .sendBack(reasons: note, by: adviser), .confirmMeasure(reasons: note, by: adviser),
        ]
        for command in named { #expect(try ready.refusal(command) == "same-person", "\(command)") }
        let unnamed: [AssessmentCommand] = [
            .weigh(Build.finding(), Build.findingNotes), .checkForm(defects: [], factors: [], note: nil),
            .preserve(until: .start + .days(200)), .disclose(.subscriber, sealedFile: "00"), .noteFormal(nil),
            .notePersonTold,
        ]
        for command in unnamed {
            #expect(throws: Refusal.self, "\(command)") {
                try Assessment.decide(ready.assessment, command, id: AssessmentTests.id, by: adviser, now: .start)
            }
        }
        // Whoever did any of it before is no adviser, be it that the command names them or the journal.
        var worked = try Scene(.disclosure)
        let acts = try Assessment.decide(
            worked.assessment,
            .weigh(Build.finding(rabat: nil), Build.findingNotes),
            id: AssessmentTests.id,
            now: .start
        )
        let event = JournalEvent(
            position: 1,
            type: acts[0].type,
            version: acts[0].version,
            subject: acts[0].subject,
            time: .start,
            organisation: .number(1),
            actor: adviser.identifier,
            facts: acts[0].facts
        )
        let weighed = try Assessment.apply(worked.assessment, event)
        #expect(weighed.workers == [adviser])
        #expect(throws: Refusal.self) {
            try Assessment.decide(weighed, .askAdviser(adviser), id: AssessmentTests.id, now: .start)
        }
        try worked.check(.callBack, .confirmed)
        #expect(try worked.refusal(.askAdviser(AssessmentTests.caller)) == "same-person")
    }

    @Test("let whoever was told no on the telephone not dial until somebody says yes")
    func dialledAgain() throws {
        let (first, second, third) = (AssessmentTests.caller, ID<Person>.number(46), AssessmentTests.clearer)
        func call(_ result: IdentityCheck.Result, _ person: ID<Person>) -> AssessmentCommand {
            .checkIdentity(.callBack, result, note: Build.text("note"), by: person)
        }
        var scene = try Scene(.emergencyDisclosure, factors: [.newOfficer]).ready()
        try scene.act(call(.denied, first))
        try scene.act(call(.confirmed, first))
        #expect(scene.assessment?.riskScore == 75 && scene.assessment?.isIdentified == false)
        #expect(try scene.refusal(propose()) == "risk-too-high")
        // Another one who calls is not enough, nor is one who clears.
        var called = scene
        try called.act(call(.confirmed, second))
        #expect(
            called.assessment?.isIdentified == false && called.assessment?.factors.contains(.callBackFailed) == true
        )
        #expect(try called.refusal(.unlock(note: "n", by: second)) == "same-person")
        var cleared = scene
        try cleared.act(.unlock(note: "n", by: third))
        #expect(cleared.assessment?.isIdentified == false)
        #expect(try cleared.refusal(propose()) == "identity-unconfirmed")
        try called.act(.unlock(note: "n", by: third))
        #expect(called.assessment?.standingDenial == nil && called.assessment?.isIdentified == true)
        #expect(try called.refusal(propose()) == nil)
        // Told no by two, neither of them is the other one's second caller.
        var twice = scene
        try twice.act(call(.denied, second))
        try twice.act(call(.confirmed, first))
        try twice.act(.unlock(note: "n", by: third))
        #expect(twice.assessment?.isIdentified == false)
        // Nobody reached says nothing: the next call counts, also by the same person.
        var silent = try Scene(.emergencyDisclosure)
        try silent.act(call(.unreachable, first))
        #expect(silent.assessment?.factors == [.callBackFailed])
        try silent.act(call(.confirmed, first))
        #expect(silent.assessment?.factors == [] && silent.assessment?.isIdentified == true)
        // A low score can be cleared all the same, where somebody denied it.
        var low = try Scene(.removalOrder)
        try low.act(call(.denied, first))
        #expect(low.assessment?.riskScore == 60)
        #expect(try low.refusal(.unlock(note: "n", by: third)) == nil)
    }

    @Test("let no data go out for a signature that did not hold when it came")
    func unverified() throws {
        let opening = AssessmentOpened(
            kind: .disclosure,
            authority: .number(2),
            country: "ID",
            categories: [.subscriber],
            items: 2,
            isExercise: false,
            isFirstOfKind: false,
            factors: [],
            isSigned: true
        )
        var scene = try Scene(opening)
        var verified = scene
        try verified.act(.checkIdentity(.signature, .confirmed, note: Build.text("note"), by: nil))
        scene = try scene.ready()
        #expect(try scene.refusal(propose()) == "signature-unverified")
        // A person who says that it holds is not the program that verified it.
        try scene.check(.signature, .confirmed)
        #expect(try scene.refusal(propose()) == "signature-unverified")
        var sound = try verified.ready()
        #expect(try sound.refusal(propose()) == nil)
    }

    @Test("carry over what was found about the same item before")
    func carriedOver() throws {
        let opening = AssessmentOpened(
            kind: .disclosure,
            authority: .number(2),
            country: "ID",
            categories: [.subscriber],
            items: 2,
            isExercise: false,
            isFirstOfKind: false,
            factors: [],
            earlier: [.number(731)],
            dangers: [.exile],
            protectedRoles: [.journalist]
        )
        var scene = try Scene(opening).ready(Build.finding())
        #expect(scene.assessment?.dangers == [.exile] && scene.assessment?.protectedRoles == [.journalist])
        #expect(try scene.refusal(propose()) == "danger-not-agreed")
        #expect(
            try scene.act(.mark(["key 1", "key 2"])).map(\.type)
                == Array(repeating: AssessmentItemMarked.type, count: 2)
        )
        #expect(try scene.act(.mark(["key 1", "key 2"])).isEmpty, "Once is enough.")
    }

    @Test("make known what was answered alone: not what was taken back, denied, locked or waits")
    func known() throws {
        let opening = AssessmentOpened(
            kind: .removalOrder,
            authority: .number(2),
            country: "ID",
            categories: [],
            items: 1,
            isExercise: false,
            isFirstOfKind: false,
            factors: [],
            officer: .number(720)
        )
        let kind = Assessment.knownKey(.removalOrder, of: .number(2))
        let officer = Assessment.knownKey(.number(720), isExercise: false)
        let ready = try Scene(opening).ready()
        #expect(ready.assessment?.lookupKeys == [])
        var complied = ready
        try complied.propose((1, .complied))
        #expect(complied.assessment?.lookupKeys == [kind, officer])
        var refused = ready
        try refused.propose((1, .refusedScope))
        #expect(refused.assessment?.lookupKeys == [officer], "Nobody looked a second time.")
        var denied = complied
        try denied.check(.callBack, .denied)
        #expect(denied.assessment?.lookupKeys == [])
        var locked = complied
        try locked.act(.lock(factors: [.alteredDocument], note: "n"))
        #expect(locked.assessment?.lookupKeys == [])
        var closed = ready
        try closed.act(.close)
        #expect(closed.assessment?.lookupKeys == [])
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
        #expect(scene.assessment?.lookupKeys == [Assessment.frozenKey(of: .number(2))])
        #expect(try scene.refusal(.disclose(.subscriber, sealedFile: "00")) == "agency-frozen")
        try scene.act(.noteFormal(nil))
        #expect(scene.assessment?.lookupKeys.isEmpty == true)
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
        #expect(try scene.refusal(.disclose(.traffic, sealedFile: "01")) == nil)
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

    @Test("let nothing out that would end by a rule which the registry does not have")
    func missingRules() throws {
        let measure = Build.proposal((1, .compliedInCountry), (2, .refusedScope), isTemporary: true)
        let order = try Scene(.removalOrder).ready()
        var emergency = try Scene(.emergencyDisclosure).ready()
        try emergency.act(propose())
        for (scene, command) in [
            (order, propose(measure)), (emergency, .approve(by: AssessmentTests.approver)),
        ] {
            let refusal = #expect(throws: Refusal.self) {
                try Assessment.decide(scene.assessment, command, id: AssessmentTests.id, now: .start)
            }
            #expect(refusal?.code == "clock-rule-missing")
        }
    }

    @Test("say no more of one who asks that something stay up than that it was weighed, and only once it was")
    func stayUp() throws {
        let weighed = Build.proposal((1, .weighed), (2, .weighed))
        var scene = try Scene(.stayUp)
        #expect(try scene.refusal(propose(weighed)) == "not-weighed")
        try scene.act(.weigh(Build.finding(), Build.findingNotes))
        for outcome in [ItemOutcome.complied, .underReview, .refusedRights] {
            #expect(try scene.refusal(propose(Build.proposal((1, outcome), (2, .weighed)))) == "outcome-not-allowed")
        }
        #expect(try scene.refusal(propose(weighed)) == nil)
    }

    @Test("never comply with what their own finding speaks against")
    func ownFinding() throws {
        var less = try Scene(.removalOrder).ready(Build.finding(wouldLessDo: true))
        #expect(try less.refusal(propose()) == "less-would-do")
        #expect(try less.refusal(propose(Build.proposal((1, .compliedInCountry), (2, .compliedInPart)))) == nil)
        var vague = try Scene(.removalOrder).ready(Build.finding(isSpecific: false))
        #expect(try vague.refusal(propose()) == "not-proportionate")
    }
}
