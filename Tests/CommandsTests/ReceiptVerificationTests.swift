import CanonicalJSON
import Commands
import Testing
import TransparencyLog

@Suite struct ReceiptVerificationTests {
    private static func signer(_ name: String, seed: UInt8) throws -> NoteSigner {
        try NoteSigner(name: #require(NoteKeyName(name)), seed: Array(repeating: seed, count: NoteSigner.seedByteCount))
    }

    /// A receipt over a log of one invented event.
    private static func receipt(_ signer: NoteSigner) throws -> [UInt8] {
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
        let note = try Checkpoint(origin: signer.verifierKey.name.text, size: 1, root: frontier.root).signed(by: signer)
        let event = ReceiptEvent(index: 0, event: commitment.disclosed { _ in true }, path: [])
        return try Receipt(events: [event], checkpoint: note, signer: signer.verifierKey).encoded()
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
