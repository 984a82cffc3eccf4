import Cooperation

/// The rows of the clock registry by which this node does or says something itself.
enum RequestClock {
    /// A temporary measure in one country ends.
    static let measure = "INT_TEMP_GEO"
    /// The formal request after an emergency is due.
    static let formal = "INT_EDR_FORMAL"
    /// The person concerned is told after an emergency.
    static let notice = "INT_EDR_USER_NOTICE"
    /// The person concerned is told of any other answer.
    static let telling = "INT_USER_NOTICE"
    /// What may be removed is kept, where the instrument names no row of its own.
    static let preservation = "INT_PRESERVE"
    /// Something stays up.
    static let stayUp = "INT_STAY_UP"
}

extension RequestDesk {
    /// Until when what follows from an answer to a request lasts, were it given now, and until when its paper is kept.
    func deadlines(of request: Request, in transaction: any StoreTransaction) throws -> AnswerDeadlines {
        let zone = try zone(of: request, in: transaction)
        func deadline(_ code: String) throws -> Timestamp? {
            try ClockCode(code).flatMap {
                try transaction.deadline(by: $0, from: transaction.now, in: zone, calendar: calendar)
            }
        }
        return AnswerDeadlines(
            measureEndsAt: try deadline(RequestClock.measure),
            formalDueAt: try deadline(RequestClock.formal),
            noticeDueAt: try deadline(RequestClock.notice),
            tellingDueAt: try ClockCode(RequestClock.telling).flatMap {
                try transaction.terms(by: $0)?.deadline(from: transaction.now, in: zone, calendar: calendar).moment
            },
            keptUntil: try keptUntil(of: request, from: transaction.now, in: transaction)
        )
    }

    /// Until when what a request concerns is kept, were that confirmed at a moment; `nil` where no rule says so.
    ///
    /// What is kept from when the request was received is kept no longer for being confirmed later.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - moment: when that is confirmed.
    ///   - removed: when what is kept was removed, for the rules that count from then; `nil` for at that moment.
    ///   - reading: what is known by now.
    /// - Returns: until when at the least; `nil` where no rule says so.
    /// - Throws: `Refusal` where no clock can start by a rule; `StoreError`.
    func keptUntil(
        of request: Request,
        from moment: Timestamp,
        removed: Timestamp? = nil,
        in reading: any StoreReading
    ) throws -> Timestamp? {
        if let preservation = try preservation(of: request, from: moment, removed: removed, in: reading) {
            return preservation.until
        }
        return try ClockCode(RequestClock.preservation).flatMap { try reading.terms(by: $0) }
            .map { try endOfKeeping(by: $0, of: request, from: moment, removed: removed, in: reading) }
    }

    /// Until when something is kept by the terms of one rule, were that confirmed at a moment.
    private func endOfKeeping(
        by terms: ClockTerms,
        of request: Request,
        from moment: Timestamp,
        removed: Timestamp?,
        in reading: any StoreReading
    ) throws -> Timestamp {
        let start =
            switch terms.start {
            // The exchange's clock may be ahead of this node's.
            case .received: min(request.receivedAt ?? moment, moment)
            case .disabled: removed ?? moment
            default: moment
            }
        return try terms.deadline(from: start, in: try zone(of: request, in: reading), calendar: calendar).moment
    }

    /// The rule by which it is counted how long what a request concerns is kept, that of its instrument, or the one for all,
    /// and until when that is.
    ///
    /// Of the instruments that a paper may name, the one by which it is kept longest: that is enough for each. Each counts from
    /// where it says.
    private func preservation(
        of request: Request,
        from moment: Timestamp,
        removed: Timestamp? = nil,
        in reading: any StoreReading
    ) throws -> (rule: ClockRule, until: Timestamp)? {
        let exchange = request.origin?.exchange
        func rule(_ own: String?) throws -> ClockRule? {
            for text in [own, RequestClock.preservation] {
                guard let text, let code = ClockCode(text) else { continue }
                if let rule = try reading.clockRule(inForce: code, for: exchange) { return rule }
            }
            return nil
        }
        let named = try possibleInstruments(of: request, in: reading).map(\.terms.preservationClock)
        let rules = try (named.isEmpty ? [nil] : named).compactMap(rule)
        return try rules.map {
            (rule: $0, until: try endOfKeeping(by: $0.terms, of: request, from: moment, removed: removed, in: reading))
        }
        .max { $0.until < $1.until }
    }

    /// The row by which the time is over first, of those that the instruments name which a request may mean.
    ///
    /// Whoever keeps to the earliest is late by none of them, and no clock makes anybody comply.
    ///
    /// - Parameters:
    ///   - codes: the rows.
    ///   - moment: since when the time runs.
    ///   - zone: where the authority counts.
    ///   - exchange: whose registry counts; `nil` for this node's own.
    ///   - reading: what is known by now.
    /// - Returns: the row; `nil` where no rule is in force by any.
    /// - Throws: `Refusal` where no clock can start by a rule; `StoreError`.
    func earliest(
        of codes: [String],
        from moment: Timestamp,
        in zone: ZoneName,
        keptBy exchange: ID<Exchange>? = nil,
        in reading: any StoreReading
    ) throws -> ClockCode? {
        var earliest: (code: ClockCode, end: Timestamp)?
        for code in Set(codes).sorted().compactMap({ ClockCode($0) }) {
            guard let rule = try reading.clockRule(inForce: code, for: exchange) else { continue }
            let end = try rule.terms.deadline(from: moment, in: zone, calendar: calendar).moment
            if earliest.map({ end < $0.end }) ?? true { earliest = (code, end) }
        }
        return earliest?.code
    }

    /// Starts what ends by itself after an answer: one clock of each kind, which is the earliest.
    func startFollowing(
        _ answered: AssessmentAnswered,
        _ request: Request,
        _ assessment: Assessment,
        in transaction: any StoreTransaction,
        by author: Author
    ) throws {
        if answered.measureEndsAt != nil {
            try start(RequestClock.measure, .measure, about: request, assessment, in: transaction, by: author)
        } else if assessment.measure == nil {
            // All that was in it was answered otherwise.
            try end([.measure], of: request, in: transaction, by: author)
        }
        if answered.formalDueAt != nil {
            try start(RequestClock.formal, .disclosure, about: request, assessment, in: transaction, by: author)
        }
    }

    /// Starts a clock about a request for this node's own people, unless one of its kind runs.
    ///
    /// - Parameters:
    ///   - code: by which row.
    ///   - kind: what it is about.
    ///   - request: the request.
    ///   - assessment: what is made of it here; whoever works on it sees to the clock.
    ///   - moment: since when it runs; `nil` for since now.
    ///   - transaction: the transaction.
    ///   - author: who does what starts it.
    /// - Throws: `Refusal` where no clock can start by the rule; `StoreError`.
    func start(
        _ code: String,
        _ kind: Clock.SubjectKind,
        about request: Request,
        _ assessment: Assessment?,
        since moment: Timestamp? = nil,
        in transaction: any StoreTransaction,
        by author: Author
    ) throws {
        guard let code = ClockCode(code), try transaction.clockRule(inForce: code) != nil,
            try transaction.openClocks(about: request, [kind]).isEmpty
        else { return }
        try start(code, kind, about: request, assessment, since: moment, in: transaction, by: author)
    }

    /// Lets counsel be warned before what is kept for a request is kept no longer, and told when that is so.
    ///
    /// What is confirmed anew counts in place of what was confirmed before.
    func startPreservation(
        of request: Request,
        _ assessment: Assessment,
        in transaction: any StoreTransaction,
        by author: Author
    ) throws {
        try end([.preservation], of: request, in: transaction, by: author)
        guard let until = assessment.preservedUntil,
            let rule = try preservation(of: request, from: transaction.now, in: transaction)?.rule
        else { return }
        try start(
            rule.code,
            .preservation,
            about: request,
            assessment,
            until: until,
            keptBy: request.origin?.exchange,
            in: transaction,
            by: author
        )
    }

    /// Lets counsel be told until when somebody else may be asked to look at a request or to decide it anew.
    ///
    /// The window runs from its receipt, also while it binds and whatever is answered.
    func startRedress(of request: Request, in transaction: any StoreTransaction, by author: Author) throws {
        let (exchange, received) = (request.origin?.exchange, request.receivedAt)
        let named = try possibleInstruments(of: request, in: transaction).compactMap(\.terms.redressClock)
        let code = try earliest(
            of: named,
            from: received ?? transaction.now,
            in: try zone(of: request, in: transaction),
            keptBy: exchange,
            in: transaction
        )
        guard let code else { return }
        try start(
            code,
            .redress,
            about: request,
            nil,
            since: received,
            keptBy: exchange,
            in: transaction,
            by: author
        )
    }

    private func start(
        _ code: ClockCode,
        _ kind: Clock.SubjectKind,
        about request: Request,
        _ assessment: Assessment?,
        since moment: Timestamp? = nil,
        until end: Timestamp? = nil,
        keptBy exchange: ID<Exchange>? = nil,
        in transaction: any StoreTransaction,
        by author: Author
    ) throws {
        _ = try transaction.startClock(
            code,
            ClockStart(
                about: request.id.identifier,
                kind,
                owner: organisation,
                assignee: assessment?.assignee,
                // The exchange's clock may be ahead of this node's.
                startedAt: min(moment ?? transaction.now, transaction.now),
                endsAt: end,
                authorityZone: try zone(of: request, in: transaction),
                isExercise: request.filing.isExercise
            ),
            keptBy: exchange,
            calendar: calendar,
            by: author
        )
    }

    /// Ends the clocks of some kinds about a request, because what they are about was done.
    func end(
        _ kinds: Set<Clock.SubjectKind>,
        of request: Request,
        _ ending: Clock.Ending = .answered,
        in transaction: any StoreTransaction,
        by author: Author
    ) throws {
        for clock in try transaction.openClocks(about: request, kinds) {
            try transaction.endClock(clock.id, ending, calendar: calendar, by: author)
        }
    }

    /// Does what follows from clocks about a request whose time is over, before anything else happens to it.
    func settle(_ request: Request, in transaction: any StoreTransaction) throws {
        let clocks = try transaction.openClocks(about: request, [.measure, .disclosure, .firstContact])
        try settle(clocks.filter { $0.deadline <= transaction.now }.map(\.id), in: transaction)
    }

    /// Lets clocks do what the time demands, and does what they state to follow from their end.
    ///
    /// A clock expires once, and what follows is recorded with that: after a restart, or with a machine's clock set back, it
    /// does not happen again.
    func settle(_ ids: [ID<Clock>], in transaction: any StoreTransaction) throws {
        for id in ids {
            guard let clock = try transaction.tickClock(id, calendar: calendar),
                let request = try transaction.load(Request.self, ID<Request>(clock.subject))
            else { continue }
            switch clock.subjectKind {
            case .measure: try endMeasure(of: request, in: transaction)
            case .disclosure:
                try transaction.command(
                    .expire(.agencyFrozen),
                    on: ID(request.id.identifier),
                    by: .node(of: organisation)
                )
            case .firstContact: try endWait(of: request, at: clock.deadline, in: transaction)
            default: break
            }
        }
    }

    /// The zone in which a request's authority counts; UTC where none is known.
    func zone(of request: Request, in transaction: any StoreReading) throws -> ZoneName {
        let office = try request.filing.office.flatMap { try transaction.load(Office.self, $0) }
        return office.flatMap { ZoneName($0.zone) } ?? request.filing.zone ?? .utc
    }

    private func endMeasure(of request: Request, in transaction: any StoreTransaction) throws {
        let (id, author) = (ID<Assessment>(request.id.identifier), Author.node(of: organisation))
        guard let assessment = try transaction.load(Assessment.self, id), let measure = assessment.measure else {
            return
        }
        try transaction.command(.expire(.temporaryMeasureEnds), on: id, by: author)
        // Of what is to be answered anew, the exchange took no answer that could be taken back.
        let answered = Set(assessment.outcomes.filter { $0.outcome == .compliedInCountry }.map(\.number))
        for number in measure.items where answered.contains(number) {
            try say(
                .itemReversed(number: number),
                RequestWordText(note: Self.measureEnded),
                of: request,
                person: nil,
                in: transaction,
                by: author
            )
        }
    }

    /// Lets the time of a first order begin: here, where it lives here, and else this node's own watch of it.
    private func endWait(of request: Request, at moment: Timestamp, in transaction: any StoreTransaction) throws {
        guard request.isWaiting, request.waitsUntil != nil else { return }
        let author = Author.node(of: organisation)
        guard request.origin == nil else {
            return try startOwnClock(of: request, from: moment, in: transaction, by: author)
        }
        var due: Timestamp?
        let zone = try zone(of: request, in: transaction)
        let named = try possibleInstruments(of: request, in: transaction).compactMap(\.terms.clock)
        if let code = try earliest(of: named, from: moment, in: zone, in: transaction) {
            due =
                try transaction.startClock(
                    code,
                    ClockStart(
                        about: request.id.identifier,
                        .request,
                        owner: request.filing.addressee.member ?? organisation,
                        startedAt: moment,
                        authorityZone: zone,
                        isExercise: request.filing.isExercise
                    ),
                    calendar: calendar,
                    by: author
                ).deadline
        }
        _ = try transaction.command(.endWait(dueAt: due), on: request, by: author)
    }

    /// What is said when a measure ended by itself.
    private static let measureEnded = """
        The measure was temporary, and nobody confirmed it before its time was over: it ended by itself and was undone.
        """
}

extension StoreReading {
    /// The clocks of some kinds about a request that somebody waits for.
    func openClocks(about request: Request, _ kinds: Set<Clock.SubjectKind>) throws -> [Clock] {
        try clocks(about: request.id.identifier).filter { kinds.contains($0.subjectKind) && $0.state != .ended }
    }
}
