import Cooperation
import Dispatch
import SeededRandomness
import Services
import Store
import Synchronization
import Testing
import TransparencyLog

/// What every driver promises about reading.
@Suite struct StoreReadingContract {
    @Test(arguments: StoreDriver.allCases)
    func `readers see only what was committed, in one state`(driver: StoreDriver) async throws {
        let store = try driver.open(TestBench())
        try await store.place()
        let (hasAppended, mayCommit) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        async let writing = store.write { transaction in
            let event = try transaction.place(transaction.newID())
            hasAppended.signal()
            mayCommit.wait()
            return event.position
        }
        let sizes = try await store.read { reading in
            hasAppended.wait()
            let before = try reading.journalSize()
            mayCommit.signal()
            return (before, try reading.events(EventQuery()).count, try reading.count(AggregateQuery<Parcel>()))
        }
        #expect(sizes == (1, 1, 1))
        #expect(try await writing == 1)
        #expect(try await store.read { try $0.journalSize() } == 2)
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `growth wakes those who wait, after the commit`(driver: StoreDriver) async throws {
        let store = try driver.open(TestBench())
        #expect(store.journalGrowth.size == 0)
        async let grown = store.journalGrowth.grows(beyond: 0)
        try await store.place()
        #expect(try await grown == 1)
        #expect(store.journalGrowth.size == 1)
        _ = try await store.write { try $0.setSetting("a", to: "b") }
        #expect(store.journalGrowth.size == 1)
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `settings, tiles and checkpoints come back as they were stored`(driver: StoreDriver) async throws {
        let bench = try TestBench()
        let store = try driver.open(bench)
        let hashes = (0..<256).map { MerkleTree.leafHash(of: [UInt8($0)]) }
        let checkpoint = StoredCheckpoint(size: 3, root: hashes[0], note: "note", time: Timestamp(microseconds: 1))
        try await store.write { transaction in
            try transaction.setSetting("cursor", to: "1")
            try transaction.setSetting("cursor", to: "2")
            try transaction.setSetting("gone", to: "1")
            try transaction.setSetting("gone", to: nil)
            try transaction.saveTiles([(0, 0, Array(hashes[..<3])), (1, 5, hashes)])
            try transaction.saveTiles([(0, 0, Array(hashes[..<9]))])
            try transaction.saveCheckpoint(checkpoint)
            try transaction.saveCheckpoint(
                StoredCheckpoint(size: 2, root: hashes[1], note: "earlier", time: Timestamp(microseconds: 0))
            )
        }
        await #expect(throws: StoreError.self) {
            try await store.write {
                try $0.saveCheckpoint(
                    StoredCheckpoint(size: 3, root: hashes[7], note: "fork", time: Timestamp(microseconds: 2))
                )
            }
        }
        await store.close()
        let again = try driver.open(bench)
        try await again.read { reading throws -> Void in
            #expect(try reading.setting("cursor") == "2")
            #expect(try reading.setting("gone") == nil)
            #expect(try reading.tile(level: 0, index: 0) == Array(hashes[..<9]))
            #expect(try reading.tile(level: 1, index: 5) == hashes)
            #expect(try reading.tile(level: 1, index: 4) == nil)
            #expect(try reading.latestCheckpoint() == checkpoint)
        }
        await again.close()
    }

    @Test(arguments: StoreDriver.allCases, 0..<4 as Range<UInt64>)
    func `pages of every order put together are the whole list`(driver: StoreDriver, seed: UInt64) async throws {
        let store = try driver.open(TestBench(seed: seed))
        let parcels = try await Self.fill(store, seed: seed)
        let orders: [AggregateQuery<Parcel>.Order] =
            [.byID] + Parcel.Facet.allCases.flatMap { [.ascending($0), .descending($0)] }
        for order in orders {
            for conditions in Self.conditions {
                let expected = ParcelOracle.sorted(parcels, conditions, order)
                for limit in [1, 7, 1000] {
                    let found = try await store.read { reading in
                        try Self.allPages(reading, conditions, order, limit)
                    }
                    #expect(found == expected, "seed \(seed), \(order), limit \(limit)")
                }
                let count = try await store.read { try $0.count(AggregateQuery<Parcel>(conditions, limit: 1)) }
                #expect(count == Int64(expected.count))
            }
        }
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases, 0..<4 as Range<UInt64>)
    func `lookups follow the states`(driver: StoreDriver, seed: UInt64) async throws {
        let store = try driver.open(TestBench(seed: seed))
        let parcels = try await Self.fill(store, seed: seed)
        let pairs = parcels.flatMap { parcel in Set(parcel.place.labels).map { (value: $0, id: parcel.id) } }
            .sorted { $0.value == $1.value ? $0.id < $1.id : $0.value.utf8.lexicographicallyPrecedes($1.value.utf8) }
        for limit in [1, 10, 1000] {
            let found = try await store.read { reading in
                var found: [(value: String, id: ID<Parcel>)] = []
                while true {
                    let page = try reading.lookupKeys(
                        Parcel.self,
                        scope: Parcel.labelScope,
                        after: found.last,
                        limit: limit
                    )
                    guard !page.isEmpty else { return found }
                    found += page
                }
            }
            #expect(found.map(\.value) == pairs.map(\.value), "seed \(seed), limit \(limit)")
            #expect(found.map(\.id) == pairs.map(\.id), "seed \(seed), limit \(limit)")
        }
        for label in ParcelOracle.labels {
            let key = LookupKey(scope: Parcel.labelScope, value: label)
            let found = try await store.read { try $0.lookUp(Parcel.self, key, limit: 1000) }
            #expect(found == pairs.filter { $0.value == label }.map(\.id), "seed \(seed)")
        }
        #expect(
            try await store.read { try $0.lookUp(Parcel.self, LookupKey(scope: "other", value: "red"), limit: 9) } == []
        )
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases, 0..<4 as Range<UInt64>)
    func `events are selected by place, subject and type`(driver: StoreDriver, seed: UInt64) async throws {
        let store = try driver.open(TestBench(seed: seed))
        let parcels = try await Self.fill(store, seed: seed)
        let all = try await store.read { try $0.events(EventQuery(limit: 10_000)) }
        #expect(all.map(\.position) == Array(0..<Int64(all.count)))
        let subjects: [Identifier?] = [nil, parcels[0].id.identifier, parcels[1].id.identifier]
        let types: [[String]?] = [
            nil, [], ["parcel.moved"], ["parcel.placed", "parcel.moved", "parcel.moved"], ["parcel.lost"],
        ]
        for subject in subjects {
            for types in types {
                for (from, limit) in [(Int64(0), 10_000), (17, 5), (3, 1), (0, 0), (10_000, 5)] {
                    let query = EventQuery(from: from, subject: subject, types: types, limit: limit)
                    let found = try await store.read { try $0.events(query) }
                    let expected = all.filter { event in
                        event.position >= from && (subject == nil || event.subject == subject)
                            && (types?.contains(event.type) ?? true)
                    }
                    #expect(found == Array(expected.prefix(limit)), "seed \(seed), \(query)")
                }
            }
        }
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases, 0..<4 as Range<UInt64>)
    func `many states and texts are read at once as one by one`(driver: StoreDriver, seed: UInt64) async throws {
        let store = try driver.open(TestBench(seed: seed))
        let parcels = try await Self.fill(store, seed: seed)
        let names: [String?] = ["a", nil, "\u{e9}", "'; --"]
        for name in names + names { try await store.place(sealed: ["name": name, "note": "n", "link": "l"]) }
        let erased = try await store.write { transaction in
            try transaction.eraseSealedParts(["note"], at: try transaction.journalSize() - 1)
        }
        #expect(erased == 1)
        try await store.read { reading throws -> Void in
            let size = try reading.journalSize()
            for count in [0, 1, 2, 3, 59] {
                let ids = parcels.prefix(count).map(\.id)
                let strangers = [ID<Parcel>(Identifier(high: 1, low: 2))]
                let found = try reading.load(Parcel.self, ids: ids + strangers + ids)
                #expect(found == Dictionary(uniqueKeysWithValues: parcels.prefix(count).map { ($0.id, $0) }))
            }
            let positions = Array(0..<size + 3) + [0, -1]
            for names in [["name", "note"], ["note"], ["other"], []] as [Set<String>] {
                let texts = try reading.sealedParts(names, at: positions)
                for position in positions {
                    for name in names {
                        #expect(texts[position]?[name] == (try reading.sealedPart(name, at: position)))
                    }
                    #expect(texts[position]?["link"] == nil)
                }
            }
            #expect(try reading.sealedParts(["name"], at: positions).count == 6)
        }
        await store.close()
    }

    @Test func `many states and texts take one statement, more than any page two`() async throws {
        let bench = try TestBench()
        let counts = Mutex<[Int]>([])
        var settings = bench.settings
        settings.didRead = { count in counts.withLock { $0.append(count) } }
        let store = try bench.openSQLite(settings: settings)
        try await store.place(sealed: ["name": "a"])
        for rows in [1, 10, 1000, 1025] {
            _ = try await store.read { reading in
                try reading.load(Parcel.self, ids: (0..<UInt64(rows)).map { ID(Identifier(high: 1, low: $0)) })
            }
            _ = try await store.read { try $0.sealedParts(["name", "note"], at: Array(0..<Int64(rows))) }
        }
        #expect(counts.withLock(\.self) == [1, 1, 1, 1, 1, 1, 2, 2])
        await store.close()
    }

    private static let conditions: [[AggregateQuery<Parcel>.Condition]] = [
        [], [.equals(.state, .text("stored"))], [.isNull(.owner)], [.isOneOf(.state, [.text("lost"), .text("sent")])],
        [.isOneOf(.shelfRow, [])],
        [.isOneOf(.shelfRow, [.integer(1), .integer(2), .integer(3)]), .isLess(.priority, 3)],
        [.isGreater(.shelfRow, 2), .equals(.owner, .text("'; DROP TABLE events; --"))],
        [.hasKey(LookupKey(scope: Parcel.labelScope, value: "red"))],
        [
            .lacksKey(LookupKey(scope: Parcel.labelScope, value: "Red")),
            .hasKey(LookupKey(scope: Parcel.labelScope, value: "r\u{e9}d")),
        ],
        [.lacksKey(LookupKey(scope: "other", value: "red")), .equals(.state, .text("sent"))], [.anyOf([])],
        [
            .anyOf([.isNull(.owner), .isLess(.priority, 0), .hasKey(LookupKey(scope: Parcel.labelScope, value: ""))]),
            .isGreater(.shelfRow, 1),
        ],
    ]

    private static func allPages(
        _ reading: any StoreReading,
        _ conditions: [AggregateQuery<Parcel>.Condition],
        _ order: AggregateQuery<Parcel>.Order,
        _ limit: Int
    ) throws -> [Parcel] {
        var found: [Parcel] = []
        var bookmark: AggregateQuery<Parcel>.Bookmark?
        while true {
            let page = try reading.find(AggregateQuery(conditions, order: order, after: bookmark, limit: limit))
            #expect(page.count <= limit)
            guard let last = page.last else { return found }
            found += page
            let value: FacetValue? =
                switch order {
                case .byID: nil
                case .ascending(let facet), .descending(let facet): last.value(of: facet)
                }
            bookmark = AggregateQuery.Bookmark(value: value, id: last.id)
        }
    }

    /// Places and moves parcels at random, several times each.
    private static func fill(_ store: any OpenedStore, seed: UInt64) async throws -> [Parcel] {
        try await store.write { transaction in
            var generator = SplitMix64(seed: seed)
            let ids = (0..<60).map { _ in transaction.newID(Parcel.self) }
            for id in ids { try transaction.place(id, ParcelOracle.place(&generator)) }
            for _ in 0..<120 {
                guard let id = ids.randomElement(using: &generator) else { continue }
                if Bool.random(using: &generator) {
                    try transaction.place(id, ParcelOracle.place(&generator))
                } else {
                    let row = Int64.random(in: 0..<5, using: &generator)
                    try transaction.append(Act(ParcelMoved(shelfRow: row), on: id), by: .tester)
                }
            }
            return try ids.compactMap { try transaction.load(Parcel.self, $0) }
        }
    }
}
