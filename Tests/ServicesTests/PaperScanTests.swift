import Cooperation
import Crypto
import Services
import Store
import Testing

/// The scan of an order that came by letter.
@Suite struct `The scan of a paper` {
    private struct Desk {
        let home: TestNode
        let counsel: Caller
        let lead: Caller
        let administrator: Caller

        /// - Parameter unknown: the rows that the register of the node does not have, as one of an older program.
        /// - Throws: what the node throws.
        init(without unknown: Set<String> = []) async throws {
            home = try await TestNode("TEST Platform", kind: .platform)
            let rules = try ClockRuleText.first().filter { !unknown.contains($0.code.description) }
            _ = try await home.node.importClockRules(rules, by: home.administrator)
            counsel = try await home.person(.counsel)
            lead = try await home.person(.lead)
            administrator = try await home.person(.administrator)
        }

        var node: Node { home.node }

        func record(_ scan: [UInt8]?, hashed hash: String? = nil) async throws -> ID<Assessment> {
            var paper = RequestScene.paper(.removalOrder, "OTHER", at: home.clock.now, by: "TEST Police")
            paper.scan = hash ?? Self.hash(scan ?? pages)
            let view = try await node.recordPaperRequest(paper, scan: scan, from: nil, by: counsel)
            return ID(view.request.id.identifier)
        }

        func answer(_ id: ID<Assessment>, _ outcome: ItemOutcome) async throws {
            let item = RequestAnswer.Item(number: 1, outcome: outcome, reasons: "TEST answer")
            let proposal = AnswerProposal(items: [item], territory: .countries(["ID"]), isTemporary: false)
            _ = try await node.proposeAnswer(proposal, to: id, by: counsel)
        }

        func comply(_ id: ID<Assessment>) async throws {
            let commands: [AssessmentCommand] = [
                .checkIdentity(
                    .callBack,
                    .confirmed,
                    note: "TEST call",
                    by: counsel.person,
                    called: IdentityCheck.Called(number: "+62 21 555 0100", source: "TEST directory")
                ), .checkForm(defects: [], factors: [], note: nil),
                .weigh(.test(), .init(legalBasis: "TEST basis", reasons: "TEST reasons")),
                .preserve(until: home.clock.now + .days(183)),
            ]
            for command in commands { _ = try await node.assess(command, on: id, by: counsel) }
            try await answer(id, .complied)
            _ = try await node.assess(.approve(by: #require(lead.person)), on: id, by: lead)
        }

        static func hash(_ bytes: [UInt8]) -> String {
            SHA256.hash(data: bytes).map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
        }

        func stored(_ id: ID<Assessment>) async throws -> [UInt8]? {
            try await home.store.read { try $0.keptFile(id.identifier) }
        }

        func types(_ id: ID<Assessment>) async throws -> [String] {
            try await home.store.read { try $0.events(EventQuery(subject: id.identifier, limit: 1000)).map(\.type) }
        }
    }

    private static let pages = Array("%PDF-1.7 TEST MARKER pages of an order".utf8)

    @Test func `is kept sealed with its record, and handed to whoever may read it, which is recorded`() async throws {
        let desk = try await Desk()
        let id = try await desk.record(Self.pages)
        let sealed = try #require(try await desk.stored(id))
        #expect(!String(decoding: sealed, as: UTF8.self).contains("MARKER"))
        let scan = try await desk.node.scan(of: id, for: desk.lead)
        #expect(scan.bytes == Self.pages && scan.name == "scan-\(id).pdf")
        #expect(try await desk.types(id).filter { $0 == AssessmentScanRead.type }.count == 1)
        let adviser = try await desk.home.person(.adviser)
        #expect(try await RequestScene.code { try await desk.node.scan(of: id, for: adviser) } == "not-found")
        let kept = try await desk.node.assessment(id, for: desk.counsel).assessment.scan
        #expect(kept?.sha256 == Desk.hash(Self.pages) && kept?.bytes == Self.pages.count)
    }

    @Test func `is refused where it is another file than was recorded, too long, or of a signed request`() async throws
    {
        let desk = try await Desk()
        let other = Desk.hash([1])
        #expect(try await RequestScene.code { try await desk.record(Self.pages, hashed: other) } == "scan-differs")
        let id = try await desk.record(nil, hashed: Desk.hash(Self.pages))
        #expect(try await RequestScene.code { try await desk.node.scan(of: id, for: desk.lead) } == "not-found")
        let differs = try await RequestScene.code { try await desk.node.keepScan([1], of: id, by: desk.counsel) }
        #expect(differs == "scan-differs")
        for _ in 1...2 { _ = try await desk.node.keepScan(Self.pages, of: id, by: desk.counsel) }
        #expect(try await desk.types(id).filter { $0 == AssessmentScanKept.type }.count == 1)
        let long = [UInt8](repeating: 7, count: Assessment.scanBytesMax + 1)
        #expect(try await RequestScene.code { try await desk.record(long) } == "scan-too-long")
        let scene = try await RequestScene.make()
        let signed = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        let code = try await RequestScene.code {
            try await scene.platform.node.keepScan(Self.pages, of: ID(signed.identifier), by: scene.counsel)
        }
        #expect(code == "not-on-paper")
    }

    @Test func `opens as nothing else, and is damaged where one bit of it changed`() async throws {
        let desk = try await Desk()
        let id = try await desk.record(Self.pages)
        let other = try await desk.record(Self.pages)
        var sealed = try #require(try await desk.stored(id))
        let swapped = sealed
        try await desk.home.store.write { try $0.keepFile(swapped, as: other.identifier) }
        await #expect(throws: StoreError.self) { try await desk.node.scan(of: other, for: desk.lead) }
        sealed[sealed.count / 2] ^= 1
        let bent = sealed
        try await desk.home.store.write { try $0.keepFile(bent, as: id.identifier) }
        await #expect(throws: StoreError.self) { try await desk.node.scan(of: id, for: desk.lead) }
        #expect(try await !desk.types(id).contains(AssessmentScanRead.type), "Nobody read it.")
    }

    @Test func `is erased with a reason, once and for good`() async throws {
        let desk = try await Desk()
        let id = try await desk.record(Self.pages)
        #expect(try await desk.node.eraseScan(of: id, reason: "TEST it names others", by: desk.administrator) == 1)
        #expect(try await desk.stored(id) == nil)
        #expect(try await desk.node.eraseScan(of: id, reason: "TEST again", by: desk.administrator) == 0)
        #expect(try await RequestScene.code { try await desk.node.scan(of: id, for: desk.lead) } == "not-found")
        let again = try await RequestScene.code { try await desk.node.keepScan(Self.pages, of: id, by: desk.counsel) }
        #expect(again == "scan-erased")
        let request = try await desk.node.request(ID(id.identifier), for: desk.counsel).request
        #expect(request.filing.scan == Desk.hash(Self.pages), "Its hash stays.")
    }

    @Test func `is kept for as long as the registry says, by what the members voted last`() async throws {
        let desk = try await Desk()
        let id = try await desk.record(Self.pages)
        let kept = try await desk.node.assessment(id, for: desk.counsel)
        // Six months of the calendar, to the end of their last day.
        #expect(kept.assessment.scan?.keptUntil == kept.keptUntil)
        let now = desk.home.clock.now
        #expect(kept.keptUntil.map { $0 > now + .days(180) && $0 < now + .days(186) } == true)
        let draft = try ClockRuleDraft(
            code: #require(ClockCode("INT_PRESERVE")),
            summary: "TEST a week",
            terms: ClockTerms(duration: ClockDuration(.seconds, 7 * 86_400), start: .disabled),
            source: "TEST vote",
            sourceDate: #require(CivilDate("2018-11-01"))
        )
        _ = try await desk.node.importClockRules([draft], by: desk.administrator)
        let later = try await desk.record(Self.pages)
        let scan = try await desk.node.assessment(later, for: desk.counsel).assessment.scan
        #expect(scan.map { $0.keptUntil > now + .days(6) && $0.keptUntil < now + .days(8) } == true)
    }

    @Test func `is kept, and the person told in time, also by a register that is older than the program`() async throws
    {
        let codes = ["INT_PRESERVE", "INT_USER_NOTICE"]
        for unknown in [codes, []] {
            let desk = try await Desk(without: Set(unknown))
            let refused = try await desk.record(Self.pages)
            try await desk.answer(refused, .refusedScope)
            let done = try await desk.record(nil)
            try await desk.comply(done)
            desk.home.clock.advance(.minutes(1))
            try await desk.node.keepRequestTimes()
            let now = desk.home.clock.now
            #expect(try await desk.stored(refused) != nil, "What was asked is still known.")
            let scan = try await desk.node.assessment(refused, for: desk.counsel).assessment.scan
            #expect(scan.map { $0.keptUntil > now + .days(180) } == true)
            let told = try await desk.node.assessment(done, for: desk.counsel).assessment
            #expect(told.noticeDueAt.map { $0 > now } == true && told.noticeOverdueSince == nil)
        }
        // Who retired a row decided that nothing is counted by it.
        let desk = try await Desk()
        for code in codes {
            let rule = try await desk.home.store.read { reading in
                try ClockCode(code).flatMap { try reading.ownClockRule(inForce: $0) }
            }
            _ = try await desk.node.retireClockRule(try #require(rule).id, by: desk.administrator)
        }
        let refused = try await desk.record(Self.pages)
        let scan = try await desk.node.assessment(refused, for: desk.counsel).assessment.scan
        #expect(scan.map { $0.keptUntil <= desk.home.clock.now } == true)
        let done = try await desk.record(nil)
        try await desk.comply(done)
        let told = try await desk.node.assessment(done, for: desk.counsel).assessment
        #expect(told.noticeDueAt.map { $0 <= desk.home.clock.now } == true)
    }

    @Test func `goes by itself once the request is over and its time too, and never while people work on it`()
        async throws
    {
        let desk = try await Desk()
        let id = try await desk.record(Self.pages)
        desk.home.clock.advance(.days(186))
        try await desk.node.keepRequestTimes()
        #expect(try await desk.stored(id) != nil, "People work on it.")
        let preserved = desk.home.clock.now + .days(190)
        _ = try await desk.node.assess(.preserve(until: preserved), on: id, by: desk.counsel)
        _ = try await desk.node.assess(.close, on: id, by: desk.counsel)
        try await desk.node.keepRequestTimes()
        #expect(try await desk.stored(id) != nil, "What it led to is still kept.")
        desk.home.clock.advance(.days(191))
        try await desk.node.keepRequestTimes()
        #expect(try await desk.stored(id) == nil)
        #expect(try await desk.types(id).filter { $0 == AssessmentScanErased.type }.count == 1)
        try await desk.node.keepRequestTimes()
        #expect(try await desk.types(id).filter { $0 == AssessmentScanErased.type }.count == 1)
    }
}
