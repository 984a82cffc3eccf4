import Cooperation
import Testing

@Suite("A rule of the clock registry")
struct ClockRuleTests {
    static let specification = Transition.table(
        """
        propose | nothing -> proposed
        propose | proposed inForce confirmed retired replaced elsewhere -> !already-proposed
        adopt | nothing -> !not-found
        adopt | elsewhere -> !kept-elsewhere
        adopt | proposed -> adopted
        adopt | inForce confirmed -> -
        adopt | retired replaced -> !rule-not-in-force
        confirm | nothing -> !not-found
        confirm | elsewhere -> !kept-elsewhere
        confirm | proposed inForce -> confirmed
        confirm | confirmed -> -
        confirm | retired replaced -> !rule-not-in-force
        confirmAnew | nothing -> !not-found
        confirmAnew | elsewhere -> !kept-elsewhere
        confirmAnew | proposed inForce confirmed -> confirmed
        confirmAnew | retired replaced -> !rule-not-in-force
        confirmByNobody | nothing -> !not-found
        confirmByNobody | elsewhere -> !kept-elsewhere
        confirmByNobody | proposed inForce confirmed -> !text-missing
        confirmByNobody | retired replaced -> !rule-not-in-force
        retire | nothing -> !not-found
        retire | elsewhere -> !kept-elsewhere
        retire | proposed inForce confirmed -> retired
        retire | retired -> -
        retire | replaced -> !rule-not-in-force
        replace | nothing -> !not-found
        replace | elsewhere -> !kept-elsewhere
        replace | inForce confirmed -> replaced
        replace | proposed retired -> !rule-not-in-force
        replace | replaced -> -
        replaceByItself | nothing -> !not-found
        replaceByItself | elsewhere -> !kept-elsewhere
        replaceByItself | inForce confirmed -> !rule-replaces-itself
        replaceByItself | proposed retired replaced -> !rule-not-in-force
        """
    )

    static func draft(_ terms: ClockTerms? = nil) throws -> ClockRuleDraft {
        try ClockRuleDraft(
            code: #require(ClockCode("TEST_REMOVAL")),
            summary: Build.text("summary"),
            terms: terms ?? ClockTerms(duration: ClockDuration(.seconds, 3600), start: .received),
            source: Build.text("source"),
            sourceDate: #require(CivilDate("2026-11-01"))
        )
    }

    private static let person = ID<Person>.number(10).identifier

    private static func decide(_ state: ClockRule?, _ command: ClockRuleCommand) throws -> [Act] {
        try ClockRule.decide(state, command, id: .number(800))
    }

    private static func after(_ state: ClockRule?, _ command: ClockRuleCommand) throws -> ClockRule {
        try #require(try ClockRule.after(state, decide(state, command)))
    }

    static func inForce(_ terms: ClockTerms? = nil) throws -> ClockRule {
        try after(after(nil, .propose(draft(terms))), .adopt)
    }

    static func machine() throws -> StateMachine<ClockRule> {
        let proposed = try after(nil, .propose(draft()))
        let inForce = try after(proposed, .adopt)
        let day = try #require(CivilDate("2026-11-20"))
        let commands: [String: ClockRuleCommand] = [
            "propose": .propose(try draft()), "adopt": .adopt, "confirm": .confirm(on: day, by: Build.text("lawyer")),
            "confirmAnew": .confirm(on: try #require(CivilDate("2026-11-21")), by: Build.text("lawyer")),
            "confirmByNobody": .confirm(on: day, by: " "), "retire": .retire, "replace": .replace(by: .number(801)),
            "replaceByItself": .replace(by: .number(800)),
        ]
        return StateMachine(
            states: [
                "nothing": nil, "proposed": proposed, "inForce": inForce,
                "confirmed": try after(inForce, .confirm(on: day, by: Build.text("lawyer"))),
                "elsewhere": try ClockRule.after(
                    nil,
                    decide(nil, .propose(draft())) + decide(proposed, .adopt),
                    origin: Build.elsewhere
                ),
                "retired": try after(inForce, .retire), "replaced": try after(inForce, .replace(by: .number(801))),
            ],
            commands: commands.mapValues { command in { try decide($0, command) } }
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("is found by its code while it is in force, and otherwise only where people of this node retired it")
    func isFound() throws {
        let code = try #require(ClockCode("TEST_REMOVAL"))
        for (name, state) in try Self.machine().states {
            let expected: Set<LookupKey> =
                ["inForce", "confirmed", "elsewhere"].contains(name)
                ? [ClockRule.key(of: code)] : []
            #expect(state.map { $0.lookupKeys == expected } ?? true, "\(name)")
        }
        let inForce = try Self.inForce()
        let retired = try ClockRule.after(inForce, Self.decide(inForce, .retire), actor: Self.person)
        let key = LookupKey(scope: ClockRule.retiredScope, value: code.description)
        #expect(retired?.lookupKeys == [key])
    }

    @Test("of this node's people goes before the exchange's, and that before the one that came with the program")
    func applies() throws {
        let exchange = Build.elsewhere.exchange
        let proposed = try Self.after(nil, .propose(Self.draft()))
        let acts = try Self.decide(nil, .propose(Self.draft())) + Self.decide(proposed, .adopt)
        let shipped = try #require(try ClockRule.after(nil, acts))
        let decided = try #require(try ClockRule.after(nil, acts, actor: Self.person))
        let retired = try #require(try ClockRule.after(decided, Self.decide(decided, .retire), actor: Self.person))
        let followed = try #require(try ClockRule.after(nil, acts, origin: Build.elsewhere))
        #expect(!shipped.isDecidedHere && decided.isDecidedHere && !followed.isDecidedHere)
        let cases: [(rules: [ClockRule], here: ClockRule?, there: ClockRule?)] = [
            ([], nil, nil), ([shipped], shipped, shipped), ([followed], followed, followed),
            ([shipped, followed], followed, followed), ([followed, decided], decided, followed),
            ([followed, retired], nil, followed), ([retired], nil, nil),
            ([retired, decided, followed], decided, followed),
        ]
        for (place, row) in cases.enumerated() {
            #expect(ClockRule.applying(row.rules, to: nil) == row.here, "\(place)")
            #expect(ClockRule.applying(row.rules, to: exchange) == row.there, "\(place)")
            #expect(ClockRule.applying(row.rules.reversed(), to: exchange) == row.there, "\(place)")
        }
    }

    @Test(
        "has a code of capitals, digits and single underscores",
        arguments: [
            ("EU_TCO_REMOVAL", true), ("A1B", true), ("AB", false), ("eu_tco", false), ("EU__TCO", false),
            ("_EU", false),
            ("EU_", false), ("1EU", false), ("EU TCO", false), ("ÉTAT", false),
            (String(repeating: "A", count: 41), false),
        ]
    )
    func codes(_ text: String, _ isCode: Bool) { #expect((ClockCode(text) != nil) == isCode) }

    @Test("is refused where no clock could run by it")
    func refusesTerms() throws {
        let week = try WorkingWeek(days: [.monday], opensAt: 480, closesAt: 960)
        let wrong: [() throws -> Void] = [
            { _ = try ClockDuration(.seconds, 0) }, { _ = try ClockDuration(.seconds, -1) },
            { _ = try ClockDuration(.calendarDays, 3661) }, { _ = try ClockDuration(.calendarMonths, 121) },
            { _ = try ClockDuration(.seconds, 60, endsWithDay: true) }, { _ = try ClockDuration(.workingHours, 8) },
            { _ = try ClockDuration(.seconds, 8, week: week) },
            { _ = try WorkingWeek(days: [], opensAt: 480, closesAt: 960) },
            { _ = try WorkingWeek(days: [.monday], opensAt: 960, closesAt: 960) },
            { _ = try WorkingWeek(days: [.monday], opensAt: -1, closesAt: 960) },
            { _ = try WorkingWeek(days: [.monday], opensAt: 0, closesAt: 1441) },
            { try terms(steps: [ClockTerms.Step(before: Seconds(0), role: .lead)]) },
            { try terms(steps: Array(repeating: ClockTerms.Step(before: Seconds(9), role: .lead), count: 2)) },
            { try terms(steps: (1...11).map { ClockTerms.Step(before: Seconds($0), role: .lead) }) },
        ]
        for attempt in wrong { #expect(throws: Refusal.self) { try attempt() } }
        func terms(steps: [ClockTerms.Step]) throws {
            _ = try ClockTerms(duration: ClockDuration(.seconds, 60), start: .received, steps: steps)
        }
    }

    @Test(
        "takes as a zone what could be the name of one",
        arguments: [
            ("Asia/Jakarta", true), ("America/Argentina/Buenos_Aires", true), ("Etc/GMT+5", true), ("UTC", true),
            ("", false), ("/", false), ("Asia/", false), ("../etc/passwd", false), ("Asia Jakarta", false),
        ]
    )
    func zones(_ text: String, _ isName: Bool) { #expect((ZoneName(text) != nil) == isName) }
}
