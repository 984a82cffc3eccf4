import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// One authority asks that something disappears, another that it stays: neither learns of the other.
@Suite struct `Two authorities that ask about one item` {
    /// What one authority can see of everything, without what differs from run to run: ids, hashes, signatures and times.
    static func sight(of caller: Caller, on exchange: TestNode) async throws -> [String] {
        var lines: [String] = []
        var cursor: String?
        while true {
            let page = try await exchange.node.readEvents(cursor: cursor, limit: 500, wait: Seconds(0), by: caller) {
                caller
            }
            for slice in page.events {
                let fields = slice.event.shownFields.map { "\($0.name)=\($0.value.canonicalString)" }
                lines.append(fields.joined(separator: " ") + " and \(slice.event.hiddenCount) hidden")
            }
            if page.events.isEmpty, page.cursor == cursor { break }
            cursor = page.cursor
        }
        let list = try await exchange.node.requests(.init(), limit: 100, for: caller)
        lines.append("\(list.requests.count) requests, more: \(list.next != nil)")
        for listed in list.requests {
            let view = try await exchange.node.request(listed.request.id, for: caller)
            lines.append("\(view.request.filing.kind) \(view.request.state) \(view.notes) \(view.addresseeName ?? "-")")
            lines.append("\(view.request.sameTargetElsewhere) \(view.request.items.count) \(view.answer ?? "-")")
            for item in view.items {
                lines.append("\(item.item.number) \(item.address ?? "-") \(item.answer ?? "-") \(item.item.isReversed)")
            }
            for choice in [RequestReceiptView.authority, .public] {
                lines.append(try await receipt(of: listed.request.id, choice, for: caller, on: exchange))
            }
        }
        return lines.map { line in
            line.replacing(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "ID")
                .replacing(/[0-9a-f]{32,}/, with: "HEX")
                .replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/, with: "TIME").replacing(/[0-9]{15,}/, with: "TIME")
        }
    }

    /// What a receipt tells of events; the size of the log and the proofs are those of any other day.
    private static func receipt(
        of id: ID<Request>,
        _ view: RequestReceiptView,
        for caller: Caller,
        on exchange: TestNode
    ) async throws -> String {
        do {
            let file = try await exchange.node.requestReceipt(of: id, item: nil, view: view, for: caller)
            let events = try Receipt.parse(file).events.map { proved in
                let fields = proved.event.shownFields.map { "\($0.name)=\($0.value.canonicalString)" }
                return fields.joined(separator: " ") + " and \(proved.event.hiddenCount) hidden"
            }
            return "receipt \(view): " + events.joined(separator: "; ")
        } catch let refusal as Refusal {
            return "receipt \(view): \(refusal.code) \(refusal.message)"
        }
    }

    private static let address = "https://third.example/1"

    private struct World {
        let removing: [String]
        let keeping: [String]
    }

    private static func world(removal: Bool, stayUp: Bool) async throws -> World {
        let scene = try await RequestScene.make()
        let other = try await RequestScene.police("TEST Other", on: scene.exchange, scene.secretary)
        let order =
            removal ? try await scene.ask(.removalOrder, "ID_TEST_ORDER", items: [RequestScene.item(1, address)]) : nil
        var kept: ID<Request>?
        if stayUp {
            // The same, pasted otherwise.
            let item = RequestScene.item(1, "http://www.third.example/1/?utm_source=x")
            var document = try scene.document(.stayUp, "ID_TEST_STAY", items: [item])
            (document.authority, document.office, document.officer) = (
                other.authority, other.office, other.officer.record
            )
            _ = try await scene.exchange.node.fileSignedRequest(RequestScene.sign(document, other.officer.key))
            try await scene.sync()
            kept = document.id
        }
        if let order {
            let view = try await scene.platform.node.assessment(ID(order.identifier), for: scene.counsel)
            #expect(view.stayUp == [kept].compactMap(\.self), "Counsel alone is told.")
            try await scene.prepare(order)
            try await scene.propose([.underReview], to: order, saying: "TEST another authority asks: \(stayUp)")
            try await scene.sync()
            #expect(try await scene.onExchange(order).items.map(\.outcome) == [.underReview])
        }
        if let kept {
            try await scene.prepare(kept)
            // Whatever counsel writes beside it, and whether they know of an order.
            try await scene.propose([.weighed], to: kept, saying: "TEST an order is here: \(removal)")
            try await scene.approveAsCounsel(kept)
            try await scene.sync()
            #expect(try await scene.onExchange(kept).items.map(\.outcome) == [.weighed])
        }
        scene.advance(.hours(73))
        if let order {
            let view = try await scene.platform.node.assessment(ID(order.identifier), for: scene.counsel)
            #expect(view.stayUp.isEmpty, "It held for 72 hours.")
            try await scene.propose([.refusedScope], to: order)
            try await scene.sync()
            #expect(try await scene.onExchange(order).state == .answered)
            #expect(
                try await RequestScene.code {
                    try await scene.exchange.node.request(order, for: other.officer.caller)
                } == "not-found"
            )
        }
        _ = try await scene.exchange.node.log.sign()
        return World(
            removing: try await sight(of: scene.officer.caller, on: scene.exchange),
            keeping: try await sight(of: other.officer.caller, on: scene.exchange)
        )
    }

    @Test func `see byte for byte the same as in a world without the other`() async throws {
        let both = try await Self.world(removal: true, stayUp: true)
        let onlyRemoval = try await Self.world(removal: true, stayUp: false)
        let onlyStayUp = try await Self.world(removal: false, stayUp: true)
        #expect(both.removing == onlyRemoval.removing)
        #expect(both.keeping == onlyStayUp.keeping)
        // The register of instruments, which everybody reads, names every kind.
        let removing = both.removing.filter { !$0.contains("instrument.") }
        let keeping = both.keeping.filter { !$0.contains("instrument.") }
        #expect(removing.contains { $0.contains("underReview") })
        #expect(!removing.contains { $0.contains("stayUp") || $0.contains("weighed") })
        #expect(!keeping.contains { $0.contains("removalOrder") || $0.contains("underReview") })
        #expect(keeping.contains { $0.contains("weighed") })
    }

    /// What every act on a request by its id answers: codes and texts.
    private static func refusals(
        _ id: ID<Request>,
        to caller: Caller,
        on exchange: TestNode
    ) async throws -> [String] {
        let node = exchange.node
        let dispatch = ID<Dispatch>("0192f0c1-7f7a-7000-8000-00000000000a")
        let acts: [@Sendable () async throws -> Void] = [
            { _ = try await node.request(id, for: caller) },
            { _ = try await node.disclosure(1, of: id, for: caller) },
            { _ = try await node.withdrawRequest(id, reason: "TEST", by: caller) },
            { _ = try await node.clarifyRequest(id, note: "TEST", by: caller) },
            { _ = try await node.inviteGuest(to: id, by: caller) },
            { _ = try await node.inviteCarriedGuest(to: id, lasting: nil, by: caller) },
            { _ = try await node.itemStanding(of: id, item: 1, for: caller) },
            { _ = try await node.lookAtItem(of: id, item: 1, by: caller) },
            { _ = try await node.lookAtCarriedItem(of: id, item: 1, by: caller) },
            {
                _ = try await node.takeAuthorityWord(
                    .withdrawn,
                    text: "TEST",
                    about: id,
                    dispatch: dispatch,
                    by: caller
                )
            },
            { _ = try await node.takeWord(.acknowledged, text: nil, about: id, dispatch: nil, by: caller) },
            { _ = try await node.requestReceipt(of: id, item: nil, view: .authority, for: caller) },
            { _ = try await node.requestReceipt(of: id, item: 1, view: .person, for: caller) },
            { _ = try await node.requestReceipt(of: id, item: nil, view: .public, for: caller) },
        ]
        var answers: [String] = []
        for act in acts {
            do {
                try await act()
                answers.append("done")
            } catch let refusal as Refusal {
                answers.append("\(refusal.kind) \(refusal.code) \(refusal.message) \(refusal.pointer ?? "-")")
            }
        }
        return answers
    }

    @Test func `answers whoever names the other's request as if it never was`() async throws {
        let scene = try await RequestScene.make()
        let other = try await RequestScene.police("TEST Other", on: scene.exchange, scene.secretary)
        let theirs = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        let never = try #require(ID<Request>("0192f0c1-7f7a-7000-8000-00000000000b"))
        for isNode in [false, true] {
            let person = other.officer.caller
            let caller = Caller(
                organisation: person.organisation,
                key: person.key,
                role: person.role,
                person: isNode ? nil : person.person,
                isNode: isNode,
                isOnExchange: true
            )
            let answers = try await Self.refusals(theirs, to: caller, on: scene.exchange)
            #expect(answers == (try await Self.refusals(never, to: caller, on: scene.exchange)))
            #expect(!answers.contains("done"))
        }
    }

    @Test func `are read by their adviser alone, on the way to the exchange as on the node`() async throws {
        let scene = try await RequestScene.make()
        let asked = try await scene.ask(.disclosure, "ID_TEST_DATA")
        let other = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        for id in [asked, other] {
            try await scene.prepare(id, dangers: id == asked ? [.exile] : [])
            try await scene.propose([.refusedRights], to: id)
        }
        // The answers wait in the outbox, with all their reasons.
        func seen(by caller: Caller) async throws -> Set<ID<Dispatch>> {
            var (found, cursor): (Set<ID<Dispatch>>, String?) = ([], nil)
            while true {
                let page = try await scene.platform.node.readEvents(
                    cursor: cursor,
                    limit: 500,
                    wait: Seconds(0),
                    by: caller,
                    recheck: { caller }
                )
                for slice in page.events where slice.event.value(of: .type)?.stringValue == DispatchQueued.type {
                    found.formUnion(
                        (slice.event.value(of: .subject)?.stringValue).flatMap { ID<Dispatch>($0) }.map { [$0] } ?? []
                    )
                }
                guard !page.events.isEmpty else { return found }
                cursor = page.cursor
            }
        }
        let all = try await seen(by: scene.counsel)
        #expect(all.count >= 2)
        #expect(try await seen(by: scene.adviser).isEmpty, "An adviser who was asked about nothing.")
        let third = try await scene.ask(
            .disclosure,
            "ID_TEST_DATA",
            items: [RequestScene.item(1, "https://third.example/7")]
        )
        try await scene.assess(.askAdviser(try #require(scene.adviser.person)), third)
        let mine = try await seen(by: scene.adviser)
        let dispatches = try await scene.platform.store.read { try $0.load(Dispatch.self, ids: Array(mine)) }
        #expect(!mine.isEmpty && dispatches.values.allSatisfy { $0.message.subject == third.identifier })
    }

    @Test func `about one person raise the risk by points alone, told to the platform and to neither of them`()
        async throws
    {
        let scene = try await RequestScene.make()
        let other = try await RequestScene.police("TEST Other", on: scene.exchange, scene.secretary)
        let second = try await scene.exchange.member(
            "TEST Fourth",
            .platform,
            interests: Interests(owners: ["owner.fourth"])
        )
        let item = RequestScene.item(1, "https://third.example/person")
        var first = try scene.document(.disclosure, "ID_TEST_DATA", items: [item], to: .member(second.id))
        (first.authority, first.office, first.officer) = (other.authority, other.office, other.officer.record)
        first.encryptionKey = other.officer.sealing
        _ = try await scene.exchange.node.fileSignedRequest(RequestScene.sign(first, other.officer.key))
        let id = try await scene.ask(.disclosure, "ID_TEST_DATA", items: [item])
        #expect(try await scene.assessment(id)?.factors.contains(.sameTargetElsewhere) == true)
        let lines = try await Self.sight(of: scene.officer.caller, on: scene.exchange)
        #expect(!lines.contains { $0.contains("fact.sameTargetElsewhere") })
    }

    /// The names of what a receipt shows, beside those of all that the request's first event holds.
    private static func names(
        of id: ID<Request>,
        _ view: RequestReceiptView,
        for caller: Caller,
        on test: TestNode
    ) async throws -> (shown: Set<String>, held: Set<String>) {
        let file = try await test.node.requestReceipt(of: id, item: 1, view: view, for: caller)
        let first = try #require(
            try await test.store.read { reading in
                try reading.load(Request.self, id).flatMap { try reading.record(at: $0.filedAtPosition) }
            }
        )
        let held = try first.commitment().disclosed { _ in true }
        return (
            Set(try Receipt.parse(file).events.flatMap(\.event.shownFields).map(\.name.text)),
            Set(held.shownFields.map(\.name.text))
        )
    }

    @Test func `are shown by no receipt the key by which a guest or an office on paper is known`() async throws {
        let scene = try await RequestScene.make()
        let guest = Addressee.guest(Identifier(time: scene.exchange.clock.now, random: (1, 2)))
        var document = try scene.document(.removalOrder, "ID_TEST_ORDER", to: guest)
        document.addresseeName = "TEST Small platform"
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(document))
        try await scene.sync()
        let paper = try await scene.record(.removalOrder, "OTHER", from: "TEST Bureau").id
        _ = try await scene.exchange.node.log.sign()
        _ = try await scene.platform.node.log.sign()
        scene.advance(.days(1))
        let keys = Set(SealedKey.allCases.map { "sealed." + $0.rawValue })
        let receipts: [(ID<Request>, [RequestReceiptView], Caller, TestNode)] = [
            (document.id, [.authority, .public], scene.officer.caller, scene.exchange),
            (paper, [.platform, .person, .public], scene.counsel, scene.platform),
        ]
        for (id, views, caller, test) in receipts {
            for view in views {
                let (shown, held) = try await Self.names(of: id, view, for: caller, on: test)
                #expect(held.contains("sealed.partyKey"), "There is a key to show.")
                #expect(shown.isDisjoint(with: keys), "\(view)")
            }
        }
    }
}
