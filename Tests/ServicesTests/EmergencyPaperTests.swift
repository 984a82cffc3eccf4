import Cooperation
import Services
import Store
import Testing

/// A letter or a mailbox is forged in a minute: what it says of itself lets no data out.
@Suite struct `An emergency on paper` {
    private static let needed = "signature-or-office-needed"

    private static func record(_ scene: RequestScene, office: ID<Office>? = nil) async throws -> ID<Request> {
        try await scene.record(.emergencyDisclosure, "OTHER", from: "TEST Police, 9th District") {
            $0.authorityContact = "Desk <desk@police.example>"
            $0.supervisorName = "TEST Head"
            $0.office = office
        }.id
    }

    private static func call(_ number: String?, _ id: ID<Request>, in scene: RequestScene) async throws -> String? {
        let call = AssessmentCommand.checkIdentity(
            .callBack,
            .confirmed,
            note: "TEST: yes, it is us, hurry",
            by: scene.lead.person,
            called: number.map { IdentityCheck.Called(number: $0, source: "TEST the signature of their mail") }
        )
        return try await RequestScene.code { try await scene.assess(call, id, by: scene.lead) }
    }

    @Test func `that is forged from a real but newly seen mailbox gets nothing, whatever it brings to confirm it`()
        async throws
    {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let id = try await Self.record(scene)
        let named = try await scene.record(.emergencyDisclosure, "OTHER") { $0.supervisorName = "TEST Head" }.id
        for forged in [id, named] {
            // All that staff can do is done, by a number that the mail gave.
            try await scene.prepare(forged, calls: false)
            #expect(try await Self.call("+62 21 555 0666", forged, in: scene) == nil)
            let opened = try #require(try await scene.assessment(forged))
            #expect(opened.isIdentified && !opened.factors.contains(.noSupervisor))
            for outcome in [ItemOutcome.complied, .compliedInPart] {
                #expect(
                    try await RequestScene.code { try await scene.propose([outcome], to: forged) } == Self.needed
                )
            }
            let codes = try await scene.handing(forged)
            #expect(codes == [Self.needed, Self.needed])
            #expect(try await scene.onPlatform(forged)?.disclosures.isEmpty == true)
            #expect(try await scene.assessment(forged)?.disclosed.isEmpty == true)
        }
        // A no goes out all the same.
        try await scene.propose([.refusedScope], to: named)
        #expect(try await scene.assessment(named)?.state == .answered)
    }

    @Test func `that borrows the name of an office is confirmed by the number of the register alone`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let id = try await Self.record(scene, office: scene.office)
        try await scene.prepare(id, calls: false)
        for other in ["+62 21 555 0666", "TEST the one on the letterhead"] {
            #expect(try await Self.call(other, id, in: scene) == "number-not-registered")
        }
        #expect(try await RequestScene.code { try await scene.propose([.complied], to: id) } == "identity-unconfirmed")
        #expect(try await Self.call("+62 (21) 555-0100", id, in: scene) == nil)
        #expect(try await scene.assessment(id)?.isIdentified == true)
        let spared = try await Self.record(scene, office: scene.office)
        #expect(try await Self.call(nil, spared, in: scene) == nil, "The register has the number.")
    }

    @Test func `from an office of the register gets data as long as somebody vouches for it`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let id = try await Self.record(scene, office: scene.office)
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        // Whoever changes the number is not believed until somebody vouches for it.
        let texts: [OfficeText: String] = [.telephone: "+62 21 555 0666"]
        _ = try await scene.exchange.node.changeOffice(
            scene.office,
            .init(texts: texts),
            by: scene.authorityAdministrator
        )
        try await scene.sync()
        #expect(try await RequestScene.code { try await scene.approve(id) } == Self.needed)
        for voucher in [scene.secretary, RequestScene.second(scene.secretary)] {
            _ = try await scene.exchange.node.vouchForOffice(scene.office, how: "TEST call", by: voucher)
        }
        try await scene.sync()
        let refused = try await RequestScene.code { try await scene.approve(id) }
        #expect(refused == "identity-unconfirmed", "Another number was called.")
        #expect(try await Self.call("+62 21 555 0666", id, in: scene) == nil)
        try await scene.approve(id)
        #expect(try await scene.handing(id) == [nil, "hand-over-here"])
        let disclosures = try #require(try await scene.onPlatform(id)).disclosures
        #expect(disclosures.count == 1 && disclosures.allSatisfy { $0.isElsewhere == nil }, "It left encrypted.")
        _ = try await scene.exchange.node.revokeOffice(scene.office, reason: "TEST", by: scene.authorityAdministrator)
        try await scene.sync()
        #expect(try await scene.handing(id) == [Self.needed, Self.needed])
        #expect(try await scene.assessment(id)?.disclosed.count == 1)
    }

    @Test func `gets data encrypted or not at all: where the office has no key, nothing goes out another way`()
        async throws
    {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let id = try await Self.record(scene, office: scene.office)
        let letter = try await scene.record(.disclosure, "ID_TEST_DATA") {
            $0.supervisorName = "TEST Head"
            $0.office = scene.office
        }.id
        for asked in [id, letter] {
            try await scene.prepare(asked)
            try await scene.propose([.complied], to: asked)
            try await scene.approve(asked)
        }
        #expect(try await scene.takesHandedElsewhere([id, letter]) == [false, false])
        for signer in [scene.officer, scene.supervisor] { try await scene.revokeSealingKey(of: signer) }
        try await scene.sync()
        #expect(try await scene.handing(id) == ["emergency-needs-key", "emergency-needs-key"])
        #expect(try await scene.onPlatform(id)?.disclosures.isEmpty == true)
        #expect(try await scene.takesHandedElsewhere([id, letter]) == [false, true])
        #expect(try await scene.handing(letter) == ["encryption-key-missing", nil], "That is no emergency.")
        let disclosures = try #require(try await scene.onPlatform(letter)).disclosures
        #expect(disclosures.count == 1 && disclosures.allSatisfy { $0.isElsewhere == true })
    }

    @Test func `is not agreed to in whole where its instrument was narrowed since the answer was written`() async throws
    {
        let scene = try await RequestScene.make()
        func adopt(_ categories: Set<DataCategory>) async throws {
            let terms = try InstrumentTerms.test("ID_TEST_EMERGENCY", .emergencyDisclosure, categories: categories)
            try await scene.exchange.node.adopt(terms, by: scene.secretary)
            try await scene.sync()
        }
        try await adopt([.subscriber, .traffic])
        let id = try await scene.record(.emergencyDisclosure, "ID_TEST_EMERGENCY") {
            $0.categories = [.subscriber, .traffic]
            $0.supervisorName = "TEST Head"
            $0.office = scene.office
        }.id
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        try await adopt([.subscriber])
        #expect(try await RequestScene.code { try await scene.approve(id) } == "categories-not-of-instrument")
        #expect(try await scene.assessment(id)?.state == .proposed)
        try await adopt([.subscriber, .traffic])
        try await scene.approve(id)
    }

    @Test func `that asks for a category too many is opened all the same, and gets what it may`() async throws {
        let scene = try await RequestScene.make()
        try await scene.adopt("ID_TEST_NARROW", .emergencyDisclosure)
        try await scene.sync()
        let cases: [(instrument: String, more: DataCategory, answer: String, handing: String)] = [
            ("ID_TEST_EMERGENCY", .content, "content-never-in-emergency", "category-not-asked"),
            ("ID_TEST_NARROW", .traffic, "categories-not-of-instrument", "categories-not-of-instrument"),
        ]
        for one in cases {
            let asked = try await scene.record(.emergencyDisclosure, one.instrument) {
                $0.categories = [.subscriber, one.more]
                $0.supervisorName = "TEST Head"
                $0.office = scene.office
            }
            #expect(asked.state == .open && asked.turnedAwayFor == nil, "\(one)")
            try await scene.prepare(asked.id)
            let whole = try await RequestScene.code { try await scene.propose([.complied], to: asked.id) }
            #expect(whole == one.answer, "\(one)")
            try await scene.propose([.compliedInPart], to: asked.id)
            try await scene.approve(asked.id)
            #expect(try await scene.disclosing(of: asked.id) == nil)
            if one.more != .content {
                let person = try #require(scene.lead.person)
                try await scene.assess(
                    .widen(one.more, reasons: "TEST too little", by: person),
                    asked.id,
                    by: scene.lead
                )
            }
            #expect(try await scene.disclosing(one.more, of: asked.id, by: scene.lead) == one.handing, "\(one)")
            #expect(try await scene.onPlatform(asked.id)?.disclosures.map(\.category) == [.subscriber])
        }
        // What is no emergency can wait for a right letter.
        let letter = try await scene.record(.disclosure, "ID_TEST_DATA") { $0.categories = [.subscriber, .content] }
        #expect(letter.turnedAwayFor == "categories-not-of-instrument")
    }
}
