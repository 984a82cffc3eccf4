import CanonicalJSON
import Cooperation
import Services
import Statements
import Store
import Testing
import TransparencyLog

/// Whom it reaches that something is to stay up, and with what.
@Suite struct `That something is to stay up` {
    private static let address = "https://third.example/1"

    private static func ask(_ scene: RequestScene, at address: String = address) async throws -> ID<Request> {
        var item = RequestScene.item(1, address)
        item = RequestItem(
            number: 1,
            kind: item.kind,
            address: item.address,
            ground: item.ground,
            reasons: "MARKER an operation runs"
        )
        let document = try scene.document(.stayUp, "ID_TEST_STAY", items: [item])
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(document))
        try await scene.sync()
        return document.id
    }

    @Test func `is told to counsel also where the removal came on paper`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        func order(_ address: String) async throws -> Request {
            let item = RequestScene.item(1, address)
            return try await scene.record(.removalOrder, "ID_TEST_ORDER", from: "TEST Ministry", items: [item])
        }
        let before = try await order(Self.address)
        let stay = try await Self.ask(scene)
        let after = try await order("http://WWW.third.example/1/")
        let other = try await order("https://third.example/2")
        func told(_ request: Request) async throws -> [ID<Request>] {
            try await scene.platform.node.assessment(ID(request.id.identifier), for: scene.counsel).stayUp
        }
        #expect(try await told(before) == [stay])
        #expect(try await told(after) == [stay], "Whichever came first.")
        #expect(try await told(other).isEmpty)
    }

    @Test func `is told to counsel alone, beside the removal too`() async throws {
        let scene = try await RequestScene.make()
        let order = try await scene.ask(.removalOrder, "ID_TEST_ORDER", items: [RequestScene.item(1, Self.address)])
        let stay = try await Self.ask(scene)
        let node = scene.platform.node
        let assessment = ID<Assessment>(stay.identifier)
        let view = try await node.request(stay, for: scene.counsel)
        #expect(view.items.map(\.reasons) == ["MARKER an operation runs"])
        #expect(try await node.assessment(assessment, for: scene.counsel).assessment.kind == .stayUp)
        #expect(try await node.requests(.init(), limit: 10, for: scene.counsel).requests.count == 2)
        for role in [Role.lead, .dutyOfficer, .auditor] {
            let other = try await scene.platform.person(role)
            #expect(try await RequestScene.code { try await node.request(stay, for: other) } == "not-found", "\(role)")
            #expect(
                try await RequestScene.code { try await node.assessment(assessment, for: other) } == "not-found",
                "\(role)"
            )
            let list = try await node.requests(.init(), limit: 10, for: other).requests
            #expect(list.map(\.request.id) == [order], "\(role)")
            #expect(try await node.requests(.init(kind: .stayUp), limit: 10, for: other).requests.isEmpty)
            // A page is no shorter for what is left out of it.
            #expect(try await node.requests(.init(), limit: 1, for: other).requests.map(\.request.id) == [order])
            #expect(
                try await node.assessments(limit: 1, for: other).assessments.map(\.assessment.id.identifier) == [
                    order.identifier
                ]
            )
            let inbox = try await node.assessmentInbox(nil, after: nil, limit: 1, for: other).rows
            #expect(inbox.map(\.request.request.id) == [order], "\(role)")
            #expect(try await node.assessment(ID(order.identifier), for: other).stayUp.isEmpty, "\(role)")
            let events = try await Self.events(node, other)
            #expect(!events.contains { $0.contains("MARKER") || $0.contains(stay.description) }, "\(role)")
            #expect(try await Self.clocks(node, other).allSatisfy { $0.subject == order.identifier }, "\(role)")
            #expect(events.contains("request.\(order)"), "\(role)")
        }
        #expect(try await node.assessment(ID(order.identifier), for: scene.counsel).stayUp == [stay])
        let own = try await Self.events(node, scene.counsel)
        #expect(own.contains("request.\(stay)"))
        let clocks = try await Self.clocks(node, scene.counsel)
        #expect(clocks.contains { $0.subjectKind == .stayUp && $0.subject == stay.identifier })
    }

    @Test func `is in no list of clocks but counsel's, whose pages are no shorter for it`() async throws {
        let scene = try await RequestScene.make()
        let early = try await scene.ask(.removalOrder, "ID_TEST_ORDER", items: [RequestScene.item(1, Self.address)])
        for _ in 0..<3 { _ = try await Self.ask(scene, at: "https://third.example/\(UInt64.random(in: 9 ... .max))") }
        scene.advance(.hours(72))
        let late = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        let node = scene.platform.node
        for limit in [1, 2, 100] {
            let lead = try await Self.clocks(node, scene.lead, limit: limit)
            #expect(lead.map(\.subject) == [early.identifier, late.identifier], "\(limit)")
            #expect(try await Self.clocks(node, scene.counsel, limit: limit).count == 5, "\(limit)")
        }
        // One page holds as many as there are, however many were left out before.
        let first = try await node.clocks(limit: 2, for: scene.lead)
        #expect(first.clocks.map(\.subject) == [early.identifier, late.identifier])
    }

    private static func clocks(_ node: Node, _ caller: Caller, limit: Int = 100) async throws -> [Clock] {
        var (all, after): ([Clock], ClockBookmark?) = ([], nil)
        while true {
            let page = try await node.clocks(after: after, limit: limit, for: caller)
            all += page.clocks
            guard let next = page.next else { return all }
            after = next
        }
    }

    /// All texts that a caller is shown of the journal, and which requests and assessments it is about.
    private static func events(_ node: Node, _ caller: Caller) async throws -> [String] {
        var (texts, cursor): ([String], String?) = ([], nil)
        while true {
            let page = try await node.readEvents(cursor: cursor, limit: 500, wait: Seconds(0), by: caller) { caller }
            for slice in page.events {
                // What is nested is read as it is written.
                texts += slice.event.shownFields.map { $0.value.stringValue ?? $0.value.canonicalString }
                let brought = slice.event.shownFields.first { $0.name.text == "fact.event" }?.value
                let type = brought?["type"]?.stringValue ?? slice.event.value(of: .type)?.stringValue ?? ""
                let subject = brought?["subject"]?.stringValue ?? slice.event.value(of: .subject)?.stringValue ?? ""
                if type.hasPrefix("request.") || type.hasPrefix("assessment.") { texts.append("request.\(subject)") }
            }
            guard !page.events.isEmpty else { return texts }
            cursor = page.cursor
        }
    }
}
