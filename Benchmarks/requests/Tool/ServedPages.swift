import AsyncHTTPClient
import Console
import Cooperation
import Documents
import HTTPServing
import LocalDoor
import NIOCore
import NIOHTTP1
import Services

/// The console's pages behind a real door on a free port of this machine, as the browser of one person asks for them.
struct ServedPages: Sendable {
    /// Hashes nothing: how long a login takes is not measured here.
    private struct NoHashing: PasswordHashing {
        func hash(_ password: String) async throws -> String { password }

        func verify(_ password: String, against hash: String) async -> Bool { password == hash }
    }

    private struct NoKeys: RequestAuthenticator {
        func authenticate(_ token: BearerToken) async throws(Problem) -> Caller { throw .keyNotValid }

        func limitKey(of caller: Caller) -> ID<Key> { caller.key }
    }

    private struct NoPrinting: DocumentPrinting {
        func pdf(of document: Document) async throws(DocumentError) -> [UInt8] { [] }
    }

    private struct NoCodes: CodeDrawing {
        func squares(of text: String) -> CodeSquares? { nil }
    }

    private static let pageBytesMax = 16 << 20
    private static let password = "TEST password"

    private let port: Int
    private let cookie: String
    private let client: HTTPClient

    /// Serves pages while something is measured.
    static func serving(
        _ world: RequestWorld,
        to person: Caller,
        of administrator: Caller,
        _ body: @escaping @Sendable (ServedPages) async throws -> Void
    ) async throws {
        let access = ConsoleAccess(node: world.node, passwords: NoHashing())
        let cookie = try await session(of: person, by: administrator, access, on: world.node)
        let console = try ConsoleRoutes(
            node: world.node,
            access: access,
            settings: ConsoleSettings(),
            uploads: UploadGate(),
            papers: RequestPapers(printing: NoPrinting(), drawing: NoCodes()),
            now: { .now() },
            condition: { "ready" }
        )
        let dispatcher = try Dispatcher(
            routes: try console.all(),
            authenticator: NoKeys(),
            authorise: { _, _ in nil },
            environment: ServingEnvironment(
                now: { .now() },
                wallClockSeconds: { 784_111_777 },
                makeRequestID: { "TEST-request" }
            ),
            logger: LocalDoor.quiet
        )
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        try await LocalDoor.serving(dispatcher) { port, _ in
            try await body(ServedPages(port: port, cookie: cookie, client: client))
        }
        try await client.shutdown()
    }

    /// Logs the person in.
    ///
    /// - Returns: the cookie of their browser.
    private static func session(
        of person: Caller,
        by administrator: Caller,
        _ access: ConsoleAccess,
        on node: Node
    ) async throws -> String {
        guard let id = person.person else { throw RequestWorld.NotMade() }
        let invitation = try await access.invite(id, lasting: .hours(1), by: administrator.author)
        guard let secret = try await access.enrolment(invitation)?.totpSecret else { throw RequestWorld.NotMade() }
        let step = node.clock().microseconds / 1_000_000 / OneTimeCode.stepSeconds
        let codes = try await access.enrol(
            invitation,
            name: "TEST officer",
            password: password,
            code: OneTimeCode.code(secret: secret, step: step)
        )
        guard let code = codes.first,
            let session = try await access.logIn(name: "TEST officer", password: password, code: code)
        else { throw RequestWorld.NotMade() }
        return "perisai-session-" + node.identity.organisation.description.suffix(12) + "=" + session
    }

    /// Asks for a page, and reads all of it.
    func page(_ path: String) async throws -> String {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.headers.add(name: "Cookie", value: cookie)
        let answer = try await client.execute(request, timeout: .seconds(60))
        guard answer.status == .ok else { throw RequestWorld.NotMade() }
        return String(buffer: try await answer.body.collect(upTo: Self.pageBytesMax))
    }
}
