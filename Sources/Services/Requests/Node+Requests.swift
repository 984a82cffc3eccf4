import CanonicalJSON
import Cooperation
import Statements
import TransparencyLog

extension Node {
    /// Which requests to list.
    package struct RequestFilter: Sendable, Hashable {
        package var kind: RequestKind?
        package var state: Request.State?
        package var batch: ID<RequestDraft>?
        /// Only those that wait for an answer, by when it is due; else the newest first.
        package var byClock: Bool

        package init(
            kind: RequestKind? = nil,
            state: Request.State? = nil,
            batch: ID<RequestDraft>? = nil,
            byClock: Bool = false
        ) {
            self.kind = kind
            self.state = state
            self.batch = batch
            self.byClock = byClock
        }
    }

    /// Requests that are the caller's: those its authority filed, or those it was asked.
    ///
    /// - Parameters:
    ///   - filter: which ones.
    ///   - after: where the page before ended.
    ///   - limit: how many at most.
    ///   - caller: who reads; already authorised.
    /// - Returns: the page without the items' texts, and where the next one begins.
    /// - Throws: `StoreError`.
    package func requests(
        _ filter: RequestFilter,
        after: AggregateQuery<Request>.Bookmark? = nil,
        limit: Int,
        for caller: Caller
    ) async throws -> (requests: [RequestView], next: AggregateQuery<Request>.Bookmark?) {
        let own = caller.organisation
        return try await store.read { reading in
            let member = own.ownsNode ? try reading.ownIDs(of: own.id) : [own.id]
            var conditions: [AggregateQuery<Request>.Condition] = [
                .isOneOf(own.kind == .authority ? .authority : .addressee, member.map { .text($0.description) })
            ]
            // So that a page is no shorter for those that the caller does not see.
            let kinds = RequestKind.allCases.filter { ($0 == filter.kind ?? $0) && caller.isShown($0) }
            if kinds.count < RequestKind.allCases.count {
                conditions.append(.isOneOf(.kind, kinds.map { .text($0.rawValue) }))
            }
            if let state = filter.state { conditions.append(.equals(.state, .text(state.rawValue))) }
            if let batch = filter.batch { conditions.append(.equals(.batch, .text(batch.description))) }
            if filter.byClock {
                conditions.append(.isOneOf(.state, Request.State.waiting.map { .text($0.rawValue) }))
            }
            let order: AggregateQuery<Request>.Order = filter.byClock ? .ascending(.dueAt) : .descending(.receivedAt)
            let page = try reading.find(
                AggregateQuery<Request>(conditions, order: order, after: after, limit: limit)
            )
            let shown = page.filter { $0.isOpen(to: caller, as: member) }
            let last = page.count == limit ? page.last : nil
            return (
                try reading.views(shown),
                last.map { .init(value: $0.value(of: filter.byClock ? .dueAt : .receivedAt), id: $0.id) }
            )
        }
    }

    /// Whether the instrument of a request has a form, as the register has it from which the request is known.
    package func hasForm(_ form: RequestForm, _ request: Request) async throws -> Bool {
        let desk = requestDesk
        return try await store.read { reading in
            if let one = try desk.instrument(of: request, in: reading) { return one.terms.form == form }
            let possible = try desk.possibleInstruments(of: request, in: reading)
            return !possible.isEmpty && possible.allSatisfy { $0.terms.form == form }
        }
    }

    /// One request with its items; to whoever it does not concern it does not exist.
    package func request(_ id: ID<Request>, for caller: Caller) async throws -> RequestView {
        try await store.read { try $0.view(try $0.request(id, for: caller)) }
    }

    /// A file of encrypted data that were handed over, as its authority and its addressee read it.
    ///
    /// - Parameters:
    ///   - number: its place among those of the request, from 1.
    ///   - id: the request.
    ///   - caller: who reads; already authorised.
    /// - Returns: the encrypted file.
    /// - Throws: `Refusal` `not-found`, also where it was erased or is handed over no more; `StoreError`.
    package func disclosure(_ number: Int, of id: ID<Request>, for caller: Caller) async throws -> [UInt8] {
        try await store.read { reading in
            let request = try reading.request(id, for: caller)
            let disclosures = request.disclosures
            guard disclosures.indices.contains(number - 1) else { throw Request.noSuchFile }
            return try reading.file(of: disclosures[number - 1], of: request)
        }
    }
}

extension StoreReading {
    /// A file of encrypted data that were handed over.
    ///
    /// - Throws: `Refusal` `not-found`, also where it was erased, and where its request was found forged, which is not told to
    ///   whoever forged it; `StoreError`.
    func file(of disclosure: Request.Disclosure, of request: Request) throws -> [UInt8] {
        guard request.foundForgedAt == nil, let text = try sealedPart("file", at: disclosure.position),
            let bytes = Base64.decode(text)
        else { throw Request.noSuchFile }
        return bytes
    }
}

extension Request {
    static let noSuchFile = Refusal(.notFound, "not-found", "There is no such file.")

    /// Whether somebody may read it: the authority that filed it, and the addressee once it was taken.
    ///
    /// Why something is to stay up is for the addressee's counsel alone, to whom its node carries it.
    func isOpen(to caller: Caller, as members: Set<ID<Organisation>>) -> Bool {
        let organisation = caller.organisation
        if organisation.kind == .authority { return authority.map(members.contains) ?? false }
        guard state != .turnedAway, state != .filed, let addressee = filing.addressee.member else { return false }
        guard caller.isShown(filing.kind) || caller.isNode else { return false }
        return members.contains(addressee)
    }
}

extension Caller {
    /// Whether the caller, of whose organisation such a request is asked, is shown those of a kind: why something is to stay
    /// up is for counsel's eyes alone.
    func isShown(_ kind: RequestKind) -> Bool {
        kind != .stayUp || role == .counsel || organisation.kind == .authority
    }
}

extension StoreReading {
    /// Under which ids the node's own organisation is known: here, and as a member of each exchange.
    func ownIDs(of organisation: ID<Organisation>) throws -> Set<ID<Organisation>> {
        let exchanges = try find(AggregateQuery<Exchange>(limit: 100))
        return Set([organisation] + exchanges.map(\.member))
    }

    /// Under which ids a caller's organisation is known: to its own node also as a member of each exchange.
    func ownIDs(of caller: Caller) throws -> Set<ID<Organisation>> {
        caller.organisation.ownsNode ? try ownIDs(of: caller.organisation.id) : [caller.organisation.id]
    }

    /// A request that is there.
    ///
    /// - Throws: `Refusal` `not-found`.
    func existingRequest(_ id: ID<Request>) throws -> Request {
        guard let request = try load(Request.self, id) else {
            throw Refusal(.notFound, "not-found", "There is no such request.")
        }
        return request
    }

    /// A request that concerns the caller.
    ///
    /// - Throws: `Refusal` `not-found`, also where it concerns somebody else.
    func request(_ id: ID<Request>, for caller: Caller) throws -> Request {
        let request = try existingRequest(id)
        guard request.isOpen(to: caller, as: try ownIDs(of: caller)) else {
            throw Refusal(.notFound, "not-found", "There is no such request.")
        }
        return request
    }

    /// Requests as a list tells them, in as many statements however many they are.
    func views(_ requests: [Request]) throws -> [RequestView] {
        let papers = try sealedParts(["authorityName"], at: requests.map(\.filedAtPosition))
        let ids = requests.flatMap { [$0.authority, $0.filing.addressee.member].compactMap(\.self) }
        let names = try names(of: ids)
        return requests.map { request in
            RequestView(
                request: request,
                items: [],
                document: nil,
                signed: nil,
                answer: nil,
                notes: [],
                authorityName: request.authority.flatMap { names[$0] },
                addresseeName: request.filing.addressee.member.flatMap { names[$0] },
                paperAuthority: papers[request.filedAtPosition]?["authorityName"]
            )
        }
    }

    /// One request with the texts of its items, in as many statements however many they are.
    func view(_ request: Request) throws -> RequestView {
        let positions =
            request.items.flatMap { [$0.filedAtPosition, $0.answeredAtPosition].compactMap(\.self) }
            + [request.filedAtPosition, request.answeredAtPosition].compactMap(\.self) + request.notesAtPositions
        let parts = try sealedParts(
            ["address", "reasons", "document", "answer", "note", "authorityName"],
            at: positions
        )
        let names = try names(of: [request.authority, request.filing.addressee.member].compactMap(\.self))
        let filed = parts[request.filedAtPosition] ?? [:]
        // What a newer program signed is shown as far as it is recorded, and checked nowhere but in its signed file.
        let document = filed["document"].flatMap { text -> RequestDocument? in
            guard let statement = try? SignedStatement(parsing: Array(text.utf8)) else { return nil }
            return try? RequestDocument(text: String(decoding: statement.statement.canonicalBytes, as: UTF8.self))
        }
        return RequestView(
            request: request,
            items: request.items.map { item in
                RequestView.Item(
                    item: item,
                    address: parts[item.filedAtPosition]?["address"],
                    reasons: parts[item.filedAtPosition]?["reasons"],
                    answer: item.answeredAtPosition.flatMap { parts[$0]?["reasons"] }
                )
            },
            document: document,
            signed: filed["document"],
            answer: request.answeredAtPosition.flatMap { parts[$0]?["answer"] },
            notes: request.notesAtPositions.compactMap { parts[$0]?["note"] },
            authorityName: request.authority.flatMap { names[$0] },
            addresseeName: request.filing.addressee.member.flatMap { names[$0] } ?? document?.addresseeName,
            paperAuthority: filed["authorityName"],
            ownWords: request.origin == nil ? [] : try ownWords(about: request.id.identifier)
        )
    }
}
