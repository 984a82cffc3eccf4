import Cooperation
import GRDB
import SeededRandomness
import Services
import Store
import Testing

/// What becomes of rows that an older program wrote otherwise than this one would.
@Suite struct StateDerivationTests {
    private static let newer = TestBench.migrations + [Migration(version: 1001, statements: [])]

    private static func tamper(_ bench: TestBench, _ statements: [String]) async throws {
        let database = try DatabaseQueue(path: SQLiteStore.databasePath(folder: bench.folder))
        try await database.write { database in
            for statement in statements { try database.execute(sql: statement) }
        }
        try database.close()
    }

    /// A folder with parcels that were placed and moved.
    private static func filled(_ bench: TestBench) async throws {
        var generator = SplitMix64(seed: 23)
        let store = try bench.openSQLite()
        for number in 0..<700 {
            let place = ParcelOracle.place(&generator)
            let placed = try await store.place(place, sealed: ["note": "TEST \(number)"])
            if number % 3 == 0 {
                _ = try await store.write {
                    try $0.append(Act(ParcelMoved(shelfRow: 9), on: ID<Parcel>(placed.subject)), by: .tester)
                }
            }
            if number == 5 { _ = try await store.write { try $0.eraseSealedParts(ofSubject: placed.subject) } }
        }
        await store.close()
    }

    @Test func `an upgrade makes them follow from the journal again`() async throws {
        let bench = try TestBench()
        try await Self.filled(bench)
        try await Self.tamper(
            bench,
            [
                "UPDATE agg_parcel SET priority = NULL, state = 'other'", "DELETE FROM lookups WHERE scope = 'label'",
                "UPDATE agg_parcel SET document = replace(document, '\"moves\":1', '\"moves\":0')",
            ]
        )
        let same = try bench.openSQLite()
        #expect(try await same.audit().finding != nil, "Without an upgrade it is a tampering, and stays one.")
        await same.close()
        let upgraded = try bench.openSQLite(migrations: Self.newer)
        #expect(try await upgraded.audit().finding == nil)
        try await upgraded.place()
        await upgraded.close()
        let refusal = #expect(throws: StoreError.self) { _ = try bench.openSQLite() }
        #expect(refusal?.code == .newerSchema)
    }

    @Test func `where they can't, nothing is changed, and the former program goes on`() async throws {
        let bench = try TestBench()
        try await Self.filled(bench)
        let store = try bench.openSQLite()
        let missing = ID<Parcel>(try await store.write { $0.newIdentifier() })
        await store.close()
        // A move of what never was.
        try await Self.tamper(
            bench,
            [
                """
                UPDATE events SET subject = '\(missing)' WHERE position = \
                (SELECT MAX(position) FROM events WHERE type = '\(ParcelMoved.type)')
                """
            ]
        )
        let error = #expect(throws: StoreError.self) { _ = try bench.openSQLite(migrations: Self.newer) }
        #expect(error?.code == .damaged && error?.message.contains("Nothing was changed") == true)
        let former = try bench.openSQLite()
        #expect(try await former.read { try $0.count(AggregateQuery<Parcel>()) } == 700)
        await former.close()
    }
}
