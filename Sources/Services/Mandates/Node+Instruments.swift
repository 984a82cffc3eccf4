import Cooperation

extension Node {
    /// What a list of instruments is narrowed to.
    package struct InstrumentFilter: Sendable, Hashable {
        package var state: Instrument.State?
        package var country: String?
        package var kind: RequestKind?

        package init(state: Instrument.State? = nil, country: String? = nil, kind: RequestKind? = nil) {
            self.state = state
            self.country = country
            self.kind = kind
        }

        fileprivate var conditions: [AggregateQuery<Instrument>.Condition] {
            var conditions: [AggregateQuery<Instrument>.Condition] = []
            if let state { conditions.append(.equals(.state, .text(state.rawValue))) }
            if let country { conditions.append(.equals(.country, .text(country))) }
            if let kind { conditions.append(.equals(.kind, .text(kind.rawValue))) }
            return conditions
        }
    }

    /// Instruments in order of id.
    package func instruments(
        _ filter: InstrumentFilter = InstrumentFilter(),
        after: ID<Instrument>? = nil,
        limit: Int
    ) async throws -> (instruments: [InstrumentView], next: ID<Instrument>?) {
        try await store.read { reading in
            let page = try reading.find(
                AggregateQuery<Instrument>(
                    filter.conditions,
                    after: after.map { .init(value: nil, id: $0) },
                    limit: limit
                )
            )
            return (try reading.views(page), page.count == limit ? page.last?.id : nil)
        }
    }

    /// One instrument.
    package func instrument(_ id: ID<Instrument>) async throws -> InstrumentView {
        try await store.read { try $0.view(id) }
    }

    /// Writes an instrument down.
    package func proposeInstrument(
        _ terms: InstrumentTerms,
        _ texts: InstrumentTexts,
        by caller: Caller
    ) async throws -> InstrumentView {
        try await store.write { transaction in
            let id: ID<Instrument> = transaction.newID()
            let isGiven = caller.person == nil
            try transaction.command(.propose(terms, texts, isGiven: isGiven), on: id, by: caller.author)
            return try transaction.view(id)
        }
    }

    /// Makes an instrument part of the register; the one that had its code before is replaced by it.
    package func adoptInstrument(_ id: ID<Instrument>, by caller: Caller) async throws -> InstrumentView {
        try await store.write { transaction in
            try transaction.adopt(id, by: caller.author)
            return try transaction.view(id)
        }
    }

    /// Notes on which day a lawyer of the country confirmed an instrument.
    package func confirmInstrument(
        _ id: ID<Instrument>,
        day: String,
        confirmation: String,
        by caller: Caller
    ) async throws -> InstrumentView {
        try await store.write { transaction in
            try transaction.command(.confirm(day: day, confirmation: confirmation), on: id, by: caller.author)
            return try transaction.view(id)
        }
    }

    /// Retires an instrument.
    package func retireInstrument(
        _ id: ID<Instrument>,
        reason: String,
        by caller: Caller
    ) async throws -> InstrumentView {
        try await store.write { transaction in
            try transaction.command(.retire(reason: reason), on: id, by: caller.author)
            return try transaction.view(id)
        }
    }
}

extension StoreTransaction {
    func command(_ command: InstrumentCommand, on id: ID<Instrument>, by author: Author) throws {
        let state = try load(Instrument.self, id)
        for act in try Instrument.decide(state, command, id: id) { try append(act, by: author) }
    }

    func adopt(_ id: ID<Instrument>, by author: Author) throws {
        let known = try load(Instrument.self, id)
        let earlier = try known.flatMap { try instrument($0.terms.code, keptBy: nil) }
        try command(.adopt, on: id, by: author)
        guard let earlier, earlier.id != id, let adopted = try load(Instrument.self, id) else { return }
        try command(.replace(by: adopted), on: earlier.id, by: author)
    }
}

extension StoreReading {
    fileprivate func view(_ id: ID<Instrument>) throws -> InstrumentView {
        guard let instrument = try load(Instrument.self, id), let view = try views([instrument]).first else {
            throw Refusal(.notFound, "not-found", "There is no such instrument.")
        }
        return view
    }
}
