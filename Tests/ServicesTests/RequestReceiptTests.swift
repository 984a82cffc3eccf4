import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// What a receipt of a request tells, on a platform's own node, to those who are not of the platform.
@Suite struct `A receipt of a request` {
    private static func receipt(
        _ view: RequestReceiptView,
        of id: ID<Request>,
        in scene: FilingScene,
        for caller: Caller
    ) async throws -> Receipt {
        try Receipt.parse(try await scene.home.node.requestReceipt(of: id, item: 1, view: view, for: caller))
    }

    private static func code(
        _ view: RequestReceiptView,
        of id: ID<Request>,
        in scene: FilingScene,
        for caller: Caller
    ) async throws -> String? {
        try await FilingScene.code { try await receipt(view, of: id, in: scene, for: caller) }
    }

    @Test func `tells no authority how the platform's log grows, whatever view it asks for and whoever hands it on`()
        async throws
    {
        let scene = try await FilingScene()
        let (_, id) = try await scene.file()
        let first = try await scene.home.node.log.sign()
        for caller in [scene.officer, scene.counsel] {
            #expect(try await Self.code(.public, of: id, in: scene, for: caller) == "not-yet-logged")
        }
        #expect(try await Self.code(.authority, of: id, in: scene, for: scene.officer) == "not-yet-logged")
        #expect(try await Self.receipt(.platform, of: id, in: scene, for: scene.counsel).checkpoint.size == first.size)
        scene.home.clock.advance(.days(1))
        _ = try await scene.home.person(.reviewer)
        let second = try await scene.home.node.log.sign()
        #expect(second.size > first.size)
        for (view, caller) in [(RequestReceiptView.public, scene.officer), (.authority, scene.officer)] {
            #expect(try await Self.receipt(view, of: id, in: scene, for: caller).checkpoint.size == first.size)
        }
        #expect(try await Self.receipt(.public, of: id, in: scene, for: scene.counsel).checkpoint.size == first.size)
        #expect(try await Self.receipt(.platform, of: id, in: scene, for: scene.counsel).checkpoint.size == second.size)
    }

    @Test func `and its events name nobody of the platform to the authority`() async throws {
        let scene = try await FilingScene()
        let (_, id) = try await scene.file()
        try await scene.refuse(id)
        _ = try await scene.home.node.log.sign()
        scene.home.clock.advance(.days(1))
        let counsel = JSONValue.string(try #require(scene.counsel.person).description)
        let own = try await Self.receipt(.platform, of: id, in: scene, for: scene.counsel)
        #expect(own.events.contains { $0.event.shownFields.contains { $0.value == counsel } })
        let theirs = try await Self.receipt(.authority, of: id, in: scene, for: scene.officer)
        #expect(theirs.events.count == own.events.count)
        #expect(!theirs.events.contains { $0.event.shownFields.contains { $0.value == counsel } })
        let officer = scene.officer
        var (cursor, seen): (String?, Int) = (nil, 0)
        while true {
            let page = try await scene.home.node.readEvents(
                cursor: cursor,
                limit: 500,
                wait: Seconds(0),
                by: officer
            ) { officer }
            for slice in page.events {
                seen += slice.event.value(of: .type)?.stringValue == RequestAnswered.type ? 1 : 0
                #expect(!slice.event.shownFields.contains { $0.value == counsel })
            }
            if page.events.isEmpty, page.cursor == cursor { break }
            cursor = page.cursor
        }
        #expect(seen == 1)
    }

    @Test func `tells that it is here directly after that it came`() async throws {
        let scene = try await FilingScene()
        let (_, id) = try await scene.file()
        _ = try await scene.home.node.log.sign()
        scene.home.clock.advance(.days(1))
        let receipt = try await Self.receipt(.authority, of: id, in: scene, for: scene.officer)
        func index(of type: String) -> Int64? {
            receipt.events.first { $0.event.value(of: .type)?.stringValue == type }?.index
        }
        let came = try #require(index(of: RequestReceived.type))
        #expect(index(of: RequestAcknowledged.type) == came + 1)
    }

    @Test
    func `of the person concerned waits for the silence that the platform found lawful, and not for the one asked for`()
        async throws
    {
        let scene = try await FilingScene()
        let node = scene.home.node
        let far = scene.home.clock.now + .days(360)
        let (_, id) = try await scene.file(silence: .init(until: far, basis: "TEST act"))
        _ = try await node.log.sign()
        #expect(try await Self.code(.person, of: id, in: scene, for: scene.counsel) == "silence-lasts")
        func weigh(tells: Bool, until: Timestamp?) async throws {
            let finding = Proportionality.test(tellsPerson: tells, silenceEndsAt: until)
            let words = Proportionality.Notes(legalBasis: "TEST", reasons: "TEST")
            _ = try await node.assess(.weigh(finding, words), on: ID(id.identifier), by: scene.counsel)
        }
        #expect(try await FilingScene.code { try await weigh(tells: false, until: nil) } == "silence-end-missing")
        try await weigh(tells: false, until: scene.home.clock.now + .days(10))
        #expect(try await Self.code(.person, of: id, in: scene, for: scene.counsel) == "silence-lasts")
        scene.home.clock.advance(.days(10))
        _ = try await Self.receipt(.person, of: id, in: scene, for: scene.counsel)
        // Where the law allows no silence at all, none is kept.
        try await weigh(tells: true, until: nil)
        _ = try await Self.receipt(.person, of: id, in: scene, for: scene.counsel)
    }

    @Test func `that was printed is found again until a part of it is erased`() async throws {
        let scene = try await FilingScene()
        let (node, (_, id)) = (scene.home.node, try await scene.file())
        _ = try await node.log.sign()
        let bytes = try await node.requestReceipt(of: id, item: 1, view: .person, for: scene.counsel)
        let parts = try node.handedReceipt(bytes, of: id, view: .person, item: 1).path.split(separator: "/").map(
            String.init
        )
        try await scene.refuse(id)
        _ = try await node.log.sign()
        #expect(try await node.handedReceipt(digest: parts[1], ticket: parts[2]) == bytes)
        let position = try #require(try await scene.request(id).items.first).filedAtPosition
        _ = try await node.eraseTexts(at: position, parts: ["address"], reason: "TEST wish", by: scene.counsel)
        let code = try await FilingScene.code { try await node.handedReceipt(digest: parts[1], ticket: parts[2]) }
        #expect(code == "not-found")
    }

    @Test func `of an item tells what was handed over once it was complied with, and the printed one stays as it was`()
        async throws
    {
        let scene = try await FilingScene()
        let node = scene.home.node
        let paper = RequestScene.paper(
            .disclosure,
            "OTHER",
            at: scene.home.clock.now,
            by: "TEST Ministry",
            items: [RequestScene.item(1), RequestScene.item(2)]
        )
        let id = try await node.recordPaperRequest(paper, from: nil, by: scene.counsel).request.id
        func decide(_ command: RequestCommand) async throws {
            let author = scene.counsel.author
            try await scene.home.store.write { transaction in
                let state = try transaction.load(Request.self, id)
                for act in try Request.decide(state, command, id: id, now: transaction.now) {
                    try transaction.append(act, by: author)
                }
            }
            _ = try await node.log.sign()
        }
        func answer(_ outcomes: (number: Int, outcome: ItemOutcome)...) async throws {
            let items = outcomes.map {
                RequestAnswer.Item(number: $0.number, outcome: $0.outcome, reasons: "TEST reasons")
            }
            try await decide(.answer(RequestAnswer(items: items, signed: nil)))
        }
        func disclosures(_ item: Int) async throws -> Int {
            let bytes = try await node.requestReceipt(of: id, item: item, view: .person, for: scene.counsel)
            return try RequestReceiptContent(parsing: bytes).disclosures.count
        }
        try await answer((1, .complied), (2, .underReview))
        let hash = String(repeating: "a", count: 64)
        try await decide(.noteDisclosure(.subscriber, sha256: hash, note: "TEST by courier"))
        #expect(try await [disclosures(1), disclosures(2)] == [1, 0])
        let bytes = try await node.requestReceipt(of: id, item: 2, view: .person, for: scene.counsel)
        let path = try node.handedReceipt(bytes, of: id, view: .person, item: 2).path
        let parts = path.split(separator: "/").map(String.init)
        try await answer((2, .complied))
        #expect(try await node.handedReceipt(digest: parts[1], ticket: parts[2]) == bytes)
        #expect(try await [disclosures(1), disclosures(2)] == [1, 0], "What went out before was not about it.")
        let other = String(repeating: "b", count: 64)
        try await decide(.noteDisclosure(.subscriber, sha256: other, note: "TEST by courier"))
        #expect(try await [disclosures(1), disclosures(2)] == [2, 1])
        #expect(try await node.handedReceipt(digest: parts[1], ticket: parts[2]) == bytes)
    }

    @Test
    func `made again of an old checkpoint is the same file, and for an authority of none that is younger than a day`()
        async throws
    {
        let scene = try await FilingScene()
        let (node, (_, id)) = (scene.home.node, try await scene.file())
        let first = try await node.log.sign()
        func receipt(_ view: RequestReceiptView, size: Int64, for caller: Caller) async throws -> [UInt8] {
            let pinned = PinnedCheckpoint(size: size, isCosigned: false)
            return try await node.requestReceipt(of: id, item: nil, view: view, pinned: pinned, for: caller)
        }
        let young = try await FilingScene.code { try await receipt(.authority, size: first.size, for: scene.officer) }
        #expect(young == "not-yet-logged")
        let bytes = try await receipt(.platform, size: first.size, for: scene.counsel)
        scene.home.clock.advance(.days(1))
        try await scene.refuse(id)
        let second = try await node.log.sign()
        #expect(try await receipt(.platform, size: first.size, for: scene.counsel) == bytes)
        #expect(try RequestReceiptContent(parsing: bytes).items.map(\.outcome) == [nil])
        let later = try await receipt(.platform, size: second.size, for: scene.counsel)
        #expect(try RequestReceiptContent(parsing: later).items.map(\.outcome) == [.refusedScope])
        let old = try Receipt.parse(try await receipt(.authority, size: first.size, for: scene.officer))
        #expect(old.checkpoint.size == first.size)
        for size in [second.size, first.size + 1, 1, 0, .min] {
            let code = try await FilingScene.code { try await receipt(.authority, size: size, for: scene.officer) }
            #expect(code == "not-yet-logged", "\(size)")
        }
    }
}
