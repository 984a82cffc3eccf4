import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// What every driver promises about leaves, sealed parts and erasing.
@Suite struct StoreJournalContract {
    @Test(arguments: StoreDriver.allCases)
    func `the leaf commits to envelope, facts and sealed parts`(driver: StoreDriver) async throws {
        let store = try driver.open(TestBench())
        let sealed = ["note": "a\u{0}b \"c\" \u{1F6E1}", "name": "e\u{301} is not \u{e9}", "empty": ""]
        let event = try await store.place(ParcelPlaced(priority: 3, labels: ["red"]), sealed: sealed)
        let record = try #require(try await store.read { try $0.record(at: 0) })
        #expect(record.event == event)
        #expect(record.sealedParts.map(\.name) == ["name", "note"])
        var open: [FieldName: JSONValue] = [
            .actor: .string(Author.tester.actor.description), .type: "parcel.placed", .version: 1,
            .organisation: .string(Author.tester.organisation.description),
            .subject: .string(event.subject.description), .time: "2018-11-06T01:02:03.000000Z",
        ]
        for (key, value) in event.facts { open[try #require(FieldName.fact(key))] = value }
        var closed: [FieldName: SealedField] = [:]
        for part in record.sealedParts {
            let content = try #require(part.content)
            #expect(Array(content.text.utf8) == Array(try #require(sealed[part.name]).utf8))
            closed[try #require(FieldName.sealed(part.name))] = .present(
                .string(content.text),
                try #require(FieldSalt(bytes: content.salt))
            )
        }
        let salt = try #require(FieldSalt(bytes: record.eventSalt))
        let commitment = try EventCommitment(eventSalt: salt, open: open, sealed: closed)
        #expect(record.leafHash == commitment.leafHash)
        #expect(try await store.read { try $0.leafData(from: 0, count: 9) } == [commitment.leafData.bytes])
        #expect(try await store.read { try $0.leafHashes(from: 0, count: 9) } == [commitment.leafHash])
        #expect(try await store.read { try $0.record(at: 1) == nil })
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `salts are drawn anew for every event and part`(driver: StoreDriver) async throws {
        let store = try driver.open(TestBench())
        for _ in 0..<5 { try await store.place(sealed: ["a": "same", "b": "same"]) }
        let salts = try await store.read { reading in
            try (Int64(0)..<5).flatMap { position -> [[UInt8]] in
                guard let record = try reading.record(at: position) else { return [] }
                return [record.eventSalt] + record.sealedParts.compactMap { $0.content?.salt }
            }
        }
        #expect(Set(salts).count == 15)
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `erasing takes a subject's sealed parts and keeps every leaf`(driver: StoreDriver) async throws {
        let bench = try TestBench()
        let store = try driver.open(bench)
        let subject = try await store.place(sealed: ["note": "first"]).subject
        try await store.place(sealed: ["note": "another's"])
        try await store.write { transaction in
            try transaction.append(
                Act(ParcelMoved(shelfRow: 2), on: ID<Parcel>(subject), sealed: ["by": "second", "why": "third"]),
                by: .tester
            )
            for act in try Self.received(about: subject) { try transaction.append(act, by: .tester) }
        }
        let leaves = try await store.read { try $0.leafHashes(from: 0, count: 9) }
        #expect(try await store.write { try $0.eraseSealedParts(ofSubject: subject) } == 4)
        #expect(try await store.write { try $0.eraseSealedParts(ofSubject: subject) } == 0)
        try await store.read { reading throws -> Void in
            #expect(try reading.leafHashes(from: 0, count: 9) == leaves)
            #expect(try reading.sealedPart("note", at: 0) == nil)
            #expect(try reading.sealedPart("note", at: 1) == "another's")
            #expect(try reading.sealedPart("by", at: 2) == nil)
            #expect(try reading.sealedPart("name", at: 4) == nil)
            let parts = try #require(try reading.record(at: 2)).sealedParts
            #expect(parts.map(\.name) == ["by", "why"])
            #expect(parts.allSatisfy { $0.content == nil })
        }
        #expect(try await store.audit().finding == nil)
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `an event that an exchange sent changes both aggregates`(driver: StoreDriver) async throws {
        let store = try driver.open(TestBench())
        let subject = try await store.write { transaction in
            let id = transaction.newID(Parcel.self)
            for act in try Self.received(about: id.identifier) { try transaction.append(act, by: .tester) }
            return id
        }
        let parcel = try await store.read { try $0.load(Parcel.self, subject) }
        #expect(parcel?.place.shelfRow == 4)
        #expect(try await store.audit().finding == nil)
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `replaying the journal again and again gives the same`(driver: StoreDriver) async throws {
        let bench = try TestBench()
        let store = try driver.open(bench)
        try await store.write { transaction in
            for number in 0..<Int64(1_200) {
                try transaction.place(transaction.newID(), ParcelPlaced(shelfRow: number))
            }
        }
        let first = try await store.audit()
        #expect(first.finding == nil)
        #expect(first.events == 1_200)
        #expect(first.rows == 1_200)
        let leaves = try await store.read { try $0.leafHashes(from: 0, count: 2_000) }
        #expect(first.root == MerkleTree.root(of: leaves))
        await store.close()
        let again = try driver.open(bench)
        #expect(try await again.audit() == first)
        await again.close()
    }

    /// An exchange is followed and sends an event about a parcel.
    private static func received(about subject: Identifier) throws -> [Act] {
        let exchange = Author.tester.actor
        let facts = try #require(JSONValueEncoder().encode(ParcelPlaced(shelfRow: 4)).objectValue)
        let inner = EventReceived.Inner(
            type: ParcelPlaced.type,
            version: 1,
            subject: subject,
            time: Timestamp(microseconds: 5),
            organisation: Author.tester.organisation,
            actor: Author.tester.actor,
            facts: facts
        )
        let received = EventReceived(position: 0, leafHash: MerkleTree.emptyRoot.hex, event: inner)
        return [
            Act(
                type: "exchange.followed",
                version: 1,
                subject: exchange,
                facts: ["member": .string(exchange.description), "verifierKey": "key"],
                sealed: [:]
            ),
            Act(received, on: ID<Exchange>(exchange), sealed: ["name": "from the exchange"]),
        ]
    }
}
