import Cooperation

/// How good the requests of authorities were, as the members' thresholds look at it.
package struct RequestQuality: Sendable {
    package let all: AuthorityQuality
    package let authorities: [ID<Organisation>: AuthorityQuality]
    /// The same of the last whole months that are over, by whoever asked.
    package let settled: [ID<Organisation>: AuthorityQuality]
    /// What each authority is told itself: with what was found forged, of which whoever has its keys is not to read.
    let toldToThemselves: [ID<Organisation>: AuthorityQuality]
}

extension Node {
    private static let figuresPageSize = 500
    /// How long after it was received the answer to a request still counts in public.
    private static let answerTimeMax = Seconds.days(366)

    /// What is counted of requests in public: reckoned once for each month that is over, and then kept.
    ///
    /// - Throws: `StoreError`.
    package func requestFigures() async throws -> RequestFigures {
        let months = FiguresPeriods.months(endedBefore: clock(), count: RequestFigures.monthsMax)
        if let kept = figures.published(months[0]) { return kept }
        return try await figures.turn.take {
            if let kept = figures.published(months[0]) { return kept }
            let reckoned = try await reckonFigures(months)
            figures.keep(reckoned)
            return reckoned
        }
    }

    /// How good the requests of the last 180 days were.
    ///
    /// - Parameters:
    ///   - only: the authority that is looked at; `nil` for all.
    ///   - moment: at which moment; `nil` for now.
    ///   - since: from when on instead, where what was before is known already.
    /// - Returns: what was counted.
    /// - Throws: `StoreError`.
    package func requestQuality(
        of only: ID<Organisation>? = nil,
        at moment: Timestamp? = nil,
        since: Timestamp? = nil
    ) async throws -> RequestQuality {
        let now = moment ?? clock()
        let from = since ?? now - AuthorityQuality.window
        let months = FiguresPeriods.stretch(endedBefore: now, count: RequestFigures.monthsMax)
        // Both ends are those of months: what leaves the count on its own day would tell of it as well.
        let settledFrom = min(max(since ?? months.lowerBound, months.lowerBound), months.upperBound)
        var all = AuthorityQuality()
        var qualities: [ID<Organisation>: AuthorityQuality] = [:]
        var told: [ID<Organisation>: AuthorityQuality] = [:]
        var settled: [ID<Organisation>: AuthorityQuality] = [:]
        try await eachRequest(since: min(from, settledFrom), of: only) { request in
            guard let received = request.receivedAt else { return }
            if received >= from { all.add(request) }
            guard let authority = request.authority else { return }
            if received >= from {
                qualities[authority, default: AuthorityQuality()].add(request)
                told[authority, default: AuthorityQuality()].add(request, countingForgeries: true)
            }
            guard received >= settledFrom else { return }
            settled[authority, default: AuthorityQuality()].add(request, within: settledFrom..<months.upperBound)
        }
        return RequestQuality(all: all, authorities: qualities, settled: settled, toldToThemselves: told)
    }

    /// Suspends the authorities of whom a share reached what the members set; asked once an hour.
    ///
    /// - Returns: how many were.
    @discardableResult
    package func suspendByQuality() async throws -> Int {
        guard settings.qualityThresholds.has(.suspend) else { return 0 }
        let author = Author.node(of: identity.organisation)
        let found = try await consequences(of: try await requestQuality())
        var bad: [ID<Organisation>] = []
        for id in found.filter({ $0.value == .suspended }).keys.sorted() where try await isStillBad(id) {
            bad.append(id)
        }
        let suspended = bad
        guard !suspended.isEmpty else { return 0 }
        return try await store.write { transaction in
            var count = 0
            for id in suspended {
                guard let member = try transaction.load(Organisation.self, id), member.standing.mayAct,
                    member.origin == nil, !member.ownsNode
                else { continue }
                let acts = try Organisation.decide(
                    member,
                    .changeStanding(
                        .suspended,
                        reason: "The quality of its requests reached the threshold that the members set.",
                        isByQuality: true
                    ),
                    id: member.id
                )
                for act in acts { try transaction.append(act, by: author) }
                count += 1
            }
            return count
        }
    }

    /// Whether an authority is as bad since members took it back in, who knew of what was before.
    private func isStillBad(_ authority: ID<Organisation>) async throws -> Bool {
        guard let since = try await store.read({ try $0.takenBack(authority) }),
            since > clock() - AuthorityQuality.window
        else { return true }
        let later = try await requestQuality(of: authority, since: since)
        return try await consequences(of: later)[authority] == .suspended
    }

    /// How many requests a day the authority of some requests may file.
    ///
    /// Looked at before anything is written, and only where it files more today than a slowed authority may, or did meanwhile.
    func dailyLimit(for requests: [VerifiedRequest], filesLess: Bool = true) async throws -> DailyLimit {
        let thresholds = settings.qualityThresholds
        let real = requests.filter(\.document.isEverThrottled)
        guard thresholds.has(.throttle), let authority = real.first?.document.authority else { return .none }
        let now = clock()
        if filesLess {
            let today = try await store.read { try $0.requestsOfDay(by: authority, now: now) }
            guard today + Int64(real.count) > Int64(thresholds.throttledPerDay) else {
                return .notBelow(thresholds.throttledPerDay)
            }
        }
        if let kept = figures.limit(of: authority, at: now) { return kept.map(DailyLimit.atMost) ?? .none }
        let counted = try await requestQuality(of: authority)
        let (strict, interests) = try await terms(for: counted)
        let perDay = strict.requestsPerDay(
            of: counted.authorities[authority] ?? AuthorityQuality(),
            settled: counted.settled[authority] ?? AuthorityQuality(),
            interests: interests
        )
        figures.keep(perDay, of: authority, at: now)
        return perDay.map(DailyLimit.atMost) ?? .none
    }

    /// What follows for whoever asked something that was counted.
    func consequences(
        of counted: RequestQuality
    ) async throws -> [ID<Organisation>: QualityThresholds.Consequence] {
        let (thresholds, interests) = try await terms(for: counted)
        let asking = Set(counted.authorities.keys).union(counted.settled.keys)
        return asking.reduce(into: [:]) { consequences, id in
            consequences[id] = thresholds.consequence(
                of: counted.authorities[id] ?? AuthorityQuality(),
                settled: counted.settled[id] ?? AuthorityQuality(),
                interests: interests
            )
        }
    }

    /// The members' thresholds, and what the addressees declared.
    private func terms(
        for counted: RequestQuality
    ) async throws -> (QualityThresholds, [ID<Organisation>: Interests]) {
        var thresholds = settings.qualityThresholds
        // A platform that is asked on its own node is the only one asked there.
        if !identity.isExchange { thresholds.addresseesMin = 1 }
        let qualities = Array(counted.authorities.values) + Array(counted.settled.values)
        let addressees = Array(Set(qualities.flatMap(\.tallies.keys)))
        let members = try await store.read { try $0.load(Organisation.self, ids: addressees) }
        return (thresholds, members.compactMapValues(\.interests))
    }

    private func reckonFigures(_ months: [Range<Timestamp>]) async throws -> RequestFigures {
        let (first, last) = (months.last?.lowerBound ?? clock(), months.first?.upperBound ?? clock())
        var counted = months.map { _ in [ID<Organisation>?: AuthorityQuality]() }
        var (uses, papers): ([ID<Office>: [String: Int]], [String: Int]) = ([:], [:])
        var forged = Set(months.map(\.lowerBound.halfYear)).reduce(into: [:]) { $0[$1] = ForgedRequests() }
        let sinceHalfYear = min(first, Timestamp(first.halfYear + "T00:00:00Z") ?? first)
        try await eachRequest(since: first - Self.answerTimeMax) { request in
            for (index, month) in months.enumerated() {
                var one = AuthorityQuality()
                one.add(request, within: month)
                if one != AuthorityQuality() { counted[index][request.authority, default: AuthorityQuality()].add(one) }
            }
            for found in request.forgeries(asOf: last) where !request.filing.isExercise {
                guard (sinceHalfYear..<last).contains(found.foundAt) else { continue }
                forged[found.foundAt.halfYear, default: ForgedRequests()]
                    .add(request, isTakenBack: found.isTakenBack)
            }
            // What is turned away uses no instrument.
            guard let received = request.receivedAt, !request.filing.isExercise, request.state != .turnedAway,
                (sinceHalfYear..<last).contains(received)
            else { return }
            if let office = request.filing.office {
                uses[office, default: [:]][received.halfYear, default: 0] += 1
            } else if request.filing.function == .intelligence {
                papers[received.halfYear, default: 0] += 1
            }
        }
        let offices = Array(uses.keys)
        let members = Array(
            Set(counted.flatMap(\.keys) + forged.values.flatMap(\.byAuthority.keys)).compactMap(\.self)
        )
        let isExchange = identity.isExchange
        let (known, names, size) = try await store.read { reading in
            (
                try reading.load(Office.self, ids: offices), try reading.names(of: members),
                isExchange ? try reading.latestCheckpoint(before: last, settled: last)?.size : nil
            )
        }
        var intelligence = papers
        for (office, halves) in uses where known[office]?.function == .intelligence {
            intelligence.merge(halves) { $0 + $1 }
        }
        return RequestFigures(
            periods: zip(months, counted).map { RequestFigures.Period($0, $1, names: names, isExchange: isExchange) },
            journalSize: size,
            intelligence: intelligence,
            forgeries: forged.sorted { $0.key > $1.key }.map { since, found in
                found.figures(since: since, isOver: since < last.halfYear, names: names)
            }
        )
    }

    /// Looks at requests page by page, newest first, so that no reading of the store lasts.
    private func eachRequest(
        since: Timestamp,
        of only: ID<Organisation>? = nil,
        _ look: (Request) -> Void
    ) async throws {
        var conditions: [AggregateQuery<Request>.Condition] = [.isGreater(.receivedAt, since.microseconds - 1)]
        if let only { conditions.append(.equals(.authority, .text(only.description))) }
        var after: AggregateQuery<Request>.Bookmark?
        while true {
            let query = AggregateQuery<Request>(
                conditions,
                order: .descending(.receivedAt),
                after: after,
                limit: Self.figuresPageSize
            )
            let page = try await store.read { try $0.find(query) }
            for request in page { look(request) }
            guard page.count == Self.figuresPageSize, let last = page.last else { return }
            after = .init(value: last.value(of: .receivedAt), id: last.id)
        }
    }
}

extension StoreReading {
    /// When a member was taken back in after its latest suspension; `nil` for one that never was.
    fileprivate func takenBack(_ id: ID<Organisation>) throws -> Timestamp? {
        let changes = try events(
            EventQuery(
                subject: id.identifier,
                types: [OrganisationStandingChanged.type],
                isNewestFirst: true,
                limit: 100
            )
        )
        var later: Timestamp?
        for change in changes {
            if try change.payload(OrganisationStandingChanged.self).standing == .suspended { return later }
            later = change.time
        }
        return nil
    }

    /// How many requests an authority filed within a day that were taken, but for exercises and emergencies: nothing slows
    /// those down, so they keep no other one out.
    ///
    /// Nor does one that was found forged.
    func requestsOfDay(by authority: ID<Organisation>, now: Timestamp) throws -> Int64 {
        let since = now - .days(1)
        let kinds = RequestKind.allCases.filter { $0 != .emergencyDisclosure }
        let states = Request.State.allCases.filter { $0 != .turnedAway }
        let filed = try count(
            AggregateQuery<Request>([
                .equals(.authority, .text(authority.description)), .isGreater(.receivedAt, since.microseconds),
                .isNull(.isExercise), .isOneOf(.kind, kinds.map { .text($0.rawValue) }),
                .isOneOf(.state, states.map { .text($0.rawValue) }),
            ])
        )
        let forged = try lookUp(Request.self, Request.forgedKey(inNameOf: authority), limit: forgedMax)
        let later = try load(Request.self, ids: forged).values.filter { request in
            request.receivedAt.map { $0 > since } ?? false && !request.filing.isExercise
                && kinds.contains(request.filing.kind)
        }
        return filed - Int64(later.count)
    }

    /// How many requests are looked at that were found forged in one authority's name.
    private var forgedMax: Int { 1000 }
}

extension Timestamp {
    /// The first day of the half-year, as `2026-07-01`.
    fileprivate var halfYear: String {
        let text = description
        let month = Int(text.dropFirst(5).prefix(2)) ?? 1
        return text.prefix(4) + (month <= 6 ? "-01-01" : "-07-01")
    }
}
