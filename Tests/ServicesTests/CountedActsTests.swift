import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// Who files on a platform's own node reads in their receipts where in the journal each act on their request stands.
@Suite struct `The places of acts in an authority's receipt` {
    /// What the platform knows of what is asked about.
    private enum Known: CaseIterable { case nothing, belongsToNobody, danger }

    private static let asked = ["https://lentera.example/1", "TEST_Nobody.7@mail.example"]

    /// The places of the acts on two requests that are filed one after the other, from the first of them on.
    private static func places(_ known: Known) async throws -> [Int64] {
        let scene = try await FilingScene()
        if known == .belongsToNobody {
            _ = try await scene.home.node.registerCanary(asked[1], by: scene.administrator)
        }
        if known == .danger {
            let earlier = ID<Assessment>(try await scene.file(asked, keeps: true).request.identifier)
            _ = try await scene.home.node.assess(
                .noteDangers([.exile], note: "TEST"),
                on: earlier,
                by: scene.counsel
            )
        }
        let requests = [
            try await scene.file(asked, keeps: true).request,
            try await scene.file(["https://lentera.example/other"], keeps: true).request,
        ]
        let first = try #require(
            try await scene.home.store.read { try $0.load(Assessment.self, ID(requests[0].identifier)) }
        )
        #expect((first.state == .locked) == (known == .belongsToNobody))
        #expect((first.opening.earlier != nil) == (known == .danger) && !first.isMarked)
        _ = try await scene.home.node.log.sign()
        scene.home.clock.advance(.days(1))
        var places: [Int64] = []
        for id in requests {
            let bytes = try await scene.home.node.requestReceipt(
                of: id,
                item: nil,
                view: .authority,
                for: scene.officer
            )
            places += try Receipt.parse(bytes).events.map(\.index)
        }
        return places.map { $0 - (places.first ?? 0) }
    }

    @Test func `tell nothing, and what was found is found again from the second request once somebody worked on it`()
        async throws
    {
        let scene = try await FilingScene()
        func ask(_ addresses: [String]) async throws -> ID<Assessment> {
            ID(try await scene.file(addresses, keeps: true).request.identifier)
        }
        func found(_ id: ID<Assessment>) async throws -> [Danger]? {
            try await scene.home.store.read { try $0.load(Assessment.self, id)?.opening.dangers }
        }
        let first = try await ask([Self.asked[0]])
        _ = try await scene.home.node.assess(.noteDangers([.exile], note: "TEST"), on: first, by: scene.counsel)
        let second = try await ask(Self.asked)
        #expect(try await found(second) == [.exile])
        #expect(try await found(try await ask([Self.asked[0]])) == [.exile], "Of the first, which is marked.")
        #expect(try await found(try await ask([Self.asked[1]])) == nil, "Nobody looked at the second yet.")
        try await scene.refuse(ID(second.identifier), items: 2)
        #expect(try await found(try await ask([Self.asked[1]])) == [.exile])
    }

    @Test func `are the same whatever the platform knows of what is asked about, and so are those of the next request`()
        async throws
    {
        let plain = try await Self.places(.nothing)
        #expect(plain.count == 9, "Filed, an item or two, received, acknowledged.")
        for known in Known.allCases { #expect(try await Self.places(known) == plain, "\(known)") }
    }
}
