import CanonicalJSON
import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    /// Answers a request that changes something, and a repeat of it as before.
    ///
    /// What is remembered is written in the transaction of the act. A request that was refused did nothing, and is decided
    /// anew.
    func once(_ given: IncomingRequest, _ caller: Caller, _ handler: Handler) async throws -> OutgoingResponse {
        guard given.method != .get, given.method != .head,
            let word = try IdempotencyKey.read(from: given.headerFields)
        else { return try await handler(given, caller) }
        guard try !given.bringsLines() else { throw Problem.noRepeatsOfLines }
        let place = try repeats.enter(caller.key, word)
        defer { place.keep() }
        let fields = given.headerFields
        let digest = RequestDigest(
            head: [
                given.method.rawValue, given.target, fields[.contentType] ?? "", fields[.actingPerson] ?? "",
            ],
            secrets: node.secrets
        )
        var request = given
        request.bodyObserver = { digest.take($0) }
        if let known = try await node.keptAnswer(of: caller.key, word: word.word) {
            try await request.forEachChunk { _ in }
            return try Self.repeated(known, of: digest)
        }
        let scope = AnswerScope(key: caller.key, word: word.word, digest: digest)
        let observed = request
        let response = try await AnswerScope.$current.withValue(scope) { try await handler(observed, caller) }
        // The act is remembered already; only what was said about it is not.
        if scope.kept == .act, let content = response.kept { try await node.complete(scope, with: content) }
        return response
    }

    private static func repeated(_ known: KeptAnswer, of digest: RequestDigest) throws -> OutgoingResponse {
        guard digest.matches(known.requestDigest) else {
            throw Refusal(
                .invalid,
                "idempotency-key-reused",
                "This Idempotency-Key came with another request before; take a new one for each new request."
            )
        }
        guard let content = known.content else {
            throw Refusal(
                .conflict,
                "answer-not-kept",
                "This was done before, and its answer is not known any more; read what came of it."
            )
        }
        var response = OutgoingResponse.bytes(
            Array(content.body.utf8),
            content.mediaType ?? MediaType.json,
            status: HTTPResponse.Status(code: content.status)
        )
        if content.mediaType == nil { response.headerFields[.contentType] = nil }
        response.headerFields[.location] = content.location
        response.headerFields[.idempotencyReplayed] = "true"
        return response
    }

    /// Answers what an act makes, and keeps the same answer for repeats in the transaction of the act.
    ///
    /// - Parameters:
    ///   - act: does one thing in one transaction that returns the same.
    ///   - render: makes the answer of what the act returns, and reads nothing.
    /// - Returns: the answer.
    /// - Throws: what they throw.
    func answering<Made: Sendable>(
        _ act: () async throws -> Made,
        with render: @escaping @Sendable (Made) throws -> OutgoingResponse
    ) async throws -> OutgoingResponse {
        AnswerScope.current?.prepare { (made: Made) in
            guard let content = try render(made).kept else { throw Problem.internalError }
            return content
        }
        return try render(try await act())
    }

    /// As ``answering(_:with:)`` where the answer shows a person what is written of somebody, which is noted with it.
    ///
    /// - Parameters:
    ///   - subject: what it shows.
    ///   - caller: whom.
    ///   - act: does one thing in one transaction that returns the same.
    ///   - render: makes the answer of what the act returns, and reads nothing.
    /// - Returns: the answer.
    /// - Throws: what they throw; `StoreError`.
    func answering<Made: Sendable>(
        noting subject: Reading.Subject,
        by caller: Caller,
        _ act: () async throws -> Made,
        with render: @escaping @Sendable (Made) throws -> OutgoingResponse
    ) async throws -> OutgoingResponse {
        node.noteWithAnswer(of: subject, by: caller)
        return try await answering({ try await node.noting(subject, by: caller, act) }, with: render)
    }

    /// Keeps for repeats, in place of an answer that holds a secret, what was made and that the secret was shown.
    ///
    /// - Parameters:
    ///   - made: what the act returns.
    ///   - location: where that which was made is, where the answer says so.
    ///   - id: names what was made.
    func keepSecretShown<Made: Sendable>(
        _ made: Made.Type,
        at location: @escaping @Sendable (Made) -> String?,
        id: @escaping @Sendable (Made) -> String
    ) {
        AnswerScope.current?.prepare { (made: Made) in Self.secretShown(id(made), at: location(made)) }
    }

    /// As ``keepSecretShown(_:at:id:)`` for what has a name before it is done, here or at an exchange.
    ///
    /// - Parameters:
    ///   - id: names what was made.
    ///   - answer: does it, and answers with the secret; `secret-already-shown` where an exchange did it before.
    /// - Returns: the answer; that the secret was shown where the exchange says so.
    /// - Throws: what `answer` throws.
    func tellingOnce(id: String, _ answer: () async throws -> OutgoingResponse) async throws -> OutgoingResponse {
        let shown = Self.secretShown(id, at: nil)
        AnswerScope.current?.prepare(always: shown)
        do {
            return try await answer()
        } catch let refusal as Refusal {
            guard refusal == .secretAlreadyShown else { throw refusal }
            return .bytes(Array(shown.body.utf8), MediaType.json)
        }
    }

    private static func secretShown(_ id: String, at location: String?) -> KeptAnswer.Content {
        let body: JSONValue = ["id": .string(id), "code": "secret-already-shown"]
        return KeptAnswer.Content(
            status: location == nil ? HTTPResponse.Status.ok.code : HTTPResponse.Status.created.code,
            location: location,
            mediaType: MediaType.json,
            body: body.canonicalString
        )
    }

    /// Refuses a word for repeats where nobody is known by a key.
    func refuseIdempotencyKey(_ request: IncomingRequest) throws(Problem) {
        guard request.headerFields[.idempotencyKey] == nil else { throw .noRepeatsWithoutKey }
    }
}

extension OutgoingResponse {
    /// The answer as it is kept; `nil` for one that is not text.
    fileprivate var kept: KeptAnswer.Content? {
        guard case .bytes(let bytes) = body, let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return KeptAnswer.Content(
            status: status.code,
            location: headerFields[.location],
            mediaType: headerFields[.contentType],
            body: text
        )
    }
}

extension Problem {
    fileprivate static let noRepeatsOfLines = notTaken(
        "A body of one object a line takes no Idempotency-Key. Send its lines again: what is known is told as such."
    )
    fileprivate static let noRepeatsWithoutKey = notTaken(
        "Without a key of this node no Idempotency-Key is taken. Send the same again: it is known by what stands in it."
    )

    private static func notTaken(_ detail: String) -> Problem {
        Problem(
            "idempotency-key-not-taken",
            status: .badRequest,
            title: "No Idempotency-Key is taken here",
            detail: detail
        )
    }
}
