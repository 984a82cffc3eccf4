import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// What a platform's node makes of the receipt of a request that lives on the exchange.
@Suite struct `The receipt of a request that an exchange keeps` {
    private static func fetch(
        _ id: ID<Request>,
        item: Int? = nil,
        view: RequestReceiptView = .platform,
        in scene: RequestScene
    ) async throws -> [UInt8] {
        try await scene.platform.node.requestReceipt(of: id, item: item, view: view, for: scene.counsel)
    }

    private static func expectWrong(
        _ id: ID<Request>,
        _ bytes: [UInt8],
        in scene: RequestScene,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        scene.line.bend { $0.receipt = { _ in .success(bytes) } }
        let failure = await #expect(throws: ExchangeFailure.self, sourceLocation: sourceLocation) {
            try await fetch(id, in: scene)
        }
        #expect(failure?.code == .malformed, sourceLocation: sourceLocation)
        scene.line.bend { $0.receipt = nil }
    }

    @Test func `is fetched with the node's own key and verified against the exchange's log`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        #expect(try await RequestScene.code { try await Self.fetch(id, in: scene) } == "not-yet-logged")
        try await scene.propose([.refusedScope], to: id)
        try await scene.sync()
        try await scene.exchange.node.log.sign()
        let bytes = try await Self.fetch(id, in: scene)
        guard case .genuine = ReceiptVerdict(of: bytes, against: scene.exchange.signer.verifierKey) else {
            Issue.record("The receipt is not genuine.")
            return
        }
        let types = try Receipt.parse(bytes).events.map { $0.event.value(of: .type)?.stringValue }
        #expect(types.first == RequestFiled.type && types.contains(RequestAnswered.type))
        #expect(try await Self.fetch(id, item: 1, in: scene).count > 0)
        // The person reads what was said of their own item; everybody reads what became of it, and of whose it is nothing.
        let person = try RequestReceiptContent(parsing: try await Self.fetch(id, item: 1, view: .person, in: scene))
        #expect(person.items.map(\.address) == ["https://third.example/1"])
        #expect(person.items.map(\.reasons) == ["TEST answer refusedScope"] && person.authority == scene.authority)
        let open = try RequestReceiptContent(parsing: try await Self.fetch(id, view: .public, in: scene))
        #expect(open.items.map(\.outcome) == [.refusedScope] && open.items.map(\.ground) == [.incites])
        #expect(open.items.allSatisfy { $0.address == nil && $0.reasons == nil && $0.asked == nil })
        #expect(open.carriedOutAt == nil)
        #expect(try await RequestScene.code { try await Self.fetch(id, view: .person, in: scene) } == "item-needed")
        #expect(try await RequestScene.code { try await Self.fetch(id, view: .authority, in: scene) } == "not-found")
    }

    @Test func `of the person waits for the silence that the platform found, of which the exchange knows nothing`()
        async throws
    {
        let scene = try await RequestScene.make()
        var document = try scene.document(.referral, "ID_TEST_REFERRAL")
        let far = scene.platform.clock.now + .days(360)
        document.silence = .init(until: far, basis: "TEST act")
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(document))
        try await scene.sync()
        try await scene.exchange.node.log.sign()
        let id = document.id
        func code() async throws -> String? {
            try await RequestScene.code { try await Self.fetch(id, item: 1, view: .person, in: scene) }
        }
        #expect(try await code() == "silence-lasts")
        func weigh(until: Timestamp?) async throws {
            let finding = Proportionality.test(tellsPerson: until == nil, silenceEndsAt: until)
            try await scene.assess(.weigh(finding, .init(legalBasis: "TEST", reasons: "TEST")), id)
        }
        try await weigh(until: scene.platform.clock.now + .days(10))
        #expect(try await code() == "silence-lasts")
        scene.advance(.days(11))
        #expect(try await code() == nil, "What the authority would like counts no more.")
        let item = RequestScene.item(1, "https://third.example/2")
        let own = try await scene.ask(.referral, "ID_TEST_REFERRAL", items: [item])
        try await scene.exchange.node.log.sign()
        #expect(try await RequestScene.code { try await Self.fetch(own, item: 1, view: .person, in: scene) } == nil)
    }

    @Test func `says which data were handed over, and when, to the person after the silence, and never shows a file`()
        async throws
    {
        let scene = try await RequestScene.make()
        let asked = [RequestScene.item(1), RequestScene.item(2, "https://third.example/p/2")]
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", items: asked, coSigned: true)
        try await scene.prepare(id)
        let finding = Proportionality(
            hasLegitimateAim: true,
            isCompetent: true,
            isSpecific: true,
            rabat: .init(context: 2, speaker: 2, intent: 3, contentAndForm: 2, extent: 2, likelihood: 3),
            wouldLessDo: false,
            dangers: [],
            territory: .countries(["ID"]),
            tellsPerson: false,
            silenceEndsAt: scene.platform.clock.now + .days(10)
        )
        try await scene.assess(.weigh(finding, .init(legalBasis: "TEST", reasons: "TEST")), id)
        try await scene.propose([.complied, .refusedScope], to: id)
        try await scene.approve(id)
        try await scene.sync()
        try await scene.exchange.node.log.sign()
        let answered = try RequestReceiptContent(parsing: try await Self.fetch(id, in: scene))
        #expect(answered.items.map(\.outcome) == [.complied, .refusedScope] && answered.disclosures.isEmpty)
        #expect(answered.carriedOutAt == nil, "An answer hands over nothing.")
        scene.advance(.hours(1))
        _ = try await scene.platform.node.disclose(
            .subscriber,
            Array("TEST data".utf8),
            named: "TEST.txt",
            of: ID(id.identifier),
            by: scene.counsel
        )
        try await scene.sync()
        try await scene.exchange.node.log.sign()
        let silent = try await RequestScene.code { try await Self.fetch(id, item: 1, view: .person, in: scene) }
        #expect(silent == "silence-lasts")
        scene.advance(.days(10))
        let recorded = try await scene.exchange.store.read { reading in
            try reading.events(EventQuery(subject: id.identifier, types: [RequestDisclosed.type]))
        }
        let time = try #require(recorded.first).time
        var files: [RequestReceiptView: [UInt8]] = [:]
        for view in [RequestReceiptView.platform, .person, .public] {
            files[view] = try await Self.fetch(id, item: 1, view: view, in: scene)
        }
        files[.authority] = try await scene.exchange.node.requestReceipt(
            of: id,
            item: 1,
            view: .authority,
            for: scene.officer.caller
        )
        #expect(files.count == RequestReceiptView.allCases.count)
        // Of whom nothing was handed over, it is not said, nor what was done about somebody else.
        let other = try RequestReceiptContent(parsing: try await Self.fetch(id, item: 2, view: .person, in: scene))
        #expect(other.disclosures.isEmpty && other.carriedOutAt == nil)
        for (view, bytes) in files {
            let content = try RequestReceiptContent(parsing: bytes)
            #expect(content.disclosures.map(\.category) == [.subscriber], "\(view)")
            #expect(content.disclosures.map(\.time) == [time] && content.carriedOutAt == time, "\(view)")
            let names = Set(try Receipt.parse(bytes).events.flatMap(\.event.shownFields).map(\.name.text))
            #expect(!names.contains("sealed.file"), "\(view)")
            #expect(names.contains("fact.sha256") == (view == .authority || view == .platform), "\(view)")
        }
    }

    @Test func `for everybody is believed only where it shows no more than everybody may see`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        try await scene.exchange.node.log.sign()
        for (more, less) in [(RequestReceiptView.platform, RequestReceiptView.person), (.person, .public)] {
            let bytes = try await Self.fetch(id, item: 1, view: more, in: scene)
            scene.line.bend { $0.receipt = { _ in .success(bytes) } }
            let failure = await #expect(throws: ExchangeFailure.self) {
                try await Self.fetch(id, item: 1, view: less, in: scene)
            }
            #expect(failure?.code == .malformed)
            scene.line.bend { $0.receipt = nil }
        }
    }

    @Test func `that was printed is found again as the same file, by whoever has it, and under no other address`()
        async throws
    {
        let scene = try await RequestScene.make()
        let (id, node) = (try await scene.ask(.referral, "ID_TEST_REFERRAL"), scene.platform.node)
        try await scene.exchange.node.log.sign()
        let bytes = try await Self.fetch(id, item: 1, view: .person, in: scene)
        let handed = try node.handedReceipt(bytes, of: id, view: .person, item: 1)
        let parts = handed.path.split(separator: "/").map(String.init)
        try #require(parts.count == 3 && parts[0] == "receipts" && parts[1] == handed.digest)
        try await scene.propose([.refusedScope], to: id)
        try await scene.sync()
        try await scene.exchange.node.log.sign()
        let later = try await Self.fetch(id, item: 1, view: .person, in: scene)
        #expect(later != bytes)
        #expect(try node.handedReceipt(later, of: id, view: .person, item: 1).digest != handed.digest)
        #expect(try await node.handedReceipt(digest: parts[1], ticket: parts[2]) == bytes)
        let wider = parts[2].replacing(".person.", with: ".platform.")
        let other = String(repeating: "0", count: 64)
        for (digest, ticket) in [
            (parts[1], wider), (other, parts[2]), (parts[1], ""), (parts[1], "-"),
            (parts[1], String(parts[2].dropLast())),
        ] {
            let code = try await RequestScene.code { try await node.handedReceipt(digest: digest, ticket: ticket) }
            #expect(code == "not-found", "\(ticket)")
        }
    }

    @Test func `is fetched by the authority's own node too, and names nobody of the platform`() async throws {
        let own = try await AuthorityScene()
        let id = try await own.file()
        try await own.sync()
        try await own.scene.sync()
        try await own.scene.propose([.refusedScope], to: id)
        try await own.scene.sync()
        try await own.sync()
        func fetch(_ view: RequestReceiptView, for caller: Caller) async throws -> [UInt8] {
            try await own.home.node.requestReceipt(of: id, item: nil, view: view, for: caller)
        }
        #expect(try await RequestScene.code { try await fetch(.authority, for: own.officer) } == "not-yet-logged")
        try await own.scene.exchange.node.log.sign()
        let bytes = try await fetch(.authority, for: own.officer)
        guard case .genuine = ReceiptVerdict(of: bytes, against: own.scene.exchange.signer.verifierKey) else {
            Issue.record("The receipt is not genuine.")
            return
        }
        #expect(try RequestReceiptContent(parsing: bytes).items.map(\.outcome) == [.refusedScope])
        let events = try Receipt.parse(bytes).events.map(\.event)
        let others = events.filter { $0.value(of: .organisation)?.stringValue != own.scene.authority.description }
        #expect(
            !others.isEmpty
                && others.allSatisfy { event in
                    event.value(of: .actor) == nil || event.value(of: .actor) == event.value(of: .organisation)
                }
        )
        #expect(!events.flatMap(\.shownFields).contains { $0.name.text == "fact.sameTargetElsewhere" })
        #expect(try await RequestScene.code { try await fetch(.public, for: own.officer) } == "kept-elsewhere")
        for view in [RequestReceiptView.platform, .person] {
            #expect(try await RequestScene.code { try await fetch(view, for: own.officer) } == "not-found")
        }
        own.line.bend { $0.receipt = { _ in .success(Array("{}".utf8)) } }
        let failure = await #expect(throws: ExchangeFailure.self) { try await fetch(.authority, for: own.officer) }
        #expect(failure?.code == .malformed)
    }

    @Test func `is an error where the exchange is away, or its alarm stands`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        try await scene.exchange.node.log.sign()
        scene.line.bend { $0.failure = ExchangeFailure(.unreachable, "TEST away") }
        let failure = await #expect(throws: ExchangeFailure.self) { try await Self.fetch(id, in: scene) }
        #expect(failure?.code == .unreachable)
        scene.line.bend { $0.failure = nil }
        try await scene.platform.store.write { transaction in
            let state = try transaction.load(Exchange.self, scene.followed)
            for act in try Exchange.decide(state, .raise(.wrongLeaf), id: scene.followed) {
                try transaction.append(act, by: scene.counsel.author)
            }
        }
        #expect(try await RequestScene.code { try await Self.fetch(id, in: scene) } == "alarm-stands")
    }

    @Test func `is believed only where it is intact, short enough, about that request and signed by that log`()
        async throws
    {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        let items = [RequestScene.item(1), RequestScene.item(2)]
        let other = try await scene.ask(.referral, "ID_TEST_REFERRAL", items: items)
        try await scene.exchange.node.log.sign()
        let good = try await Self.fetch(id, in: scene)
        try await Self.expectWrong(id, [], in: scene)
        try await Self.expectWrong(id, Array("<html>".utf8), in: scene)
        try await Self.expectWrong(id, good.dropLast(1) + [0x20], in: scene)
        let text = String(decoding: good, as: UTF8.self)
        try await Self.expectWrong(id, Array(text.replacing("TEST reasons 1", with: "TEST reasons 9").utf8), in: scene)
        try await Self.expectWrong(id, try await Self.fetch(other, in: scene), in: scene)
        try await Self.expectWrong(id, [UInt8](repeating: 0x20, count: ReceiptLimits.bytesMax + 1), in: scene)
        let second = try await Self.fetch(other, item: 2, in: scene)
        scene.line.bend { $0.receipt = { _ in .success(second) } }
        await #expect(throws: ExchangeFailure.self) { try await Self.fetch(other, item: 1, in: scene) }
        scene.line.bend { $0.receipt = nil }
        let elsewhere = try await RequestScene.make()
        let foreign = try await elsewhere.ask(.referral, "ID_TEST_REFERRAL")
        try await elsewhere.exchange.node.log.sign()
        try await Self.expectWrong(id, try await Self.fetch(foreign, in: elsewhere), in: scene)
    }
}
