import Cooperation
import Services
import Synchronization
import Testing

@Suite("A thumbnail")
struct ThumbnailTests {
    /// Gives what it is told, and remembers what it was asked for.
    private final class Source: ContentFetching, PictureShrinking {
        private let links = Mutex<[String]>([])
        var asked: [String] { links.withLock(\.self) }
        let failure: FetchFailure?
        let refusal: MediaRefusal?
        let gate: (@Sendable () async -> Void)?

        init(
            _ failure: FetchFailure? = nil,
            _ refusal: MediaRefusal? = nil,
            gate: (@Sendable () async -> Void)? = nil
        ) {
            self.failure = failure
            self.refusal = refusal
            self.gate = gate
        }

        func content(at link: String) async throws(FetchFailure) -> [UInt8] {
            links.withLock { $0.append(link) }
            await gate?()
            if let failure { throw failure }
            return Array("TEST file".utf8)
        }

        func thumbnail(of bytes: [UInt8]) async throws(MediaRefusal) -> Thumbnail {
            if let refusal { throw refusal }
            return Thumbnail(bytes: bytes + [1], width: 320, height: 200)
        }
    }

    private static let link = "https://media.lentera.example/TEST.jpg"

    private static func node(_ own: OwnPlatform, _ source: Source?) -> Node {
        Node(
            store: own.node.store,
            clock: own.node.clock,
            randomBytes: own.node.randomBytes,
            identity: own.node.identity,
            secrets: own.node.secrets,
            settings: own.node.settings,
            search: own.node.search,
            media: own.node.media,
            thumbnails: source.map { ThumbnailSource(fetching: $0, shrinking: $0) },
            log: own.node.log
        )
    }

    private static func code(_ node: Node, _ id: ID<Case>, _ caller: Caller) async -> String? {
        do {
            _ = try await node.thumbnail(of: id, by: caller)
            return nil
        } catch {
            return (error as? Refusal)?.code
        }
    }

    @Test("is made of what the case's link leads to, and leaves no trace in the journal")
    func made() async throws {
        let own = try await OwnPlatform.make()
        let id = try await own.open("TEST 1", link: Self.link)
        let source = Source()
        let size = own.node.store.journalGrowth.size
        let thumbnail = try await Self.node(own, source).thumbnail(of: id, by: own.reviewer)
        #expect(thumbnail == Thumbnail(bytes: Array("TEST file".utf8) + [1], width: 320, height: 200))
        #expect(source.asked == [Self.link])
        #expect(own.node.store.journalGrowth.size == size)
    }

    @Test("is made of the picture that the platform named, and the link, which leads to a page, is not followed")
    func named() async throws {
        let own = try await OwnPlatform.make()
        let page = "https://lentera.example/posts/1"
        let source = Source()
        for (number, link) in [page, nil].enumerated() {
            let id = try await own.open("TEST \(number)", link: link, thumbnail: Self.link)
            _ = try await Self.node(own, source).thumbnail(of: id, by: own.reviewer)
        }
        #expect(source.asked == [Self.link, Self.link])
    }

    @Test("is refused to whoever may not read cases, before anything is fetched")
    func permission() async throws {
        let own = try await OwnPlatform.make()
        let id = try await own.open("TEST 1", link: Self.link)
        let source = Source()
        let node = Self.node(own, source)
        #expect(await Self.code(node, id, own.curator) == "role-not-allowed")
        #expect(await Self.code(node, id, own.home.administrator) == "role-not-allowed")
        #expect(source.asked.isEmpty)
    }

    @Test("that can't be made is refused in words that tell what to do")
    func refusals() async throws {
        let own = try await OwnPlatform.make()
        let (id, bare) = (try await own.open("TEST 1", link: Self.link), try await own.open("TEST 2"))
        let unknown = ID<Case>(Identifier(derivedHigh: 1, low: 1))
        func refusal(_ kind: MediaRefusal.Kind) -> MediaRefusal { MediaRefusal(kind, code: "x", message: "TEST") }
        for (source, item, expected) in [
            (nil, id, "thumbnail-not-allowed"), (Source(), unknown, "not-found"), (Source(), bare, "link-missing"),
            (Source(FetchFailure(.notAllowed)), id, "thumbnail-not-allowed"),
            (Source(FetchFailure(.unavailable)), id, "thumbnail-unavailable"),
            (Source(FetchFailure(.tooLarge)), id, "thumbnail-unavailable"),
            (Source(nil, refusal(.unacceptable)), id, "thumbnail-unavailable"),
            (Source(nil, refusal(.tooLarge)), id, "thumbnail-unavailable"),
            (Source(nil, refusal(.tryAgain)), id, "thumbnails-busy"),
        ] as [(Source?, ID<Case>, String)] {
            #expect(await Self.code(Self.node(own, source), item, own.reviewer) == expected)
        }
    }

    @Test("is one of so many at once, and a place is free again once one is done, whatever came of it")
    func limit() async throws {
        let own = try await OwnPlatform.make()
        let id = try await own.open("TEST 1", link: Self.link)
        let isOpen = Mutex(false)
        let source = Source(FetchFailure(.unavailable)) {
            while !isOpen.withLock(\.self) { await Task.yield() }
        }
        let node = Self.node(own, source)
        let reviewer = own.reviewer
        await withTaskGroup(of: String?.self) { group in
            for _ in 0..<ThumbnailSource.atOnceMax { group.addTask { await Self.code(node, id, reviewer) } }
            while source.asked.count < ThumbnailSource.atOnceMax { await Task.yield() }
            #expect(await Self.code(node, id, reviewer) == "thumbnails-busy")
            isOpen.withLock { $0 = true }
            for await code in group { #expect(code == "thumbnail-unavailable") }
        }
        #expect(await Self.code(node, id, reviewer) == "thumbnail-unavailable")
    }
}
