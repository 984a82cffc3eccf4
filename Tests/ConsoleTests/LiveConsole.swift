import AsyncHTTPClient
import Console
import Cooperation
import HTTPServing
import LocalDoor
import NIOCore
import NIOHTTP1
import Services
import Testing

/// The console over a node, behind a real door on a free port of this machine.
struct LiveConsole: Sendable {
    private static let answerBytesMax = 8 << 20
    private static let boundary = "TEST-boundary"
    /// Follows no redirection by itself: what an answer sets on the way would be lost.
    ///
    /// It lives as long as the tests.
    private static let client = HTTPClient(
        eventLoopGroupProvider: .singleton,
        configuration: HTTPClient.Configuration(redirectConfiguration: .disallow)
    )

    /// A page as a browser gets it, after redirects.
    struct Page: Sendable {
        let status: Int
        let text: String
        let cookie: String?
        /// What was set on the way to it.
        var cookies: [String] = []
        /// The same as it was sent, with its attributes.
        var cookieLines: [String] = []
        /// After how many seconds to try again, where that is said.
        var retryAfter: Int?
        /// The header of the answer.
        var headers = HTTPHeaders()

        /// Whether the page shows a text; what HTML escapes must be written so.
        func shows(_ words: String) -> Bool { text.contains(words) }
    }

    let platform: TestPlatform
    let port: Int

    /// Runs the door while a test looks at pages.
    static func serving(
        _ platform: TestPlatform,
        settings: ConsoleSettings = ConsoleSettings(),
        uploads: UploadGate<ID<Key>> = UploadGate(),
        following: @escaping @Sendable () -> FollowContact? = { nil },
        clock: @escaping @Sendable () -> NIODeadline = { .now() },
        _ body: @escaping @Sendable (LiveConsole) async throws -> Void
    ) async throws {
        // Attempts to log in don't get fewer while a slow machine works.
        let moment = NIODeadline.now()
        let console = try ConsoleRoutes(
            node: platform.node,
            access: platform.access,
            settings: settings,
            uploads: uploads,
            papers: RequestPapers(printing: PlainPrinting(), drawing: PlainCodes()),
            following: following,
            now: { moment },
            condition: { "ready" }
        )
        let dispatcher = try Dispatcher(
            routes: try console.all(),
            authenticator: NoKeys(),
            authorise: { _, _ in nil },
            environment: ServingEnvironment(
                now: clock,
                wallClockSeconds: { 784_111_777 },
                makeRequestID: { "TEST-request" }
            ),
            logger: LocalDoor.quiet
        )
        try await LocalDoor.serving(dispatcher) { port, _ in
            try await body(LiveConsole(platform: platform, port: port))
        }
    }

    /// A browser of nobody.
    var stranger: Browser { Browser(console: self, cookies: []) }

    /// A browser of somebody who is logged in.
    func browser(_ roles: Role..., of member: Caller? = nil) async throws -> Browser {
        browser(session: try await platform.session(roles, of: member))
    }

    /// A browser that has the secret of a session.
    func browser(session secret: String) -> Browser {
        let name = "perisai-session-" + platform.node.identity.organisation.description.suffix(12)
        return Browser(console: self, cookies: [name + "=" + secret])
    }

    /// A person's browser: it keeps cookies and sends the token of each form.
    struct Browser: Sendable {
        let console: LiveConsole
        var cookies: [String]

        func page(_ path: String) async throws -> Page { try await console.answer("GET", path, cookies) }

        /// Sends a form as somebody might who did not get it from the console.
        func forge(_ path: String, _ text: String, _ fields: [(String, String)] = []) async throws -> Page {
            try await console.answer(
                "POST",
                path,
                cookies,
                (type: "application/x-www-form-urlencoded", bytes: Array(text.utf8)),
                fields
            )
        }

        /// Says that a form of so many bytes is to come, and sends nothing of it before there is an answer.
        ///
        /// A client that still sends when the answer and the end of the line are there takes the end for a failure.
        func announce(_ path: String, bytes: Int) async throws -> Int {
            var request = HTTPClientRequest(url: "http://127.0.0.1:\(console.port)\(path)")
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            let (nothing, continuation) = AsyncStream<ByteBuffer>.makeStream()
            request.body = .stream(nothing, length: .known(Int64(bytes)))
            let answer = try await LiveConsole.client.execute(request, timeout: .minutes(10))
            _ = try await answer.body.collect(upTo: LiveConsole.answerBytesMax)
            continuation.finish()
            return Int(answer.status.code)
        }

        /// Sends a form that stands on a page.
        func send(_ path: String, _ fields: [String: String], from page: String) async throws -> Page {
            var all = fields
            all["token"] = try await token(page)
            let text = all.map { "\(LiveConsole.encoded($0.key))=\(LiveConsole.encoded($0.value))" }
                .joined(separator: "&")
            return try await console.answer(
                "POST",
                path,
                cookies,
                (type: "application/x-www-form-urlencoded", bytes: Array(text.utf8))
            )
        }

        /// Sends the parts of a form as somebody might who did not get it from the console.
        func forgeParts(_ path: String, _ parts: [String: String]) async throws -> Page {
            try await console.answer("POST", path, cookies, LiveConsole.parts(parts))
        }

        /// Sends a form with a file that stands on a page.
        func upload(
            _ path: String,
            _ fields: [String: String],
            file: (field: String, bytes: [UInt8])? = nil,
            from page: String
        ) async throws -> Page {
            var all = fields
            all["token"] = try await token(page)
            return try await console.answer("POST", path, cookies, LiveConsole.parts(all, file: file))
        }

        func token(_ path: String) async throws -> String {
            let page = try await page(path)
            let match = try #require(page.text.firstMatch(of: #/name="token" value="([0-9a-f]+)"/#))
            return String(match.output.1)
        }
    }

    fileprivate static func parts(
        _ fields: [String: String],
        file: (field: String, bytes: [UInt8])? = nil
    ) -> (type: String, bytes: [UInt8]) {
        var bytes: [UInt8] = []
        // The token stands first in every form, as it does on the pages.
        for (name, value) in fields.sorted(by: {
            ($0.key == "token" ? 0 : 1, $0.key) < ($1.key == "token" ? 0 : 1, $1.key)
        }) {
            bytes += Array(
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
            )
        }
        if let file {
            bytes += Array(
                """
                --\(boundary)\r\nContent-Disposition: form-data; name="\(file.field)"; \
                filename="TEST.txt"\r\nContent-Type: text/plain\r\n\r\n
                """.utf8
            )
            bytes += file.bytes + Array("\r\n".utf8)
        }
        bytes += Array("--\(boundary)--\r\n".utf8)
        return (type: "multipart/form-data; boundary=\(boundary)", bytes: bytes)
    }

    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }

    fileprivate func answer(
        _ method: String,
        _ path: String,
        _ cookies: [String],
        _ body: (type: String, bytes: [UInt8])? = nil,
        _ fields: [(String, String)] = []
    ) async throws -> Page {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = .RAW(value: method)
        request.headers.add(name: "Cookie", value: cookies.joined(separator: "; "))
        for (name, value) in fields { request.headers.add(name: name, value: value) }
        if let body {
            request.headers.add(name: "Content-Type", value: body.type)
            request.body = .bytes(ByteBuffer(bytes: body.bytes))
        }
        let answer = try await Self.client.execute(request, timeout: .minutes(10))
        let lines = answer.headers["Set-Cookie"]
        let set = lines.compactMap { $0.split(separator: ";").first.map(String.init) }
        if let location = answer.headers.first(name: "Location"), answer.status == .seeOther {
            var page = try await self.answer("GET", location, set + cookies)
            page.cookies = set + page.cookies
            page.cookieLines = lines + page.cookieLines
            return page
        }
        let bytes = try await answer.body.collect(upTo: Self.answerBytesMax)
        return Page(
            status: Int(answer.status.code),
            text: String(buffer: bytes),
            cookie: set.first,
            cookies: set,
            cookieLines: lines,
            retryAfter: answer.headers.first(name: "Retry-After").flatMap { Int($0) },
            headers: answer.headers
        )
    }
}
