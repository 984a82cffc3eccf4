import Cooperation
import Testing

@Suite("An office")
struct OfficeTests {
    static let specification = Transition.table(
        """
        enter | nothing -> entered
        enter | entered vouched changed revoked elsewhere -> !already-entered
        enterOfPlatform | nothing -> !not-an-authority
        enterOfPlatform | entered vouched changed revoked elsewhere -> !already-entered
        enterOfFollowed | nothing -> !kept-elsewhere
        enterOfFollowed | entered vouched changed revoked elsewhere -> !already-entered
        enterNowhere | nothing -> !country-invalid
        enterNowhere | entered vouched changed revoked elsewhere -> !already-entered
        enterInNoZone | nothing -> !zone-invalid
        enterInNoZone | entered vouched changed revoked elsewhere -> !already-entered
        enterWithoutTelephone | nothing -> !text-missing
        enterWithoutTelephone | entered vouched changed revoked elsewhere -> !already-entered
        enterWithoutSource | nothing -> !text-missing
        enterWithoutSource | entered vouched changed revoked elsewhere -> !already-entered
        enterWithWords | nothing -> !telephone-invalid
        enterWithWords | entered vouched changed revoked elsewhere -> !already-entered
        enterHoldingProposal | nothing -> !instrument-not-adopted
        enterHoldingProposal | entered vouched changed revoked elsewhere -> !already-entered
        enterHoldingRefused | nothing -> !instrument-not-accepted
        enterHoldingRefused | entered vouched changed revoked elsewhere -> !already-entered
        enterHoldingForeign | nothing -> !instrument-of-another-country
        enterHoldingForeign | entered vouched changed revoked elsewhere -> !already-entered
        enterHoldingRegulators | nothing -> !function-not-allowed
        enterHoldingRegulators | entered vouched changed revoked elsewhere -> !already-entered
        enterSpiesReferring | nothing -> !intelligence-not-allowed
        enterSpiesReferring | entered vouched changed revoked elsewhere -> !already-entered
        enterSpiesUnauthorised | nothing -> !intelligence-needs-authorisation
        enterSpiesUnauthorised | entered vouched changed revoked elsewhere -> !already-entered
        changeTelephone | nothing -> !not-found
        changeTelephone | entered vouched changed -> changed
        changeTelephone | revoked -> !office-revoked
        changeTelephone | elsewhere -> !kept-elsewhere
        changeAddress | nothing -> !not-found
        changeAddress | entered vouched changed -> changed
        changeAddress | revoked -> !office-revoked
        changeAddress | elsewhere -> !kept-elsewhere
        changeNothing | nothing -> !not-found
        changeNothing | entered vouched changed -> -
        changeNothing | revoked -> !office-revoked
        changeNothing | elsewhere -> !kept-elsewhere
        changeIntoSpies | nothing -> !not-found
        changeIntoSpies | entered vouched changed -> !intelligence-needs-authorisation
        changeIntoSpies | revoked -> !office-revoked
        changeIntoSpies | elsewhere -> !kept-elsewhere
        setWarning | nothing -> !not-found
        setWarning | entered vouched changed -> warningSet
        setWarning | revoked -> !office-revoked
        setWarning | elsewhere -> !kept-elsewhere
        setWarningWithoutLaw | nothing -> !not-found
        setWarningWithoutLaw | entered vouched changed -> !text-missing
        setWarningWithoutLaw | revoked -> !office-revoked
        setWarningWithoutLaw | elsewhere -> !kept-elsewhere
        setWarningLast | nothing -> !not-found
        setWarningLast | entered vouched changed -> !warning-order-invalid
        setWarningLast | revoked -> !office-revoked
        setWarningLast | elsewhere -> !kept-elsewhere
        endWarning | nothing -> !not-found
        endWarning | entered vouched changed -> -
        endWarning | revoked -> !office-revoked
        endWarning | elsewhere -> !kept-elsewhere
        vouch | nothing -> !not-found
        vouch | entered vouched changed -> vouched
        vouch | revoked -> !office-revoked
        vouch | elsewhere -> !kept-elsewhere
        vouchWithoutWord | nothing -> !not-found
        vouchWithoutWord | entered vouched changed -> !text-missing
        vouchWithoutWord | revoked -> !office-revoked
        vouchWithoutWord | elsewhere -> !kept-elsewhere
        vouchForOneself | nothing -> !not-found
        vouchForOneself | entered vouched changed -> !own-authority-vouches
        vouchForOneself | revoked -> !office-revoked
        vouchForOneself | elsewhere -> !kept-elsewhere
        vouchAsAuthority | nothing -> !not-found
        vouchAsAuthority | entered vouched changed -> !kind-not-allowed
        vouchAsAuthority | revoked -> !office-revoked
        vouchAsAuthority | elsewhere -> !kept-elsewhere
        vouchAsMember | nothing -> !not-found
        vouchAsMember | entered vouched changed -> !not-the-operator
        vouchAsMember | revoked -> !office-revoked
        vouchAsMember | elsewhere -> !kept-elsewhere
        vouchAsEnterer | nothing -> !not-found
        vouchAsEnterer | entered vouched changed -> !other-person-needed
        vouchAsEnterer | revoked -> !office-revoked
        vouchAsEnterer | elsewhere -> !kept-elsewhere
        noteMisuse | nothing -> !not-found
        noteMisuse | entered vouched changed -> misused
        noteMisuse | revoked -> -
        noteMisuse | elsewhere -> !kept-elsewhere
        mendWarning | nothing -> !not-found
        mendWarning | entered vouched changed -> !warning-order-invalid
        mendWarning | revoked -> !office-revoked
        mendWarning | elsewhere -> !kept-elsewhere
        revoke | nothing -> !not-found
        revoke | entered vouched changed -> revoked
        revoke | revoked -> -
        revoke | elsewhere -> !kept-elsewhere
        """
    )

    static let id = ID<Office>.number(710)

    private static func entry(
        _ authority: Organisation? = nil,
        function: OfficeFunction = .police,
        country: String = "ID",
        zone: String = "Asia/Jakarta",
        instruments: [Instrument]? = nil,
        texts: [OfficeText: String?] = [:]
    ) throws -> OfficeCommand {
        .enter(
            OfficeEntry(
                authority: try authority ?? Build.organisation(2, .authority),
                function: function,
                country: country,
                zone: zone,
                instruments: try instruments ?? [Build.instrument()],
                texts: texts.reduce(into: Build.officeTexts) { $0[$1.key] = $1.value }
            )
        )
    }

    private static func commands() throws -> [String: OfficeCommand] {
        let held = [try Build.instrument()]
        let referral = try Build.instrument(Build.terms(kind: .referral))
        let how = Build.text("how")
        return [
            "enter": try entry(),
            "enterOfPlatform": try entry(Build.organisation(2)),
            "enterOfFollowed": try entry(Build.organisation(2, .authority, origin: Build.elsewhere)),
            "enterNowhere": try entry(country: "Java"),
            "enterInNoZone": try entry(zone: "Asia//Jakarta"),
            "enterWithoutTelephone": try entry(texts: [.telephone: nil]),
            "enterWithoutSource": try entry(texts: [.telephoneSource: " "]),
            "enterWithWords": try entry(texts: [.telephone: "the number in the letter"]),
            "enterHoldingProposal": try entry(instruments: [Build.instrument(isAdopted: false)]),
            "enterHoldingRefused": try entry(instruments: [Build.instrument(Build.terms(isAccepted: false))]),
            "enterHoldingForeign": try entry(instruments: [Build.instrument(Build.terms(country: "NZ"))]),
            "enterHoldingRegulators": try entry(function: .regulator),
            "enterSpiesReferring": try entry(function: .intelligence, instruments: [referral]),
            "enterSpiesUnauthorised": try entry(function: .intelligence),
            "changeTelephone": .change(OfficeChange(texts: [.telephone: "+62 21 555 0199"]), held: held),
            "changeAddress": .change(OfficeChange(texts: [.address: Build.text("address")]), held: held),
            "changeNothing": .change(
                OfficeChange(function: .police, zone: "Asia/Jakarta", instruments: held),
                held: held
            ),
            "changeIntoSpies": .change(OfficeChange(function: .intelligence), held: held),
            "setWarning": .setWarning(order: 1, law: Build.text("law"), source: Build.text("source"), held: nil),
            "setWarningWithoutLaw": .setWarning(order: 1, law: " ", source: "TEST", held: nil),
            "setWarningLast": .setWarning(order: 100, law: "TEST", source: "TEST", held: nil),
            "endWarning": .setWarning(order: nil, law: nil, source: " ", held: nil),
            "mendWarning": .setWarning(order: nil, law: "TEST", source: nil, held: nil),
            "noteMisuse": .noteMisuse(key: String(repeating: "0", count: 64)),
            "vouch": .vouch(how: how, by: try Build.voucher()),
            "vouchWithoutWord": .vouch(how: " ", by: try Build.voucher()),
            "vouchForOneself": .vouch(
                how: how,
                by: Voucher(organisation: try Build.organisation(2, .authority, ownsNode: true), person: .number(50))
            ),
            "vouchAsAuthority": .vouch(how: how, by: try Build.voucher(.authority)),
            "vouchAsMember": .vouch(
                how: how,
                by: Voucher(organisation: try Build.organisation(9, .secretariat), person: .number(50))
            ),
            "vouchAsEnterer": .vouch(how: how, by: try Build.voucher(person: 1)),
            "revoke": .revoke(reason: Build.text("reason")),
        ]
    }

    static func machine() throws -> StateMachine<Office> {
        let decisions: [String: StateMachine<Office>.Decision] = try commands().mapValues { command in
            { try Office.decide($0, command, id: Self.id) }
        }
        let vouched = try Build.office()
        func after(_ command: String) throws -> Office? {
            try Office.after(vouched, decisions[command]?(vouched) ?? [])
        }
        return StateMachine(
            states: [
                "nothing": nil, "entered": try Build.office(isVouchedFor: false), "vouched": vouched,
                "changed": try after("changeTelephone"), "revoked": try after("revoke"),
                "elsewhere": try Build.office(origin: Build.elsewhere),
            ],
            commands: decisions
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("is warned by the law that the register names, needs a new word for that, and intelligence never is")
    func warning() throws {
        let office = try Build.office()
        func after(_ office: Office, _ order: Int?) throws -> Office {
            let words = order == nil ? nil : "TEST act"
            let command = OfficeCommand.setWarning(order: order, law: words, source: words, held: nil)
            return try #require(
                try Office.after(office, Office.decide(office, command, id: office.id), at: .start + .hours(1))
            )
        }
        let warned = try after(office, 2)
        #expect(warned.warning?.order == 2 && warned.vouchings.standing == nil)
        #expect(try after(warned, nil).warning == nil)
        let forgetful =
            [("TEST new act", nil), (nil, "TEST gazette"), ("TEST new act", "TEST gazette")] as [(String?, String?)]
        for (law, source) in forgetful {
            let mending = OfficeCommand.setWarning(order: nil, law: law, source: source, held: nil)
            #expect(throws: Refusal.self, "The place was forgotten: nothing is taken away.") {
                try Office.decide(warned, mending, id: warned.id)
            }
        }
        let regulator = try Build.office(function: .regulator, instruments: [])
        #expect(!ThreatHindrance.mayWarn(regulator))
        #expect(try ThreatHindrance.mayWarn(after(regulator, 1)))
        let command = OfficeCommand.setWarning(order: 1, law: "TEST act", source: "TEST gazette", held: nil)
        let spies = try Build.office(function: .intelligence, instruments: [])
        #expect(throws: Refusal.self) { try Office.decide(spies, command, id: spies.id) }
        #expect(!ThreatHindrance.mayWarn(spies))
    }

    @Test("keeps the word given for it when the same is said again of whom the law has warned, and only then")
    func warningAgain() throws {
        let held = OfficeWarningWords(law: "TEST act", source: "TEST gazette")
        let office = try Build.office()
        let first = OfficeCommand.setWarning(order: 2, law: held.law, source: held.source, held: nil)
        let warned = try #require(try Office.after(office, Office.decide(office, first, id: office.id)))
        func acts(_ order: Int, _ law: String, _ source: String, _ held: OfficeWarningWords?) throws -> Int {
            let command = OfficeCommand.setWarning(order: order, law: law, source: source, held: held)
            return try Office.decide(warned, command, id: office.id).count
        }
        #expect(try acts(2, "TEST act", "TEST gazette", held) == 0)
        #expect(try acts(2, " TEST act ", "TEST gazette", held) == 0, "As it is kept.")
        #expect(try acts(1, "TEST act", "TEST gazette", held) == 1)
        #expect(try acts(2, "TEST other act", "TEST gazette", held) == 1)
        #expect(try acts(2, "TEST act", "TEST other gazette", held) == 1)
        #expect(try acts(2, "TEST act", "TEST gazette", nil) == 1, "What was erased is said anew.")
    }

    @Test("is found by its place among those that are warned: the law's own, then police, then prosecutors")
    func warningRank() throws {
        let police = try Build.office()
        let command = OfficeCommand.setWarning(order: 99, law: "TEST act", source: "TEST gazette", held: nil)
        let last = try #require(try Office.after(police, Office.decide(police, command, id: police.id)))
        let court = try Build.office(function: .prosecutorOrCourt, instruments: [])
        let offices = [last, police, court]
        let ranks = offices.compactMap(\.warningRank)
        #expect(ranks.count == 3 && ranks == ranks.sorted() && Set(ranks).count == 3)
        for office in offices { #expect(office.value(of: .warningRank) == office.warningRank.map { .integer($0) }) }
        for function in [OfficeFunction.regulator, .intelligence] {
            #expect(try Build.office(function: function, instruments: []).value(of: .warningRank) == nil)
        }
    }

    @Test("needs a new word after a change of telephone, instruments or function, and after no other")
    func changes() throws {
        let (police, wide) = (try Build.terms(), try Build.terms("ID_TEST_WIDE", functions: [.police, .regulator]))
        let instruments = [try Build.instrument(police), try Build.instrument(wide, number: 701)]
        let office = try Build.office(instruments: [instruments[1]])
        let cases: [(String, OfficeChange, Bool)] = [
            ("telephone", OfficeChange(texts: [.telephone: "+62 21 555 0199"]), true),
            ("its source", OfficeChange(texts: [.telephoneSource: "TEST directory"]), true),
            ("instruments", OfficeChange(instruments: instruments), true),
            ("fewer instruments", OfficeChange(instruments: []), true),
            ("function", OfficeChange(function: .regulator), true),
            ("zone", OfficeChange(zone: "Asia/Makassar"), false),
            ("address", OfficeChange(texts: [.address: "TEST street"]), false),
            ("nothing", OfficeChange(function: .police, zone: "Asia/Jakarta"), false),
        ]
        for (what, change, isAnew) in cases {
            let acts = try Office.decide(office, .change(change, held: [instruments[1]]), id: office.id)
            let changed = try #require(try Office.after(office, acts, at: .start + .hours(1)))
            #expect((changed.vouchings.standing == nil) == isAnew, "\(what)")
            #expect(changed.vouchings.stood(at: .start), "What was vouched for then stays so: \(what)")
            #expect(changed.vouchings.count == 1)
        }
    }

    @Test("stands only between a word given for it and its revocation")
    func standing() throws {
        var office = try Build.office(isVouchedFor: false)
        func code(_ hours: Int64) -> String? {
            do {
                try office.requireStanding(at: .start + .hours(hours))
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code(0) == "office-not-vouched")
        let word = try Office.decide(office, .vouch(how: "TEST call", by: Build.voucher()), id: office.id)
        office = try #require(try Office.after(office, word, at: .start + .hours(2)))
        let end = try Office.decide(office, .revoke(reason: "TEST"), id: office.id)
        office = try #require(try Office.after(office, end, at: .start + .hours(4)))
        #expect(
            (0...5).map(code) == [
                "office-not-vouched", "office-not-vouched", nil, nil, "office-revoked", "office-revoked",
            ]
        )
    }

    @Test("issues the instruments that it holds, while they are in the register and fit it")
    func issuing() throws {
        let own = try Build.instrument()
        let office = try Build.office()
        func code(_ instrument: Instrument, _ office: Office) -> String? {
            do {
                try office.mayIssue(instrument)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code(own, office) == nil)
        #expect(code(try Build.instrument(isAdopted: false), office) == "instrument-not-adopted")
        #expect(code(try Build.instrument(Build.terms(isAccepted: false)), office) == "instrument-not-accepted")
        #expect(code(try Build.instrument(Build.terms("ID_TEST_OTHER")), office) == "instrument-not-held")
        // The register changed after the office was vouched for.
        #expect(code(try Build.instrument(Build.terms(functions: [.regulator])), office) == "function-not-allowed")
        #expect(code(try Build.instrument(Build.terms(country: "NZ")), office) == "instrument-of-another-country")
        #expect(code(try Build.instrument(Build.terms(country: "EU")), office) == nil)
        #expect(code(try Build.instrument(Build.terms(country: nil)), office) == nil)
        let court = try Build.instrument(Build.terms(functions: [.intelligence], authorisation: .judge))
        let spies = try Build.office(function: .intelligence, instruments: [court])
        #expect(code(court, spies) == nil)
        #expect(code(own, spies) == "intelligence-needs-authorisation")
        #expect(code(try Build.instrument(Build.terms(kind: .referral)), spies) == "intelligence-not-allowed")
    }

    @Test("that an exchange keeps is known here as it is there, with where its words are kept")
    func followed() throws {
        let office = try Build.office(origin: Build.elsewhere)
        #expect(office.origin == Build.elsewhere && office.vouchings.count == 1)
        #expect(Set(office.textPositions.keys) == Set(OfficeText.allCases))
        #expect(office.latestPosition == 1)
    }
}
