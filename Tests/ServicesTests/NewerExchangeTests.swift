import CanonicalJSON
import Cooperation
import Services
import Statements
import Store
import Testing
import TransparencyLog

/// A follower of an exchange whose program is newer.
@Suite struct `A newer exchange` {
    /// What its last event says that this program does not know.
    enum News: CaseIterable, Sendable {
        case fact
        case version
        case type
        case kind
        case word

        /// The event as a newer program would have recorded it, true to its own leaf.
        func told(by slice: EventSlice) -> EventSlice {
            switch self {
            case .fact: slice.saying("fact.newThing", 7)
            case .version: slice.saying("version", 2)
            case .type: slice.saying("type", "signal.teleported")
            case .kind: slice.saying("type", "hologram.lit")
            case .word: slice.saying("fact.kind", "hologram")
            }
        }
    }

    private static func changingLast(_ change: @escaping @Sendable (EventSlice) -> EventSlice) -> BentConnection.Bends {
        var bends = BentConnection.Bends()
        bends.events = { page in
            let events = page.events.dropLast() + page.events.suffix(1).map(change)
            return .success(ReceivedEvents(events: Array(events), cursor: page.cursor, position: page.position))
        }
        return bends
    }

    @Test(arguments: News.allCases)
    func `is waited for without an accusation, and what it recorded before is there`(news: News) async throws {
        let scene = try await FollowingScene()
        _ = try await scene.propose(1)
        _ = try await scene.propose(2)
        scene.line.bend { $0 = Self.changingLast { news.told(by: $0) } }
        for _ in 0..<2 {
            try await scene.expectFailure(.newer) {
                _ = try await scene.follower.receive(from: scene.id, wait: Seconds(0))
            }
            let contact = scene.follower.status.contact(at: scene.world.platform.clock.now)
            #expect(contact.needsUpgrade && !scene.follower.status.isWell)
        }
        let reviewer = try await scene.world.platform.person(.reviewer)
        #expect(try await scene.check(1, by: reviewer).verdict == .review, "What was shared before is found.")
        #expect(try await scene.check(2, by: reviewer).verdict == .clear)
        let before = try await scene.receivedPositions()

        // The same events as an upgraded program understands them.
        scene.line.bend { $0.events = nil }
        try await scene.receiveAll()
        let after = try await scene.receivedPositions()
        #expect(after.count == before.count + 1 && Set(after).count == after.count)
        #expect(try await scene.check(2, by: reviewer).verdict == .review)
        #expect(scene.follower.status.isWell)
        try await scene.signAndVerify()
        #expect(try await scene.exchange().alarm == nil)
    }

    /// Changes what was signed of a request in every page.
    private static func signing(_ change: @escaping @Sendable (JSONValue) throws -> SignedStatement)
        -> BentConnection.Bends
    {
        var bends = BentConnection.Bends()
        bends.events = { page in
            let events = page.events.map { slice -> EventSlice in
                let filed = slice.event.shownFields.first { $0.name.text == "sealed.document" }?.value.stringValue
                guard let filed, let statement = try? SignedStatement(parsing: Array(filed.utf8)),
                    let other = try? change(statement.statement)
                else { return slice }
                return slice.saying("sealed.document", .string(String(decoding: other.bytes, as: UTF8.self)))
            }
            return .success(ReceivedEvents(events: events, cursor: page.cursor, position: page.position))
        }
        return bends
    }

    @Test(arguments: ["newThing", "version", "kind"])
    func `that an officer signed by is waited for, and the officer accused of nothing`(field: String) async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let document = try scene.document(.emergencyDisclosure, "ID_TEST_EMERGENCY")
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(document, coSigned: true))
        let key = scene.officer.key
        scene.line.bend {
            $0 = Self.signing { said in
                var members = said.objectValue ?? [:]
                members[field] = field == "kind" ? "teleport" : 7
                return try SignedStatement.sign(.object(members), for: .request, with: key)
            }
        }
        for _ in 0..<2 {
            do {
                try await scene.receiveAll()
                Issue.record("What this program can't read was taken in.")
            } catch let failure as ExchangeFailure {
                #expect(failure.code == .newer)
            }
        }
        #expect(try await scene.onPlatform(document.id) == nil)

        // As an upgraded program reads it.
        scene.line.bend { $0.events = nil }
        try await scene.receiveAll()
        let assessment = try #require(try await scene.assessment(document.id))
        #expect(assessment.isSignatureSound)
        #expect(try await scene.platform.node.request(document.id, for: scene.counsel).document == document)
        #expect(try await scene.platform.store.audit().finding == nil)
    }

    @Test func `is not what an exchange is that leaves a fact out`() async throws {
        let scene = try await FollowingScene()
        _ = try await scene.propose(1)
        scene.line.bend { $0 = Self.changingLast { $0.saying("fact.kind", nil) } }
        try await scene.expectAlarm(.wrongLeaf) {
            _ = try await scene.follower.receive(from: scene.id, wait: Seconds(0))
        }
    }
}

extension EventSlice {
    /// The event with another value of a field, or without it, and the leaf that this gives.
    fileprivate func saying(_ text: String, _ value: JSONValue?) -> EventSlice {
        guard let name = FieldName(text) else { return self }
        var fields = event.fields.filter { field in
            if case .shown(let shown) = field { return shown.name != name }
            return true
        }
        if let value, let salt = event.shownFields.first?.salt {
            let place = fields.firstIndex { field in
                if case .shown(let shown) = field { return name < shown.name }
                return false
            }
            fields.insert(.shown(ShownField(name: name, value: value, salt: salt)), at: place ?? fields.endIndex)
        }
        let changed = DisclosedEvent(fields: fields)
        guard let data = try? changed.leafData() else { return self }
        return EventSlice(position: position, leafHash: MerkleTree.leafHash(of: data), event: changed)
    }
}
