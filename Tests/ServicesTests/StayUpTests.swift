import Cooperation
import Services
import Statements
import Store
import Testing

/// That something stays up for 72 hours, and once more on a judge's word.
@Suite struct `Something that is asked to stay up` {
    private static let address = "https://third.example/1"

    private static func stay(
        _ scene: RequestScene,
        _ instrument: String = "ID_TEST_STAY",
        renews: ID<Request>? = nil,
        change: (inout RequestDocument) -> Void = { _ in }
    ) throws -> RequestDocument {
        var document = try scene.document(.stayUp, instrument, items: [RequestScene.item(1, address)])
        document.stayUp?.renews = renews
        change(&document)
        return document
    }

    /// A judge's word given now, over the law of the instrument.
    private static func judge(
        _ scene: RequestScene,
        renews: ID<Request>,
        _ instrument: String = RequestScene.court.code,
        source: RequestDocument.Authorisation.Source = .judge,
        givenAt: Timestamp? = nil,
        change: (inout RequestDocument) -> Void = { _ in }
    ) throws -> RequestDocument {
        try stay(scene, instrument, renews: renews) { document in
            document.legalBasis = .init(
                statute: "TEST act",
                authorisation: .init(source: source, number: "TEST 7/2018", givenAt: givenAt ?? document.issuedAt)
            )
            change(&document)
        }
    }

    private static func code(_ document: RequestDocument, _ scene: RequestScene) async throws -> String? {
        let code = try await RequestScene.code { try await scene.exchange.node.fileSignedRequest(scene.sign(document)) }
        try await scene.sync()
        return code
    }

    /// What counsel is told about an order that wants the same item gone.
    private static func told(_ order: ID<Request>, _ scene: RequestScene) async throws -> [ID<Request>] {
        try await scene.platform.node.assessment(ID(order.identifier), for: scene.counsel).stayUp
    }

    @Test func `holds for 72 hours by its clock, and a judge's renewal for as long again and no longer`() async throws {
        let scene = try await RequestScene.make()
        let order = try await scene.ask(.removalOrder, "ID_TEST_ORDER", items: [RequestScene.item(1, Self.address)])
        let first = try Self.stay(scene)
        #expect(try await Self.code(first, scene) == nil)
        let clock = try #require(try await scene.clocks(first.id, on: scene.platform).first)
        #expect(clock.subjectKind == .stayUp && clock.deadline == clock.startedAt + .hours(72))
        #expect(try await Self.told(order, scene) == [first.id])
        scene.set(clock.deadline - .hours(1))
        let renewal = try Self.judge(scene, renews: first.id)
        #expect(try await Self.code(renewal, scene) == nil)
        #expect(try await Self.told(order, scene) == [renewal.id, first.id])
        scene.set(clock.deadline)
        try await RequestScene.keep(scene.platform)
        #expect(try await Self.told(order, scene) == [renewal.id])
        let second = try #require(try await scene.clocks(renewal.id, on: scene.platform).first)
        #expect(second.deadline <= clock.deadline + .hours(72))
        for earlier in [first.id, renewal.id] {
            #expect(try await Self.code(try Self.judge(scene, renews: earlier), scene) == "renewed-already")
        }
        scene.set(second.deadline)
        try await RequestScene.keep(scene.platform)
        #expect(try await Self.told(order, scene).isEmpty)
        #expect(try await Self.code(try Self.stay(scene), scene) == "stay-up-again")
        // Counted by authority in public, whatever the count.
        let quality = try await scene.exchange.node.requestQuality()
        #expect(quality.all.stayUpRequests == 2 && quality.all.stayUpRenewals == 1)
        #expect(quality.authorities.values.map(\.stayUpRequests) == [2])
        let month = Timestamp(microseconds: 0)..<Timestamp(microseconds: 1)
        let counted = Dictionary(uniqueKeysWithValues: quality.authorities.map { (Optional($0.key), $0.value) })
        let period = RequestFigures.Period(month, counted, names: [:], isExchange: true)
        #expect(period.authorities.isEmpty && period.all == nil, "These are a few answers.")
        let named = try #require(period.stayUps)
        #expect(named.map(\.requests) == [2] && named.map(\.renewals) == [1])
        let alone = RequestFigures.Period(month, counted, names: [:], isExchange: false)
        #expect(alone.stayUps == nil, "Where one platform is asked, that names who asked for the opposite.")
        #expect(alone.stayUpRequests == 2 && alone.stayUpRenewals == 1)
    }

    @Test func `is renewed by nobody but a judge, in the instrument and in the word, given after the first`()
        async throws
    {
        let scene = try await RequestScene.make()
        let before = scene.exchange.clock.now
        let first = try Self.stay(scene)
        #expect(try await Self.code(first, scene) == nil)
        scene.advance(.hours(1))
        let bad: [(String, RequestDocument)] = [
            ("stay-up-again", try Self.stay(scene)),
            (
                "stay-up-again",
                try Self.stay(scene) { $0.items = [RequestScene.item(1, "http://WWW.third.example/1/")] }
            ),
            ("judge-needed", try Self.stay(scene, renews: first.id)),
            ("judge-needed", try Self.judge(scene, renews: first.id, "ID_TEST_STAY")),
            ("judge-needed", try Self.judge(scene, renews: first.id, givenAt: before)),
            ("authorisation-missing", try Self.stay(scene, RequestScene.court.code, renews: first.id)),
            ("authorisation-missing", try Self.judge(scene, renews: first.id, source: .prosecutor)),
            ("authorisation-missing", try Self.judge(scene, renews: first.id, source: .minister)),
            ("nothing-to-renew", try Self.judge(scene, renews: ID(first.batch.identifier))),
            (
                "nothing-to-renew",
                try Self.judge(scene, renews: first.id) {
                    $0.items = [RequestScene.item(1, Self.address), RequestScene.item(2, "https://third.example/2")]
                }
            ),
        ]
        for (expected, document) in bad {
            #expect(try await Self.code(document, scene) == expected)
        }
        #expect(try await scene.events(RequestReceived.type) == 1, "Nothing of these is recorded.")
        #expect(try await Self.code(try Self.judge(scene, renews: first.id), scene) == nil)
    }

    @Test func `is not renewed once its time is over, once it was taken back, or by another authority`() async throws {
        let scene = try await RequestScene.make()
        let first = try Self.stay(scene)
        #expect(try await Self.code(first, scene) == nil)
        let other = try await RequestScene.police("TEST Other", on: scene.exchange, scene.secretary)
        let theirs = try Self.judge(scene, renews: first.id) {
            ($0.authority, $0.office, $0.officer) = (other.authority, other.office, other.officer.record)
        }
        #expect(
            try await RequestScene.code {
                try await scene.exchange.node.fileSignedRequest(RequestScene.sign(theirs, other.officer.key))
            } == "nothing-to-renew"
        )
        scene.advance(.hours(73))
        #expect(try await Self.code(try Self.judge(scene, renews: first.id), scene) == "stay-up-over")

        let second = try Self.stay(scene) { $0.items = [RequestScene.item(1, "https://third.example/2")] }
        #expect(try await Self.code(second, scene) == nil)
        _ = try await scene.exchange.node.withdrawRequest(second.id, reason: "TEST", by: scene.officer.caller)
        try await scene.sync()
        #expect(try await scene.clocks(second.id, on: scene.platform).map(\.ending) == [.withdrawn])
        let again = try Self.judge(scene, renews: second.id) { $0.items = second.items }
        #expect(try await Self.code(again, scene) == "nothing-to-renew")
        let anew = try Self.stay(scene) { $0.items = second.items }
        #expect(try await Self.code(anew, scene) == "stay-up-again", "Taking it back begins no new 72 hours.")
    }

    @Test func `never holds where it was refused, and may then be asked for in its right form`() async throws {
        let scene = try await RequestScene.make()
        let order = try await scene.ask(.removalOrder, "ID_TEST_ORDER", items: [RequestScene.item(1, Self.address)])
        let first = try Self.stay(scene)
        #expect(try await Self.code(first, scene) == nil)
        try await scene.propose([.refusedScope], to: first.id)
        #expect(try await Self.told(order, scene) == [first.id], "One person alone takes away nothing.")
        try await scene.approveAsCounsel(first.id)
        #expect(try await Self.told(order, scene).isEmpty)
        try await scene.sync()
        #expect(try await Self.code(try Self.stay(scene), scene) == nil)
        #expect(try await Self.told(order, scene).count == 1)
    }

    @Test func `is never what perpetrators made, what instructs or what threatens, on a judge's word neither`()
        async throws
    {
        let scene = try await RequestScene.make()
        let first = try Self.stay(scene)
        #expect(try await Self.code(first, scene) == nil)
        for renews in [nil, first.id] {
            func document(_ change: (inout RequestDocument) -> Void) throws -> RequestDocument {
                guard let renews else { return try Self.stay(scene, change: change) }
                return try Self.judge(scene, renews: renews, change: change)
            }
            let bad = [
                try document { $0.stayUp?.isNotPerpetrators = false },
                try document { $0.items = [RequestScene.item(1, Self.address, .instructs)] },
                try document { $0.items = [RequestScene.item(1, Self.address, .threatens)] },
            ]
            for document in bad { #expect(try await Self.code(document, scene) == "never-stays-up") }
        }
    }
}
