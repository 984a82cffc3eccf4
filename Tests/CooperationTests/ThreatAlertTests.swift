import Cooperation
import Testing

@Suite("A threat alert")
struct ThreatAlertTests {
    private static let id = ID<ThreatAlert>.number(720)
    private static let sending = ThreatAlertSent(
        exchange: .number(900),
        dispatch: .number(600),
        sha256: String(repeating: "a", count: 64),
        isSealed: true
    )

    static func raising(
        office: UInt64? = 710,
        recommended: UInt64? = 711,
        seenAt: Timestamp = .start,
        dangers: [Danger] = [],
        case subject: UInt64? = 400,
        request: UInt64? = 401
    ) -> ThreatAlertRaised {
        ThreatAlertRaised(
            level: .highSpecific,
            country: "ID",
            office: office.map { .number($0) },
            authority: office.map { _ in .number(2) },
            recommended: recommended.map { .number($0) },
            seenAt: seenAt,
            identifiers: 1,
            dangers: dangers,
            startedFrom: subject.map { .number($0) },
            startedFromRequest: request.map { .number($0) },
            isExercise: false
        )
    }

    static func words(choice: String? = Build.text("choice")) throws -> ThreatWords {
        try ThreatWords(
            what: Build.text("what"),
            why: Build.text("why"),
            identifiers: [Build.text("identifier")],
            choice: choice
        )
    }

    private static func decide(
        _ state: ThreatAlert?,
        _ command: ThreatAlertCommand,
        at now: Timestamp = .start
    ) throws -> [Act] {
        try ThreatAlert.decide(state, command, id: id, now: now)
    }

    static func after(_ state: ThreatAlert?, _ commands: ThreatAlertCommand...) throws -> ThreatAlert {
        try #require(
            try commands.reduce(state) { state, command in try ThreatAlert.after(state, decide(state, command)) }
        )
    }

    static func machine() throws -> StateMachine<ThreatAlert> {
        let flagged = try after(nil, .raise(raising(), words()))
        let approve = ThreatAlertCommand.approve(by: .number(11), isNight: false)
        let night = ThreatAlertCommand.approve(by: .number(12), isNight: true)
        let danger = ThreatAlertCommand.noteDangers([.torture], note: Build.text("note"))
        let ready = try after(flagged, approve, .approve(by: .number(13), isNight: false))
        let sent = try after(ready, .send(sending, isNight: false))
        let elsewhere = ThreatAlertRedirected(office: .number(712), authority: .number(3), country: "MY")
        let nowhere = ThreatAlertRedirected(office: .number(710), authority: .number(2), country: "ID")
        let now: [String: ThreatAlertCommand] = [
            "raise": .raise(raising(), try words()),
            "raiseUnaddressed": .raise(raising(office: nil, recommended: nil), try words(choice: nil)),
            "approve": approve, "approveByNight": night,
            "approveOwn": .approve(by: .number(1), isNight: false), "noteDangers": danger,
            "agree": .agree(text: Build.text("agreement"), as: .counsel, by: .number(14)),
            "agreeAsLead": .agree(text: Build.text("agreement"), as: .lead, by: .number(14)),
            "agreeOwn": .agree(text: Build.text("agreement"), as: .counsel, by: .number(1)),
            "redirect": .redirect(elsewhere, choice: Build.text("choice")),
            "redirectNowhere": .redirect(nowhere, choice: Build.text("choice")),
            "drop": .drop(reason: Build.text("reason")),
            "withhold": .withhold(.authorityNotActive, isNight: false), "send": .send(sending, isNight: false),
            "noteReceived": .noteReceived, "noteCall": .noteCall(note: Build.text("note"), isReached: true),
            "noteAcknowledged": .noteAcknowledged, "noteOutcome": .noteOutcome(.lifeProtected),
            "tick": .tick(isDelivered: false, refusedFor: nil),
        ]
        var commands: [String: StateMachine<ThreatAlert>.Decision] = now.mapValues { command in
            { try decide($0, command) }
        }
        let ticks: [(name: String, tick: ThreatAlertCommand, after: Seconds)] = [
            ("tickLater", .tick(isDelivered: false, refusedFor: nil), .minutes(1)),
            ("tickDelivered", .tick(isDelivered: true, refusedFor: nil), .minutes(1)),
            ("tickRefused", .tick(isDelivered: false, refusedFor: "recipient-not-safe"), Seconds(0)),
            ("tickNextDay", .tick(isDelivered: false, refusedFor: nil), .hours(12)),
        ]
        for (name, tick, time) in ticks { commands[name] = { try decide($0, tick, at: .start + time) } }
        return StateMachine(
            states: [
                "nothing": nil, "flagged": flagged, "once": try after(flagged, approve), "ready": ready,
                "endangered": try after(flagged, danger),
                "withheld": try after(ready, .withhold(.authorityNotActive, isNight: false)), "sent": sent,
                "night": try after(flagged, night, .send(sending, isNight: true)),
                "late": try ThreatAlert.after(sent, decide(sent, ticks[0].tick, at: .start + .minutes(1))),
                "acknowledged": try after(sent, .noteAcknowledged), "closed": try after(sent, .noteOutcome(.noDanger)),
                "dropped": try after(flagged, .drop(reason: Build.text("reason"))),
                "unaddressed": try after(nil, .raise(raising(office: nil, recommended: nil), words(choice: nil))),
            ],
            commands: commands
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    private static func agree(_ role: Role, _ person: ID<Person>) -> ThreatAlertCommand {
        .agree(text: Build.text("agreement"), as: role, by: person)
    }

    private static func code(_ state: ThreatAlert, _ command: ThreatAlertCommand) throws -> String? {
        do {
            _ = try decide(state, command)
            return nil
        } catch let refusal as Refusal { return refusal.code }
    }

    /// Approved by two, of an alert in danger.
    private static func endangered() throws -> ThreatAlert {
        try after(
            nil,
            .raise(raising(dangers: [.death]), words()),
            .approve(by: .number(11), isNight: false),
            .approve(by: .number(13), isNight: false)
        )
    }

    @Test("without an office is withheld at once with the reason, and only where none may safely receive it")
    func unaddressed() throws {
        let alert = try #require(try Self.machine().states["unaddressed"] ?? nil)
        #expect(alert.state == .withheld && alert.withheldFor == .noOffice)
        #expect(alert.office == nil && alert.authority == nil && alert.country == "ID")
        let named = try Self.after(
            alert,
            .redirect(
                ThreatAlertRedirected(office: .number(712), authority: .number(3), country: "ID"),
                choice: Build.text("choice")
            )
        )
        #expect(named.state == .flagged && named.withheldFor == nil && named.office == .number(712))
        #expect(try Self.after(named, .approve(by: .number(11), isNight: true)).isReady(byNight: true))
        // Somebody who may be told is found by telephone, unless a danger stands against it.
        let nobody = try Self.after(alert, .noteCall(note: Build.text("note"), isReached: false))
        #expect(nobody.needsRecipient && nobody.callsAtPositions.count == 1)
        #expect(try !Self.after(nobody, .noteCall(note: Build.text("note"), isReached: true)).needsRecipient)
        let endangered = try Self.after(alert, .noteDangers([.exile], note: Build.text("note")))
        let call = ThreatAlertCommand.noteCall(note: Build.text("note"), isReached: true)
        #expect(try Self.code(endangered, call) == "threat-not-sent")
        let refusal = #expect(throws: Refusal.self) {
            try Self.decide(nil, .raise(Self.raising(office: nil), Self.words()))
        }
        #expect(refusal?.code == "office-missing" && refusal?.pointer == "/office")
    }

    @Test("with a danger goes out only after counsel and an adviser agreed, and a danger noted later undoes that")
    func danger() throws {
        let ready = try Self.endangered()
        let (counsel, adviser) = (ID<Person>.number(14), ID<Person>.number(15))
        let send = ThreatAlertCommand.send(Self.sending, isNight: false)
        #expect(ready.isReady(byNight: false) && ready.isBarredByDanger)
        #expect(try Self.code(ready, send) == "danger-not-agreed")
        for (role, person) in [(Role.counsel, counsel), (.adviser, adviser)] {
            let alone = try Self.after(ready, Self.agree(role, person))
            #expect(try alone.isBarredByDanger && Self.code(alone, send) == "danger-not-agreed", "\(role) alone")
            let other: Role = role == .counsel ? .adviser : .counsel
            #expect(
                try Self.code(alone, Self.agree(other, person)) == "other-person-needed",
                "One human in both roles."
            )
        }
        let agreed = try Self.after(ready, Self.agree(.counsel, counsel), Self.agree(.adviser, adviser))
        #expect(!agreed.isBarredByDanger)
        #expect(try Self.after(agreed, send).state == .sent)
        let again = try Self.after(agreed, .noteDangers([.exile], note: Build.text("note")))
        #expect(again.isBarredByDanger && again.dangers == [.death, .exile])
        #expect(try Self.code(again, send) == "danger-not-agreed")
    }

    @Test("is judged by nobody who raised, directed or approved it, and approved by nobody who judged it")
    func judges() throws {
        let ready = try Self.endangered()
        for role in [Role.counsel, .adviser] {
            for person in [ID<Person>.number(1), .number(11), .number(13)] {
                #expect(try Self.code(ready, Self.agree(role, person)) == "other-person-needed", "\(role) \(person)")
            }
        }
        let once = try Self.after(
            nil,
            .raise(Self.raising(dangers: [.death]), Self.words()),
            .approve(by: .number(11), isNight: false),
            Self.agree(.counsel, .number(14))
        )
        for isNight in [false, true] {
            #expect(try Self.code(once, .approve(by: .number(14), isNight: isNight)) == "other-person-needed")
        }
    }

    @Test("directed to another office is judged anew, for nobody judged what threatens there")
    func redirectedDanger() throws {
        let elsewhere = ThreatAlertRedirected(office: .number(712), authority: .number(3), country: "MY")
        let agreed = try Self.after(
            nil,
            .raise(Self.raising(dangers: [.exile]), Self.words()),
            Self.agree(.counsel, .number(14)),
            Self.agree(.adviser, .number(15)),
            .redirect(elsewhere, choice: Build.text("choice")),
            .approve(by: .number(11), isNight: true)
        )
        #expect(agreed.agreements.isEmpty && agreed.isBarredByDanger && agreed.isReady(byNight: true))
        #expect(try Self.code(agreed, .send(Self.sending, isNight: true)) == "danger-not-agreed")
    }

    @Test("approved by one by night goes out in that night, and by day after another approval")
    func nightIsOver() throws {
        let night = try Self.after(
            nil,
            .raise(Self.raising(), Self.words()),
            .approve(by: .number(11), isNight: true)
        )
        #expect(night.isReady(byNight: true) && !night.isReady(byNight: false))
        #expect(try Self.code(night, .send(Self.sending, isNight: false)) == "not-approved")
        #expect(try Self.code(night, .withhold(.authorityNotActive, isNight: false)) == "not-approved")
        let confirmed = try Self.after(night, .approve(by: .number(13), isNight: false))
        #expect(try Self.after(confirmed, .send(Self.sending, isNight: false)).state == .sent)
    }

    @Test("is found on its way until it is there or refused, however long the authority says nothing")
    func onTheWay() throws {
        let machine = try Self.machine()
        for (name, state) in machine.states {
            let isOnTheWay = ["sent", "night", "late"].contains(name)
            #expect((state?.value(of: .onTheWay) == .integer(1)) == isOnTheWay, "\(name)")
        }
        let sent = try #require(machine.states["sent"] ?? nil)
        #expect(try Self.after(sent, .noteReceived).value(of: .onTheWay) == nil)
        let refused = try Self.after(sent, .tick(isDelivered: false, refusedFor: "recipient-not-safe"))
        #expect(refused.value(of: .onTheWay) == nil)
    }

    @Test("named for another office is approved anew")
    func redirected() throws {
        let machine = try Self.machine()
        let withheld = try #require(machine.states["withheld"] ?? nil)
        let facts = ThreatAlertRedirected(office: .number(712), authority: .number(3), country: "MY")
        let alert = try Self.after(withheld, .redirect(facts, choice: Build.text("choice")))
        #expect(alert.state == .flagged && alert.approvals.isEmpty && alert.withheldFor == nil)
        #expect(alert.office == .number(712) && alert.authority == .number(3) && alert.country == "MY")
        #expect(throws: Refusal.self) { try Self.decide(alert, .send(Self.sending, isNight: false)) }
    }

    @Test("for another office than the recommended one says why, and was not seen tomorrow")
    func raisedWrongly() throws {
        func code(_ facts: ThreatAlertRaised, _ words: ThreatWords) throws -> String? {
            do {
                _ = try Self.decide(nil, .raise(facts, words))
                return nil
            } catch let refusal as Refusal {
                return refusal.code
            }
        }
        #expect(try code(Self.raising(), Self.words(choice: " ")) == "text-missing")
        #expect(try code(Self.raising(recommended: 710), Self.words(choice: nil)) == nil)
        #expect(try code(Self.raising(seenAt: .start + Seconds(1)), Self.words()) == "seen-in-the-future")
        let many = Array(repeating: "TEST", count: ThreatAlert.identifiersMax + 1)
        #expect(throws: Refusal.self) { try ThreatWords(what: "TEST", why: "TEST", identifiers: many) }
    }

    @Test("is found by its case and by its request until it is taken back")
    func lookup() throws {
        let machine = try Self.machine()
        let keys = [ThreatAlert.key(of: ID<Case>.number(400)), ThreatAlert.key(of: ID<Assessment>.number(401))]
        for (name, state) in machine.states {
            guard let state else { continue }
            #expect(state.lookupKeys == (name == "dropped" ? [] : Set(keys)), "\(name)")
        }
        let alone = try Self.after(nil, .raise(Self.raising(case: nil), Self.words()))
        #expect(alone.lookupKeys == [keys[1]])
    }

    @Test("raised from no request says nothing of one, as those that an older program recorded")
    func withoutRequest() throws {
        let acts = try Self.decide(nil, .raise(Self.raising(request: nil), Self.words()))
        let raised = try #require(acts.first)
        #expect(raised.facts["startedFromRequest"] == nil && raised.facts["startedFrom"] != nil)
        let alert = try Self.after(nil, .raise(Self.raising(request: nil), Self.words()))
        #expect(alert.raising.startedFromRequest == nil && alert.lookupKeys.count == 1)
    }

    @Test("is due for delivery after a minute, and for its second approval after twelve hours")
    func due() throws {
        let machine = try Self.machine()
        func due(_ name: String) throws -> Timestamp? { try #require(machine.states[name] ?? nil).nextDueAt }
        #expect(try due("flagged") == nil && due("ready") == nil && due("withheld") == nil && due("closed") == nil)
        #expect(try due("sent") == .start + .minutes(1) && due("night") == .start + .minutes(1))
        #expect(try due("late") == nil)
        let night = try #require(machine.states["night"] ?? nil)
        #expect(try Self.after(night, .noteReceived).nextDueAt == .start + .hours(12))
        #expect(try Self.after(night, .noteReceived, .approve(by: .number(11), isNight: true)).nextDueAt == nil)
        #expect(try #require(machine.states["late"] ?? nil).needsCall)
        let late = machine.states["late"] ?? nil
        var failed = try Self.after(late, .noteCall(note: Build.text("note"), isReached: false))
        #expect(failed.needsCall && failed.reachedAt == nil && failed.callsAtPositions.count == 1)
        let again = ThreatAlertCommand.noteCall(note: Build.text("note"), isReached: false)
        for _ in 1..<ThreatAlert.callsMax { failed = try Self.after(failed, again) }
        let called = try Self.after(failed, .noteCall(note: Build.text("note"), isReached: true))
        #expect(!called.needsCall && called.reachedAt != nil, "However often the line was busy before.")
    }

    @Test(
        "may not go to an office that nobody vouches for, that is revoked, of another function or of a suspended member"
    )
    func hindrances() throws {
        let authority = try Build.organisation(2, .authority)
        #expect(ThreatHindrance.of(try Build.office(), authority) == nil)
        #expect(ThreatHindrance.of(try Build.office(isVouchedFor: false), authority) == .officeNotVouched)
        for function in OfficeFunction.allCases {
            let isRight = function == .police || function == .prosecutorOrCourt
            let office = try Build.office(function: function, instruments: [])
            #expect((ThreatHindrance.of(office, authority) == nil) == isRight, "\(function)")
        }
        for standing in Standing.allCases {
            let member = try Build.organisation(2, .authority, standing: standing)
            #expect((ThreatHindrance.of(try Build.office(), member) == nil) == standing.mayAct, "\(standing)")
        }
        #expect(ThreatHindrance.of(try Build.office(), nil) == .authorityNotActive)
    }

    @Test("is enough for one person from ten at night to six in the morning where the duty officer is")
    func nights() throws {
        /// Seven hours ahead, as Jakarta.
        struct Jakarta: CivilCalendar {
            func secondsAhead(in zone: ZoneName, at moment: Timestamp) -> Int64? {
                zone.description == "Asia/Jakarta" ? 7 * 3600 : nil
            }
        }
        let zone = try #require(ZoneName("Asia/Jakarta"))
        let hours = try #require(NightHours(from: 22, to: 6, zone: zone))
        // The test begins at midnight UTC, which is seven in the morning there.
        let nights = (0..<24).filter { hours.contains(.start + .hours(Int64($0)), calendar: Jakarta()) }
        #expect(nights == [15, 16, 17, 18, 19, 20, 21, 22])
        let noon = try #require(NightHours(from: 12, to: 13, zone: zone))
        #expect((0..<24).filter { noon.contains(.start + .hours(Int64($0)), calendar: Jakarta()) } == [5])
        let never = try #require(NightHours(from: 6, to: 6, zone: zone))
        #expect(!(0..<24).contains { never.contains(.start + .hours(Int64($0)), calendar: Jakarta()) })
        #expect(NightHours(from: 24, to: 6, zone: zone) == nil && NightHours(from: 1, to: -1, zone: zone) == nil)
        #expect(!hours.contains(.start + .hours(16), calendar: UniversalCalendar()), "An unknown zone has no night.")
    }
}
