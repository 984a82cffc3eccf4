import CanonicalJSON
import Cooperation

extension Node {
    /// How many earlier requests about one item are looked at for the authority's own, newest first.
    static let earlierMax = 100

    /// Writes a request to one addressee or several; nothing leaves the authority before it is signed.
    ///
    /// - Parameters:
    ///   - wording: what the officer wrote.
    ///   - caller: the officer.
    /// - Returns: the draft with the texts to be signed, and what this authority asked before about the same items.
    /// - Throws: `Refusal`: `officer-unknown` where the caller is none, and what documents and mandates refuse;
    ///   `StoreError`.
    package func writeRequests(_ wording: RequestWording, by caller: Caller) async throws -> RequestDraftView {
        let (secrets, randomBytes, desk) = (secrets, randomBytes, requestDesk)
        let person = try caller.requiredPerson()
        return try await store.write { transaction in
            let now = transaction.now
            let mandate = try transaction.mandate(ofPerson: person, at: now)
            let register = mandate.officer.origin?.exchange
            let instrument = try transaction.requiredInstrument(
                wording.instrument,
                for: wording.kind,
                keptBy: register
            )
            let batch: ID<RequestDraft> = transaction.newID()
            let encryptionKey = mandate.officer.goodKeys(.encryption, at: mandate.moment(now)).first?.publicKey
            var documents: [RequestDocument] = []
            for (place, destination) in wording.addressees.enumerated() {
                let document = try transaction.document(
                    wording,
                    for: destination,
                    at: place,
                    mandate,
                    batch: batch,
                    encryptionKey: encryptionKey,
                    nonce: Hexadecimal.encode(randomBytes(16))
                )
                try document.requireComplete()
                if let instrument {
                    try document.requireMandate(instrument, mandate.office)
                    if document.kind == .emergencyDisclosure { try mandate.office.requireSecondVoucher() }
                    // Nobody signs what would then be refused.
                    try desk.requireAskable(document, instrument, in: transaction)
                }
                documents.append(document)
            }
            guard wording.items.allSatisfy({ wording.addressees.indices.contains($0.addressee) }) else {
                throw Refusal(.invalid, "addressees-missing", "Say for each item to whom it goes.", pointer: "/items")
            }
            let facts = RequestDraftWritten(
                kind: wording.kind,
                instrument: wording.instrument,
                office: mandate.office.id,
                officer: mandate.officer.id,
                requests: documents.map(\.id),
                addressees: documents.map(\.addressee),
                items: wording.items.count,
                needsCoSignature: wording.kind != .weakenEncryption
                    && (instrument?.terms.needsCoSignature == true
                        || documents.contains(where: \.reachesBeyondCountry)),
                isExercise: wording.isExercise
            )
            let text = "[" + documents.map(\.text).joined(separator: ",") + "]"
            for act in try RequestDraft.decide(nil, .write(facts, documents: text), id: batch) {
                try transaction.append(act, by: caller.author)
            }
            let draft = try transaction.existingDraft(batch, for: caller)
            return try transaction.view(draft, for: caller, secrets: secrets)
        }
    }

    /// Drafts of the caller's authority, the newest first, without their documents.
    package func requestDrafts(
        _ state: RequestDraft.State? = nil,
        after: AggregateQuery<RequestDraft>.Bookmark? = nil,
        limit: Int,
        for caller: Caller
    ) async throws -> (drafts: [RequestDraft], next: AggregateQuery<RequestDraft>.Bookmark?) {
        var conditions: [AggregateQuery<RequestDraft>.Condition] = [
            .equals(.authority, .text(caller.organisation.id.description))
        ]
        if let state { conditions.append(.equals(.state, .text(state.rawValue))) }
        let query = AggregateQuery<RequestDraft>(
            conditions,
            order: .descending(.writtenAt),
            after: after,
            limit: limit
        )
        let page = try await store.read { try $0.find(query) }
        let last = page.count == limit ? page.last : nil
        return (page, last.map { .init(value: .integer($0.writtenAt.microseconds), id: $0.id) })
    }

    /// What became of the signed statements of drafts that went out to an exchange, by request; empty where they were filed
    /// here.
    package func filings(of drafts: [RequestDraft]) async throws -> [ID<Request>: RequestDraftView.Filing] {
        try await store.read { try $0.filings(of: drafts) }
    }

    /// One draft with its documents; to another authority it does not exist.
    package func requestDraft(_ id: ID<RequestDraft>, for caller: Caller) async throws -> RequestDraftView {
        let secrets = secrets
        return try await store.read { reading in
            try reading.view(try reading.existingDraft(id, for: caller), for: caller, secrets: secrets)
        }
    }

    /// Throws a draft away that was not filed.
    package func discardRequestDraft(
        _ id: ID<RequestDraft>,
        reason: String?,
        by caller: Caller
    ) async throws -> RequestDraft {
        try await store.write { transaction in
            let draft = try transaction.existingDraft(id, for: caller)
            for act in try RequestDraft.decide(draft, .discard(reason: reason), id: id) {
                try transaction.append(act, by: caller.author)
            }
            return try transaction.existingDraft(id, for: caller)
        }
    }
}

extension StoreReading {
    /// The adopted instrument with a code in the register of an exchange, or of this node's own.
    ///
    /// - Throws: `Refusal` `instrument-unknown`.
    func requiredInstrument(_ code: String, keptBy exchange: ID<Exchange>? = nil) throws -> Instrument {
        guard let known = try instrument(code, keptBy: exchange) else {
            throw Refusal(
                .invalid,
                "instrument-unknown",
                "The register has no adopted instrument with this code; choose one of /v1/instruments.",
                pointer: "/instrument"
            )
        }
        return known
    }

    /// A draft of the caller's own authority.
    ///
    /// - Throws: `Refusal` `not-found`.
    func existingDraft(_ id: ID<RequestDraft>, for caller: Caller) throws -> RequestDraft {
        guard let draft = try load(RequestDraft.self, id), draft.authority == caller.organisation.id else {
            throw Refusal(.notFound, "not-found", "There is no such draft.")
        }
        return draft
    }

    /// The documents of a draft; none where they were erased.
    func documents(of draft: RequestDraft) throws -> [RequestDocument] {
        guard let text = try sealedPart("documents", at: draft.writtenAtPosition) else { return [] }
        return try RequestDocument.list(text)
    }

    /// What became of the signed statements of some drafts that went out to an exchange, by request; empty where they were
    /// filed here.
    func filings(of drafts: [RequestDraft]) throws -> [ID<Request>: RequestDraftView.Filing] {
        let requests = drafts.filter { $0.state == .filed }.flatMap(\.writing.requests)
        guard !requests.isEmpty else { return [:] }
        let keys = Set(requests.map { Dispatch.filingKey(of: $0).value })
        let found = try lookUp(Dispatch.self, scope: Dispatch.filingScope, values: keys)
        let dispatches = try load(Dispatch.self, ids: Array(found.values.joined()))
        return Dictionary(
            dispatches.values.map { dispatch in
                let filing = RequestDraftView.Filing(state: dispatch.state, code: dispatch.code)
                return (ID<Request>(dispatch.message.subject), filing)
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    func view(_ draft: RequestDraft, for caller: Caller, secrets: NodeSecrets) throws -> RequestDraftView {
        let documents = try documents(of: draft)
        let members = try ownIDs(of: caller)
        var earlier: [String: [RequestDraftView.Earlier]] = [:]
        let spellings = Set(documents.flatMap(\.items).map { ItemAddress($0.address).text })
        let keys = Dictionary(
            spellings.map { (secrets.itemKey(of: $0), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let found = try subjects(.itemKey, equalToAnyOf: Array(keys.keys), limit: Node.earlierMax)
        let requests = try load(Request.self, ids: Array(Set(found.values.joined())).map { ID<Request>($0) })
        for (key, subjects) in found {
            guard let spelling = keys[key] else { continue }
            let own = subjects.compactMap { requests[ID<Request>($0)] }
                .filter { request in
                    request.authority.map(members.contains) == true && request.filing.batch != draft.id
                        && request.state != .turnedAway
                }
            guard !own.isEmpty else { continue }
            earlier[spelling] = own.map { RequestDraftView.Earlier(request: $0.id, receivedAt: $0.receivedAt) }
                .sorted { $0.request < $1.request }
        }
        return RequestDraftView(
            draft: draft,
            documents: documents,
            earlier: earlier,
            filings: try filings(of: [draft])
        )
    }
}

extension StoreTransaction {
    fileprivate func document(
        _ wording: RequestWording,
        for destination: RequestWording.Destination,
        at place: Int,
        _ mandate: Mandate,
        batch: ID<RequestDraft>,
        encryptionKey: String?,
        nonce: String
    ) throws -> RequestDocument {
        let own = wording.items.enumerated().filter { $0.element.addressee == place }
        let territory = try wording.territory ?? Territory(countries: [mandate.office.country])
        var addressee = Addressee.guest(newIdentifier())
        var name: String?
        switch destination {
        case .member(let id):
            let register = mandate.officer.origin?.exchange
            try requireAddressee(id, keptBy: register, pointer: "/addressees/\(place)")
            addressee = .member(id)
        case .guest(let given): name = given
        }
        return RequestDocument(
            id: newID(),
            batch: batch,
            kind: wording.kind,
            instrument: wording.instrument,
            addressee: addressee,
            addresseeName: name,
            authority: mandate.authority.id,
            office: mandate.office.id,
            officer: mandate.officer.id,
            country: mandate.office.country,
            issuedAt: now,
            nonce: nonce,
            language: wording.language,
            territory: territory,
            territoryReasons: wording.territoryReasons,
            isExercise: wording.isExercise,
            legalBasis: wording.legalBasis,
            offence: wording.offence,
            items: own.enumerated().map { index, item in
                RequestItem(
                    number: index + 1,
                    kind: item.element.kind,
                    address: item.element.address,
                    ground: item.element.ground,
                    reasons: item.element.reasons
                )
            },
            categories: wording.categories.sorted(),
            period: wording.period,
            emergency: wording.emergency,
            firstContact: wording.firstContact,
            stayUp: wording.stayUp,
            silence: wording.silence,
            redress: wording.redress,
            redressBody: wording.redressBody,
            redressDeadline: wording.redressDeadline,
            isCopied: wording.isCopied,
            explanation: wording.explanation,
            encryptionKey: wording.kind.asksData ? encryptionKey : nil,
            attachments: try wording.attachments.compactMap { attachment in
                guard let number = attachment.item else { return attachment }
                guard wording.items.indices.contains(number - 1) else {
                    throw Refusal(
                        .invalid,
                        "attachment-invalid",
                        "There is no item \(number) that this file could show.",
                        pointer: "/attachments"
                    )
                }
                // What shows one platform's item is no business of another's.
                guard let index = own.firstIndex(where: { $0.offset == number - 1 }) else { return nil }
                var moved = attachment
                moved.item = index + 1
                return moved
            }
        )
    }

    /// Fails unless a member can be asked: of the exchange that keeps the officer's register, or of this node.
    ///
    /// - Throws: `Refusal` `addressee-unknown`.
    func requireAddressee(_ id: ID<Organisation>, keptBy exchange: ID<Exchange>? = nil, pointer: String) throws {
        guard let member = try load(Organisation.self, id), member.kind.curatesSignals,
            member.origin?.exchange == exchange,
            member.standing != .suspended, member.standing != .withdrawn, member.standing != .applicant
        else {
            throw Refusal(
                .invalid,
                "addressee-unknown",
                "There is no such platform here to ask; address one that is no member by its name.",
                pointer: pointer
            )
        }
    }
}

extension NodeSecrets {
    /// The keyed hash by which requests about the same item are found.
    ///
    /// - Parameter spelling: the item's one spelling.
    /// - Returns: 64 hexadecimal digits.
    func itemKey(of spelling: String) -> String { pseudonym("request-item", spelling) }
}
