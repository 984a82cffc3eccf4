import Cooperation
import Fingerprints
import SeededRandomness
import Services
import Testing

/// Files that are pictures, that are none, and that nobody could look at.
@Suite struct `A check of a file` {
    private static let file = Array("TEST a file".utf8)
    private static let otherFile = Array("TEST another file".utf8)

    private static func check(
        _ bytes: [UInt8] = file,
        in scene: OwnBank,
        allOrientations: Bool = false
    ) async throws -> (answer: CheckAnswer, file: Node.Fingerprinted) {
        try await scene.platform.indexed()
        return try await scene.platform.node.check(
            file: bytes,
            allOrientations: allOrientations,
            context: CheckRequest.Context(),
            by: scene.reviewer
        )
    }

    // MARK: Orientations

    @Test(arguments: DihedralTransform.allCases.dropFirst())
    func `finds a turned or mirrored copy only where all orientations are asked for`(
        orientation: DihedralTransform
    ) async throws {
        var random = SplitMix64(seed: 1)
        let turned = DihedralTransform.allCases.dropFirst().map { TurnedHash($0, random.hash()) }
        let own = random.hash()
        let scene = try await OwnBank(media: FakeMedia(files: [Self.file: .picture(own, turned: turned)]))
        let known = try #require(turned.first { $0.orientation == orientation }).hash
        let signal = try await scene.propose([[Fingerprint(pdq: random.edit(known, flips: 5))]])[0]

        #expect(try await Self.check(in: scene).answer.verdict == .clear)
        let (answer, file) = try await Self.check(in: scene, allOrientations: true)
        #expect(answer.matches.map(\.signal) == [signal])
        #expect(answer.matches.map(\.distance) == [5])
        // The match names the hash that is near, so that anybody can measure the distance again.
        #expect(answer.matches.map(\.fingerprint) == [known.hex])
        #expect(file.prints.first?.orientations == turned)
    }

    @Test func `turns the file and never the list`() async throws {
        var random = SplitMix64(seed: 2)
        let (upright, mirrored) = (random.hash(), random.hash())
        let scene = try await OwnBank(
            media: FakeMedia(
                files: [
                    Self.file: .picture(upright, turned: [TurnedHash(.flipHorizontal, mirrored)]),
                    Self.otherFile: .picture(mirrored, turned: [TurnedHash(.flipHorizontal, upright)]),
                ]
            )
        )
        let signal = try await scene.propose([[Fingerprint(pdq: upright)]])[0]
        #expect(try await Self.check(in: scene).answer.matches.map(\.signal) == [signal])
        // Were the list turned too, the mirrored copy would be found without asking.
        #expect(try await Self.check(Self.otherFile, in: scene).answer.verdict == .clear)
        let found = try await Self.check(Self.otherFile, in: scene, allOrientations: true).answer
        #expect(found.matches.map(\.fingerprint) == [upright.hex])
    }

    @Test func `names a signal once, by the nearest of its orientations`() async throws {
        var random = SplitMix64(seed: 3)
        let own = random.hash()
        let near = random.edit(own, flips: 3)
        let turned = [TurnedHash(.rotate90, random.edit(own, flips: 20)), TurnedHash(.rotate180, near)]
        let scene = try await OwnBank(media: FakeMedia(files: [Self.file: .picture(own, turned: turned)]))
        try await scene.propose([[Fingerprint(pdq: near)]])
        let matches = try await Self.check(in: scene, allOrientations: true).answer.matches
        #expect(matches.map(\.distance) == [0])
        #expect(matches.map(\.fingerprint) == [near.hex])
    }

    // MARK: Digests

    @Test func `queues a video whose MD5 is on a list, and never acts on it`() async throws {
        let scene = try await OwnBank(acts: true, media: FakeMedia(files: [:]))
        let list = try await scene.bank(
            radius: 31,
            verifier: ExternalVerifier(name: "TEST body", criteria: "TEST criteria", contact: "test@list.example")
        )
        let md5 = ContentDigests(of: Self.file).fingerprints[1]
        let signal = try await scene.propose([[md5]], in: list, provenance: .externalList)[0]
        let (answer, file) = try await Self.check(in: scene)
        #expect(file.kind == .bytes)
        #expect(file.reason == "not-an-image")
        #expect(answer.verdict == .review)
        #expect(answer.matches.map(\.signal) == [signal])
        #expect(answer.matches.map(\.kind) == [.md5])
        #expect(answer.matches.map(\.fingerprint) == [md5.value])
        #expect(answer.decision == nil)
        #expect(try await scene.counted() == ["bytes": ["review": 1]])
    }

    @Test func `that is no picture and not known is clear, with the reason why it has no hash`() async throws {
        let low = Array("TEST a grey picture".utf8)
        let scene = try await OwnBank(
            media: FakeMedia(files: [low: .none(reason: "low-quality", quality: 12)])
        )
        let text = try await Self.check(in: scene)
        #expect(text.answer.verdict == .clear)
        #expect(text.file.reason == "not-an-image")
        let grey = try await Self.check(low, in: scene)
        #expect(grey.answer.verdict == .clear)
        #expect(grey.file.reason == "low-quality")
        #expect(try await scene.counted() == ["bytes": ["clear": 1], "image": ["clear": 1]])
    }

    // MARK: What nobody could look at

    static let failures: [MediaRefusal] = [
        MediaRefusal(.unacceptable, code: "unreadable-media", message: "TEST damaged"),
        MediaRefusal(.tooLarge, code: "media-too-large", message: "TEST too large"),
        MediaRefusal(.tryAgain, code: "media-timeout", message: "TEST too slow"),
        MediaRefusal(.tryAgain, code: "media-worker-died", message: "TEST dead"),
    ]

    @Test(arguments: failures)
    func `that could not be decoded is never clear`(failure: MediaRefusal) async throws {
        let scene = try await OwnBank(media: FakeMedia(files: [Self.file: .undecodable(failure)]))
        // A file that is there proves that the answer is not for want of signals.
        try await scene.propose([ContentDigests(of: Self.otherFile).fingerprints.filter { $0.kind == .sha256 }])
        await #expect(throws: failure) { try await Self.check(in: scene) }
        #expect(try await scene.counted() == ["undecoded": ["unanswered": 1]])
        #expect(try await scene.platform.node.cases(limit: 10, for: scene.platform.administrator).cases.isEmpty)
    }

    @Test(arguments: failures)
    func `that could not be decoded but whose bytes are known gets its verdict and the reason`(
        failure: MediaRefusal
    ) async throws {
        let scene = try await OwnBank(media: FakeMedia(files: [Self.file: .undecodable(failure)]))
        let sha256 = ContentDigests(of: Self.file).fingerprints[0]
        let signal = try await scene.propose([[sha256]])[0]
        let (answer, file) = try await Self.check(in: scene)
        #expect(answer.verdict == .review)
        #expect(answer.matches.map(\.signal) == [signal])
        #expect(answer.matches.map(\.fingerprint) == [sha256.value])
        #expect(answer.openCase != nil)
        #expect(file.reason == failure.code)
        #expect(try await scene.counted() == ["undecoded": ["review": 1]])
    }

    @Test func `that nobody took is refused and counted`() async throws {
        let busy = MediaRefusal(.tryAgain, code: "media-busy", message: "TEST busy")
        let scene = try await OwnBank(media: FakeMedia(files: [Self.file: .refused(busy)]))
        await #expect(throws: busy) { try await Self.check(in: scene) }
        #expect(try await scene.counted() == ["undecoded": ["unanswered": 1]])
    }

    @Test func `that could not be decoded still tells its digests when only those are asked for`() async throws {
        let scene = try await OwnBank(media: FakeMedia(files: [Self.file: .undecodable(Self.failures[0])]))
        let found = try await scene.platform.node.fingerprint(Self.file, allOrientations: false)
        #expect(found.prints.map(\.fingerprint) == ContentDigests(of: Self.file).fingerprints)
        #expect(found.reason == "unreadable-media")
    }
}
