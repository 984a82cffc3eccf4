import Cooperation
import Fingerprints
import Services
import Testing

/// One human being with a key of the exchange, whom their own node also vouches for under another id.
@Suite struct `One human being with two ids` {
    private struct Scene {
        let world: `Main job`.World
        let bank: ID<Bank>
        /// With keys of the exchange.
        let bound: [Caller]
        /// The same people through their own node.
        let vouched: [Caller]

        static func make() async throws -> Scene {
            var settings = NodeSettings()
            settings.negativeOpinionBudget = 0
            let world = try await `Main job`.world(settings: settings)
            let exchange = world.exchange
            let bank = try await exchange.node.openBank(
                name: "TEST own bank",
                agreement: nil,
                settings: BankSettings(allowsBlocking: true),
                verifier: nil,
                by: world.joinLater
            ).bank.id
            let key = try await exchange.node.issueKey(
                for: world.memberID,
                role: .curator,
                person: nil,
                vouches: true,
                expiresAt: nil,
                by: world.joinLater
            )
            var (bound, vouched): ([Caller], [Caller]) = ([], [])
            for number in 1...3 as ClosedRange<UInt64> {
                bound.append(try await exchange.person(of: world.joinLater, .curator))
                let opaque = ID<Person>(Identifier(derivedHigh: number, low: number))
                vouched.append(try await exchange.caller(key.secret, acting: opaque))
            }
            return Scene(world: world, bank: bank, bound: bound, vouched: vouched)
        }

        func propose(by caller: Caller) async throws -> ID<Signal> {
            let results = try await world.exchange.node.proposeSignals(
                [(bank, OwnPlatform.proposal(Fingerprint(pdq: `Main job`.hash(40))))],
                by: caller
            )
            return try #require(try results.first?.get())
        }

        func verify(_ signal: ID<Signal>, by caller: Caller) async -> String? {
            await `One human being with two ids`.code {
                _ = try await world.exchange.node.verifySignal(
                    signal,
                    basis: .ownMatch,
                    lookedAt: "TEST own post",
                    dispatch: nil,
                    by: caller
                )
            }
        }
    }

    fileprivate static func code(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? Refusal)?.code ?? "\(error)"
        }
    }

    @Test func `does not verify in an own bank what they proposed there, whichever way round`() async throws {
        let scene = try await Scene.make()
        let viaNode = try await scene.propose(by: scene.vouched[0])
        #expect(await scene.verify(viaNode, by: scene.bound[0]) == "persons-not-comparable")
        #expect(await scene.verify(viaNode, by: scene.vouched[0]) == "proposer-verifies")
        #expect(await scene.verify(viaNode, by: scene.vouched[1]) == nil)
        #expect(await scene.verify(viaNode, by: scene.vouched[1]) == "already-verified")
        let viaKey = try await scene.propose(by: scene.bound[0])
        #expect(await scene.verify(viaKey, by: scene.vouched[0]) == "persons-not-comparable")
        #expect(await scene.verify(viaKey, by: scene.bound[0]) == "proposer-verifies")
        let signal = try await scene.world.exchange.node.signal(viaNode, for: scene.bound[0]).signal
        #expect(signal.isProposerVouched && signal.verifications.map(\.isVouched) == [true])
    }

    @Test func `does not confirm their own opinion`() async throws {
        let scene = try await Scene.make()
        let exchange = scene.world.exchange.node
        let signal = try await `Main job`.propose(`Main job`.hash(41), in: scene.world)
        let held = try await exchange.giveOpinion(
            .negative,
            of: signal,
            reason: "TEST not it",
            dispatch: nil,
            by: scene.bound[0]
        )
        #expect(held == .awaitsConfirmation)
        #expect(
            await Self.code { try await exchange.confirmOpinion(of: signal, by: scene.vouched[0]) }
                == "persons-not-comparable"
        )
        #expect(await Self.code { try await exchange.confirmOpinion(of: signal, by: scene.bound[1]) } == nil)
        #expect(try await exchange.signal(signal, for: scene.world.proposer).signal.isDisputed)
    }
}
