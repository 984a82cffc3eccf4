import Cooperation

extension Node {
    /// What is entered of an office.
    package struct NewOffice: Sendable {
        package let authority: ID<Organisation>
        package let function: OfficeFunction
        package let country: String
        package let zone: String
        /// The codes of the instruments that it may issue.
        package let instruments: [String]
        package let texts: [OfficeText: String]

        package init(
            authority: ID<Organisation>,
            function: OfficeFunction,
            country: String,
            zone: String,
            instruments: [String],
            texts: [OfficeText: String]
        ) {
            self.authority = authority
            self.function = function
            self.country = country
            self.zone = zone
            self.instruments = instruments
            self.texts = texts
        }
    }

    /// What is changed of an office; what is `nil` stays.
    package struct ChangedOffice: Sendable {
        package let function: OfficeFunction?
        package let zone: String?
        /// The codes of all instruments from now on.
        package let instruments: [String]?
        package let texts: [OfficeText: String]

        package init(
            function: OfficeFunction? = nil,
            zone: String? = nil,
            instruments: [String]? = nil,
            texts: [OfficeText: String] = [:]
        ) {
            self.function = function
            self.zone = zone
            self.instruments = instruments
            self.texts = texts
        }
    }

    /// The offices that the register shows the caller, in order of id.
    package func offices(
        of authority: ID<Organisation>? = nil,
        after: ID<Office>? = nil,
        limit: Int,
        for caller: Caller
    ) async throws -> (offices: [OfficeView], next: ID<Office>?) {
        let only = caller.onlyRegister
        guard authority == nil || only == nil || authority == only else { return ([], nil) }
        let shown = only ?? authority
        return try await store.read { reading in
            let page = try reading.find(
                AggregateQuery<Office>(
                    shown.map { [.equals(.authority, .text($0.description))] } ?? [],
                    after: after.map { .init(value: nil, id: $0) },
                    limit: limit
                )
            )
            let visible = try page.filter { try reading.isVisible($0, to: caller) }
            return (try reading.views(visible), page.count == limit ? page.last?.id : nil)
        }
    }

    /// One office; to whom the register does not show it, it does not exist.
    package func office(_ id: ID<Office>, for caller: Caller) async throws -> OfficeView {
        try await store.read { reading in try reading.view(reading.office(id, visibleTo: caller)) }
    }

    /// Enters an office of the caller's own authority, or as the node's operator of any.
    package func enterOffice(_ new: NewOffice, by caller: Caller) async throws -> OfficeView {
        try caller.requireKeeper(of: new.authority)
        _ = try caller.requiredPerson()
        try requireZone(new.zone)
        return try await store.write { transaction in
            guard let authority = try transaction.load(Organisation.self, new.authority) else {
                throw Refusal(.notFound, "not-found", "There is no such organisation.", pointer: "/authority")
            }
            let entry = OfficeEntry(
                authority: authority,
                function: new.function,
                country: new.country,
                zone: new.zone,
                instruments: try transaction.instruments(new.instruments),
                texts: new.texts
            )
            return try transaction.command(.enter(entry), on: transaction.newID(), by: caller)
        }
    }

    /// Changes an office; a change of what was vouched for needs a new vouching.
    package func changeOffice(
        _ id: ID<Office>,
        _ changed: ChangedOffice,
        by caller: Caller
    ) async throws -> OfficeView {
        if let zone = changed.zone { try requireZone(zone) }
        return try await store.write { transaction in
            let office = try transaction.office(id, keptBy: caller)
            let held = try office.instruments.compactMap { try transaction.instrument($0, keptBy: nil) }
            let change = OfficeChange(
                function: changed.function,
                zone: changed.zone,
                instruments: try changed.instruments.map { try transaction.instruments($0) },
                texts: changed.texts
            )
            return try transaction.command(.change(change, held: held), on: id, by: caller)
        }
    }

    /// Says in which place among the offices of its country an office is warned of threats to life, and under which law.
    ///
    /// The vouchings given before end with it; saying again what is said already changes nothing.
    ///
    /// - Parameters:
    ///   - id: the office.
    ///   - order: the place, from 1; `nil` to say nothing of it any more.
    ///   - law: the law under which it is warned.
    ///   - source: where that was read.
    ///   - caller: who keeps the office.
    /// - Returns: the office.
    /// - Throws: `Refusal`: `not-found`, `warning-order-invalid`, `intelligence-not-warned`, `text-missing`,
    ///   `kept-elsewhere`, `office-revoked`; `StoreError`.
    package func setOfficeWarning(
        _ id: ID<Office>,
        order: Int?,
        law: String?,
        source: String?,
        by caller: Caller
    ) async throws -> OfficeView {
        try await store.write { transaction in
            let office = try transaction.office(id, keptBy: caller)
            let held = try transaction.warningWords(of: office)
            let command = OfficeCommand.setWarning(order: order, law: law, source: source, held: held)
            return try transaction.command(command, on: id, by: caller)
        }
    }

    /// Fails unless there is such a zone: in one that there is not, no clock of the office's requests could run.
    private func requireZone(_ zone: String) throws(Refusal) {
        guard let name = ZoneName(zone), calendar.secondsAhead(in: name, at: clock()) != nil else {
            throw Office.zoneInvalid
        }
    }

    /// Vouches for an office.
    package func vouchForOffice(_ id: ID<Office>, how: String, by caller: Caller) async throws -> OfficeView {
        let voucher = try caller.voucher()
        return try await store.write { transaction in
            _ = try transaction.office(id, visibleTo: caller)
            return try transaction.command(.vouch(how: how, by: voucher), on: id, by: caller)
        }
    }

    /// Revokes an office: it and its officers issue nothing any more.
    package func revokeOffice(_ id: ID<Office>, reason: String, by caller: Caller) async throws -> OfficeView {
        try await store.write { transaction in
            _ = try transaction.office(id, keptBy: caller)
            return try transaction.command(.revoke(reason: reason), on: id, by: caller)
        }
    }
}

extension StoreReading {
    /// By which law the register has an office warned, and from which source; `nil` where it says nothing, or that was erased.
    fileprivate func warningWords(of office: Office) throws -> OfficeWarningWords? {
        guard let position = office.warning?.position, let law = try sealedPart("law", at: position),
            let source = try sealedPart("source", at: position)
        else { return nil }
        return OfficeWarningWords(law: law, source: source)
    }

    func office(_ id: ID<Office>, visibleTo caller: Caller) throws -> Office {
        guard let office = try load(Office.self, id), try isVisible(office, to: caller) else {
            throw Refusal(.notFound, "not-found", "There is no such office.")
        }
        return office
    }

    func office(_ id: ID<Office>, keptBy caller: Caller) throws -> Office {
        let office = try office(id, visibleTo: caller)
        try caller.requireKeeper(of: office.authority)
        _ = try caller.requiredPerson()
        return office
    }

    fileprivate func view(_ office: Office) throws -> OfficeView {
        guard let view = try views([office]).first else {
            throw Refusal(.notFound, "not-found", "There is no such office.")
        }
        return view
    }

    fileprivate func instruments(_ codes: [String]) throws -> [Instrument] {
        try codes.map { code in
            guard let instrument = try instrument(code, keptBy: nil) else {
                throw Refusal(
                    .invalid,
                    "instrument-unknown",
                    "Name instruments that are adopted, by their codes.",
                    pointer: "/instruments"
                )
            }
            return instrument
        }
    }
}

extension StoreTransaction {
    fileprivate func command(_ command: OfficeCommand, on id: ID<Office>, by caller: Caller) throws -> OfficeView {
        let state = try load(Office.self, id)
        for act in try Office.decide(state, command, id: id) { try append(act, by: caller.author) }
        return try view(office(id, visibleTo: caller))
    }
}
