import CanonicalJSON
import Cooperation
import TransparencyLog

extension Node {
    /// How many events of one request are looked at for its receipt.
    private static let requestEventsMax = 10_000

    /// The receipt of a request, or of one item of it: its events as far as they are shown, their places in the log, and the
    /// checkpoint that covers them.
    ///
    /// On a platform's own node the receipts of an authority, and those for the public, which reach authorities too, are made
    /// of a checkpoint that is at least a day old, so that they do not tell how much the platform does. The receipt of a
    /// request that an exchange keeps is fetched there; whether the person may be shown theirs is asked here before, where
    /// the addressee keeps what it found.
    ///
    /// - Parameters:
    ///   - id: the request.
    ///   - item: one item, by its number; needed for the person concerned, and where there are many.
    ///   - view: for whom it is made.
    ///   - pinned: the checkpoint that it is to be made of; `nil` for the last one.
    ///   - caller: who asks: the authority, or the addressee also for the person and the public.
    /// - Returns: the file, byte for byte.
    /// - Throws: `Refusal`: `not-found`, `item-needed`, `silence-lasts`, `not-yet-logged`, `kept-elsewhere`, and what the
    ///   exchange refuses; `ExchangeFailure`; `StoreError`.
    package func requestReceipt(
        of id: ID<Request>,
        item: Int?,
        view: RequestReceiptView,
        pinned: PinnedCheckpoint? = nil,
        for caller: Caller
    ) async throws -> [UInt8] {
        let now = clock()
        let choice = RequestReceiptChoice(view, item: item, pinned: pinned)
        let exchange = try await store.read { reading -> Exchange? in
            let request = try reading.request(id, for: caller)
            let assessment = try reading.load(Assessment.self, ID<Assessment>(id.identifier))
            try request.requireReceipt(view, item: item, assessment, for: caller, now: now)
            guard let origin = request.origin else { return nil }
            guard view == .authority || caller.organisation.kind != .authority else {
                throw Refusal(
                    .conflict,
                    "kept-elsewhere",
                    "This request is kept by an exchange, which makes this receipt; ask there."
                )
            }
            return try reading.load(Exchange.self, origin.exchange)
        }
        if let exchange { return try await fetchedReceipt(of: id, choice, from: exchange) }
        let isDelayed = !identity.isExchange && (caller.organisation.kind == .authority || view == .public)
        return try await ownReceipt(of: id, choice, before: isDelayed ? now - .days(1) : now)
    }

    /// The receipt of a request that is kept here.
    ///
    /// - Parameters:
    ///   - id: the request.
    ///   - choice: which receipt.
    ///   - youngest: before which its checkpoint must have been signed.
    /// - Returns: the file, byte for byte.
    /// - Throws: `Refusal`: `not-found`, `item-needed`, `not-yet-logged`; `StoreError`.
    func ownReceipt(
        of id: ID<Request>,
        _ choice: RequestReceiptChoice,
        before youngest: Timestamp
    ) async throws -> [UInt8] {
        let (signer, settled) = (log.verifierKey, settledCheckpoint)
        let (view, item, pinned) = (choice.view, choice.item, choice.pinned)
        return try await store.read { reading in
            let reading = RememberedReading(reading)
            let request = try reading.existingRequest(id)
            let events = try reading.events(EventQuery(subject: id.identifier, limit: Self.requestEventsMax))
                .toldInReceipt(of: item)
            let known =
                try pinned.map { try reading.checkpoint($0, before: youngest) }
                ?? reading.latestCheckpoint(before: youngest, settled: settled)
            let told = events.filter { event in pinned == nil || known.map { event.position < $0.size } ?? true }
            guard told.count <= ReceiptLimits.eventsMax else {
                throw Refusal(
                    .invalid,
                    "item-needed",
                    "This request has many items; ask for the receipt of one of them by its number."
                )
            }
            guard let checkpoint = known, let first = told.first, first.position < checkpoint.size,
                view == .authority || told.allSatisfy({ $0.position < checkpoint.size })
            else {
                throw Refusal(
                    .conflict,
                    "not-yet-logged",
                    "No checkpoint covers this request yet; ask again after the next one is signed."
                )
            }
            let covered = told.filter { $0.position < checkpoint.size }
            let asker = request.authority
            try reading.remember(recordsAt: covered.map(\.position))
            let proved = try covered.map { event in
                guard let record = try reading.record(at: event.position) else {
                    throw StoreError(.damaged, "Event \(event.position) is missing; run 'perisai log verify'.")
                }
                // Which of the addressee's people answered is no business of the authority (design rule 14).
                let hidesPerson = view == .authority && (asker.map(event.namesPersonOfAnother) ?? false)
                return ReceiptEvent(
                    index: event.position,
                    event: try record.commitment().disclosed { name in
                        view.shows(name, of: event) && !(hidesPerson && name.text == "actor")
                    },
                    path: try reading.inclusionProof(of: event.position, size: checkpoint.size).path
                )
            }
            return try checkpoint.receipt(of: proved, signer: signer)
        }
    }
}

extension Request {
    fileprivate func requireReceipt(
        _ view: RequestReceiptView,
        item: Int?,
        _ assessment: Assessment?,
        for caller: Caller,
        now: Timestamp
    ) throws(Refusal) {
        let isAuthority = caller.organisation.kind == .authority
        guard view != .authority || isAuthority, view == .authority || view == .public || !isAuthority else {
            throw Refusal(.notFound, "not-found", "There is no such receipt.")
        }
        if let item {
            guard items.indices.contains(item - 1) else {
                throw Refusal(.notFound, "not-found", "There is no such item.", pointer: "/item")
            }
        }
        guard view == .person else { return }
        guard item != nil else {
            throw Refusal(
                .invalid,
                "item-needed",
                "The person concerned is shown their own item; name it by its number."
            )
        }
        // What nobody asked for binds nobody to silence.
        guard personToldAt == nil, foundForgedAt == nil, assessment?.foundForgedAt == nil else { return }
        // The addressee's own node asked before, of what it found, which nobody else knows.
        if caller.isNode, caller.organisation.kind != .authority { return }
        // What the addressee found of the law counts, and not what the authority would like; without a finding, its word.
        let longest = (receivedAt ?? now) + .days(Int64(InstrumentTerms.silenceDaysDefault))
        let until = (assessment?.proportionality.map(\.silenceEndsAt) ?? filing.silentUntil).map { min($0, longest) }
        if let until, now < until {
            throw Refusal(.conflict, "silence-lasts", "By law the person is not told before \(until).")
        }
    }
}

extension JournalEvent {
    /// Whether any receipt of a request tells of it.
    ///
    /// That somebody looked is no act on the request, and may happen often; that it is forged is not told to whoever holds the
    /// authority's keys.
    fileprivate var isInReceipts: Bool {
        let withheld = [
            RequestGuestInvited.type, RequestItemLookedAt.type, RequestFoundForged.type, RequestForgeryTakenBack.type,
        ]
        return type.hasPrefix(Request.name + ".") && !withheld.contains(type)
    }
}

extension [JournalEvent] {
    /// Those of a request's events, given in order, that belong to the receipt of an item, or of the whole request.
    ///
    /// Whether one does depends on those before it alone, so that a receipt of an old checkpoint stays what it was.
    fileprivate func toldInReceipt(of item: Int?) throws(ReplayError) -> [JournalEvent] {
        var told: [JournalEvent] = []
        var isCompliedWith = false
        for event in self where event.isInReceipts {
            if let item {
                if let number = event.facts["number"]?.integerValue, number != Int64(item) { continue }
                if event.type == RequestItemAnswered.type {
                    isCompliedWith = try event.payload(RequestItemAnswered.self).outcome.isCompliance
                }
                // Data are handed over about what was complied with by then, and about nothing else.
                if event.type == RequestDisclosed.type, !isCompliedWith { continue }
            }
            told.append(event)
        }
        return told
    }
}
