import Cooperation
import Fingerprints
import SeededRandomness
import Services
import Testing

@Suite struct SignalListTests {
    @Test(arguments: [0, 5, 20, 31])
    func `signals near a hash are those that a scan of all finds, the nearest first`(_ radius: Int) async throws {
        let own = try await OwnBank()
        var seeded = SplitMix64(seed: UInt64(radius) + 1)
        let asked = seeded.hash()
        let hashes = (0..<60).map { seeded.edit(asked, flips: $0) }
        let ids = try await own.propose(hashes.map { [Fingerprint(pdq: $0)] })
        try await own.platform.indexed()
        var search = Node.SignalSearch()
        search.fingerprint = Fingerprint(pdq: asked)
        search.radius = radius
        let list = try await own.platform.node.signalList(search, after: nil, limit: 10, for: own.proposer)
        let expected = zip(ids, hashes).filter { $1.distance(to: asked) <= radius }
        #expect(Set(list.rows.map(\.signal.id)) == Set(expected.map(\.0)))
        let distances = list.rows.compactMap(\.distance)
        #expect(distances == distances.sorted() && distances.count == list.rows.count)
    }

    @Test func `pages of a filtered list hold every signal once, the latest first`() async throws {
        let own = try await OwnBank()
        let other = try await own.bank(radius: 10)
        var seeded = SplitMix64(seed: 3)
        var expected: [ID<Signal>] = []
        for number in 0..<25 {
            let bank = number.isMultiple(of: 3) ? other : own.bank
            let ids = try await own.propose([[Fingerprint(pdq: seeded.hash())]], in: bank)
            if bank == own.bank { expected += ids }
        }
        var search = Node.SignalSearch()
        search.bank = own.bank
        search.behaviour = .graphicViolence
        var found: [ID<Signal>] = []
        var place: AggregateQuery<Signal>.Bookmark?
        repeat {
            let list = try await own.platform.node.signalList(search, after: place, limit: 4, for: own.proposer)
            found += list.rows.map(\.signal.id)
            place = list.next
        } while place != nil
        #expect(found == expected.reversed())
        search.behaviour = .financing
        let none = try await own.platform.node.signalList(search, after: nil, limit: 4, for: own.proposer)
        #expect(none.rows.isEmpty && none.next == nil)
    }

    @Test func `signals near a hash that are looked for are found behind many nearer ones that are not`() async throws {
        let own = try await OwnBank()
        let other = try await own.bank(radius: 10)
        var seeded = SplitMix64(seed: 7)
        let asked = seeded.hash()
        // Each further than all of the other bank.
        let near = (0...Node.signalsFoundMax).map { _ in [Fingerprint(pdq: seeded.edit(asked, flips: 3))] }
        _ = try await own.propose(near, in: other)
        let wanted = try await own.propose([[Fingerprint(pdq: seeded.edit(asked, flips: 20))]])
        try await own.platform.indexed()
        var search = Node.SignalSearch()
        search.fingerprint = Fingerprint(pdq: asked)
        search.radius = 31
        search.bank = own.bank
        let list = try await own.platform.node.signalList(search, after: nil, limit: 10, for: own.proposer)
        #expect(list.rows.map(\.signal.id) == wanted)
    }

    @Test func `signals with a hash of a file are listed page by page`() async throws {
        let own = try await OwnBank()
        let digest = String(repeating: "ab", count: 32)
        let print = try #require(try? Fingerprint(kind: .sha256, value: digest))
        var expected: [ID<Signal>] = []
        for _ in 0..<5 { expected += try await own.propose([[print]], in: own.bank(radius: 10)) }
        var search = Node.SignalSearch()
        search.fingerprint = print
        var found: [ID<Signal>] = []
        var place: AggregateQuery<Signal>.Bookmark?
        repeat {
            let list = try await own.platform.node.signalList(search, after: place, limit: 2, for: own.proposer)
            found += list.rows.map(\.signal.id)
            place = list.next
        } while place != nil
        #expect(found == expected.reversed())
    }

    @Test func `signals of one member are those that it proposed, also among those near a hash`() async throws {
        let world = try await `Main job`.world()
        let node = world.exchange.node
        var seeded = SplitMix64(seed: 11)
        let asked = seeded.hash()
        var expected: [ID<Signal>] = []
        for number in 0..<6 {
            let isSecond = number.isMultiple(of: 3)
            let proposal = SignalProposal(
                kind: .image,
                behaviours: [.graphicViolence],
                provenance: .ownService,
                fingerprints: [Fingerprint(pdq: seeded.edit(asked, flips: number))],
                rationale: "TEST rationale",
                exemptionAssessment: "TEST no exemption"
            )
            let caller = isSecond ? world.second : world.proposer
            let id = try #require(try await node.proposeSignals([(world.bank, proposal)], by: caller).first?.get())
            if isSecond { expected.append(id) }
        }
        var search = Node.SignalSearch()
        search.proposer = world.second.organisation.id
        let listed = try await node.signalList(search, after: nil, limit: 10, for: world.proposer)
        #expect(listed.rows.map(\.signal.id) == Array(expected.reversed()))
        try await world.exchange.indexed()
        search.fingerprint = Fingerprint(pdq: asked)
        let near = try await node.signalList(search, after: nil, limit: 10, for: world.proposer)
        #expect(near.rows.map(\.signal.id) == expected)
        search.proposer = world.memberID
        let none = try await node.signalList(search, after: nil, limit: 10, for: world.proposer)
        #expect(none.rows.isEmpty)
    }

    @Test func `signals since a date are those that were proposed then or later, also among those near a hash`()
        async throws
    {
        let own = try await OwnBank()
        var seeded = SplitMix64(seed: 12)
        let asked = seeded.hash()
        let early = try await own.propose([[Fingerprint(pdq: seeded.edit(asked, flips: 1))]])
        own.platform.clock.advance(.days(1))
        let late = try await own.propose([[Fingerprint(pdq: seeded.edit(asked, flips: 2))]])
        try await own.platform.indexed()
        func found(_ since: Timestamp?, near hash: Hash256?) async throws -> [ID<Signal>] {
            var search = Node.SignalSearch()
            search.since = since
            search.fingerprint = hash.map { Fingerprint(pdq: $0) }
            let list = try await own.platform.node.signalList(search, after: nil, limit: 10, for: own.proposer)
            return list.rows.map(\.signal.id)
        }
        let moment = try await own.platform.node.signal(late[0], for: own.proposer).signal.proposedAt
        #expect(try await found(nil, near: nil) == late + early)
        for hash in [nil, asked] {
            #expect(try await found(moment - .days(2), near: hash).count == 2)
            #expect(try await found(moment, near: hash) == late)
            #expect(try await found(Timestamp(microseconds: moment.microseconds + 1), near: hash).isEmpty)
        }
    }
}
