import Cooperation
import Services
import Store
import Testing

/// What a program sees that makes a paper look forged, though no officer of the register signed it.
@Suite struct `A paper is doubted` {
    private static func factors(_ request: Request, _ scene: RequestScene) async throws -> Set<RiskFactor> {
        Set(try #require(try await scene.assessment(request.id)).factors)
    }

    @Test func `where it came at three in the morning of its office, or of the zone that it names`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let places: [(office: ID<Office>?, zone: String?, isKnown: Bool)] = [
            (scene.office, nil, true), (nil, "Asia/Jakarta", true), (scene.office, "America/Lima", true),
            (nil, nil, false),
        ]
        // Eight in the morning in Jakarta; nineteen hours later it is three.
        for (hours, isNight) in [(0 as Int64, false), (19, true)] {
            scene.advance(.hours(hours))
            for place in places {
                let zone = try place.zone.map(PaperRequest.zone)
                let asked = try await scene.record(.disclosure, "ID_TEST_DATA", from: "TEST Desk") {
                    $0.office = place.office
                    $0.zone = zone
                }
                let found = try await Self.factors(asked, scene)
                #expect(found.contains(.offHours) == (isNight && place.isKnown), "\(place)")
                #expect(found.isSuperset(of: [.newOfficer, .noSupervisor]))
            }
        }
        // It counts when it came, and not when somebody came round to recording it.
        let zone = try PaperRequest.zone("Asia/Jakarta")
        let late = try await scene.record(.disclosure, "ID_TEST_DATA", from: "TEST Desk") {
            $0.zone = zone
            $0.receivedAt = $0.receivedAt - .hours(19)
        }
        #expect(try await !Self.factors(late, scene).contains(.offHours))
    }

    /// An instrument of the platform's own register, of some country's law.
    private static func adopt(_ code: String, of country: String, _ scene: RequestScene) async throws {
        let terms = try InstrumentTerms(
            code: code,
            country: country,
            kind: .removalOrder,
            functions: [.police],
            clock: nil,
            firstContactClock: nil,
            needsCoSignature: false,
            authorisation: .none,
            form: .plain,
            dataCategories: [],
            territory: country,
            isAccepted: true,
            sourceDate: "2024-02-29"
        )
        let texts = try InstrumentTexts(title: "TEST", law: "TEST", source: "TEST", reasonNotAccepted: nil)
        let administrator = try await scene.platform.person(.administrator)
        let id = try await scene.platform.node.proposeInstrument(terms, texts, by: administrator).instrument.id
        _ = try await scene.platform.node.adoptInstrument(id, by: administrator)
    }

    @Test func `where it quotes another country's statute than its office's, its member's or its own`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        try await Self.adopt("SG_TEST_ORDER", of: "SG", scene)
        try await Self.adopt("EU_TEST_ORDER", of: "EU", scene)
        let cases: [(instrument: String, country: String, office: ID<Office>?, name: String?, isForeign: Bool)] = [
            ("SG_TEST_ORDER", "ID", scene.office, nil, true), ("SG_TEST_ORDER", "ID", nil, nil, true),
            ("SG_TEST_ORDER", "ID", nil, "TEST Desk", true), ("SG_TEST_ORDER", "SG", nil, "TEST Desk", false),
            ("SG_TEST_ORDER", "SG", scene.office, nil, true), ("OTHER", "SG", nil, nil, true),
            ("ID_TEST_ORDER", "ID", scene.office, nil, false), ("EU_TEST_ORDER", "ID", scene.office, nil, false),
            ("EU_TEST_ORDER", "EU", nil, "TEST Desk", false), ("OTHER", "ID", nil, "TEST Desk", false),
        ]
        for one in cases {
            let asked = try await scene.record(.removalOrder, one.instrument, from: one.name) {
                $0.country = one.country
                $0.territory = .countries([one.country])
                $0.office = one.office
            }
            #expect(try await Self.factors(asked, scene).contains(.foreignLaw) == one.isForeign, "\(one)")
        }
    }

    @Test func `where its mailbox looks like one that the register names, and is another`() async throws {
        let scene = try await RequestScene.make()
        try await scene.enterOffice(reachedAt: "Desk <desk@police.example>")
        try await scene.sync()
        let cases: [(contact: String, country: String, isDoubted: Bool)] = [
            ("desk@police.example", "ID", false), ("desk@unit.police.example", "ID", false),
            ("desk@po1ice.example", "ID", true), ("desk@plice.example", "ID", true),
            ("desk@ministry.example", "ID", false), ("+62 21 555 0111", "ID", false),
        ]
        for name in [nil, "TEST Desk"] {
            for one in cases {
                let asked = try await scene.record(.removalOrder, "ID_TEST_ORDER", from: name) {
                    $0.authorityContact = one.contact
                }
                #expect(try await Self.factors(asked, scene).contains(.doubtfulAddress) == one.isDoubted, "\(one)")
            }
        }
        let abroad = try await scene.record(.removalOrder, "OTHER", from: "TEST Desk") {
            $0.country = "PH"
            $0.territory = .countries(["PH"])
            $0.authorityContact = "desk@po1ice.example"
        }
        #expect(try await !Self.factors(abroad, scene).contains(.doubtfulAddress), "There it looks like nobody's.")
    }
}
