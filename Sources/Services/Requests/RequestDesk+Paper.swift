import Cooperation

extension RequestDesk {
    /// How many registers are looked at for a code.
    fileprivate static let registersMax = 100

    /// Records a request that came on paper, and opens what people work on.
    ///
    /// One in the name of a suspended member, also where nobody chose that member, or that no signature would let in, is
    /// recorded, refused and counted; an emergency of one that only the quality of its requests suspended is heard, as it is
    /// where it is signed, and so is one that merely bears a name.
    func record(
        _ paper: PaperRequest,
        from authority: ID<Organisation>?,
        in transaction: any StoreTransaction,
        by caller: Caller
    ) throws -> ID<Request> {
        let now = transaction.now
        try paper.requireComplete(now: now)
        let office = try paperOffice(of: paper, from: authority, in: transaction)
        let chosen = try (authority ?? office?.authority).map { id in
            guard let member = try transaction.load(Organisation.self, id), member.kind == .authority else {
                throw Refusal(
                    .invalid,
                    "authority-unknown",
                    "There is no such authority among the members; leave it out and write its name.",
                    pointer: "/authority"
                )
            }
            return member
        }
        // Whoever records it lifts no suspension by leaving the member out.
        let member =
            try chosen
            ?? barredAuthority(named: paper.authorityName, in: paper.country, asking: paper.kind, transaction)
        let id: ID<Request> = transaction.newID()
        let instruments = try paperInstruments(paper.instrument, of: member, in: transaction)
        let asking = PaperAsking(
            paper: paper,
            instruments: instruments,
            office: office,
            member: member,
            party: chosen == nil ? paperKey(of: paper) : nil,
            itemKeys: paper.items.map { secrets.itemKey(of: ItemAddress($0.address).text) }
        )
        var (turnedAway, renews): (String?, ID<Request>?) = (nil, nil)
        var (due, wait): (Timestamp?, Timestamp?) = (nil, nil)
        do {
            renews = try requireAskable(asking, in: transaction)
        } catch let refusal as Refusal {
            turnedAway = refusal.code
        }
        if turnedAway == nil, paper.kind != .weakenEncryption {
            try paper.requireSilence(instruments)
            let zone = office.flatMap { ZoneName($0.zone) } ?? paper.zone ?? .utc
            func start(_ codes: [String?], _ kind: Clock.SubjectKind) throws -> Timestamp? {
                let named = codes.compactMap(\.self)
                return try startPaperClock(named, kind, paper, id, in: zone, in: transaction, by: caller.author)
            }
            if try hasToWait(asking, in: transaction) {
                wait = try start(instruments.map(\.terms.firstContactClock), .firstContact)
            }
            // Where the register has no row for the wait, nothing would ever end it.
            if wait == nil { due = try start(instruments.map(\.terms.clock), .request) }
        }
        let filing = RequestFiling(
            // That it bears a member's name makes it nobody's own: the member would read it.
            facts: RequestFiled(paper: paper, addressee: organisation, authority: chosen?.id, renews: renews),
            items: paper.items,
            itemKeys: asking.itemKeys,
            sealed: [
                "authorityName": paper.authorityName, "authorityContact": paper.authorityContact,
                "supervisorName": paper.supervisorName, "reference": paper.reference,
                SealedKey.partyKey.rawValue: asking.party,
            ],
            turnedAwayFor: turnedAway,
            dueAt: due,
            receivedAt: min(paper.receivedAt, now),
            waitsUntil: wait
        )
        for act in try Request.decide(nil, .file(filing), id: id, now: now) {
            try transaction.append(act, by: caller.author)
        }
        guard turnedAway == nil else { return id }
        try openAssessment(of: try transaction.existingRequest(id), in: transaction)
        return id
    }

    /// The office that a paper comes from; `nil` where none is named.
    ///
    /// - Throws: `Refusal` `office-unknown`, `zone-invalid`; `StoreError`.
    private func paperOffice(
        of paper: PaperRequest,
        from authority: ID<Organisation>?,
        in transaction: any StoreTransaction
    ) throws -> Office? {
        if let zone = paper.zone, calendar.secondsAhead(in: zone, at: transaction.now) == nil {
            throw Office.zoneInvalid
        }
        guard let id = paper.office else { return nil }
        guard let office = try transaction.load(Office.self, id), office.revokedAt == nil,
            authority == nil || authority == office.authority
        else {
            throw Refusal(
                .invalid,
                "office-unknown",
                "The register has no such office of this authority; leave it out.",
                pointer: "/office"
            )
        }
        return office
    }

    private func startPaperClock(
        _ codes: [String],
        _ kind: Clock.SubjectKind,
        _ paper: PaperRequest,
        _ id: ID<Request>,
        in zone: ZoneName,
        in transaction: any StoreTransaction,
        by author: Author
    ) throws -> Timestamp? {
        let startedAt = min(paper.receivedAt, transaction.now)
        guard let code = try earliest(of: codes, from: startedAt, in: zone, in: transaction) else { return nil }
        return try transaction.startClock(
            code,
            ClockStart(
                about: id.identifier,
                kind,
                owner: organisation,
                startedAt: startedAt,
                authorityZone: zone,
                isExercise: paper.isExercise
            ),
            calendar: calendar,
            by: author
        ).deadline
    }

    /// The instrument that a request names, as the register has it from which it is known.
    func instrument(of request: Request, in reading: any StoreReading) throws -> Instrument? {
        guard request.origin == nil, request.filing.channel == .paper else {
            return try reading.instrument(request.filing.instrument, keptBy: request.origin?.exchange)
        }
        let member = try request.authority.flatMap { try reading.load(Organisation.self, $0) }
        return try paperInstrument(request.filing.instrument, of: member, in: reading)
    }

    /// The instruments that a request may name: one, unless the code on a paper stands in several registers.
    func possibleInstruments(of request: Request, in reading: any StoreReading) throws -> [Instrument] {
        guard request.origin == nil, request.filing.channel == .paper else {
            return try instrument(of: request, in: reading).map { [$0] } ?? []
        }
        let member = try request.authority.flatMap { try reading.load(Organisation.self, $0) }
        return try paperInstruments(request.filing.instrument, of: member, in: reading)
    }

    /// The instruments that a paper may name, which names no register: those of this node and of the exchange that has its
    /// authority, if it is not this node's own member, else of all registers that adopted one.
    ///
    /// A copy of this node's own that is laxer than another opens nothing that the other closes.
    private func paperInstruments(
        _ code: String,
        of authority: Organisation?,
        in reading: any StoreReading
    ) throws -> [Instrument] {
        let found = try reading.instruments(code)
        guard let authority else { return found }
        let near = found.filter { $0.origin == nil || $0.origin?.exchange == authority.origin?.exchange }
        return near.isEmpty ? found : near
    }

    /// The instrument in whose form a paper is answered.
    ///
    /// A paper names no register: this node's own counts, else the one that has its authority, else the only one.
    private func paperInstrument(
        _ code: String,
        of authority: Organisation?,
        in reading: any StoreReading
    ) throws -> Instrument? {
        try reading.instrument(code, keptBy: nil)
            ?? (authority?.origin).flatMap { try reading.instrument(code, keptBy: $0.exchange) }
            ?? reading.onlyInstrument(code)
    }
}

extension StoreReading {
    /// The instrument with a code, where one register and no other has adopted it.
    fileprivate func onlyInstrument(_ code: String) throws -> Instrument? {
        let found = try instruments(code)
        return found.count == 1 ? found[0] : nil
    }

    /// The instruments with a code in all registers that adopted one.
    fileprivate func instruments(_ code: String) throws -> [Instrument] {
        let key = LookupKey(scope: Instrument.codeScope, value: code)
        let ids = try lookUp(Instrument.self, key, limit: RequestDesk.registersMax)
        return Array(try load(Instrument.self, ids: ids).values).sorted { $0.id < $1.id }
    }
}
