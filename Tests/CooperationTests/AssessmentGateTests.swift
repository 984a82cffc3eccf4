import Cooperation
import Testing

/// What only the same person takes back, and what nobody passes alone.
extension AssessmentRuleTests {
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
            .reverse(item: 1, reasons: note, by: adviser), .takeForgeryBack(reasons: note, by: adviser),
            .widen(.traffic, reasons: note, by: adviser),
        ]
        for command in named { #expect(try ready.refusal(command) == "same-person", "\(command)") }
        let unnamed: [AssessmentCommand] = [
            .weigh(Build.finding(), Build.findingNotes), .checkForm(defects: [], factors: [], note: nil),
            .preserve(until: .start + .days(200)), .disclose(.subscriber, sealedFile: "00"),
            .noteFormal(nil, note: note, by: .number(45)),
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
}
