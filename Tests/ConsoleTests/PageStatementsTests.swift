import Console
import Cooperation
import HTTPServing
import HTTPTypes
import NIOCore
import Services
import Store
import Testing

/// No page runs more statements because it shows more.
@Suite struct `Statements of a page` {
    /// What a page took and showed.
    private struct Measure: Hashable {
        let status: Int
        let statements: Int
        /// How many rows, entries and choices it has.
        let rows: Int
    }

    /// Pages whose rows are there in any number, so that the larger world shows more of them; the journal's page is full in
    /// both.
    private static let lists: Set<String> = [
        "console.queue", "console.case", "console.signals", "console.signal", "console.newSignal", "console.banks",
        "console.bank", "console.members", "console.member", "console.agreements",
        "console.agreement", "console.submissions", "console.people", "console.keys", "console.webhooks",
        "console.webhook", "console.readings", "console.exercises",
        "console.alerts", "console.exchanges", "console.overview", "console.clocks",
        "console.threats", "console.threatNotices",
        "console.request", "console.requests", "console.assessments", "console.assessment",
        "console.register", "console.office", "console.officer", "console.instruments",
        "console.quality", "console.decision", "console.person", "console.threat", "console.threatNotice",
        "console.closures", "console.exercise", "console.newAgreement", "console.newBank", "console.newOffice",
        "console.paperRequest",
    ]

    /// Those that an authority's officer alone has; the last two are one page, without a draft and with one.
    private static let officersLists: Set<String> = ["console.requestDraft", "console.newRequest", newRequestAgain]
    private static let newRequestAgain = "console.newRequest of a draft"

    /// Pages of which no more is asked than that the larger world takes no more statements, by the reason.
    private static let plain: [String: Set<String>] = [
        "they show no list": [
            "console.check", "console.compare", "console.components", "console.preferences", "console.account",
            "console.newSubmission", "console.newThreat", "console.practice", "console.practiceCase", "console.import",
            "console.confirmForgery", "console.confirmRevocation", "console.confirmErasure", "console.picture",
            "console.confirmClosing", "console.clockRule", "console.instrument", "console.submission",
        ],
        "they are files": [
            "console.actProof", "console.actReceipt", "console.receipt", "console.draftDocument", "console.disclosure",
            "console.requestOrder", "console.requestAnswer", "console.requestReceipt", "console.threatFile",
            "console.scan", "console.thumbnail", "console.importCSV",
        ],
        "the law has as many rules in both": ["console.clockRules"],
        "an officer in the register alone has such keys": ["console.officerKeys"],
        "it has a test of its own": ["console.importReport"],
    ]

    /// Pages that show as much in both worlds, with the reason.
    private static let single = [
        "console.act": "one act has the fields of its kind, and a log of some hundred acts one length of proof",
        "console.exchange": "one exchange has a standing and a key, and at most one alarm",
    ]

    /// Pages that take fewer statements in the larger world, with the reason.
    private static let fewer = [
        "console.journal": "it is full in both, and the newest acts of the larger world are of fewer kinds to ask about"
    ]

    /// Pages that tell of a case to people who say what for.
    private static let opening: Set<String> = [
        "console.case", "console.picture", "console.decision", "console.receipt", "console.act", "console.actReceipt",
    ]

    /// Every page that needs a session, about something that is there.
    private static func pages(of world: SmallWorld) async throws -> [(operation: String, path: String)] {
        let platform = world.platform
        let console = try ConsoleRoutes(
            node: platform.node,
            access: platform.access,
            settings: ConsoleSettings(),
            now: { .now() },
            condition: { "ready" }
        )
        let last = try await platform.store.read { try $0.latestCheckpoint()?.size ?? 0 } - 1
        let again = world.subjects["drafts"].map { draft in
            (operation: Self.newRequestAgain, path: "/console/requests/new?draft=\(draft)")
        }
        let pages: [(operation: String, path: String)] = try console.all().compactMap { route in
            guard case .sessionRequired = route.access, route.method == .get, !route.limits.streamsAnswer else {
                return nil
            }
            var words: [String] = []
            for segment in route.template.segments {
                switch segment {
                case .literal(let text): words.append(text)
                case .parameter("position"): words.append(String(last))
                case .parameter("number"): words.append("1")
                case .parameter("id"):
                    let known = words.last.flatMap { world.subjects[$0] } ?? world.subjects[words[1]]
                    let subject = try #require(known, "\(route.operationID)")
                    words.append(subject.description)
                case .parameter, .tail: words.append(ID<Case>(Identifier(derivedHigh: 7, low: 9)).description)
                }
            }
            let path = "/" + words.joined(separator: "/")
            return (route.operationID, Self.opening.contains(route.operationID) ? path + "?purpose=audit" : path)
        }
        return again.map { pages + [$0] } ?? pages
    }

    private static func measures(
        _ world: SmallWorld,
        session: String,
        pages: [(operation: String, path: String)]
    ) async throws -> [String: Measure] {
        let statements = world.platform.statements
        let measures = Measures()
        try await LiveConsole.serving(world.platform) { console in
            let browser = console.browser(session: session)
            for page in pages {
                await measures.add(page.operation, try await measure(page.path, in: browser, statements))
            }
        }
        return await measures.all
    }

    private static func measure(
        _ path: String,
        in browser: LiveConsole.Browser,
        _ statements: StatementCounts
    ) async throws -> Measure {
        // The first look notes that somebody looked, and fills what is kept in memory.
        _ = try await browser.page(path)
        _ = statements.take()
        let answer = try await browser.page(path)
        let rows = ["<tr", "<li", "<dt", "<article", "<option"].map { answer.text.split(separator: $0).count - 1 }
        return Measure(
            status: answer.status,
            statements: statements.take().reduce(0, +),
            rows: rows.reduce(0, +)
        )
    }

    private actor Measures {
        var all: [String: Measure] = [:]

        func add(_ operation: String, _ measure: Measure) { all[operation] = measure }
    }

    @Test func `are as many for four times as many rows`() async throws {
        let worlds = [try await SmallWorld(of: 2), try await SmallWorld(of: 8)]
        var found: [[String: Measure]] = []
        for world in worlds {
            found.append(try await Self.measures(world, session: world.session, pages: Self.pages(of: world)))
        }
        let (small, large) = (found[0], found[1])
        #expect(small.count > 30 && Set(small.keys) == Set(large.keys))
        for (operation, measure) in small.sorted(by: { $0.key < $1.key }) {
            let other = try #require(large[operation])
            #expect(measure.status == other.status, "\(operation)")
            if Self.fewer[operation] != nil {
                #expect(
                    measure.statements > other.statements,
                    "\(operation) needs no reason any more: \(measure), \(other)"
                )
            } else {
                #expect(measure.statements == other.statements, "\(operation): \(measure), \(other)")
            }
            #expect(measure.statements > 0, "\(operation)")
            if Self.single[operation] != nil {
                #expect(measure.status == 200 && measure.rows == other.rows, "\(operation): \(measure), \(other)")
                continue
            }
            guard Self.lists.contains(operation) else { continue }
            #expect(measure.status == 200 && measure.rows < other.rows, "\(operation): \(measure), \(other)")
        }
        let said = Self.lists.union(Self.single.keys).union(Self.fewer.keys)
        #expect(said.count == Self.lists.count + Self.single.count + Self.fewer.count, "A page is said once.")
        #expect(said.isSubset(of: small.keys), "\(said.subtracting(small.keys))")
        let plain = Self.plain.values.flatMap(\.self)
        let others = Self.officersLists.subtracting([Self.newRequestAgain]).union(plain)
        #expect(others.isDisjoint(with: said) && Set(plain).count == plain.count, "A page is said once.")
        #expect(Set(small.keys) == said.union(others), "Of every page something is said, and of no other.")
    }

    @Test func `are as many for a guest who is asked about four times as many items`() async throws {
        let measures = Measures()
        for count in [2, 8] {
            let world = try await RequestWorld()
            let (id, _) = try await world.file(to: .guest(name: "TEST Other"), items: count)
            let secret = try await world.platform.node.inviteGuest(to: id, by: try await world.asker()).secret
            let statements = world.platform.statements
            try await LiveConsole.serving(world.platform) { console in
                await measures.add(
                    "\(count)",
                    try await Self.measure("/guest/\(secret)", in: console.stranger, statements)
                )
            }
        }
        let found = await measures.all
        let (small, large) = (try #require(found["2"]), try #require(found["8"]))
        #expect(small.status == 200 && large.status == 200)
        #expect(small.statements > 0 && small.statements == large.statements, "\(small), \(large)")
        #expect(small.rows + 6 <= large.rows, "\(small), \(large)")
    }

    @Test func `are as many for the report of an import with four times as many lines`() async throws {
        let measures = Measures()
        let said = [
            "kind": "image", "behaviours-glorification": "yes", "provenance": "observed", "rationale": "TEST rationale",
            "exemptionAssessment": "TEST no exemption", "source": "TEST list", "expiresAt": "",
        ]
        for count in [2, 8] {
            let platform = try await TestPlatform()
            let bank = try await platform.bank()
            let path = "/console/banks/\(bank)/import"
            // One that is taken, one that is no hash, and so on.
            let lines = (1...count).flatMap { [String(repeating: "\($0)", count: 64), "TEST hash \($0)"] }
            let list = (field: "file", bytes: Array(lines.joined(separator: "\n").utf8))
            try await LiveConsole.serving(platform) { console in
                let browser = try await console.browser(.curator)
                let page = try await browser.upload(path, said, file: list, from: path)
                let link = try #require(page.text.firstMatch(of: #/\/console\/imports\/[0-9a-z]+/#))
                await measures.add(
                    "\(count)",
                    try await Self.measure(String(link.output), in: browser, platform.statements)
                )
            }
        }
        let found = await measures.all
        let (small, large) = (try #require(found["2"]), try #require(found["8"]))
        #expect(small.status == 200 && large.status == 200)
        #expect(small.statements == large.statements, "\(small), \(large)")
        #expect(small.rows + 12 <= large.rows, "\(small), \(large)")
    }

    @Test func `are as many for an authority with four times as many submissions, and items of a draft`() async throws {
        var found: [[String: Measure]] = []
        for count in [2, 8] {
            var world = try await SmallWorld(of: count)
            let session = try await world.officer()
            let pages = try await Self.pages(of: world)
            found.append(try await Self.measures(world, session: session, pages: pages))
        }
        for (operation, measure) in found[0].sorted(by: { $0.key < $1.key }) {
            #expect(measure.statements == found[1][operation]?.statements, "\(operation)")
        }
        for operation in Self.officersLists.union(["console.submissions"]) {
            let (small, large) = (try #require(found[0][operation]), try #require(found[1][operation]))
            #expect(small.status == 200 && large.status == 200, "\(operation)")
            #expect(small.rows > 0 && small.rows < large.rows, "\(operation): \(small), \(large)")
        }
    }
}
