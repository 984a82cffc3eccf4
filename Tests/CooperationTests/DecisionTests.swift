import CanonicalJSON
import Cooperation
import Testing

@Suite("A decision")
struct DecisionTests {
    static func proposal() -> DecisionProposal {
        DecisionProposal(
            finding: .confirmed,
            ground: .terms,
            groundReference: Build.text("clause"),
            measure: .remove,
            territory: .everywhere,
            exemption: .none,
            exemptionAssessment: Build.text("assessment"),
            reasons: Build.text("reasons"),
            endsAt: .start + .days(1)
        )
    }

    static func make(_ proposal: DecisionProposal, by maker: DecisionMaker = .person(.number(10))) -> DecisionCommand {
        .make(proposal, on: .number(400), by: maker, answerTime: .hours(1))
    }

    static func reverse(_ reasons: String) -> DecisionCommand {
        .reverse(reasons: reasons, by: .number(11), answerTime: .hours(1))
    }

    static func judge(_ isConfirmed: Bool, _ reasons: String = Build.text("second"), by person: UInt64 = 11)
        -> DecisionCommand
    {
        .judgeClosure(isConfirmed, reasons: reasons, by: .number(person), answerTime: .hours(1))
    }

    static func machine() throws -> StateMachine<Decision> {
        var idle = proposal()
        idle.measure = .noAction
        var closing = proposal()
        (closing.measure, closing.endsAt) = (.closeAccount, nil)
        let later = Timestamp.start + .days(4)
        let commands: [String: (DecisionCommand, Timestamp)] = [
            "make": (make(proposal()), .start), "makeByRule": (make(proposal(), by: .rule(.number(300))), .start),
            "carryOut": (.carryOut(nil, at: .start), .start),
            "carryOutInTheFuture": (
                .carryOut(nil, at: Timestamp(microseconds: (.start + .minutes(1)).microseconds + 1)), .start
            ),
            "close": (.carryOut(.closeAccount, at: .start), .start),
            "suspend": (.carryOut(.suspendAccount, at: .start), .start),
            "noteUnjudged": (.noteUnjudged, .start + .hours(48)),
            "noteUnjudgedEarly": (.noteUnjudged, Timestamp(microseconds: (.start + .hours(48)).microseconds - 1)),
            "fail": (.fail(reason: Build.text("reason")), .start), "failWithoutReason": (.fail(reason: ""), .start),
            "noteUnanswered": (.noteUnanswered, .start + .hours(1)),
            "noteUnansweredLate": (.noteUnanswered, later + .hours(1)),
            "noteUnansweredEarly": (.noteUnanswered, Timestamp(microseconds: (.start + .hours(1)).microseconds - 1)),
            "reverse": (reverse(Build.text("reasons")), .start), "reverseWithoutReasons": (reverse(" "), .start),
            "confirm": (judge(true), .start), "confirmOwn": (judge(true, by: 10), .start),
            "confirmWithoutReasons": (judge(true, " "), .start), "decline": (judge(false), .start),
            "end": (.end(answerTime: .hours(1)), later),
            "endEarly": (.end(answerTime: .hours(1)), Timestamp(microseconds: (.start + .days(1)).microseconds - 1)),
        ]
        let decisions: [String: StateMachine<Decision>.Decision] = commands.mapValues { command in
            { try Decision.decide($0, command.0, id: .number(500), now: command.1) }
        }
        func after(_ names: String...) throws -> Decision? {
            try names.reduce(nil) { try Decision.after($0, decisions[$1]?($0) ?? []) }
        }
        let nothingDone = try Decision.after(
            nil,
            Decision.decide(nil, make(idle), id: .number(500), now: .start)
        )
        func closure(_ names: String...) throws -> Decision? {
            let proposed = try Decision.after(
                nil,
                Decision.decide(nil, make(closing), id: .number(500), now: .start)
            )
            return try names.reduce(proposed) { try Decision.after($0, decisions[$1]?($0) ?? []) }
        }
        return StateMachine(
            states: [
                "proposed": try closure(), "proposedUnanswered": try closure("noteUnanswered"),
                "suspended": try closure("carryOut"), "closing": try closure("carryOut", "confirm"),
                "closed": try closure("carryOut", "confirm", "close"),
                "notClosed": try closure("carryOut", "confirm", "fail"), "notSuspended": try closure("fail"),
                "reminded": try closure("carryOut", "noteUnjudged"), "lapsed": try closure("carryOut", "end"),
                "staysSuspended": try closure("carryOut", "decline"),
                "nothing": nil, "made": try after("make"), "nothingDone": nothingDone,
                "carriedOut": try after("make", "carryOut"), "failed": try after("make", "fail"),
                "unanswered": try after("make", "noteUnanswered"), "reversed": try after("make", "reverse"),
                "failedReversed": try after("make", "fail", "reverse"),
                "restored": try after("make", "reverse", "carryOut"), "ended": try after("make", "end"),
                "notRestored": try after("make", "reverse", "fail"),
                "silent": try after("make", "reverse", "noteUnanswered"),
            ],
            commands: decisions
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    private func refusal(_ change: (inout DecisionProposal) -> Void) -> String? {
        var proposal = Self.proposal()
        change(&proposal)
        do {
            _ = try Decision.decide(nil, Self.make(proposal), id: .number(500), now: .start)
            return nil
        } catch {
            return error.code
        }
    }

    @Test(
        "is refused without reasons, ground reference or assessment of the exemptions",
        arguments: ["", " \n\t", "\u{3000}"]
    )
    func needsTexts(text: String) {
        #expect(refusal { $0.exemptionAssessment = text } == "text-missing")
        #expect(refusal { $0.reasons = text } == "text-missing")
        #expect(refusal { $0.groundReference = text } == "text-missing")
    }

    @Test("restricts only what was confirmed and is under no exemption")
    func restriction() {
        for measure in Measure.allCases {
            for finding in Finding.allCases {
                for exemption in Exemption.allCases {
                    let code = refusal {
                        ($0.measure, $0.finding, $0.exemption) = (measure, finding, exemption)
                        if measure == .closeAccount { $0.endsAt = nil }
                    }
                    let restricts = ![.noAction, .label].contains(measure)
                    let isCoherent = (finding == .exempt) == (exemption != .none)
                    let isAllowed = isCoherent && (!restricts || (finding == .confirmed && exemption == .none))
                    #expect((code == nil) == isAllowed, "\(measure), \(finding), \(exemption): \(code ?? "made")")
                }
            }
        }
    }

    @Test("on the ground of a law has effect in named countries only")
    func lawHasBorders() throws {
        #expect(refusal { ($0.ground, $0.territory) = (.law, .everywhere) } == "law-has-borders")
        let countries = try Territory(countries: ["TL"])
        #expect(refusal { ($0.ground, $0.territory) = (.law, countries) } == nil)
        #expect(refusal { ($0.ground, $0.territory) = (.terms, countries) } == nil)
    }

    @Test("is refused with countries that are none", arguments: [[], [Build.text("country")], ["id"], ["ID", ""]])
    func territoryIsChecked(countries: [String]) {
        #expect(refusal { $0.territory = .countries(countries) } == "territory-invalid")
    }

    @Test("ends in the future or not at all")
    func endsInTheFuture() {
        #expect(refusal { $0.endsAt = .start } == "time-passed")
        #expect(refusal { $0.endsAt = .start - .days(1) } == "time-passed")
        #expect(refusal { $0.endsAt = Timestamp(microseconds: Timestamp.start.microseconds + 1) } == nil)
        #expect(refusal { $0.endsAt = nil } == nil)
    }

    @Test("closes no account before a second person agrees, and suspends it meanwhile for 72 hours")
    func closing() throws {
        let states = try Self.machine().states
        let proposed = try #require(states["proposed"] ?? nil)
        #expect(proposed.measure == .suspendAccount && proposed.endsAt == .start + .hours(72))
        #expect(proposed.awaitsSecondPerson && proposed.value(of: .closureDueAt) != nil)
        let closed = try #require(states["closed"] ?? nil)
        #expect(closed.measure == .closeAccount && closed.endsAt == nil && closed.closureJudgedBy == .number(11))
        let stays = try #require(states["staysSuspended"] ?? nil)
        #expect(stays.measure == .suspendAccount && stays.endsAt == .start + .hours(72))
        for one in [closed, stays] { #expect(!one.awaitsSecondPerson && one.value(of: .closureDueAt) == nil) }
        #expect(refusal { ($0.measure, $0.endsAt) = (.closeAccount, .start + .days(1)) } == "closure-has-no-end")
        var byRule = Self.proposal()
        (byRule.measure, byRule.endsAt) = (.closeAccount, nil)
        #expect(throws: Refusal.self) {
            try Decision.decide(
                nil,
                Self.make(byRule, by: .rule(.number(300))),
                id: .number(500),
                now: .start
            )
        }
    }

    @Test("that closes an account leaves the suspension with its end where the platform could not close it")
    func closingFails() throws {
        let states = try Self.machine().states
        let notClosed = try #require(states["notClosed"] ?? nil)
        #expect(notClosed.state == .failed && notClosed.endsAt == .start + .hours(72))
        // The account is suspended still, so somebody has to say that it is not any more.
        for command in [Self.reverse("no"), .end(answerTime: .hours(1))] {
            let now = Timestamp.start + .days(4)
            let over = try Decision.after(
                notClosed,
                Decision.decide(notClosed, command, id: notClosed.id, now: now)
            )
            #expect(over?.answerDueAt == now + .hours(1))
        }
        let notSuspended = try #require(states["notSuspended"] ?? nil)
        let undone = try Decision.after(
            notSuspended,
            Decision.decide(notSuspended, Self.reverse("no"), id: notSuspended.id, now: .start)
        )
        #expect(undone?.answerDueAt == nil && undone?.isReversed == true)
        #expect(!notSuspended.awaitsSecondPerson && notSuspended.value(of: .closureDueAt) == nil)
    }

    @Test("suspends an account by one person for 30 days at most")
    func suspending() {
        let end = Timestamp.start + .days(30)
        #expect(refusal { ($0.measure, $0.endsAt) = (.suspendAccount, nil) } == "suspension-needs-end")
        #expect(
            refusal { ($0.measure, $0.endsAt) = (.suspendAccount, Timestamp(microseconds: end.microseconds + 1)) }
                == "suspension-needs-end"
        )
        #expect(refusal { ($0.measure, $0.endsAt) = (.suspendAccount, end) } == nil)
    }

    @Test("is automatic exactly where a rule made it, and then names the signal whose assessment it cites")
    func automatic() throws {
        let byRule = try Decision.decide(
            nil,
            Self.make(Self.proposal(), by: .rule(.number(300))),
            id: .number(500),
            now: .start
        )
        #expect(byRule[0].facts["automatic"] == true)
        #expect(byRule[0].facts["signal"] == .string(ID<Signal>.number(300).description))
        #expect(byRule[0].facts["person"] == nil)
        #expect(try Decision.after(nil, byRule)?.isAutomatic == true)
        let byPerson = try Decision.decide(nil, Self.make(Self.proposal()), id: .number(500), now: .start)
        #expect(byPerson[0].facts["automatic"] == false)
        #expect(byPerson[0].facts["signal"] == nil)
        #expect(try Decision.after(nil, byPerson)?.decidedBy == .number(10))
    }

    @Test("awaits an answer while it is made or undone, and never where nothing is to be done")
    func awaitsAnswer() throws {
        let due: [String: Timestamp] = [
            "made": .start + .hours(1), "reversed": .start + .hours(1), "ended": .start + .days(4) + .hours(1),
            "proposed": .start + .hours(1), "closing": .start + .hours(1),
            "lapsed": .start + .days(4) + .hours(1),
        ]
        for (name, state) in try Self.machine().states { #expect(state?.answerDueAt == due[name], "\(name)") }
    }

    @Test("says in one word where it is in its life, and whether it was undone by an act of its own")
    func lifeOfUndoing() throws {
        let states = try Self.machine().states
        #expect(states["notRestored"]??.state == .restorationFailed)
        #expect(states["silent"]??.state == .restorationUnanswered)
        let over = states.compactMapValues(\.self).filter(\.value.isOver).keys.sorted()
        #expect(over == ["ended", "failedReversed", "lapsed", "notRestored", "restored", "reversed", "silent"])
        let reversed = states.compactMapValues(\.self).filter(\.value.isReversed).keys.sorted()
        #expect(reversed == ["failedReversed", "notRestored", "restored", "reversed", "silent"])
        for name in over { #expect(states[name]??.value(of: .endsAt) == nil, "\(name)") }
    }

    @Test("speaks against acting on its content where a person found otherwise, or undid what was confirmed")
    func contradiction() throws {
        for (maker, isPerson) in [(DecisionMaker.person(.number(10)), true), (.rule(.number(300)), false)] {
            for finding in Finding.allCases {
                var proposal = Self.proposal()
                (proposal.finding, proposal.measure) = (finding, finding == .confirmed ? .remove : .label)
                proposal.exemption = finding == .exempt ? .art : .none
                let made = try #require(
                    try Decision.after(
                        nil,
                        Decision.decide(nil, Self.make(proposal, by: maker), id: .number(500), now: .start)
                    )
                )
                let speaksAgainst = isPerson && finding != .confirmed
                #expect(made.contradictsActing == speaksAgainst, "\(finding), \(maker)")
                let carriedOut = try Decision.after(
                    made,
                    Decision.decide(made, .carryOut(nil, at: .start), id: made.id, now: .start)
                )
                #expect(carriedOut?.contradictsActing == speaksAgainst, "\(finding), \(maker), carried out")
                let ended = try Decision.after(
                    made,
                    Decision.decide(made, .end(answerTime: .hours(1)), id: made.id, now: .start + .days(2))
                )
                #expect(ended?.contradictsActing == speaksAgainst, "\(finding), \(maker), ended")
                let reversed = try #require(
                    try Decision.after(
                        made,
                        Decision.decide(
                            made,
                            .reverse(reasons: "no", by: .number(11), answerTime: .hours(1)),
                            id: made.id,
                            now: .start
                        )
                    )
                )
                #expect(reversed.reversedBy == .number(11))
                #expect(reversed.contradictsActing == (finding == .confirmed), "\(finding), \(maker), reversed")
                let restored = try Decision.after(
                    reversed,
                    Decision.decide(reversed, .carryOut(nil, at: .start), id: made.id, now: .start)
                )
                #expect(restored?.contradictsActing == (finding == .confirmed), "\(finding), \(maker), restored")
            }
        }
    }

    @Test("remembers the place of each of its events, for its receipt")
    func positions() throws {
        let machine = try Self.machine()
        var decision: Decision?
        for (position, name) in ["make", "fail", "carryOut", "reverse", "carryOut"].enumerated() {
            let act = try #require(try machine.commands[name]?(decision).first)
            decision = try Decision.apply(decision, JournalEvent(act, position: Int64(position * 3)))
        }
        #expect(decision?.positions == [0, 3, 6, 9, 12])
        #expect(decision?.state == .restored)
    }
}
