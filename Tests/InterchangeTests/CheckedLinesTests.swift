import Cooperation
import Interchange
import Services
import Testing
import TransparencyLog

/// The lines to exchanges and witnesses go by the same rules as all that goes out.
@Suite struct `A line that is kept` {
    private static func policy(
        _ resolver: ScriptedResolver,
        _ allowed: AllowedDestinations = .thisMachine
    ) -> OutgoingPolicy {
        OutgoingPolicy(allowed: allowed, resolver: resolver)
    }

    private static func withLine<Answer: Sendable>(
        _ address: String,
        _ policy: OutgoingPolicy,
        _ body: (HTTPExchangeConnection) async throws -> Answer
    ) async throws -> Answer {
        let line = try HTTPExchangeConnection(
            address: address,
            key: "SECRET-KEY",
            policy: policy,
            limits: HTTPExchangeConnectionTests.patient
        )
        let result: Result<Answer, any Error>
        do { result = .success(try await body(line)) } catch { result = .failure(error) }
        try await line.shutdown()
        return try result.get()
    }

    @Test func `is made anew to each address that was checked, and to none that was not`() async throws {
        try await RawServer.run({ _ in [.answer(404)] }) { server in
            let resolver = ScriptedResolver(["127.0.0.1"], ["127.0.0.1"], ["169.254.169.254"], ["127.0.0.1"])
            try await Self.withLine("http://localhost:\(server.port)", Self.policy(resolver)) { line in
                for _ in 0..<2 {
                    let checkpoint = try await line.checkpoint()
                    #expect(checkpoint == nil)
                }
                // The name leads elsewhere now, although a connection is open.
                let failure = await #expect(throws: ExchangeFailure.self) { try await line.checkpoint() }
                #expect(failure?.code == .unreachable && "\(failure as Any)".contains("--allow-destination"))
                #expect(server.log.all.count == 2)
                let last = try await line.checkpoint()
                #expect(last == nil)
            }
            #expect(resolver.asked == ["localhost", "localhost", "localhost", "localhost"])
            #expect(server.log.all.count == 3)
        }
    }

    @Test(
        arguments: [
            ["10.0.0.1"], ["127.0.0.1"], ["169.254.169.254"], ["100.64.0.1"], ["::1"], ["fd00::1"], ["fe80::1"],
            ["::ffff:127.0.0.1"], ["224.0.0.1"], ["198.51.100.7"], ["93.184.216.34", "10.0.0.1"],
        ]
    )
    func `leads to no network that is not allowed, for an exchange as for a witness`(addresses: [String]) async throws {
        let resolver = ScriptedResolver(addresses)
        let policy = Self.policy(resolver, .none)
        let failure = try await Self.withLine("https://exchange.example", policy) { line in
            await #expect(throws: ExchangeFailure.self) { try await line.introduction() }
        }
        #expect(failure?.code == .unreachable)
        let name = try #require(NoteKeyName("witness.test.invalid/w1"))
        let key = try CosignerKey(name: name, publicKey: [UInt8](repeating: 1, count: 32))
        let note = try NoteSigner(name: name, seed: [UInt8](repeating: 1, count: 32)).sign("TEST\n")
        let witness = try WitnessConnection(key: key, address: "https://witness.example", policy: policy)
        await #expect(throws: WitnessFailure.unreachable) {
            try await witness.add(AddCheckpointRequest(oldSize: 0, proof: [], note: note))
        }
        try await witness.shutdown()
        #expect(resolver.asked == ["exchange.example", "witness.example"])
    }

    @Test func `to this machine, or unencrypted, is none unless an operator says so`() throws {
        for address in ["http://127.0.0.1:8480", "http://localhost", "http://exchange.internal"] {
            #expect(throws: OutgoingSettingError(.notEncrypted)) {
                try HTTPExchangeConnection(address: address, key: "k", policy: OutgoingPolicy())
            }
        }
    }
}
