import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// The largest form, in bytes: a few texts of the longest kind, percent-encoded.
    private static let formBytesMax = 256 << 10
    static let formLimits = RouteLimits(bodyBytesMax: formBytesMax)
    /// Forms with a text for each of many items.
    static let longFormLimits = RouteLimits(bodyBytesMax: 16 << 20, timeout: .seconds(60))

    /// A page that everybody may see.
    func open(
        _ path: String,
        _ operation: String,
        query: Set<String> = [],
        limits: RouteLimits = .reading,
        _ handler: @escaping @Sendable (Reader, Query) async throws -> OutgoingResponse
    ) throws(RouteTableError) -> ConsoleRoute {
        try .open(.get, path, operation, limits: limits) { request in
            let reader = try await reader(of: request)
            return try await answering(reader) { try await handler(reader, try request.query(knowing: query)) }
        }
    }

    /// A form that everybody may send; where its address is a secret, it need not be known to come from here.
    ///
    /// Before anything of the form is read, `gate` is asked; an answer of its own ends it there.
    func openForm(
        _ path: String,
        _ operation: String,
        fields: Set<String>,
        isOwnOnly: Bool = true,
        limits: RouteLimits = Self.formLimits,
        gate: @escaping @Sendable (Reader) async throws -> OutgoingResponse? = { _ in nil },
        _ handler: @escaping @Sendable (Reader, FormFields) async throws -> OutgoingResponse
    ) throws(RouteTableError) -> ConsoleRoute {
        try .open(.post, path, operation, limits: limits) { request in
            let reader = try await reader(of: request)
            return try await answering(reader) {
                if let answer = try await gate(reader) { return answer }
                guard !isOwnOnly || isOwn(request) else { throw ConsoleProblem.crossSite }
                return try await handler(reader, try await request.readFields(knowing: fields))
            }
        }
    }

    /// A page for people who are logged in and have a permission.
    func page(
        _ path: String,
        _ operation: String,
        _ permission: Permission,
        query: Set<String> = [],
        limits: RouteLimits = .reading,
        _ handler: @escaping @Sendable (Actor, Query) async throws -> OutgoingResponse
    ) throws(RouteTableError) -> ConsoleRoute {
        try .sessionRequired(.get, path, operation, permission, limits: limits) { request in
            let reader = try await reader(of: request)
            return try await answering(reader) {
                guard let actor = try await actor(reader, permission, operation) else { return loginFirst(request) }
                return try await handler(actor, try request.query(knowing: query))
            }
        }
    }

    /// A form of such people; the token in it is checked before anything else of it is looked at, and before their role.
    func form(
        _ path: String,
        _ operation: String,
        _ permission: Permission,
        fields: Set<String> = [],
        limits: RouteLimits = Self.formLimits,
        _ handler: @escaping @Sendable (Actor, FormFields) async throws -> OutgoingResponse
    ) throws(RouteTableError) -> ConsoleRoute {
        try .sessionRequired(.post, path, operation, permission, limits: limits) { request in
            let reader = try await reader(of: request)
            return try await answering(reader) {
                guard reader.visit != nil else { return loginFirst(request) }
                guard isOwn(request) else { throw ConsoleProblem.crossSite }
                var sender: Actor?
                let sent = try await request.readFields(knowing: fields, bearing: reader.token) {
                    sender = try await actor(reader, permission, operation)
                }
                guard let sent, let sender else { throw ConsoleProblem.crossSite }
                return try await handler(sender, sent)
            }
        }
    }

    /// A form of such people that brings files, with the token as its first part.
    func upload(
        _ path: String,
        _ operation: String,
        _ permission: Permission,
        parts: [String: Int],
        limits: RouteLimits,
        _ handler: @escaping @Sendable (Actor, [String: FormPart]) async throws -> OutgoingResponse
    ) throws(RouteTableError) -> ConsoleRoute {
        try .sessionRequired(.post, path, operation, permission, limits: limits) { request in
            let reader = try await reader(of: request)
            return try await answering(reader) {
                guard let visit = reader.visit else { return loginFirst(request) }
                guard isOwn(request) else { throw ConsoleProblem.crossSite }
                var sender: Actor?
                var room: HeldPlace?
                defer { room?.keep() }
                let sent = try await request.readForm(bytesMaxByName: parts, bearing: reader.token) {
                    sender = try await actor(reader, permission, operation)
                    // A person's sessions share their room, so that nobody takes the others' by logging in often.
                    room = try uploads.room(bytes: request.bytesToCome, for: ID(visit.person.id.identifier))
                }
                guard let form = sent, let sender, let room else { throw ConsoleProblem.crossSite }
                var response = try await handler(sender, form)
                if case .stream(let write) = response.body {
                    response.body = .stream { stream in
                        defer { room.keep() }
                        try await write(&stream)
                    }
                }
                return response
            }
        }
    }

    private func isOwn(_ request: IncomingRequest) -> Bool {
        CrossSiteCheck.isOwn(request, isSecure: settings.isSecure, at: settings.origin)
    }

    /// Lets a person log in, who then comes back; from a form to the page that it stood on.
    private func loginFirst(_ request: IncomingRequest) -> OutgoingResponse {
        .redirect("/console/login?next=" + percentEncoded(request.target))
    }

    private func reader(of request: IncomingRequest) async throws -> Reader {
        let best = catalogues.best(
            chosen: cookies.language(in: request),
            accepted: request.headerFields[.acceptLanguage]
        )
        let texts = cookies.wantsEnglish(in: request) ? catalogues.reliable(best) : best
        let secret = cookies.session(in: request)
        let visit: Visit? = if let secret { try await access.visit(secret) } else { nil }
        return Reader(
            request: request,
            texts: texts,
            visit: visit,
            token: visit.map { node.secrets.pseudonym("console-form", $0.session.tokenHash) } ?? "",
            now: node.clock()
        )
    }

    /// Who is logged in, in the role that may; `nil` for nobody.
    ///
    /// To an authority's people, pages that are not theirs do not exist (design rule 1).
    private func actor(_ reader: Reader, _ permission: Permission, _ operation: String) async throws -> Actor? {
        guard let visit = reader.visit else { return nil }
        do throws(Refusal) {
            return Actor(reader: reader, visit: visit, caller: try visit.caller(for: permission))
        } catch {
            guard error.code != "passkey-needed" else { throw ConsoleProblem(error) }
            guard visit.organisation.kind == .authority else { throw ConsoleProblem(error) }
            let words = operation.split(separator: ".").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
            try await access.noteRefusal(operation: words.prefix(1).lowercased() + words.dropFirst(), of: visit)
            throw ConsoleProblem.notFound
        }
    }

    /// Answers with a page also where something goes wrong.
    private func answering(
        _ reader: Reader,
        _ body: () async throws -> OutgoingResponse
    ) async throws -> OutgoingResponse {
        do {
            return try await body()
        } catch {
            guard let problem = ConsoleProblem.of(error) else { throw error }
            return self.problem(problem, for: reader)
        }
    }
}

/// Encodes everything but unreserved characters (RFC 3986 section 2.3).
func percentEncoded(_ text: String) -> String {
    let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    return text.utf8.map { byte in
        if unreserved.contains(byte) { return String(UnicodeScalar(byte)) }
        let digits = String(byte, radix: 16, uppercase: true)
        return "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
}
