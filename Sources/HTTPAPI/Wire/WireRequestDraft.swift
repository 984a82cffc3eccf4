import CanonicalJSON
import Cooperation
import Services
import Statements

/// A draft of requests as it is answered.
struct WireRequestDraft: Encodable {
    /// What this authority asked before about one of the items.
    struct Earlier: Encodable {
        struct Asked: Encodable {
            let request: ID<Request>
            let receivedAt: Timestamp?
        }

        let address: String
        let requests: [Asked]
    }

    /// What became of one request that went out to an exchange.
    struct Filing: Encodable {
        let request: ID<Request>
        let state: Dispatch.State
        /// Why the exchange refused it; absent where it did not.
        let code: String?
    }

    let id: ID<RequestDraft>
    let state: RequestDraft.State
    let kind: RequestKind
    let instrument: String
    let office: ID<Office>
    let officer: ID<Officer>
    let supervisor: ID<Officer>?
    let needsCoSignature: Bool
    let isExercise: Bool
    let writtenAt: Timestamp
    let items: Int
    let requests: [ID<Request>]
    let addressees: [Addressee]
    /// The exact canonical texts that are signed, one for each addressee; absent in a list.
    let documents: [String]?
    /// Absent in a list.
    let earlier: [Earlier]?
    /// What the officer signed; absent before, and in a list.
    let signed: [JSONValue]?
    /// In the order of the requests; absent in a list, and where requests are filed on this node.
    let filings: [Filing]?

    init(
        _ draft: RequestDraft,
        documents: [String]? = nil,
        earlier: [Earlier]? = nil,
        signed: [JSONValue]? = nil,
        filings: [Filing]? = nil
    ) {
        id = draft.id
        state = draft.state
        kind = draft.writing.kind
        instrument = draft.writing.instrument
        office = draft.writing.office
        officer = draft.writing.officer
        supervisor = draft.supervisor
        needsCoSignature = draft.writing.needsCoSignature
        isExercise = draft.writing.isExercise
        writtenAt = draft.writtenAt
        items = draft.writing.items
        requests = draft.writing.requests
        addressees = draft.writing.addressees
        self.documents = documents
        self.earlier = earlier
        self.signed = signed
        self.filings = filings
    }

    init(_ view: RequestDraftView, signed: [SignedStatement]) throws {
        self.init(
            view.draft,
            documents: view.documents.map(\.text),
            earlier: view.earlier.sorted { $0.key < $1.key }.map { address, requests in
                Earlier(
                    address: address,
                    requests: requests.map { Earlier.Asked(request: $0.request, receivedAt: $0.receivedAt) }
                )
            },
            signed: signed.isEmpty ? nil : try signed.map { try JSONValue(parsing: $0.bytes) },
            filings: view.filings.isEmpty
                ? nil
                : view.draft.writing.requests.compactMap { request in
                    view.filings[request].map { Filing(request: request, state: $0.state, code: $0.code) }
                }
        )
    }
}
