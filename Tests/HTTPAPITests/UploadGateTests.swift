import CanonicalJSON
import Cooperation
import HTTPAPI
import HTTPServing
import Testing

@Suite struct `Uploads` {
    private static let slow = ID<Key>(Identifier(time: Timestamp(microseconds: 0), random: (1, 1)))
    private static let other = ID<Key>(Identifier(time: Timestamp(microseconds: 0), random: (2, 2)))
    private static let third = ID<Key>(Identifier(time: Timestamp(microseconds: 0), random: (3, 3)))

    private static func limits(filesPerKey: Int = 100, bytesPerKey: Int = 1000, bytes: Int = 2000) -> UploadLimits {
        var limits = UploadLimits()
        limits.filesPerKeyMax = filesPerKey
        limits.bytesPerKeyMax = bytesPerKey
        limits.bytesMax = bytes
        return limits
    }

    private static func code(_ work: () async throws -> Void) async -> ProblemCode? {
        do {
            try await work()
            return nil
        } catch {
            return (error as? Problem)?.code
        }
    }

    /// Holds files of a key, one within the other, and does something in the innermost.
    private static func holding(
        _ sizes: ArraySlice<Int>,
        for key: ID<Key>,
        in gate: UploadGate<ID<Key>>,
        _ work: () async throws -> Void
    ) async throws {
        guard let size = sizes.first else { return try await work() }
        try await gate.hold(bytes: size, for: key) {
            try await holding(sizes.dropFirst(), for: key, in: gate, work)
        }
    }

    @Test func `of one key leave the others their share, however slowly they come`() async throws {
        let gate = UploadGate<ID<Key>>(limits: Self.limits(filesPerKey: 3))
        try await Self.holding([1, 1, 1], for: Self.slow, in: gate) {
            #expect(gate.holding.files == 3 && gate.holding.bytes == 3)
            #expect(await Self.code { try await gate.hold(bytes: 1, for: Self.slow) {} } == .tooManyRequestsAtOnce)
            #expect(await Self.code { try await gate.hold(bytes: 1, for: Self.other) {} } == nil)
        }
        #expect(await Self.code { try await gate.hold(bytes: 1, for: Self.slow) {} } == nil)
        #expect(gate.holding.files == 0 && gate.holding.bytes == 0)
    }

    @Test func `hold no more bytes than one key may`() async throws {
        let gate = UploadGate<ID<Key>>(limits: Self.limits())
        try await Self.holding([400, 400], for: Self.slow, in: gate) {
            #expect(await Self.code { try await gate.hold(bytes: 201, for: Self.slow) {} } == .tooManyRequestsAtOnce)
            #expect(await Self.code { try await gate.hold(bytes: 200, for: Self.slow) {} } == nil)
            #expect(await Self.code { try await gate.hold(bytes: 1000, for: Self.other) {} } == nil)
        }
        #expect(await Self.code { try await gate.hold(bytes: 1001, for: Self.slow) {} } == .tooManyRequestsAtOnce)
    }

    @Test func `of everybody together hold no more bytes than the node may`() async throws {
        let gate = UploadGate<ID<Key>>(limits: Self.limits())
        try await Self.holding([1000], for: Self.slow, in: gate) {
            try await Self.holding([900], for: Self.other, in: gate) {
                #expect(await Self.code { try await gate.hold(bytes: 101, for: Self.third) {} } == .overloaded)
                #expect(await Self.code { try await gate.hold(bytes: 100, for: Self.third) {} } == nil)
            }
        }
        #expect(await Self.code { try await gate.hold(bytes: 1000, for: Self.third) {} } == nil)
    }

    @Test func `that fail give back what they held`() async {
        struct Failure: Error {}
        let gate = UploadGate<ID<Key>>(limits: Self.limits(filesPerKey: 1))
        for _ in 0..<3 {
            await #expect(throws: Failure.self) {
                try await gate.hold(bytes: 1000, for: Self.slow) { throw Failure() }
            }
        }
        #expect(await Self.code { try await gate.hold(bytes: 1000, for: Self.slow) {} } == nil)
    }

    @Test func `whose answer never begins give back what they held`() async throws {
        let gate = UploadGate<ID<Key>>(limits: Self.limits(filesPerKey: 1))
        func answer() throws -> OutgoingResponse {
            let room = try gate.room(bytes: 1000, for: Self.slow)
            return .stream("text/plain") { _ in room.keep() }
        }
        var held: OutgoingResponse? = try answer()
        #expect(held != nil)
        #expect(await Self.code { _ = try answer() } == .tooManyRequestsAtOnce)
        held = nil
        #expect(await Self.code { _ = try answer() } == nil)
    }

    @Test func `are large proposals of signals too, and small ones are not`() async throws {
        let test = try await TestNode(kind: .platform)
        let curator = Caller(test.administrator.organisation, .curator, isPerson: true, isOnExchange: false)
        let uploads = UploadGate<ID<Key>>(limits: Self.limits(filesPerKey: 0))
        try await LiveAPI.serving(test, uploads: uploads) { api in
            let token = api.callers.token(for: curator)
            for bytes in [1_100_000, 10] {
                let json: JSONValue = ["rationale": .string(String(repeating: "x", count: bytes))]
                let answer = try await api.answer("POST", "/v1/signals", token: token, json: json)
                #expect((answer.code == "too-many-requests-at-once") == (bytes > 1 << 20), "\(answer.code ?? "")")
            }
        }
    }

    @Test func `of the largest file fit into the share of a key, and all shares into the node`() {
        let limits = UploadLimits()
        let largest = APIRoutes.fileLimits.bodyBytesMax
        #expect(limits.bytesPerKeyMax >= 2 * largest)
        #expect(limits.bytesMax >= 4 * limits.bytesPerKeyMax)
    }

    @Test func `may take as long as a connection lets a body take, and then be looked at`() throws {
        let timeout = try #require(APIRoutes.fileLimits.timeout)
        #expect(timeout >= ConnectionLimits().bodyTimeout + .seconds(20))
    }
}
