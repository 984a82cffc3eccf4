import Cooperation
import Services
import Testing

@Suite struct `A signal as it is read` {
    @Test func `says what its verifiers looked at and why members think so, here and where it is followed`()
        async throws
    {
        let world = try await `Main job`.world()
        let exchange = world.exchange.node
        let signal = try await `Main job`.propose(`Main job`.hash(70), in: world)
        _ = try await exchange.viewSignal(signal, by: world.verifier)
        _ = try await exchange.verifySignal(
            signal,
            basis: .shownBy,
            lookedAt: "TEST the whole picture",
            dispatch: nil,
            by: world.verifier
        )
        _ = try await exchange.giveOpinion(.positive, of: signal, reason: nil, dispatch: nil, by: world.verifier)
        _ = try await exchange.giveOpinion(
            .negative,
            of: signal,
            reason: "TEST a news report",
            dispatch: nil,
            by: world.second
        )
        try await `Main job`.catchUp(world)
        let reader = try await world.platform.person(.auditor)
        for view in [
            try await exchange.signal(signal, for: world.proposer),
            try await world.platform.node.signal(signal, for: reader),
        ] {
            #expect(view.verifications.map(\.lookedAt) == ["TEST the whole picture"])
            let reasons = Dictionary(uniqueKeysWithValues: view.opinions.map { ($0.organisation, $0.reason) })
            let expected: [ID<Organisation>: String?] = [
                world.verifier.organisation.id: nil, world.second.organisation.id: "TEST a news report",
            ]
            #expect(reasons == expected)
        }
    }
}
