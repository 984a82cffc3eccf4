import CanonicalJSON
import Cooperation
import Services
import Store
import Synchronization
import Testing

/// What every driver promises about writing.
@Suite struct StoreWritingContract {
    struct Refused: Error, Equatable {}

    @Test(arguments: StoreDriver.allCases)
    func `a closure that throws leaves nothing behind`(driver: StoreDriver) async throws {
        let store = try driver.open(TestBench())
        await #expect(throws: Refused.self) {
            try await store.write { transaction in
                try transaction.place(transaction.newID(), ParcelPlaced(labels: ["red"]), sealed: ["note": "secret"])
                try transaction.setSetting("cursor", to: "5")
                throw Refused()
            }
        }
        let isEmpty = try await store.read { reading in
            try reading.journalSize() == 0 && reading.count(AggregateQuery<Parcel>()) == 0
                && reading.lookUp(Parcel.self, LookupKey(scope: Parcel.labelScope, value: "red"), limit: 9).isEmpty
                && reading.setting("cursor") == nil && reading.sealedPart("note", at: 0) == nil
        }
        #expect(isEmpty)
        #expect(try await store.place().position == 0)
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `closures that wait together share one commit and fail alone`(driver: StoreDriver) async throws {
        let bench = try TestBench()
        let store = try driver.open(bench)
        let gate = WriterGate()
        async let first = store.write { transaction in
            gate.hold()
            return try transaction.place(transaction.newID()).position
        }
        await gate.isHeld()
        let answers = await withTaskGroup(of: Result<Int64, any Error>.self) { group in
            for number in 0..<20 {
                group.addTask {
                    do {
                        return .success(
                            try await store.write { transaction in
                                let event = try transaction.place(transaction.newID())
                                if number % 4 == 3 { throw Refused() }
                                return event.position
                            }
                        )
                    } catch {
                        return .failure(error)
                    }
                }
            }
            await store.waits(for: 20)
            gate.open()
            return await group.reduce(into: []) { $0.append($1) }
        }
        _ = try await first
        let positions = answers.compactMap { try? $0.get() }
        #expect(positions.count == 15)
        #expect(answers.filter { if case .failure(let error) = $0 { error is Refused } else { false } }.count == 5)
        #expect(try await store.read { try $0.journalSize() } == 16)
        #expect(try await store.read { try $0.events(EventQuery()).map(\.position) } == Array(0..<16))
        #expect(bench.commits.withLock { $0 } == [1, 20])
        #expect(try await store.audit().finding == nil)
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `positions are gapless and in commit order under many writers`(driver: StoreDriver) async throws {
        let store = try driver.open(TestBench())
        let positions = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for writer in 0..<32 {
                group.addTask {
                    var positions: [Int64] = []
                    for number in 0..<20 {
                        let isRefused = (writer + number) % 5 == 0
                        let position = try? await store.write { transaction in
                            let event = try transaction.place(transaction.newID())
                            if isRefused { throw Refused() }
                            return event.position
                        }
                        if let position { positions.append(position) }
                    }
                    return positions
                }
            }
            var all: [Int64] = []
            for try await some in group {
                #expect(some == some.sorted())
                all += some
            }
            return all
        }
        #expect(positions.sorted() == Array(0..<Int64(32 * 16)))
        #expect(try await store.read { try $0.events(EventQuery()).map(\.position) } == positions.sorted())
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `a failed commit fails all who shared it and the next one works`(driver: StoreDriver) async throws {
        let bench = try TestBench()
        let store = try driver.open(bench)
        try await store.place()
        bench.failsCommits.withLock { $0 = true }
        await withTaskGroup { group in
            for number in 0..<8 {
                group.addTask {
                    // One that was refused learns of the failure too: what it had seen never came to be.
                    await #expect(throws: StoreError.self) {
                        try await store.write { transaction in
                            try transaction.place(transaction.newID())
                            if number == 3 { throw Refused() }
                        }
                    }
                }
            }
        }
        bench.failsCommits.withLock { $0 = false }
        #expect(try await store.place().position == 1)
        #expect(try await store.read { try $0.count(AggregateQuery<Parcel>()) } == 2)
        #expect(try await store.audit().finding == nil)
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `an append that does not follow undoes its closure even if the error is swallowed`(
        driver: StoreDriver
    ) async throws {
        let store = try driver.open(TestBench())
        await #expect(throws: ReplayError.self) {
            try await store.write { transaction in
                try transaction.place(transaction.newID())
                _ = try? transaction.append(
                    Act(ParcelMoved(shelfRow: 1), on: transaction.newID(Parcel.self)),
                    by: .tester
                )
            }
        }
        #expect(try await store.read { try $0.journalSize() } == 0)
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `a closure reads what it wrote`(driver: StoreDriver) async throws {
        let store = try driver.open(TestBench())
        let found = try await store.write { transaction in
            let id = transaction.newID(Parcel.self)
            try transaction.place(id, ParcelPlaced(labels: ["red", "blue"]))
            try transaction.append(Act(ParcelMoved(shelfRow: 7), on: id), by: .tester)
            try transaction.place(id, ParcelPlaced(shelfRow: 8, labels: ["blue"]))
            return (
                try transaction.load(Parcel.self, id),
                try transaction.find(AggregateQuery<Parcel>([.equals(.shelfRow, .integer(8))])).map(\.moves),
                try transaction.lookupKeys(Parcel.self, scope: Parcel.labelScope, after: nil, limit: 9).map(\.value),
                try transaction.journalSize()
            )
        }
        #expect(found.0?.moves == 1)
        #expect(found.1 == [1])
        #expect(found.2 == ["blue"])
        #expect(found.3 == 3)
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `a state that many events change is written once, and before anything is searched for`(
        driver: StoreDriver
    ) async throws {
        let store = try driver.open(TestBench())
        let owner = "many events, \(driver)"
        func written() -> Int { Parcel.writings.withLock { $0[owner] ?? 0 } }
        let id = try await store.write { transaction in
            let id = transaction.newID(Parcel.self)
            try transaction.place(id, ParcelPlaced(owner: owner, labels: ["red"]))
            for row in 1...100 { try transaction.append(Act(ParcelMoved(shelfRow: Int64(row)), on: id), by: .tester) }
            return id
        }
        #expect(written() == 1)
        let found = try await store.write { transaction in
            var found: [[Int]] = []
            for row in Int64(101)...103 {
                try transaction.append(Act(ParcelMoved(shelfRow: row), on: id), by: .tester)
                let query = AggregateQuery<Parcel>([.equals(.shelfRow, .integer(row))])
                found.append(try transaction.find(query).map(\.moves))
            }
            try transaction.place(id, ParcelPlaced(owner: owner, labels: ["blue"]))
            return found
        }
        #expect(found == [[101], [102], [103]])
        #expect(written() == 5)
        let blue = LookupKey(scope: Parcel.labelScope, value: "blue")
        #expect(try await store.read { try $0.lookUp(Parcel.self, blue, limit: 9) } == [id])
        #expect(try await store.audit().finding == nil)
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `more states change within one closure than are kept in memory`(driver: StoreDriver) async throws {
        let store = try driver.open(TestBench())
        let count = 4_200
        try await store.write { transaction in
            let ids = (0..<count).map { _ in transaction.newID(Parcel.self) }
            for id in ids { try transaction.place(id, ParcelPlaced(labels: ["red"])) }
            for id in ids { try transaction.append(Act(ParcelMoved(shelfRow: 7), on: id), by: .tester) }
        }
        let moved = AggregateQuery<Parcel>([.equals(.shelfRow, .integer(7))])
        #expect(try await store.read { try $0.count(moved) } == Int64(count))
        #expect(try await store.audit().finding == nil)
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `the time of a transaction never goes back behind the journal`(driver: StoreDriver) async throws {
        let bench = try TestBench()
        let store = try driver.open(bench)
        let first = try await store.place().time
        bench.time.withLock { $0 = $0 - .hours(1) }
        #expect(try await store.place().time == first)
        bench.time.withLock { $0 = first + Seconds(1) }
        #expect(try await store.place().time == first + Seconds(1))
        await store.close()
        bench.time.withLock { $0 = first }
        let again = try driver.open(bench)
        #expect(try await again.place().time == first + Seconds(1))
        await again.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `closing does what was accepted and refuses what comes later`(driver: StoreDriver) async throws {
        let bench = try TestBench()
        let store = try driver.open(bench)
        let gate = WriterGate()
        let outcomes = try await withThrowingTaskGroup(of: Int64.self) { group in
            group.addTask {
                try await store.write { transaction in
                    gate.hold()
                    return try transaction.place(transaction.newID()).position
                }
            }
            await gate.isHeld()
            for _ in 0..<10 { group.addTask { try await store.place().position } }
            await store.waits(for: 10)
            async let closing: Void = store.close()
            gate.open()
            await closing
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.sorted() == Array(0..<11))
        await #expect(throws: StoreError(.closed, "The store is closed.")) { try await store.place() }
        await #expect(throws: CancellationError.self) { try await store.journalGrowth.grows(beyond: 11) }
        let again = try driver.open(bench)
        #expect(try await again.read { try $0.journalSize() } == 11)
        await again.close()
    }
}
