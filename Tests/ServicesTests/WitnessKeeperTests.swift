import Cooperation
import Logging
import Services
import Store
import Testing
import TransparencyLog

/// A node whose checkpoints three witnesses are asked to cosign, two of which are enough.
struct WitnessKeeperTests {
    private static let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    private let clock = TestClock()
    private let signer: NoteSigner
    private let own: OwnPlatform
    private let witnesses: [TestWitness]
    private let policy: WitnessPolicy
    private let keeper: WitnessKeeper
    private let node: Node

    init() async throws {
        let signer = try NoteSigner(name: #require(NoteKeyName("lentera.example/log")), seed: TestNode.randomBytes(32))
        let clock = self.clock
        let witnesses = try (1...3).map {
            try TestWitness("witness.example/w\($0)", watching: signer.verifierKey, clock: clock)
        }
        let lines = witnesses.enumerated().map { "witness w\($0) \($1.key.text)\n" }.joined()
        let policy = try WitnessPolicy(parsing: Array((lines + "group g 2 w0 w1 w2\nquorum g\n").utf8))
        (self.signer, self.witnesses, self.policy) = (signer, witnesses, policy)
        own = try await Self.platform(signer, policy)
        node = own.node
        keeper = WitnessKeeper(node: node, policy: policy, witnesses: witnesses)
    }

    /// A node that signs with a key and has witnesses.
    private static func platform(_ signer: NoteSigner, _ policy: WitnessPolicy) async throws -> OwnPlatform {
        var settings = NodeSettings()
        settings.witnessPolicy = policy
        return try await OwnPlatform.make(settings: settings, signer: signer)
    }

    private func cosign() async throws -> Bool { try await keeper.cosign(logger: Self.quiet) }

    private func act(_ platform: OwnPlatform? = nil) async throws {
        let platform = platform ?? own
        _ = try await platform.open("post-\(UInt64.random(in: 0 ... .max))")
    }

    private func told() async throws -> SignedNote? {
        try await node.checkpoint().map { try SignedNote(parsing: Array($0.utf8)) }
    }

    @Test func `a checkpoint is told with the lines of all who cosigned it`() async throws {
        let signed = try await node.log.sign()
        #expect(try await told() == nil, "it waits for its witnesses")
        #expect(try await cosign())
        let note = try #require(try await told())
        #expect(try note.cosignatures(by: witnesses.map(\.key)).count == 3)
        #expect(try Checkpoint.open(Array(note.encoded.utf8), by: signer.verifierKey).size == signed.size)
        let asked = witnesses.map(\.asked)
        #expect(try await cosign())
        #expect(witnesses.map(\.asked) == asked, "nobody is asked for the same again")
    }

    @Test func `two of three are enough, and one that is away is asked again after a while that grows`() async throws {
        witnesses[0].isAway(true)
        try await node.log.sign()
        #expect(try await cosign())
        #expect(try #require(try await told()).cosignatures(by: witnesses.map(\.key)).count == 2)
        witnesses[1].isAway(true)
        try await act()
        try await node.log.sign()
        #expect(try await !cosign())
        let asked = witnesses[1].asked
        #expect(try await !cosign())
        #expect(witnesses[1].asked == asked, "it rests")
        #expect(witnesses[2].asked == 2, "who cosigned is not asked again")
        witnesses[1].isAway(false)
        own.home.clock.advance(Seconds(5))
        #expect(try await cosign())
    }

    @Test func `what is not cosigned in time is told without, and what is told never shrinks`() async throws {
        try await node.log.sign()
        #expect(try await cosign())
        let first = try #require(try await told())
        for witness in witnesses { witness.isAway(true) }
        try await act()
        let second = try await node.log.sign()
        #expect(try await !cosign())
        #expect(try await told() == first)
        own.home.clock.advance(Seconds(Node.cosigningTime.count + 1))
        let later = try #require(try await told())
        #expect(try Checkpoint(parsing: later.text).size == second.size)
        #expect(later.signatures.count == 1)
        for witness in witnesses { witness.isAway(false) }
        own.home.clock.advance(Seconds(120))
        #expect(try await cosign())
        let last = try #require(try await told())
        #expect(last.text == later.text)
        #expect(last.signatures.count == 4)
    }

    @Test func `the log goes on from what each witness knows, also after a restart`() async throws {
        for _ in 0..<5 {
            try await act()
            try await node.log.sign()
            #expect(try await cosign())
        }
        let restarted = WitnessKeeper(node: node, policy: policy, witnesses: witnesses)
        try await act()
        let signed = try await node.log.sign()
        #expect(try await restarted.cosign(logger: Self.quiet))
        let origin = signer.verifierKey.name.text
        #expect(try witnesses.map { try $0.size(of: origin) } == Array(repeating: signed.size, count: 3))
    }

    @Test func `a witness that forgets its folder's disk is full cosigns nothing`() async throws {
        for witness in witnesses { witness.isBroken(true) }
        try await node.log.sign()
        #expect(try await !cosign())
        #expect(try witnesses.allSatisfy { try $0.size(of: signer.verifierKey.name.text) == nil })
        #expect(keeper.contradicting.isEmpty)
    }

    @Test func `a second history of the same log is cosigned by nobody, and the operator is told`() async throws {
        for _ in 0..<3 { try await act() }
        try await node.log.sign()
        #expect(try await cosign())
        #expect(keeper.contradicting.isEmpty)
        let fork = try await Self.platform(signer, policy)
        for _ in 0..<8 { try await act(fork) }
        try await fork.node.log.sign()
        let other = WitnessKeeper(node: fork.node, policy: policy, witnesses: witnesses)
        #expect(try await !other.cosign(logger: Self.quiet))
        #expect(other.contradicting == witnesses.map(\.key))
        #expect(try await fork.node.checkpoint() == nil)
    }

    @Test func `a log that was put back is noticed by its witnesses`() async throws {
        for _ in 0..<5 { try await act() }
        try await node.log.sign()
        #expect(try await cosign())
        let shorter = try await Self.platform(signer, policy)
        try await shorter.node.log.sign()
        let other = WitnessKeeper(node: shorter.node, policy: policy, witnesses: witnesses)
        #expect(try await !other.cosign(logger: Self.quiet))
        #expect(other.contradicting == witnesses.map(\.key))
    }

    @Test(arguments: [WitnessAnswer.refused(status: 422), .otherSize(1 << 40)])
    func `a witness that saw another history is named until it cosigns again, and the others go on`(
        answer: WitnessAnswer
    ) async throws {
        try await node.log.sign()
        #expect(try await cosign())
        witnesses[1].answers(answer)
        try await act()
        try await node.log.sign()
        #expect(try await cosign(), "two are enough")
        #expect(keeper.contradicting == [witnesses[1].key])
        try await act()
        try await node.log.sign()
        #expect(try await cosign())
        #expect(keeper.contradicting == [witnesses[1].key], "it rests")
        own.home.clock.advance(Seconds(120))
        try await act()
        try await node.log.sign()
        #expect(try await cosign())
        #expect(keeper.contradicting == [witnesses[1].key], "it says so still")
        witnesses[1].answers(nil)
        own.home.clock.advance(Seconds(120))
        try await act()
        try await node.log.sign()
        #expect(try await cosign())
        #expect(keeper.contradicting.isEmpty)
        #expect(try #require(try await told()).cosignatures(by: witnesses.map(\.key)).count == 3)
    }

    @Test func `the audit reads cosigned checkpoints`() async throws {
        try await node.log.sign()
        #expect(try await cosign())
        let report = try await own.home.store.audit(verifierKey: signer.verifierKey) { _ in }
        #expect(report.finding == nil)
    }

    @Test func `a receipt carries what the witnesses said, and the same file comes again`() async throws {
        let decision = try await own.decide(try await own.open("post-1"))
        try await own.carryOut(decision)
        try await node.log.sign()
        await #expect(throws: Refusal.self) { try await node.receipt(of: decision, view: .person) }
        #expect(try await cosign())
        let bytes = try await node.receipt(of: decision, view: .person)
        let verdict = ReceiptVerdict(of: bytes, against: signer.verifierKey, policy: policy)
        #expect(verdict == .genuine(signer: signer.verifierKey, cosigned: witnesses.map(\.key)))
        let size = try Receipt.parse(bytes).checkpoint.size
        try await act()
        try await node.log.sign()
        #expect(try await cosign())
        let again = try await node.receipt(
            of: decision,
            view: .person,
            pinned: PinnedCheckpoint(size: size, isCosigned: true)
        )
        #expect(again == bytes)
        let alone = try await node.receipt(
            of: decision,
            view: .person,
            pinned: PinnedCheckpoint(size: size, isCosigned: false)
        )
        #expect(try Receipt.parse(alone).witnesses.isEmpty)
    }
}
