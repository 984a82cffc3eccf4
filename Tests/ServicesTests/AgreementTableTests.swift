import Cooperation
import Fingerprints
import Services
import Testing

/// Walks every permission that the table lets through only under an agreement in force.
@Suite struct `What stands under an agreement` {
    /// One thing that a caller does to a signal or its bank.
    private typealias Deed = @Sendable (Node, ID<Bank>, ID<Signal>, Caller) async throws -> Void

    private static let deeds: [(Permission, Deed)] = [
        (.readSignals, { node, _, signal, caller in _ = try await node.signal(signal, for: caller) }),
        (
            .proposeSignals,
            { node, bank, _, caller in
                let proposal = OwnPlatform.proposal(Fingerprint(pdq: Hash256(9, 9, 9, 9)))
                _ = try await node.proposeSignals([(bank, proposal)], by: caller).first?.get()
            }
        ),
        (
            .verifySignals,
            { node, _, signal, caller in
                _ = try await node.verifySignal(
                    signal,
                    basis: .shownBy,
                    lookedAt: "TEST",
                    dispatch: nil,
                    by: caller
                )
            }
        ),
        (
            .giveOpinions,
            { node, _, signal, caller in
                _ = try await node.giveOpinion(.positive, of: signal, reason: nil, dispatch: nil, by: caller)
            }
        ),
        (.viewSignals, { node, _, signal, caller in _ = try await node.viewSignal(signal, by: caller) }),
        (
            .withdrawSignals,
            { node, _, signal, caller in _ = try await node.withdrawSignal(signal, reason: "TEST", by: caller) }
        ),
        (.readBanks, { node, bank, _, caller in _ = try await node.bank(bank, for: caller) }),
        (.keepBanks, { node, bank, _, caller in _ = try await node.changeBank(bank, .close, by: caller) }),
        (
            .switchEnforcement,
            { node, bank, _, caller in _ = try await node.changeBank(bank, .switchEnforcement(true), by: caller) }
        ),
    ]

    private static func code(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? Refusal)?.code ?? "\(error)"
        }
    }

    @Test func `exists for those who joined, while it is in force, and for nobody else`() async throws {
        let table = Permission.allCases.filter { AuthorisationRules.rule(for: $0).agreement == .inForce }
        // A check answers about what it may see, and refuses nobody; the check rules have tests of their own.
        #expect(Set(Self.deeds.map(\.0)) == Set(table).subtracting([.check]))
        let end = Timestamp(microseconds: 1_541_466_000_000_000) + .days(1)
        let world = try await `Main job`.world(joinsFirst: false, validUntil: end)
        let signal = try await `Main job`.propose(`Main job`.hash(80), in: world)
        let exchange = world.exchange
        let named = try await exchange.person(of: world.joinLater, .curator)
        let outside = try await exchange.member("TEST Out", .platform, interests: Interests(owners: ["out"]))
        let stranger = try await exchange.person(of: outside.administrator, .curator)
        for (permission, deed) in Self.deeds {
            for caller in [named, stranger] {
                let code = await Self.code { try await deed(exchange.node, world.bank, signal, caller) }
                #expect(code == "not-found", "\(permission)")
            }
            // The member that joined gets past that door; behind it other rules may still say no.
            let code = await Self.code { try await deed(exchange.node, world.bank, signal, world.second) }
            #expect(code != "not-found", "\(permission)")
        }
        world.exchange.clock.advance(.days(2))
        for (permission, deed) in Self.deeds {
            for caller in [world.proposer, world.second] {
                let code = await Self.code { try await deed(exchange.node, world.bank, signal, caller) }
                #expect(code == "not-found", "\(permission)")
            }
        }
    }
}
