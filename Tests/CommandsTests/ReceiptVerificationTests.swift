import CanonicalJSON
import Commands
import Testing
import TransparencyLog

@Suite struct ReceiptVerificationTests {
    private static func signer(_ name: String, seed: UInt8) throws -> NoteSigner {
        try NoteSigner(name: #require(NoteKeyName(name)), seed: Array(repeating: seed, count: NoteSigner.seedByteCount))
    }

    /// A receipt over a log of one invented event, with a checkpoint that these witnesses cosigned.
    private static func receipt(_ signer: NoteSigner, cosigned cosigners: [Cosigner] = []) throws -> [UInt8] {
        let salt = try #require(FieldSalt(bytes: Array(repeating: 5, count: FieldSalt.byteCount)))
        let commitment = try EventCommitment(
            eventSalt: salt,
            open: [
                .actor: "0190a000-0000-7000-8000-000000000001", .organisation: "0190a000-0000-7000-8000-000000000002",
                .subject: "0190a000-0000-7000-8000-000000000003", .time: "2026-03-04T05:06:07.000008Z",
                .type: "decision.reversed", .version: 1,
            ],
            sealed: [:]
        )
        var frontier = TreeFrontier()
        frontier.append(commitment.leafHash) { _, _ in }
        let checkpoint = try Checkpoint(origin: signer.verifierKey.name.text, size: 1, root: frontier.root)
        let note = try checkpoint.signed(by: signer).adding(
            try cosigners.map { try $0.cosign(checkpoint, seconds: 1_790_000_000) }
        )
        let event = ReceiptEvent(index: 0, event: commitment.disclosed { _ in true }, path: [])
        return try Receipt(
            events: [event],
            checkpoint: note,
            signer: signer.verifierKey,
            witnesses: cosigners.map(\.key)
        ).encoded()
    }

    private static func witnesses() throws -> [Cosigner] {
        try (0..<3).map { number in
            try Cosigner(
                name: #require(NoteKeyName("witness.example/w\(number)")),
                seed: Array(repeating: 10 + UInt8(number), count: Cosigner.seedByteCount)
            )
        }
    }

    /// A policy that trusts a log, and asks for two of three witnesses.
    private static func policy(_ log: NoteVerifierKey, _ witnesses: [Cosigner]) -> String {
        let lines = witnesses.enumerated().map { "witness w\($0) \($1.key.text)\n" }.joined()
        return "log \(log.text)\n" + lines + "group both 2 w0 w1 w2\nquorum both\n"
    }

    @Test func `the verdict is said in the agreed words, and the exit status follows it`() async throws {
        let signer = try Self.signer("node.example/log", seed: 1)
        let another = try Self.signer("node.example/log", seed: 2)
        let place = try TestFolder()
        let text = String(decoding: try Self.receipt(signer), as: UTF8.self)
        let good = try place.write("good.json", text)
        let changed = try place.write("changed.json", text.replacing("reversed", with: "reverted"))
        let (own, other) = (signer.verifierKey, another.verifierKey)
        let cases: [(arguments: [String], status: Int32, words: String)] = [
            ([good], 0, "intact, signed by \(own.shortName); compare this with the published key"),
            ([good, "--key", own.text], 0, "genuine, signed by \(own.shortName)"),
            ([good, "--key", other.text], 1, "refused: signed by \(own.shortName), not by \(other.shortName)"),
            ([changed], 1, "refused: an event is not in the signed log"),
            ([changed, "--key", own.text], 1, "refused: an event is not in the signed log"),
        ]
        for (arguments, status, words) in cases {
            let world = TestWorld()
            #expect(await world.run(["receipt", "verify"] + arguments) == status)
            #expect(world.terminal.lines == [words])
        }
    }

    @Test func `with a policy of two of three it takes two witnesses, and a log of the policy`() async throws {
        let signer = try Self.signer("node.example/log", seed: 1)
        let witnesses = try Self.witnesses()
        let place = try TestFolder()
        func receipt(_ cosigners: ArraySlice<Cosigner>) throws -> String {
            try place.write(
                "\(cosigners.count).json",
                String(decoding: Self.receipt(signer, cosigned: Array(cosigners)), as: UTF8.self)
            )
        }
        let own = try place.write("own.txt", Self.policy(signer.verifierKey, witnesses))
        let another = try Self.signer("other.example/log", seed: 2).verifierKey
        let other = try place.write("other.txt", Self.policy(another, witnesses))
        let (two, one, none) = try (receipt(witnesses[1...]), receipt(witnesses[..<1]), receipt([]))
        let names = witnesses.map(\.key.shortName)
        let (key, why) = (signer.verifierKey.shortName, "but not cosigned as the policy asks")
        let cases: [(receipt: String, policy: String, status: Int32, words: String)] = [
            (two, own, 0, "genuine, signed by \(key), cosigned by \(names[1]), \(names[2])"),
            (one, own, 1, "refused: signed by \(key), \(why) (only by \(names[0]))"),
            (none, own, 1, "refused: signed by \(key), \(why)"),
            (two, other, 1, "refused: signed by \(key), which is no log of the policy"),
        ]
        for (receipt, policy, status, words) in cases {
            let world = TestWorld()
            #expect(await world.run(["receipt", "verify", receipt, "--policy", policy]) == status)
            #expect(world.terminal.lines == [words])
        }
    }

    @Test func `a policy that can't be read verifies nothing, whatever the receipt is`() async throws {
        let signer = try Self.signer("node.example/log", seed: 1)
        let place = try TestFolder()
        let receipt = try place.write("good.json", String(decoding: Self.receipt(signer), as: UTF8.self))
        let wrong = try place.write("wrong.txt", "log \(signer.verifierKey.text)\ntrust me\n")
        let missing = place.path + "/missing.txt"
        let cases = [
            (wrong, "wrong.txt is no policy: "), (missing, "missing.txt can't be read: not-found."),
        ]
        for (policy, words) in cases {
            let world = TestWorld()
            #expect(await world.run(["receipt", "verify", receipt, "--policy", policy]) == 2)
            #expect(world.terminal.notes.first?.contains(words) == true)
            #expect(world.terminal.lines.isEmpty)
        }
    }

    @Test(
        arguments: [
            (["/nowhere/receipt.json"], "/nowhere/receipt.json can't be read: not-found."),
            (["/nowhere/receipt.json", "--key", "nonsense"], "--key is not the key of a log."),
        ])
    func `what can't be verified at all ends with 2`(_ arguments: [String], _ words: String) async {
        let world = TestWorld()
        #expect(await world.run(["receipt", "verify"] + arguments) == 2)
        #expect(world.terminal.notes.first?.contains(words) == true)
        #expect(world.terminal.lines.isEmpty)
    }
}
