import Cooperation
import Services
import Testing

/// Paper in the name of a member that the others suspended or restricted, of which nobody chose the sender.
@Suite struct `Paper in a barred member's name` {
    private static func scene(_ standing: Standing, contact: String? = nil) async throws -> RequestScene {
        let scene = try await RequestScene.make()
        if let contact { try await scene.enterOffice(reachedAt: contact) }
        try await scene.changeStanding(to: standing)
        return scene
    }

    @Test func `is turned away and counted, and is not the member's own to read, however the name is spelt`()
        async throws
    {
        for standing in [Standing.suspended, .restricted] {
            let scene = try await Self.scene(standing)
            for (count, name) in ["TEST Police", "test  POLICE.", "TEST Unit"].enumerated() {
                let asked = try await scene.record(.removalOrder, "ID_TEST_ORDER", from: name)
                #expect(asked.state == .turnedAway && asked.turnedAwayFor == "standing-insufficient", "\(name)")
                #expect(asked.authority == nil)
                #expect(try await scene.assessment(asked.id) == nil)
                #expect(try await scene.clocks(asked.id, on: scene.platform).isEmpty)
                let quality = try await scene.platform.node.requestQuality()
                #expect(quality.all.turnedAway == count + 1)
                #expect(quality.authorities[scene.authority]?.turnedAway ?? 0 == 0)
            }
        }
    }

    @Test func `is counted among the demands to weaken encryption where it is one, and refused`() async throws {
        let scene = try await Self.scene(.suspended)
        let before = try await scene.platform.node.requestQuality().all
        let demand = try await scene.record(.weakenEncryption, "OTHER", from: "TEST Police")
        #expect(demand.state == .answered && demand.items.allSatisfy { $0.outcome == .refusedRights })
        let after = try await scene.platform.node.requestQuality().all
        #expect(after.turnedAway == before.turnedAway && after.requests == before.requests + 1)
    }

    @Test func `is a stranger's where the name is another, the country is another, or the member left`() async throws {
        let scene = try await Self.scene(.suspended)
        let other = try await scene.record(.removalOrder, "ID_TEST_ORDER", from: "TEST Police Academy")
        #expect(other.state == .open && other.authority == nil)
        let abroad = try await scene.record(.removalOrder, "OTHER", from: "TEST Police") {
            $0.country = "PH"
            $0.territory = .countries(["PH"])
        }
        #expect(abroad.state == .open && abroad.authority == nil)
        let left = try await Self.scene(.withdrawn)
        let stranger = try await left.record(.removalOrder, "ID_TEST_ORDER", from: "TEST Police")
        #expect(stranger.state == .open && stranger.authority == nil)
    }

    @Test func `is taken where a member that may ask has the same name there, until that one is barred too`()
        async throws
    {
        let scene = try await Self.scene(.suspended)
        let second = try await RequestScene.police("TEST Police", on: scene.exchange, scene.secretary)
        try await scene.sync()
        let taken = try await scene.record(.removalOrder, "ID_TEST_ORDER", from: "TEST Police")
        #expect(taken.state == .open && taken.authority == nil)
        _ = try await scene.exchange.node.changeStanding(
            of: second.authority,
            to: .suspended,
            reason: "TEST vote",
            by: scene.secretary
        )
        try await scene.sync()
        let refused = try await scene.record(.removalOrder, "ID_TEST_ORDER", from: "TEST Police")
        #expect(refused.turnedAwayFor == "standing-insufficient")
    }

    /// Whether a paper is doubted for its address; it is opened.
    private static func isDoubted(
        _ name: String,
        _ contact: String,
        _ scene: RequestScene
    ) async throws -> Bool {
        let asked = try await scene.record(.removalOrder, "OTHER", from: name) { $0.authorityContact = contact }
        #expect(asked.state == .open && asked.authority == nil, "\(contact)")
        return try #require(try await scene.assessment(asked.id)).factors.contains(.doubtfulAddress)
    }

    @Test func `is turned away by the name, and another's from its mailbox, or from below, is doubted`() async throws {
        let scene = try await Self.scene(.suspended, contact: "Desk <desk@gov.example>")
        for contact in ["chief@GOV.example", "chief@ctu.gov.example", "+62 21 555 0111, chief@gov.example"] {
            #expect(try await Self.isDoubted("TEST District Court", contact, scene), "\(contact)")
        }
        for contact in ["chief@academy.example", "chief@notgov.example", "+62 21 555 0111"] {
            #expect(try await !Self.isDoubted("TEST District Court", contact, scene), "\(contact)")
        }
        let own = try await scene.record(.removalOrder, "OTHER", from: "TEST Police") {
            $0.authorityContact = "chief@gov.example"
        }
        #expect(own.turnedAwayFor == "standing-insufficient")
    }

    @Test func `is not seen in a mailbox of a member that may ask, where that is the nearer`() async throws {
        let scene = try await Self.scene(.suspended, contact: "Desk <desk@gov.example>")
        let court = try await RequestScene.police("TEST Court", on: scene.exchange, scene.secretary)
        try await scene.enterOffice(
            reachedAt: "clerk@courts.gov.example",
            named: "TEST clerk",
            .prosecutorOrCourt,
            of: court.authority,
            by: court.administrator
        )
        try await scene.sync()
        for contact in ["clerk@courts.gov.example", "clerk@north.courts.gov.example"] {
            #expect(try await !Self.isDoubted("TEST Northern chamber", contact, scene), "\(contact)")
        }
        #expect(try await Self.isDoubted("TEST Northern chamber", "clerk@gov.example", scene))
    }

    @Test func `gets data from its mailbox in another's name only where a lead answers`() async throws {
        let scene = try await Self.scene(.restricted, contact: "desk@police.example")
        let asked = try await scene.record(.disclosure, "OTHER", from: "TEST Section") {
            $0.authorityContact = "chief@ctu.police.example"
            $0.supervisorName = "TEST Head"
        }
        try await scene.prepare(asked.id)
        try await scene.propose([.complied], to: asked.id)
        let second = try await scene.platform.person(.counsel)
        let approval = AssessmentCommand.approve(by: try #require(second.person))
        let code = try await RequestScene.code { try await scene.assess(approval, asked.id, by: second) }
        #expect(code == "lead-needed")
        try await scene.approve(asked.id)
    }

    @Test func `gets no data either where the member was barred only after the paper was recorded`() async throws {
        for standing in [Standing.suspended, .restricted] {
            let scene = try await RequestScene.make()
            try await scene.sync()
            func letter(_ name: String, isApproved: Bool = true) async throws -> ID<Request> {
                let item = RequestScene.item(1, "https://third.example/\(name.utf8.count)")
                let asked = try await scene.record(.disclosure, "OTHER", from: name, items: [item]) {
                    $0.supervisorName = "TEST Head"
                }
                #expect(asked.state == .open && asked.authority == nil, "\(name)")
                try await scene.prepare(asked.id)
                try await scene.propose([.complied], to: asked.id)
                if isApproved { try await scene.approve(asked.id) }
                return asked.id
            }
            let (own, other) = (try await letter("test  POLICE."), try await letter("TEST Police Academy"))
            let waiting = try await letter("TEST Police", isApproved: false)
            #expect(try await scene.noting(of: own) == nil)
            _ = try await scene.exchange.node.changeStanding(
                of: scene.authority,
                to: standing,
                reason: "TEST vote",
                by: scene.secretary
            )
            try await scene.sync()
            #expect(try await scene.noting(.subscriber, "cd", of: own) == "standing-insufficient")
            #expect(try await RequestScene.code { try await scene.approve(waiting) } == "standing-insufficient")
            #expect(try await scene.noting(.subscriber, "cd", of: other) == nil, "It bears another's name.")
            #expect(try await scene.onPlatform(own)?.disclosures.count == 1)
        }
    }

    @Test func `is turned away also where the member took its offices back`() async throws {
        let scene = try await Self.scene(.restricted)
        let offices = try await scene.exchange.node.offices(limit: 10, for: scene.secretary).offices
        for office in offices.map(\.office) where office.authority == scene.authority {
            _ = try await scene.exchange.node.revokeOffice(office.id, reason: "TEST", by: scene.secretary)
        }
        try await scene.sync()
        let asked = try await scene.record(.removalOrder, "ID_TEST_ORDER", from: "TEST Police")
        #expect(asked.turnedAwayFor == "standing-insufficient")
    }

    @Test func `is suspected by the mailbox from which it was made sure before that it wrote`() async throws {
        for isConfirmed in [true, false] {
            let scene = try await RequestScene.make()
            try await scene.sync()
            let earlier = try await scene.record(.emergencyDisclosure, "OTHER") {
                $0.authorityContact = "desk@police.example"
                $0.supervisorName = "TEST Head"
            }
            if isConfirmed { try await scene.prepare(earlier.id) }
            _ = try await scene.exchange.node.changeStanding(
                of: scene.authority,
                to: .suspended,
                reason: "TEST vote",
                by: scene.secretary
            )
            try await scene.sync()
            let isDoubted = try await Self.isDoubted("TEST Section", "other@police.example", scene)
            #expect(isDoubted == isConfirmed)
        }
    }

    @Test func `is looked at in an emergency, whatever name it bears`() async throws {
        for isByQuality in [true, false] {
            let scene = try await RequestScene.make()
            try await scene.changeStanding(to: .suspended, isByQuality: isByQuality)
            let emergency = try await scene.record(.emergencyDisclosure, "OTHER", from: "TEST Police")
            #expect(emergency.state == .open && emergency.authority == nil)
            let order = try await scene.record(.removalOrder, "ID_TEST_ORDER", from: "TEST Police")
            #expect(order.turnedAwayFor == "standing-insufficient")
        }
    }
}
