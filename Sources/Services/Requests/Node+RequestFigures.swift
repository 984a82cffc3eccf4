import Cooperation

extension Node {
    /// What is counted of requests over the last 180 days.
    ///
    /// - Parameter only: the authority whose figures alone are wanted.
    /// - Returns: the figures.
    /// - Throws: `StoreError`.
    package func requestFigures(of only: ID<Organisation>? = nil) async throws -> RequestFigures {
        let (now, thresholds) = (clock(), settings.qualityThresholds)
        return try await store.read { try $0.requestFigures(of: only, thresholds, now: now) }
    }

    /// Suspends the authorities whose refused share reached what the members set; asked once an hour.
    ///
    /// - Returns: how many were.
    @discardableResult
    package func suspendByQuality() async throws -> Int {
        let thresholds = settings.qualityThresholds
        guard thresholds.suspendPerMille != nil else { return 0 }
        let author = Author.node(of: identity.organisation)
        return try await store.write { transaction in
            let figures = try transaction.requestFigures(of: nil, thresholds, now: transaction.now)
            var count = 0
            for authority in figures.authorities where authority.consequence == .suspended {
                guard let member = try transaction.load(Organisation.self, authority.id), member.standing.mayAct,
                    member.origin == nil, !member.ownsNode
                else { continue }
                // Members who took it back in knew of what was before.
                if let since = try transaction.takenBack(member.id), since > figures.since {
                    let later = try transaction.requestFigures(
                        of: member.id,
                        thresholds,
                        now: transaction.now,
                        since: since
                    )
                    guard later.authorities.first?.consequence == .suspended else { continue }
                }
                let acts = try Organisation.decide(
                    member,
                    .changeStanding(
                        .suspended,
                        reason: "The share of refused items reached the threshold that the members set."
                    ),
                    id: member.id
                )
                for act in acts { try transaction.append(act, by: author) }
                count += 1
            }
            return count
        }
    }
}

extension StoreReading {
    private static var figuresPageSize: Int { 500 }

    func requestFigures(
        of only: ID<Organisation>?,
        _ thresholds: QualityThresholds,
        now: Timestamp,
        since: Timestamp? = nil
    ) throws -> RequestFigures {
        let since = since ?? now - AuthorityQuality.window
        var qualities: [ID<Organisation>: AuthorityQuality] = [:]
        var all = AuthorityQuality()
        var intelligence: [String: Int] = [:]
        var after: AggregateQuery<Request>.Bookmark?
        var conditions: [AggregateQuery<Request>.Condition] = [.isGreater(.receivedAt, since.microseconds - 1)]
        if let only { conditions.append(.equals(.authority, .text(only.description))) }
        while true {
            let page = try find(
                AggregateQuery<Request>(
                    conditions,
                    order: .descending(.receivedAt),
                    after: after,
                    limit: Self.figuresPageSize
                )
            )
            let offices = try load(Office.self, ids: Array(Set(page.compactMap(\.filing.office))))
            for request in page {
                all.add(request)
                if let authority = request.authority { qualities[authority, default: AuthorityQuality()].add(request) }
                if let office = request.filing.office, offices[office]?.function == .intelligence,
                    let received = request.receivedAt, !request.filing.isExercise
                {
                    intelligence[received.halfYear, default: 0] += 1
                }
            }
            guard page.count == Self.figuresPageSize, let last = page.last else { break }
            after = .init(value: last.value(of: .receivedAt), id: last.id)
        }
        let names = try names(of: Array(qualities.keys))
        return RequestFigures(
            since: since,
            until: now,
            journalSize: try journalSize(),
            authorities: qualities.sorted { $0.key < $1.key }.map { id, quality in
                RequestFigures.Authority(
                    id: id,
                    name: names[id],
                    quality: quality,
                    consequence: thresholds.consequence(of: quality)
                )
            },
            all: all,
            intelligence: intelligence
        )
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
}

extension Timestamp {
    /// The first day of the half-year, as `2026-07-01`.
    fileprivate var halfYear: String {
        let text = description
        let month = Int(text.dropFirst(5).prefix(2)) ?? 1
        return text.prefix(4) + (month <= 6 ? "-01-01" : "-07-01")
    }
}
