import Commands
import Cooperation
import Fingerprints
import Services
import Synchronization

/// A world without processes, databases and networks, which keeps what it was asked.
struct TestWorld {
    let terminal: TestTerminal
    var environment: [String: String] = [:]
    var fingerprinting = TestFingerprinting()
    var nodes = TestNodes()
    var api = TestAPI()
    var now = Timestamp(microseconds: 1_541_466_123_000_000)
    /// Folders that must be there as long as the world is.
    private var places: [TestFolder] = []

    init(_ terminal: TestTerminal = TestTerminal()) {
        self.terminal = terminal
    }

    mutating func keepsAlive(_ place: TestFolder) { places.append(place) }

    func run(_ arguments: [String]) async -> Int32 {
        let now = self.now
        return await PerisaiCommand.run(
            arguments,
            in: CommandContext(
                environment: environment,
                terminal: terminal,
                clock: { now },
                randomBytes: { Array(repeating: 7, count: $0) },
                fingerprinting: fingerprinting,
                nodes: nodes,
                api: api
            )
        )
    }
}

/// Knows files by their text: `picture HEX`, `dull`, `broken`, `heavy`; anything else is no picture.
struct TestFingerprinting: Fingerprinting, FileFingerprinting {
    var fileBytesMax = 1000
    var filesAtOnce = 3

    func run<Result: Sendable>(
        filesMax: Int?,
        _ body: @escaping @Sendable (any FileFingerprinting) async throws -> Result
    ) async throws -> Result {
        try await body(self)
    }

    func testConfinement() async throws -> ConfinementTest {
        ConfinementTest(refused: ["socket", "fork"], landlockVersion: 0)
    }

    func fingerprints(of bytes: [UInt8], orientations: Bool) async throws(FileProblem) -> FileFingerprints {
        let digests = ContentDigests(of: bytes)
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        var picture = FileFingerprints.Picture.none(reason: "not-an-image", quality: nil)
        var turned: [FileFingerprints.Turned] = []
        switch words.first {
        case "picture":
            guard words.count > 1, let hash = try? Hash256(hex: words[1]) else { throw FileProblem(code: "test") }
            picture = .fingerprint(hash, quality: 87)
            if orientations, words.count > 2, let hash = try? Hash256(hex: words[2]) {
                turned = [.init(orientation: "rotate90", hash: hash)]
            }
        case "dull": picture = .none(reason: "low-quality", quality: 12)
        case "broken": picture = .failed(FileProblem(code: "unreadable-media"))
        case "heavy": throw FileProblem(code: "media-busy")
        default: break
        }
        return FileFingerprints(sha256: digests.sha256, md5: digests.md5, picture: picture, turned: turned)
    }
}

/// Nodes that only remember.
final class TestNodes: NodeHosting {
    struct Asked: Sendable {
        var founding: NodeFounding?
        var served: ServeConfiguration?
        var witnessed: WitnessConfiguration?
        var restored: RestoreWishes?
        var forkReason: String?
    }

    let asked = Mutex(Asked())
    let difference: String?
    let isLocked: Bool

    init(difference: String? = nil, isLocked: Bool = false) {
        self.difference = difference
        self.isLocked = isLocked
    }

    func found(_ founding: NodeFounding) async throws -> FoundedNode {
        asked.withLock { $0.founding = founding }
        return FoundedNode(
            organisation: founding.organisation,
            kind: founding.kind,
            isExchange: founding.isExchange,
            verifierKey: "VKEY",
            administratorKey: "perisai_test"
        )
    }

    func withNode<Result: Sendable>(
        in folder: DataFolder,
        _ body: @escaping @Sendable (Node) async throws -> Result
    ) async throws -> Result {
        throw isLocked ? StoreError(.locked, "locked") : StoreError(.damaged, "The database is damaged.")
    }

    func audit(
        _ folder: DataFolder,
        progress: @escaping @Sendable (AuditStep) -> Void
    ) async throws -> AuditSummary {
        progress(AuditStep(things: "events", done: 1, total: 2))
        return AuditSummary(events: 2, rows: 3, checkpoints: 1, root: "00ff", difference: difference)
    }

    func backUp(
        _ folder: DataFolder,
        into backup: BackupFolder,
        progress: @escaping @Sendable (AuditStep) -> Void
    ) async throws -> AuditSummary {
        try DurableFile.create(backup.databasePath, "a database of \(folder.path)")
        try DurableFile.create(backup.keys.logKeyPath, "a key")
        return try await audit(folder, progress: progress)
    }

    func restore(
        _ backup: BackupFolder,
        into folder: DataFolder,
        _ wishes: RestoreWishes,
        progress: @escaping @Sendable (AuditStep) -> Void
    ) async throws -> RestoredNode {
        asked.withLock { $0.restored = wishes }
        if let difference { throw CommandFailure("It does not verify: \(difference)") }
        try DurableFile.create(folder.path + "/perisai.sqlite", "a database")
        return RestoredNode(
            audit: try await audit(folder, progress: progress),
            isSigning: wishes.checkpoint != nil || wishes.forkReason != nil,
            hasForked: wishes.forkReason != nil
        )
    }

    func acceptFork(in folder: DataFolder, because reason: String) async throws -> Int {
        asked.withLock { $0.forkReason = reason }
        return 3
    }

    func checkUp(_ folder: DataFolder, tls: ServeConfiguration.TLS?) async -> [DoctorFinding] {
        difference.map { [.fail("log", $0, advice: "Restore it.")] } ?? [.ok("log", "fine")]
    }

    func serve(_ configuration: ServeConfiguration) async throws {
        asked.withLock { $0.served = configuration }
    }

    func witness(_ configuration: WitnessConfiguration) async throws {
        asked.withLock { $0.witnessed = configuration }
    }
}

/// Answers from a table, and remembers.
final class TestAPI: APICalling {
    let asked = Mutex<[APIRequest]>([])
    private let answers: [String: (status: Int, body: String)]

    init(_ answers: [String: (status: Int, body: String)] = [:]) {
        self.answers = answers
    }

    func call(_ request: APIRequest) async throws -> APIAnswer {
        asked.withLock { $0.append(request) }
        guard let answer = answers[request.method + " " + request.url] else {
            throw CommandFailure("No node answers at that address.")
        }
        return APIAnswer(status: answer.status, body: Array(answer.body.utf8))
    }

    func download(_ request: APIRequest, _ take: ([UInt8]) async throws -> Void) async throws -> APIAnswer {
        let answer = try await call(request)
        guard answer.status == 200 else { return answer }
        let bytes = answer.body
        for start in stride(from: 0, to: bytes.count, by: 100) {
            try await take(Array(bytes[start..<min(start + 100, bytes.count)]))
        }
        return APIAnswer(status: answer.status, body: [])
    }
}
