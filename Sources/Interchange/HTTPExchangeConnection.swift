import CanonicalJSON
import Cooperation
import Services
import TransparencyLog

/// The line to an exchange over HTTP.
///
/// Answers are read as strictly as their limits and shapes ask; fields that this version does not know are passed over,
/// since the exchange may be newer.
package struct HTTPExchangeConnection: ExchangeConnection {
    private static let checkpointIntervals: ClosedRange<Int64> = 1...86_400

    private let base: OutgoingAddress
    private let key: OutgoingKey
    private let courier: CheckedCourier

    /// Makes a connection; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - address: where the exchange is, as `https://exchange.example`.
    ///   - key: the key that the exchange gave this node.
    ///   - policy: the rules for all that goes out.
    ///   - limits: how long things may take.
    /// - Throws: `OutgoingSettingError` where the address or the key can't be used.
    package init(
        address: String,
        key: String,
        policy: OutgoingPolicy,
        limits: OutgoingLimits = .standard
    ) throws(OutgoingSettingError) {
        base = try OutgoingAddress(parsing: address, allowing: policy.allowed)
        guard base.query == nil else { throw OutgoingSettingError(.hasQuery) }
        self.key = try OutgoingKey(key)
        courier = CheckedCourier(policy: policy, limits: limits, keepsConnections: true)
    }

    /// Closes the connections; must be called once the exchange is no longer followed.
    ///
    /// - Throws: `OutgoingFailure` where they can't be closed.
    package func shutdown() async throws(OutgoingFailure) {
        try await courier.shutdown()
    }

    package var address: String { base.appending("").text }

    package func introduction() async throws(ExchangeFailure) -> ExchangeIntroduction {
        let body = try await read(base.appending("/status"), bytesMax: ExchangeLimits.introductionBytesMax)
        let decoder = JSONValueDecoder(allowsUnknownFields: true)
        guard let json = try? JSONValue(parsing: body),
            let wire = try? decoder.decode(WireIntroduction.self, from: json),
            Self.checkpointIntervals.contains(wire.log.checkpointInterval.count),
            (try? NoteVerifierKey(parsing: wire.log.verifierKey)) != nil
        else { throw .unreadable("introduction") }
        return ExchangeIntroduction(
            member: wire.organisation,
            verifierKey: wire.log.verifierKey,
            checkpointInterval: wire.log.checkpointInterval
        )
    }

    package func events(cursor: String?, wait: Seconds) async throws(ExchangeFailure) -> ReceivedEvents {
        let wait = min(max(wait, Seconds(0)), Node.eventWaitMax)
        var answer = Result<OutgoingAnswer, OutgoingFailure>.failure(OutgoingFailure(.tooLarge))
        for limit in ExchangeLimits.eventsPerPage {
            answer = await events(cursor: cursor, wait: wait, limit: limit)
            guard case .failure(let failure) = answer, failure.code == .tooLarge else { break }
        }
        if case .success(let answer) = answer, RefusalCode(answer)?.text == "cursor-invalid" {
            throw ExchangeFailure(.cursorRefused, "The exchange does not know the cursor.")
        }
        guard let page = ReceivedEvents(parsing: try Self.body(of: answer)) else { throw .unreadable("page of events") }
        return page
    }

    private func events(
        cursor: String?,
        wait: Seconds,
        limit: Int
    ) async -> Result<OutgoingAnswer, OutgoingFailure> {
        var query = [(name: "limit", value: String(limit)), (name: "wait", value: String(wait.count))]
        if let cursor { query.append((name: "cursor", value: cursor)) }
        return await send(
            .get,
            base.appending("/v1/events", query: query),
            bytesMax: ExchangeLimits.eventsBytesMax,
            wait: .seconds(wait.count)
        )
    }

    package func checkpoint() async throws(ExchangeFailure) -> [UInt8]? {
        let answer = await send(.get, base.appending("/checkpoint"), bytesMax: ExchangeLimits.checkpointBytesMax)
        if case .success(let answer) = answer, answer.status == 404 { return nil }
        return try Self.body(of: answer)
    }

    package func tile(_ tile: Tile) async throws(ExchangeFailure) -> HashTile {
        let body = try await read(base.appending(tile.path), bytesMax: ExchangeLimits.tileBytesMax)
        guard let tile = HashTile(bytes: body, tile: tile) else { throw .unreadable("tile") }
        return tile
    }

    package func deliver(_ dispatch: Dispatch, text: String?) async throws(ExchangeFailure) -> DeliveryAnswer {
        let wire = WireDispatch(dispatch, text: text)
        let person = wire.namesPerson ? dispatch.person : nil
        let answer = await post(wire.body, to: wire.path, for: person, withKey: !wire.isSigned)
        if case .success(let answer) = answer, let code = RefusalCode(answer, isSigned: wire.isSigned) {
            return .refused(code: code.text)
        }
        let body = try Self.body(of: answer)
        guard wire.isSigned else { return .taken }
        // What is turned away at the door was recorded there, and asked of nobody.
        let subject = dispatch.message.subject.description
        guard let filed = try? JSONValue(parsing: body), filed["id"]?.stringValue == subject else {
            throw .unreadable("answer to a request")
        }
        return filed["turnedAwayFor"]?.stringValue.flatMap(RefusalCode.init(word:)).map { .refused(code: $0.text) }
            ?? .taken
    }

    package func view(_ signal: ID<Signal>, for person: ID<Person>) async throws -> String {
        let body = try Self.bodyUnlessRefused(await post(nil, to: "/v1/signals/\(signal)/viewing", for: person))
        let answer = try? JSONValue(parsing: body)
        try Self.requireTold(answer)
        // The exchange passes on what another member wrote; only an address that could have been proposed is passed on here.
        guard let text = answer?["link"]?.stringValue,
            let link = try? ViewingLink(address: text, expiresAt: Timestamp(microseconds: 0))
        else { throw ExchangeFailure.unreadable("link") }
        return link.address
    }

    package func receipt(of request: ID<Request>, _ choice: RequestReceiptChoice) async throws -> [UInt8] {
        let path = "/v1/requests/\(request)/" + (choice.view == .authority ? "receipt" : "carried-receipt")
        var query: [(name: String, value: String)] = []
        // Each of the two has its own view without a word, as exchanges of an earlier version know it alone.
        if choice.view == .person || choice.view == .public { query.append(("view", choice.view.rawValue)) }
        if let item = choice.item { query.append(("item", String(item))) }
        if let pinned = choice.pinned {
            query.append(("size", String(pinned.size)))
            if pinned.isCosigned { query.append(("cosigned", "true")) }
        }
        return try Self.bodyUnlessRefused(
            await send(.get, base.appending(path, query: query), bytesMax: ExchangeLimits.receiptBytesMax)
        )
    }

    package func look(at item: Int, of request: ID<Request>) async throws -> Int? {
        let path = "/v1/requests/\(request)/items/\(item)/carried-look"
        let body = try Self.bodyUnlessRefused(await post(nil, to: path, for: nil, withKey: true))
        guard let standing = try? JSONValue(parsing: body), standing["request"]?.stringValue == request.description,
            standing["number"]?.integerValue == Int64(item)
        else { throw ExchangeFailure.unreadable("answer about an item") }
        guard let status = standing["status"]?.integerValue else { return nil }
        guard (100...599).contains(status) else { throw ExchangeFailure.unreadable("answer about an item") }
        return Int(status)
    }

    package func inviteGuest(to request: ID<Request>, lasting: Seconds?) async throws -> GuestLink {
        let days = lasting.map { JSONValue.integer(max(1, $0.count / 86_400)) }
        let path = "/v1/requests/\(request)/carried-link"
        let asked = JSONValue.object(days.map { ["days": $0] } ?? [:])
        let body = try Self.bodyUnlessRefused(await post(asked, to: path, for: nil, withKey: true))
        let link = try? JSONValue(parsing: body)
        try Self.requireTold(link)
        guard let link, let secret = link["secret"]?.stringValue, secret.utf8.count == 64,
            secret.utf8.allSatisfy(Self.isHexadecimal)
        else { throw ExchangeFailure.unreadable("link") }
        let expiresAt = link["expiresAt"]?.stringValue.flatMap(Timestamp.init(_:))
        return GuestLink(secret: secret, address: address, expiresAt: expiresAt)
    }

    /// Fails where the exchange did this before, for the same word, and told its secret then.
    private static func requireTold(_ answer: JSONValue?) throws(Refusal) {
        guard answer?["code"]?.stringValue != Refusal.secretAlreadyShown.code else { throw .secretAlreadyShown }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    package func confirmOpinion(of signal: ID<Signal>, by person: ID<Person>) async throws {
        _ = try Self.bodyUnlessRefused(
            await post(["confirm": true], to: "/v1/signals/\(signal)/opinions", for: person)
        )
    }

    /// Hands something over in the name of a person of this node; without one, in the node's, or with no key in nobody's.
    ///
    /// What is done for a request that brought a word for its repeats brings a word of its own.
    private func post(
        _ body: JSONValue?,
        to path: String,
        for person: ID<Person>?,
        withKey: Bool = true
    ) async -> Result<OutgoingAnswer, OutgoingFailure> {
        var fields = person.map { [(name: "Perisai-Acting-Person", value: $0.description)] } ?? []
        if withKey, let word = AnswerScope.current?.carriedWord { fields.append(("Idempotency-Key", word)) }
        return await send(
            .post(mediaType: "application/json", body: body?.canonicalBytes ?? []),
            base.appending(path),
            withKey: withKey,
            fields: fields,
            bytesMax: ExchangeLimits.deliveryBytesMax
        )
    }

    private static func bodyUnlessRefused(_ answer: Result<OutgoingAnswer, OutgoingFailure>) throws -> [UInt8] {
        if case .success(let answer) = answer, let refusal = Refusal(answer) { throw refusal }
        return try body(of: answer)
    }

    private func read(_ address: OutgoingAddress, bytesMax: Int) async throws(ExchangeFailure) -> [UInt8] {
        try Self.body(of: await send(.get, address, bytesMax: bytesMax))
    }

    private func send(
        _ method: OutgoingRequest.Method,
        _ address: OutgoingAddress,
        withKey: Bool = true,
        fields: [(name: String, value: String)] = [],
        bytesMax: Int,
        wait: Duration = .zero
    ) async -> Result<OutgoingAnswer, OutgoingFailure> {
        let request = OutgoingRequest(
            method,
            address,
            key: withKey ? key : nil,
            fields: fields,
            answerBytesMax: bytesMax,
            wait: wait
        )
        do throws(OutgoingFailure) { return .success(try await courier.send(request)) } catch { return .failure(error) }
    }

    private static func body(
        of answer: Result<OutgoingAnswer, OutgoingFailure>
    ) throws(ExchangeFailure) -> [UInt8] {
        switch answer {
        case .failure(let failure): throw ExchangeFailure(failure)
        case .success(let answer):
            guard answer.isSuccess else { throw ExchangeFailure(answer) }
            return answer.body
        }
    }
}
