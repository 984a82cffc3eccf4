import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// What is on its way to whoever forged a request, or was done for them already.
@Suite struct `The answer to a forged request` {
    static func lock(_ id: ID<Request>, in scene: RequestScene) async throws {
        try await scene.assess(.lock(factors: [.alteredDocument], note: "TEST the desk knows nothing"), id)
    }

    static func find(_ id: ID<Request>, in scene: RequestScene) async throws {
        let person = try #require(scene.lead.person)
        try await scene.assess(.findForged(note: "TEST nobody asked for this", by: person), id, by: scene.lead)
    }

    private static func answer(
        _ kind: RequestKind,
        _ instrument: String,
        _ outcome: ItemOutcome,
        isTemporary: Bool = false,
        in scene: RequestScene
    ) async throws -> ID<Request> {
        let id = try await scene.ask(kind, instrument, coSigned: kind == .emergencyDisclosure)
        try await scene.prepare(id)
        try await scene.propose([outcome], to: id, isTemporary: isTemporary)
        if try await scene.assessment(id)?.state == .proposed { try await scene.approve(id) }
        return id
    }

    /// An emergency is answered with data, of which the exchange has nothing yet.
    private static func disclosed(in scene: RequestScene) async throws -> ID<Request> {
        let id = try await answer(.emergencyDisclosure, "ID_TEST_EMERGENCY", .complied, in: scene)
        _ = try await scene.platform.node.disclose(
            .subscriber,
            Array("TEST data".utf8),
            named: "TEST.txt",
            of: ID(id.identifier),
            by: scene.counsel
        )
        return id
    }

    /// What this node's people said of a request, with how far each word came, in order.
    private static func words(_ id: ID<Request>, in scene: RequestScene) async throws -> [String] {
        try await scene.platform.node.assessment(ID(id.identifier), for: scene.counsel).request.ownWords.map {
            guard case .request(_, let word) = $0.message else { return "?" }
            return switch word {
            case .answered: "answered \($0.state)"
            case .disclosed: "disclosed \($0.state)"
            case .foundForged: "foundForged \($0.state)"
            default: "?"
            }
        }
    }

    @Test func `waits while it looks forged, with all that is said after it, and goes on once that is cleared`()
        async throws
    {
        let scene = try await RequestScene.make()
        let id = try await Self.disclosed(in: scene)
        try await Self.lock(id, in: scene)
        try await scene.assess(.notePersonTold, id)
        try await scene.sync()
        let before = try await scene.onExchange(id)
        #expect(before.state == .open && before.disclosures.isEmpty && before.personToldAt == nil)
        let other = try await scene.platform.person(.lead)
        try await scene.assess(.unlock(note: "TEST they know it", by: try #require(other.person)), id, by: other)
        try await scene.sync()
        let after = try await scene.onExchange(id)
        #expect(after.state == .answered && after.disclosures.count == 1 && after.personToldAt != nil)
    }

    @Test func `is taken back where it was on its way, and the exchange learns of the forgery alone`() async throws {
        let scene = try await RequestScene.make()
        let id = try await Self.disclosed(in: scene)
        // The line is down for an hour.
        scene.line.bend { $0.failure = ExchangeFailure(.unreachable, "TEST away") }
        _ = try? await scene.follower.deliver(to: scene.followed)
        scene.advance(.hours(1))
        try await Self.lock(id, in: scene)
        try await Self.find(id, in: scene)
        #expect(
            try await Self.words(id, in: scene).sorted()
                == ["answered retracted", "disclosed retracted", "foundForged queued"]
        )
        scene.line.bend { $0.failure = nil }
        try await scene.sync()
        try await scene.sync()
        let known = try await scene.onExchange(id)
        #expect(known.foundForgedAt != nil && known.state == .open)
        #expect(known.disclosures.isEmpty && known.items.map(\.outcome) == [nil])
        #expect(try await Self.words(id, in: scene).sorted() == ["answered retracted", "disclosed retracted"])
        #expect(try await scene.platform.store.audit().finding == nil)
    }

    @Test func `is taken back too where the request was taken back while it was locked`() async throws {
        let scene = try await RequestScene.make()
        let id = try await Self.disclosed(in: scene)
        try await Self.lock(id, in: scene)
        _ = try await scene.exchange.node.withdrawRequest(id, reason: "TEST never mind", by: scene.officer.caller)
        try await scene.sync()
        #expect(try await scene.assessment(id)?.state == .closed)
        #expect(try await Self.words(id, in: scene).sorted() == ["answered retracted", "disclosed retracted"])
    }

    @Test func `goes no more where an older program left it in the queue`() async throws {
        let scene = try await RequestScene.make()
        let id = try await Self.disclosed(in: scene)
        // As the older program found it, with nothing else following from that.
        let person = try #require(scene.lead.person)
        let act = Act(
            type: AssessmentFoundForged.type,
            version: AssessmentFoundForged.version,
            subject: id.identifier,
            facts: ["by": .string(person.description)],
            sealed: ["note": "TEST"]
        )
        _ = try await scene.platform.store.write { try $0.append(act, by: scene.lead.author) }
        try await scene.sync()
        #expect(try await scene.onExchange(id).disclosures.isEmpty)
        #expect(try await Self.words(id, in: scene).sorted() == ["answered retracted", "disclosed retracted"])
    }

    @Test func `is handed over no more where the exchange has it, and not by a word that tells whoever forged it`()
        async throws
    {
        let scene = try await RequestScene.make()
        let id = try await Self.disclosed(in: scene)
        try await scene.sync()
        let node = scene.exchange.node
        let forger = scene.officer.caller
        let sha256 = try #require(try await scene.onExchange(id).disclosures.first).sha256
        func refusals() async throws -> [Refusal] {
            var refusals: [Refusal] = []
            for fetch in [
                { try await node.disclosure(1, of: id, for: forger) },
                { try await node.disclosedFile(sha256, of: id, for: forger) },
                // There never was a second.
                { try await node.disclosure(2, of: id, for: forger) },
            ] {
                do { _ = try await fetch() } catch let refusal as Refusal { refusals.append(refusal) }
            }
            return refusals
        }
        // People are told no files in passing; a program of the authority is.
        let program = Caller(
            organisation: forger.organisation,
            key: forger.key,
            role: forger.role,
            person: nil,
            isOnExchange: forger.isOnExchange
        )
        func isInEvents() async throws -> Bool {
            var (names, cursor): (Set<String>, String?) = ([], nil)
            while true {
                let page = try await node.readEvents(cursor: cursor, limit: 500, wait: Seconds(0), by: program) {
                    program
                }
                for slice in page.events { names.formUnion(slice.event.shownFields.map(\.name.text)) }
                if page.events.isEmpty, page.cursor == cursor { return names.contains("sealed.file") }
                cursor = page.cursor
            }
        }
        #expect(try await refusals().count == 1)
        #expect(try await isInEvents())
        try await Self.lock(id, in: scene)
        try await Self.find(id, in: scene)
        try await scene.sync()
        let refused = try await refusals()
        #expect(refused.count == 3 && Set(refused).count == 1, "As of a file that never was.")
        #expect(try await !isInEvents())
        let known = try await scene.onExchange(id)
        #expect(known.items.map(\.isReversed) == [false], "Data can't be called back, and nobody is told so.")
        let more = RequestCommand.disclose(
            .traffic,
            sha256: String(repeating: "0", count: 64),
            file: "AAAA",
            dispatch: nil
        )
        #expect(
            try await RequestScene.code { try Request.decide(known, more, id: id, now: scene.exchange.clock.now) }
                == "request-forged"
        )
    }

    @Test func `leaves the receipt of whoever forged it as it was, byte for byte, by whichever way they fetch it`()
        async throws
    {
        let scene = try await RequestScene.make()
        let id = try await Self.disclosed(in: scene)
        try await scene.sync()
        let (node, forger) = (scene.exchange.node, scene.officer.caller)
        let first = try await node.log.sign()
        let pinned = PinnedCheckpoint(size: first.size, isCosigned: false)
        func receipt(_ pinned: PinnedCheckpoint? = nil) async throws -> [UInt8] {
            try await node.requestReceipt(of: id, item: nil, view: .authority, pinned: pinned, for: forger)
        }
        let before = try await receipt()
        let told = try Receipt.parse(before).events.map(\.event)
        #expect(told.contains { $0.value(of: .type)?.stringValue == RequestDisclosed.type })
        let path = try node.handedReceipt(before, of: id, view: .authority, item: nil).path
        let parts = path.split(separator: "/").map(String.init)
        func expectTheSame() async throws {
            #expect(try await receipt(pinned) == before)
            #expect(try await node.handedReceipt(digest: parts[1], ticket: parts[2]) == before)
        }
        try await expectTheSame()
        try await Self.lock(id, in: scene)
        try await Self.find(id, in: scene)
        try await scene.sync()
        #expect(try await scene.onExchange(id).foundForgedAt != nil)
        #expect(try await receipt() == before)
        try await expectTheSame()
        let second = try await node.log.sign()
        #expect(second.size > first.size)
        try await expectTheSame()
        let later = try Receipt.parse(try await receipt())
        #expect(later.checkpoint.size == second.size)
        #expect(later.events.map(\.event) == told, "A newer checkpoint covers nothing that they would read of it.")
    }

    @Test func `is undone, its measure ends at once, nobody confirms it, and the person is due to be told`()
        async throws
    {
        let scene = try await RequestScene.make()
        let watch = AlertWatch(node: scene.platform.node)
        let roster = [RosterEntry(person: try #require(scene.counsel.person))]
        _ = try await scene.platform.node.setRoster(roster, by: scene.platform.administrator)
        let id = try await Self.answer(
            .removalOrder,
            "ID_TEST_ORDER",
            .compliedInCountry,
            isTemporary: true,
            in: scene
        )
        try await scene.sync()
        try await Self.lock(id, in: scene)
        let person = try #require(scene.lead.person)
        func confirm() async throws -> String? {
            try await RequestScene.code {
                try await scene.assess(.confirmMeasure(reasons: "TEST", by: person), id, by: scene.lead)
            }
        }
        #expect(try await confirm() == "request-locked")
        try await Self.find(id, in: scene)
        #expect(try await confirm() == "request-forged")
        let found = try #require(try await scene.assessment(id))
        #expect(found.measure == nil && found.noticeDueAt == found.foundForgedAt)
        let measure = try await scene.clocks(id, on: scene.platform).first { $0.subjectKind == .measure }
        #expect(measure?.state == .ended && measure?.ending == .withdrawn)
        try await scene.sync()
        #expect(try await scene.onExchange(id).items.map(\.isReversed) == [true])
        try await RequestScene.keep(scene.platform)
        while try await watch.take() > 0 {}
        let alerts = try await scene.platform.node.alerts(state: nil, after: nil, limit: 100).alerts
            .filter { $0.kind == .personUntold }
        #expect(alerts.map(\.role) == [.counsel] && alerts.first?.causes == [id.identifier])
        #expect(try await scene.platform.store.audit().finding == nil)
    }

    @Test func `is undone where the platform keeps the request itself`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let items = [RequestScene.item(1), RequestScene.item(2)]
        let id = try await scene.record(.removalOrder, "ID_TEST_ORDER", items: items).id
        try await scene.prepare(id)
        try await scene.propose([.complied, .refusedScope], to: id)
        if try await scene.assessment(id)?.state == .proposed { try await scene.approve(id) }
        try await Self.lock(id, in: scene)
        try await Self.find(id, in: scene)
        #expect(try await scene.onPlatform(id)?.items.map(\.isReversed) == [true, false])
    }
}
