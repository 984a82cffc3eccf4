import CanonicalJSON
import Cooperation
import Fingerprints
import Services
import Store
import Testing
import TransparencyLog

@Suite struct `The journal's pages` {
    private static func everything(
        _ node: Node,
        _ filter: JournalFilter = JournalFilter(),
        for caller: Caller
    ) async throws -> [JournalPage.Entry] {
        var (entries, until): ([JournalPage.Entry], Int64?) = ([], nil)
        while true {
            let page = try await node.journalPage(filter, until: until, for: JournalReader(caller))
            entries += page.entries
            guard let next = page.next else { return entries }
            until = next
        }
    }

    @Test func `show and prove nothing that is hidden from the reader`() async throws {
        let exchange = try await TestNode("TEST Exchange", kind: .secretariat, isExchange: true)
        let authority = try await exchange.member("TEST Authority", .authority, interests: nil)
        let other = try await exchange.member("TEST Other", .authority, interests: nil)
        let officer = try await exchange.person(of: authority.administrator, .officer)
        let stranger = try await exchange.person(of: other.administrator, .officer)
        let submission = try await exchange.node.submit(
            kind: .image,
            behaviours: [.threat],
            reference: "TEST reference",
            reasons: "TEST reasons",
            by: officer
        ).submission

        let own = try await Self.everything(exchange.node, for: officer).map(\.event)
        let received = try #require(own.first { $0.subject == submission.id.identifier })
        let others = try await Self.everything(exchange.node, for: stranger).map(\.event)
        #expect(!others.contains { $0.subject == submission.id.identifier })
        #expect(!others.isEmpty)
        for (reader, mayRead) in [(officer, true), (stranger, false)] {
            let page = try? await exchange.node.actPage(received.position, for: JournalReader(reader))
            #expect((page != nil) == mayRead)
        }
        await #expect(throws: Refusal.self) { try await exchange.node.actPage(100_000, for: JournalReader(officer)) }
    }

    @Test func `tell nothing of hidden acts by where they end`() async throws {
        let exchange = try await TestNode("TEST Exchange", kind: .secretariat, isExchange: true)
        let authority = try await exchange.member("TEST Authority", .authority, interests: nil)
        let other = try await exchange.member("TEST Other", .authority, interests: nil)
        let officer = try await exchange.person(of: authority.administrator, .officer)
        let stranger = try await exchange.person(of: other.administrator, .officer)
        var hidden: Submission?
        // More than are read at a time.
        for number in 0..<1_100 {
            hidden = try await exchange.node.submit(
                kind: .image,
                behaviours: [.threat],
                reference: "TEST reference \(number)",
                reasons: "TEST reasons",
                by: officer
            ).submission
        }
        let subject = try #require(hidden).id.identifier
        let size = exchange.store.journalGrowth.size
        let (hits, none) = (
            [JournalFilter(types: [SubmissionReceived.type]), JournalFilter(subject: subject)],
            [JournalFilter(types: ["nothing.happened"]), JournalFilter(subject: stranger.organisation.id.identifier)]
        )
        for until in Array(stride(from: size, to: 0, by: -50)) + [1] {
            let empty = try await exchange.node.journalPage(none[0], until: until, for: JournalReader(stranger))
            for filter in hits {
                let page = try await exchange.node.journalPage(filter, until: until, for: JournalReader(stranger))
                #expect(page.entries.isEmpty && page.next == empty.next, "\(until)")
            }
        }
        let own = try await Self.everything(exchange.node, hits[0], for: officer)
        #expect(own.count == 1_100, "Whoever may see them turns as many pages as it takes.")
    }

    @Test func `go on only where this node said that they do`() async throws {
        let exchange = try await TestNode("TEST Exchange", kind: .secretariat, isExchange: true)
        let first = try await exchange.member("TEST Authority", .authority, interests: nil).administrator
        let other = try await exchange.member("TEST Other", .authority, interests: nil).administrator
        let cursor = exchange.node.journalCursor(120, for: first)
        #expect(try exchange.node.journalPosition(cursor, for: first) == 120)
        let tag = cursor.prefix { $0 != "-" }
        for forged in ["120", "\(tag)-121", "-120", "", "\(tag)", "\(tag)-", "\(tag)--120"] {
            #expect(await refusal { try exchange.node.journalPosition(forged, for: first) } == "cursor-invalid")
        }
        #expect(await refusal { try exchange.node.journalPosition(cursor, for: other) } == "cursor-invalid")
    }

    @Test func `go back to the first act without a gap, and take the filters together`() async throws {
        let platform = try await OwnPlatform.make()
        for number in 0..<60 { _ = try await platform.open("post-\(number)") }
        let subject = try await platform.open("post-last")
        _ = try await platform.decide(subject)
        let size = platform.home.store.journalGrowth.size

        let all = try await Self.everything(platform.node, for: platform.reviewer)
        let positions = all.map(\.event.position)
        #expect(positions == positions.sorted(by: >))
        #expect(Set(positions).count == positions.count)
        let cases = all.filter { $0.event.type == CaseOpened.type }
        #expect(cases.count == 61)

        let opened = try await Self.everything(
            platform.node,
            JournalFilter(types: [CaseOpened.type]),
            for: platform.reviewer
        )
        #expect(opened.map(\.event.position) == cases.map(\.event.position))
        let about = try await Self.everything(
            platform.node,
            JournalFilter(subject: subject.identifier),
            for: platform.reviewer
        )
        #expect(
            about.map(\.event.position) == all.filter { $0.event.subject == subject.identifier }.map(\.event.position)
        )
        let (early, late) = (cases[40].event.time, cases[20].event.time)
        let between = try await Self.everything(
            platform.node,
            JournalFilter(types: [CaseOpened.type], from: early, until: late),
            for: platform.reviewer
        )
        #expect(between.map(\.event.position) == cases[21...40].map(\.event.position))
        let reader = JournalReader(platform.reviewer)
        #expect(try await platform.node.journalPage(JournalFilter(), until: nil, for: reader).size == size)
    }

    @Test func `need as many statements for fifty acts of many kinds as for five`() async throws {
        let platform = try await OwnPlatform.make()
        for number in 0..<2 { _ = try await platform.open("post-\(number)") }
        func statements() async throws -> Int {
            // The index reads too until it has taken everything in.
            try await platform.home.indexed()
            _ = platform.home.statements.take()
            _ = try await platform.node.journalPage(JournalFilter(), until: nil, for: JournalReader(platform.reviewer))
            return try #require(platform.home.statements.take().last)
        }
        let before = try await statements()
        for number in 0..<20 {
            _ = try await platform.home.person(.reviewer)
            _ = try await platform.node.proposeSignals(
                [(platform.bank, OwnPlatform.proposal(Fingerprint(pdq: Hash256(9, 9, 9, UInt64(number)))))],
                by: platform.curator
            )
            _ = try await platform.open("post-more-\(number)")
        }
        #expect(try await statements() == before)
    }

    @Test func `prove an act by a receipt and a proof file that lead to the signed root`() async throws {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open("post-1")
        let opened = try #require(
            try await Self.everything(platform.node, JournalFilter(subject: subject.identifier), for: platform.reviewer)
                .last
        )
        let position = opened.event.position
        #expect(try await platform.node.actPage(position, for: JournalReader(platform.reviewer)).proof == nil)

        try await platform.node.log.sign()
        let page = try await platform.node.actPage(position, for: JournalReader(platform.reviewer))
        let proof = try #require(page.proof)
        let key = platform.node.log.verifierKey
        #expect(ReceiptVerdict(of: proof.receipt, against: key) == .genuine(signer: key))
        for key in SealedKey.allCases {
            #expect(!String(decoding: proof.receipt, as: UTF8.self).contains("sealed.\(key.rawValue)"))
        }
        #expect(page.leafHash == opened.leafHash)
        let checkpoint = try Checkpoint.open(Array(proof.checkpoint.note.utf8), by: key)
        try proof.proof.verify(leafHash: page.leafHash, root: checkpoint.root)
        #expect(proof.file.contains("\nindex \(position)\n"))
        #expect(proof.file.hasSuffix(proof.checkpoint.note))
    }
}
