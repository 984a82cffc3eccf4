import CanonicalJSON
import Cooperation
import Testing

@Suite("A case")
struct CaseTests {
    static let specification = Transition.table(
        """
        open | nothing -> opened
        open | open assigned lapsed decided closed returned reassigned skipped -> !already-open
        openUnmatched | nothing -> !nothing-matched
        openUnmatched | open assigned lapsed decided closed returned reassigned skipped -> !already-open
        join | nothing -> !not-found
        join | open assigned lapsed decided returned reassigned skipped -> matched
        join | closed -> !not-in-this-state
        joinKnown | nothing -> !not-found
        joinKnown | open assigned lapsed decided returned reassigned skipped -> -
        joinKnown | closed -> !not-in-this-state
        assign | nothing -> !not-found
        assign | open returned lapsed skipped -> assigned
        assign | assigned reassigned -> -
        assign | decided closed -> !not-in-this-state
        assignColleague | nothing -> !not-found
        assignColleague | open returned lapsed skipped -> assigned
        assignColleague | assigned reassigned -> !assigned-to-another
        assignColleague | decided closed -> !not-in-this-state
        release | nothing -> !not-found
        release | open returned skipped -> -
        release | assigned lapsed reassigned -> released
        release | decided closed -> !not-in-this-state
        skip | nothing -> !not-found
        skip | open returned -> skipped
        skip | assigned lapsed reassigned -> skipped+released
        skip | skipped -> -
        skip | decided closed -> !not-in-this-state
        skipWithoutReason | nothing -> !not-found
        skipWithoutReason | open assigned lapsed returned reassigned -> !skip-reason-missing
        skipWithoutReason | skipped -> -
        skipWithoutReason | decided closed -> !not-in-this-state
        skipByColleague | nothing -> !not-found
        skipByColleague | open assigned lapsed returned reassigned skipped -> skipped
        skipByColleague | decided closed -> !not-in-this-state
        decide | nothing -> !not-found
        decide | open assigned lapsed returned reassigned skipped -> decided
        decide | decided closed -> !already-decided
        decideByColleague | nothing -> !not-found
        decideByColleague | open returned skipped -> decided
        decideByColleague | lapsed -> assigned+decided
        decideByColleague | assigned reassigned -> !assigned-to-another
        decideByColleague | decided closed -> !already-decided
        decideByRule | nothing -> !not-found
        decideByRule | open skipped -> decided
        decideByRule | assigned lapsed returned reassigned -> !left-to-a-person
        decideByRule | decided closed -> !already-decided
        close | nothing -> !not-found
        close | open assigned lapsed skipped -> !not-in-this-state
        close | decided returned reassigned -> closed
        close | closed -> -
        closeForAnother | nothing -> !not-found
        closeForAnother | open assigned lapsed decided returned reassigned skipped -> !not-in-this-state
        closeForAnother | closed -> -
        returnToQueue | nothing -> !not-found
        returnToQueue | open assigned lapsed returned reassigned skipped -> !not-in-this-state
        returnToQueue | decided closed -> returned
        returnForAnother | nothing -> !not-found
        returnForAnother | open assigned lapsed decided returned reassigned closed skipped -> !not-in-this-state
        erase | nothing -> !not-found
        erase | open assigned lapsed decided returned reassigned skipped -> !case-not-closed
        erase | closed -> erased
        eraseTooEarly | nothing -> !not-found
        eraseTooEarly | open assigned lapsed decided returned reassigned skipped -> !case-not-closed
        eraseTooEarly | closed -> !case-awaits-answer
        eraseBeforeSecondPerson | nothing -> !not-found
        eraseBeforeSecondPerson | open assigned lapsed decided returned reassigned skipped -> !case-not-closed
        eraseBeforeSecondPerson | closed -> !case-awaits-second-person
        """
    )

    static func opening(_ matches: [Match]) throws -> CaseOpening {
        CaseOpening(
            contentKey: Build.text("contentKey"),
            accountKey: Build.text("accountKey"),
            context: try CaseContext(kind: .image, postedAt: .start, language: "id", country: "ID", views: 3),
            reference: Build.text("reference"),
            link: Build.text("link"),
            thumbnail: Build.text("thumbnail"),
            account: Build.text("account"),
            matches: matches
        )
    }

    static let lockTime = Seconds.minutes(30)

    static func machine() throws -> StateMachine<Case> {
        let commands: [String: CaseCommand] = [
            "open": .open(try opening([Build.match()])), "openUnmatched": .open(try opening([])),
            "join": .join([Build.match(301)]), "joinKnown": .join([Build.match()]),
            "assign": .assign(.number(10), lockTime: lockTime),
            "assignColleague": .assign(.number(11), lockTime: lockTime), "release": .release,
            "skip": .skip(CaseSkip(person: .number(10), reason: .language, note: Build.text("note"))),
            "skipWithoutReason": .skip(CaseSkip(person: .number(10), reason: nil)),
            "skipByColleague": .skip(CaseSkip(person: .number(11), reason: .wellbeing)),
            "decide": .decide(.number(500), by: .number(10)),
            "decideByColleague": .decide(.number(500), by: .number(11)), "decideByRule": .decide(.number(500), by: nil),
            "close": .close(.number(500)), "closeForAnother": .close(.number(501)),
            "returnToQueue": .returnToQueue(.failed, .number(500)),
            "returnForAnother": .returnToQueue(.failed, .number(501)), "erase": .erase(awaiting: nil),
            "eraseTooEarly": .erase(awaiting: .platform),
            "eraseBeforeSecondPerson": .erase(awaiting: .secondPerson),
        ]
        let decisions: [String: StateMachine<Case>.Decision] = commands.mapValues { command in
            { try Case.decide($0, command, id: .number(400), now: .start) }
        }
        let earlier = CaseCommand.assign(.number(10), lockTime: lockTime)
        func after(_ names: String...) throws -> Case? {
            try names.reduce(nil) { try Case.after($0, decisions[$1]?($0) ?? []) }
        }
        return StateMachine(
            states: [
                "nothing": nil, "open": try after("open"), "assigned": try after("open", "assign"),
                "lapsed": try Case.after(
                    after("open"),
                    Case.decide(after("open"), earlier, id: .number(400), now: .start - lockTime)
                ),
                "skipped": try after("open", "skip"),
                "decided": try after("open", "assign", "decide"), "closed": try after("open", "decide", "close"),
                "returned": try after("open", "assign", "decide", "returnToQueue"),
                "reassigned": try after("open", "assign", "decide", "returnToQueue", "assign"),
            ],
            commands: decisions
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("is found by its signals, behaviours and skips, and holds nothing that names its content or account")
    func lookup() throws {
        for (name, state) in try Self.machine().states {
            guard let state else { continue }
            let signals = Set(state.matches.map { LookupKey(scope: Case.signalScope, value: $0.signal.description) })
            let skips = name == "skipped" ? [LookupKey(scope: "skip", value: ID<Person>.number(10).description)] : []
            let expected = signals.union(skips).union([LookupKey(scope: "behaviour", value: "threat")])
            #expect(!signals.isEmpty && state.lookupKeys == expected, "\(name)")
            let stored = String(decoding: try JSONValueEncoder().encode(state).canonicalBytes, as: UTF8.self)
            #expect(!stored.contains(Build.marker), "\(name)")
        }
    }

    @Test("never loses priority when more signals match, and lists each signal once")
    func joining() throws {
        var open = try #require(try Self.machine().states["open"] ?? nil)
        for number in [301, 302, 302, 300, 303] as [UInt64] {
            let join = CaseCommand.join([Build.match(number, distance: 31, behaviours: [.glorification])])
            let before = open.priority
            open = try #require(
                try Case.after(open, Case.decide(open, join, id: open.id, now: .start + .days(30)))
            )
            #expect(open.priority >= before)
        }
        #expect(open.matches.map(\.signal) == [300, 301, 302, 303].map { .number($0) })
    }

    @Test("is kept for whoever took it until the lock ends, to the microsecond")
    func lock() throws {
        let open = try #require(try Self.machine().states["open"] ?? nil)
        let assign = CaseCommand.assign(.number(10), lockTime: Self.lockTime)
        let taken = try #require(try Case.after(open, Case.decide(open, assign, id: open.id, now: .start)))
        let end = Timestamp.start + Self.lockTime
        #expect(taken.lockedUntil == end)
        let lastMoment = Timestamp(microseconds: end.microseconds - 1)
        #expect(taken.isLocked(at: lastMoment) && !taken.isLocked(at: end))
        let take = CaseCommand.assign(.number(11), lockTime: Self.lockTime)
        #expect { try Case.decide(taken, take, id: open.id, now: lastMoment) } throws: {
            ($0 as? Refusal)?.code == "assigned-to-another"
        }
        let over = try #require(try Case.after(taken, Case.decide(taken, take, id: open.id, now: end), at: end))
        #expect(over.assignee == .number(11) && over.lockedUntil == end + Self.lockTime)
    }

    @Test("is kept for longer once less than half of the time is left, and not before")
    func renewal() throws {
        let open = try #require(try Self.machine().states["open"] ?? nil)
        let assign = CaseCommand.assign(.number(10), lockTime: Self.lockTime)
        let taken = try #require(try Case.after(open, Case.decide(open, assign, id: open.id, now: .start)))
        let half = Timestamp.start + .minutes(15)
        #expect(try Case.decide(taken, assign, id: open.id, now: half).isEmpty)
        let later = Timestamp(microseconds: half.microseconds + 1)
        let renewed = try #require(try Case.after(taken, Case.decide(taken, assign, id: open.id, now: later)))
        #expect(renewed.lockedUntil == later + Self.lockTime)
    }

    @Test("has no lock once nobody works on it")
    func lockEnds() throws {
        let waiting: Set<String> = ["open", "assigned", "lapsed", "returned", "reassigned", "skipped"]
        for (name, state) in try Self.machine().states {
            guard let state else { continue }
            #expect((state.lockedUntil != nil) == (state.state == .assigned), "\(name)")
            #expect((state.value(of: .waiting) == .integer(1)) == waiting.contains(name), "\(name)")
        }
    }

    @Test("knows by when the platform has to answer as long as it is decided, and not where nothing said so")
    func answerDue() throws {
        let states = try Self.machine().states
        let decided = try #require(states["decided"] ?? nil)
        // What older programs recorded reads so.
        #expect(decided.answerDueAt == nil && decided.value(of: .answerDueAt) == nil)
        let open = try #require(states["open"] ?? nil)
        let due = Timestamp.start + .hours(1)
        for person in [ID<Person>.number(10), nil] {
            let command = CaseCommand.decide(.number(500), by: person, answerDueAt: due)
            let waiting = try #require(try Case.after(open, Case.decide(open, command, id: open.id, now: .start)))
            #expect(waiting.state == .decided && waiting.answerDueAt == due)
            #expect(waiting.value(of: .answerDueAt) == .integer(due.microseconds))
            for command in [CaseCommand.close(.number(500)), .returnToQueue(.unanswered, .number(500))] {
                let acts = try Case.decide(waiting, command, id: open.id, now: .start)
                #expect(try #require(try Case.after(waiting, acts)).answerDueAt == nil)
            }
        }
    }

    @Test("remembers who left it to others, each once, and no more than its limit")
    func skips() throws {
        var state = try #require(try Self.machine().states["open"] ?? nil)
        let people = (0..<UInt64(Case.skipsMax + 5)).map { ID<Person>.number(1000 + $0) }
        for person in people + [people[10]] {
            let skip = CaseCommand.skip(CaseSkip(person: person, reason: .unclear))
            state = try #require(try Case.after(state, Case.decide(state, skip, id: state.id, now: .start)))
        }
        #expect(state.skips == Array(people.dropFirst(5)))
    }

    @Test(
        "is in the language of its tag, and in none where the tag names none",
        arguments: [
            ("id", "id"), ("zh-Hans", "zh"), ("ID-id", "id"), ("fil", "fil"), ("und", nil), ("zxx", nil),
            ("x-test", nil),
        ] as [(String, String?)]
    )
    func language(tag: String, primary: String?) throws {
        var opening = try Self.opening([Build.match()])
        opening = CaseOpening(
            contentKey: opening.contentKey,
            accountKey: nil,
            context: try CaseContext(kind: .video, language: tag),
            reference: nil,
            link: nil,
            account: nil,
            matches: opening.matches
        )
        let state = try Case.after(nil, Case.decide(nil, .open(opening), id: .number(400), now: .start))
        #expect(state?.value(of: .language) == primary.map { .text($0) })
        #expect(state?.value(of: .kind) == .text("video"))
    }

    @Test("lists no more matches than its limit, at opening and later")
    func limit() throws {
        let many = (0..<UInt64(Case.matchesMax + 5)).map { Build.match(1000 + $0) }
        let acts = try Case.decide(nil, .open(Self.opening(many)), id: .number(400), now: .start)
        let full = try #require(try Case.after(nil, acts))
        #expect(full.matches.count == Case.matchesMax)
        #expect(try Case.decide(full, .join([Build.match(1)]), id: full.id, now: .start).isEmpty)
    }

    @Test(
        "refuses a context that can't be right",
        arguments: [
            ("", nil, 0), ("id_ID", nil, 0), (String(repeating: "a", count: 36), nil, 0), ("kata kata", nil, 0),
            ("-", nil, 0), ("id-", nil, 0), ("1", nil, 0), ("indonesian-language", nil, 0), ("id", "id", 0),
            ("id", "IDN", 0), ("id", "I", 0), ("id", "", 0), ("id", "ÄÖ", 0), ("id", "ID", -1), ("id", "ID", .min),
            ("id", "ID", .max), ("id", "ID", 9_007_199_254_740_992),
        ] as [(String, String?, Int64)]
    )
    func refusesContext(language: String, country: String?, views: Int64) {
        #expect { try CaseContext(language: language, country: country, views: views) } throws: {
            ($0 as? Refusal)?.code == "context-invalid"
        }
    }

    @Test("takes the contexts that platforms have", arguments: ["id", "zh-Hans", "sr-Latn-RS", "de-1996", "x-test"])
    func takesContext(language: String) throws {
        let context = try CaseContext(language: language, country: "TL", views: 9_007_199_254_740_991)
        #expect(context.language == language)
        let matched = CaseOpening(
            contentKey: "k",
            accountKey: nil,
            context: context,
            reference: nil,
            link: nil,
            account: nil,
            matches: [Build.match()]
        )
        let opened = try Case.after(nil, Case.decide(nil, .open(matched), id: .number(400), now: .start))
        #expect(opened?.context == context)
    }
}
