import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// What every driver promises about finding things by what is sealed, and about erasing single parts.
@Suite struct StoreErasingContract {
    @Test(arguments: StoreDriver.allCases)
    func `things are found by a sealed key, newest first, until it is erased`(driver: StoreDriver) async throws {
        let store = try driver.open(TestBench())
        var placed: [Identifier] = []
        for (content, account) in [("a", "x"), ("b", "x"), ("a", "y"), ("a'", "x"), ("a", "x")] {
            let sealed = ["contentKey": content, "accountKey": account, "note": "a"]
            placed.append(try await store.place(sealed: sealed).subject)
        }
        func found(_ key: SealedKey, _ value: String, limit: Int = 9) async throws -> [Int] {
            try await store.read { try $0.subjects(key, equalTo: value, limit: limit) }
                .compactMap { placed.firstIndex(of: $0) }
        }
        #expect(try await found(.contentKey, "a") == [4, 2, 0])
        #expect(try await found(.contentKey, "a", limit: 2) == [4, 2])
        #expect(try await found(.contentKey, "a", limit: 0).isEmpty)
        #expect(try await found(.contentKey, "x").isEmpty, "Another part has this value.")
        #expect(try await found(.accountKey, "x") == [4, 3, 1, 0])
        #expect(try await found(.accountKey, "a").isEmpty)
        let oldest = placed[0]
        _ = try await store.write { try $0.eraseSealedParts(ofSubject: oldest) }
        _ = try await store.write { try $0.eraseSealedParts(["accountKey"], at: 4) }
        #expect(try await found(.contentKey, "a") == [4, 2])
        #expect(try await found(.accountKey, "x") == [3, 1])
        #expect(try await store.audit().finding == nil)
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `a value that stands everywhere hides no other one that is looked for with it`(driver: StoreDriver)
        async throws
    {
        let store = try driver.open(TestBench())
        var placed: [String: [Identifier]] = [:]
        for value in ["rare"] + Array(repeating: "common", count: 40) + ["new"] {
            placed[value, default: []].append(try await store.place(sealed: ["itemKey": value]).subject)
        }
        func found(_ limit: Int) async throws -> [String: [Identifier]] {
            try await store.read {
                try $0.subjects(.itemKey, equalToAnyOf: ["new", "common", "rare", "none"], limit: limit)
            }
        }
        for limit in [1, 7, 100] {
            let expected = placed.mapValues { Array($0.reversed().prefix(limit)) }
            #expect(try await found(limit) == expected)
        }
        #expect(try await found(0).isEmpty)
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `one name of many events is read at once, without what is absent or erased`(driver: StoreDriver) async throws {
        let store = try driver.open(TestBench())
        let count: Int64 = 1100
        for number in 0..<count {
            try await store.place(sealed: number % 3 == 0 ? ["note": "n"] : ["name": "name \(number)", "note": "n"])
        }
        _ = try await store.write { try $0.eraseSealedParts(["name"], at: 7) }
        func read(_ positions: [Int64]) async throws -> [Int64: String] {
            try await store.read { try $0.sealedParts(["name"], at: positions).compactMapValues { $0["name"] } }
        }
        #expect(try await read([]) == [:])
        #expect(try await read([7, 9, -1, count]) == [:])
        #expect(try await read([1, 1, 2]) == [1: "name 1", 2: "name 2"])
        let named = (0..<count).filter { $0 % 3 != 0 && $0 != 7 }
        let expected = Dictionary(uniqueKeysWithValues: named.map { ($0, "name \($0)") })
        #expect(try await read(Array(0..<count)) == expected)
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `erasing names of one event takes these parts and no others`(driver: StoreDriver) async throws {
        let store = try driver.open(TestBench())
        for _ in 0..<2 { try await store.place(sealed: ["name": "one", "note": "two", "reason": "three"]) }
        let leaves = try await store.read { try $0.leafHashes(from: 0, count: 9) }
        func erase(_ names: Set<String>, at position: Int64) async throws -> Int {
            try await store.write { try $0.eraseSealedParts(names, at: position) }
        }
        #expect(try await erase([], at: 0) == 0)
        #expect(try await erase(["none"], at: 0) == 0)
        #expect(try await erase(["name"], at: 7) == 0)
        #expect(try await erase(["name", "note", "none"], at: 0) == 2)
        #expect(try await erase(["name", "reason"], at: 0) == 1)
        try await store.read { reading throws -> Void in
            for name in ["name", "note", "reason"] {
                #expect(try reading.sealedPart(name, at: 0) == nil)
                #expect(try reading.sealedPart(name, at: 1) != nil)
            }
            #expect(try reading.record(at: 0)?.sealedParts.count == 3)
            #expect(try reading.leafHashes(from: 0, count: 9) == leaves)
        }
        #expect(try await store.audit().finding == nil)
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `what an exchange told about a thing is found by that thing`(driver: StoreDriver) async throws {
        let store = try driver.open(TestBench())
        let exchange = Author.tester.actor
        let (wanted, other) = try await store.write { transaction in
            (transaction.newID(Parcel.self), transaction.newID(Parcel.self))
        }
        try await store.write { transaction in
            try transaction.append(
                Act(
                    type: ExchangeFollowed.type,
                    version: 1,
                    subject: exchange,
                    facts: ["member": .string(exchange.description), "verifierKey": "key"],
                    sealed: [:]
                ),
                by: .tester
            )
            for (position, parcel) in [wanted, other, wanted].enumerated() {
                let inner = EventReceived.Inner(
                    type: ParcelPlaced.type,
                    version: 1,
                    subject: parcel.identifier,
                    time: Timestamp(microseconds: 5),
                    organisation: Author.tester.organisation,
                    actor: exchange,
                    facts: try #require(JSONValueEncoder().encode(ParcelPlaced()).objectValue)
                )
                let hash = MerkleTree.emptyRoot.hex
                let received = EventReceived(position: Int64(position), leafHash: hash, event: inner)
                try transaction.append(Act(received, on: ID<Exchange>(exchange)), by: .tester)
            }
            try transaction.place(wanted)
        }
        func found(from position: Int64 = 0, limit: Int = 9) async throws -> [Int64] {
            try await store.read { reading in
                try reading.events(EventQuery(from: position, innerSubject: wanted.identifier, limit: limit))
            }.map(\.position)
        }
        #expect(try await found() == [1, 3], "What was recorded here first was brought by nobody.")
        #expect(try await found(from: 2) == [3])
        #expect(try await found(limit: 1) == [1])
        await store.close()
    }
}
