import Cooperation
import Fingerprints
import Services
import Testing

@Suite struct `A budget of negative opinions` {
    /// Two members who share a bank on an exchange, and some signals in it.
    private struct Scene {
        let exchange: TestNode
        let proposer: Caller
        let first: Caller
        let second: Caller
        let signals: [ID<Signal>]

        static func make(signals count: Int, settings: NodeSettings = NodeSettings()) async throws -> Scene {
            let exchange = try await TestNode(
                "TEST Secretariat",
                kind: .secretariat,
                isExchange: true,
                settings: settings
            )
            let one = try await exchange.member("TEST One", .platform, interests: Interests(owners: ["one"]))
            let two = try await exchange.member("TEST Two", .civilSociety, interests: Interests(owners: ["two"]))
            let agreement = try await exchange.node.proposeAgreement(
                title: "TEST agreement",
                parties: [one.id, two.id],
                use: .block,
                validUntil: nil,
                by: exchange.administrator
            ).agreement.id
            for member in [one, two] {
                _ = try await exchange.node.acceptAgreement(agreement, by: member.administrator)
            }
            let bank = try await exchange.node.openBank(
                name: "TEST bank",
                agreement: agreement,
                settings: BankSettings(),
                verifier: nil,
                by: one.administrator
            ).bank.id
            let proposer = try await exchange.person(of: one.administrator, .curator)
            let proposals = (0..<UInt64(count)).map {
                (bank: bank, proposal: OwnPlatform.proposal(Fingerprint(pdq: Hash256($0, 1, 2, 3))))
            }
            return Scene(
                exchange: exchange,
                proposer: proposer,
                first: try await exchange.person(of: two.administrator, .curator),
                second: try await exchange.person(of: two.administrator, .curator),
                signals: try await exchange.node.proposeSignals(proposals, by: proposer).map { try $0.get() }
            )
        }

        func dispute(_ signal: ID<Signal>, by caller: Caller? = nil) async throws -> SignalOutcome {
            try await exchange.node.giveOpinion(
                .negative,
                of: signal,
                reason: "TEST not it",
                dispatch: nil,
                by: caller ?? first
            )
        }

        func view(_ signal: ID<Signal>) async throws -> SignalView {
            try await exchange.node.signal(signal, for: proposer)
        }
    }

    @Test func `lets twenty an hour dispute at once, and every further one wait for a second person`() async throws {
        let scene = try await Scene.make(signals: 22)
        for signal in scene.signals.prefix(20) {
            #expect(try await scene.dispute(signal) == .recorded)
            #expect(try await scene.view(signal).signal.isDisputed)
        }
        let late = scene.signals[20]
        #expect(try await scene.dispute(late) == .awaitsConfirmation)
        let waiting = try await scene.view(late)
        #expect(!waiting.signal.isDisputed && waiting.signal.state == .proposed)
        #expect(waiting.opinions.map(\.awaitsConfirmation) == [true])
        #expect(waiting.opinions.map(\.reason) == ["TEST not it"])
        await #expect { try await scene.exchange.node.confirmOpinion(of: late, by: scene.first) } throws: {
            ($0 as? Refusal)?.code == "second-person-needed"
        }
        try await scene.exchange.node.confirmOpinion(of: late, by: scene.second)
        #expect(try await scene.view(late).signal.isDisputed)
        #expect(try await scene.view(late).opinions.map(\.awaitsConfirmation) == [false])
        // The second person's own are beyond the member's budget too; those of another member are not.
        #expect(try await scene.dispute(scene.signals[21], by: scene.second) == .awaitsConfirmation)
        #expect(try await scene.dispute(scene.signals[21], by: scene.proposer) == .recorded)
    }

    @Test func `counts the last hour, to the second`() async throws {
        var settings = NodeSettings()
        settings.negativeOpinionBudget = 2
        let scene = try await Scene.make(signals: 6, settings: settings)
        let clock = scene.exchange.clock
        #expect(try await scene.dispute(scene.signals[0]) == .recorded)
        clock.advance(.minutes(30))
        #expect(try await scene.dispute(scene.signals[1]) == .recorded)
        #expect(try await scene.dispute(scene.signals[2]) == .awaitsConfirmation)
        clock.advance(Seconds(30 * 60 - 2))
        #expect(try await scene.dispute(scene.signals[3]) == .awaitsConfirmation)
        clock.advance(Seconds(3))
        // The first one is over an hour old now; what waited never counted.
        #expect(try await scene.dispute(scene.signals[4]) == .recorded)
        #expect(try await scene.dispute(scene.signals[5]) == .awaitsConfirmation)
    }

    @Test func `may be none at all, and never counts other opinions`() async throws {
        var settings = NodeSettings()
        settings.negativeOpinionBudget = 0
        let scene = try await Scene.make(signals: 1, settings: settings)
        let outcome = try await scene.exchange.node.giveOpinion(
            .positive,
            of: scene.signals[0],
            reason: nil,
            dispatch: nil,
            by: scene.first
        )
        #expect(outcome == .recorded)
        #expect(try await scene.dispute(scene.signals[0]) == .awaitsConfirmation)
        #expect(try await !scene.view(scene.signals[0]).signal.isDisputed)
    }
}
