import Cooperation

/// Where a page of threat alerts ended.
package typealias ThreatBookmark = AggregateQuery<ThreatAlert>.Bookmark
/// Where a page of delivered threat alerts ended.
package typealias ThreatNoticeBookmark = AggregateQuery<ThreatNotice>.Bookmark

extension Node {
    /// The threat alerts of the node's own organisation, the newest first; for everybody else there are none.
    package func threats(
        after: ThreatBookmark? = nil,
        limit: Int,
        for caller: Caller
    ) async throws -> (threats: [ThreatView], next: ThreatBookmark?) {
        guard caller.organisation.ownsNode, !caller.isOnExchange else { return ([], nil) }
        return try await store.read { reading in
            let page = try reading.find(
                AggregateQuery<ThreatAlert>(order: .descending(.raisedAt), after: after, limit: limit)
            )
            let last = page.count == limit ? page.last : nil
            return (
                try reading.views(page.filter { $0.isOpen(to: caller) }, assessing: caller),
                last.map { .init(value: $0.value(of: .raisedAt), id: $0.id) }
            )
        }
    }

    /// One threat alert; to everybody but its own organisation it does not exist.
    ///
    /// - Parameters:
    ///   - id: the alert.
    ///   - caller: who reads it.
    ///   - assessing: the same person in the role in which they read what is made of requests; `nil` for the same role.
    /// - Returns: the alert, with the request that it was raised from where they may read what is made of that.
    /// - Throws: `Refusal` `not-found`; `StoreError`.
    package func threat(
        _ id: ID<ThreatAlert>,
        for caller: Caller,
        assessing: Caller? = nil
    ) async throws -> ThreatView {
        try await store.read { try $0.view(try $0.threat(id, for: caller), assessing: assessing ?? caller) }
    }

    /// The offices of a country that a threat alert could go to: the recommended one first, and what speaks against others.
    package func threatRecipients(in country: String, for caller: Caller) async throws -> [ThreatRecipient] {
        try await store.read { try $0.threatRecipients(in: country, for: caller) }
    }

    /// The countries that the register has such offices of, in order.
    package func threatCountries(for caller: Caller) async throws -> [String] {
        try await store.read { reading in
            let warned = AggregateQuery<Office>([.isGreater(.warningRank, 0), .equals(.revoked, .integer(0))])
            return try reading.counts(warned, by: .country).keys.sorted()
        }
    }

    /// How many alerts there were, without exercises: the sender's own, or those that an authority got.
    package func threatFigures(for caller: Caller) async throws -> ThreatFigures {
        try await store.read { reading in
            if caller.organisation.kind != .authority {
                guard caller.organisation.ownsNode, !caller.isOnExchange, caller.role != .adviser else {
                    return ThreatFigures(states: [:], outcomes: [:])
                }
                let all = AggregateQuery<ThreatAlert>([.isNull(.isExercise)])
                return ThreatFigures(
                    states: try reading.counts(all, by: .state),
                    outcomes: try reading.counts(all, by: .outcome)
                )
            }
            let members = try reading.ownIDs(of: caller).map { FacetValue.text($0.description) }
            let all = AggregateQuery<ThreatNotice>([.isNull(.isExercise), .isOneOf(.authority, members)])
            return ThreatFigures(
                states: try reading.counts(all, by: .state),
                outcomes: try reading.counts(all, by: .outcome)
            )
        }
    }
}

extension StoreReading {
    private static var officesMax: Int { 500 }

    /// The offices of a country that are warned, at most so many: those first that somebody vouches for, the revoked last,
    /// and among them those first that are warned first.
    private func warnedOffices(in country: String) throws -> [Office] {
        let groups: [[AggregateQuery<Office>.Condition]] = [
            [.equals(.revoked, .integer(0)), .equals(.vouched, .integer(1))],
            [.equals(.revoked, .integer(0)), .equals(.vouched, .integer(0))], [.equals(.revoked, .integer(1))],
        ]
        var found: [Office] = []
        for group in groups where found.count < Self.officesMax {
            found += try find(
                AggregateQuery<Office>(
                    [.equals(.country, .text(country)), .isGreater(.warningRank, 0)] + group,
                    order: .ascending(.warningRank),
                    limit: Self.officesMax - found.count
                )
            )
        }
        return found
    }

    /// The offices of a country that could receive a threat alert, the recommended one first.
    ///
    /// Recommended is the first that may safely receive one, in the order in which the register has the law warn them; where
    /// it says nothing, an office that investigates before one that prosecutes.
    func threatRecipients(in country: String, for caller: Caller) throws -> [ThreatRecipient] {
        let functions = ThreatHindrance.functions
        let offices = try warnedOffices(in: country)
        let authorities = try load(Organisation.self, ids: Array(Set(offices.map(\.authority))))
        let visible = offices.filter { AuthorisationRules.admits(caller.organisation, toRegisterOf: $0.authority) }
        let rated = try views(visible).map { view in
            (view: view, hindrance: ThreatHindrance.of(view.office, authorities[view.office.authority]))
        }
        let ordered = rated.sorted { left, right in
            func rank(_ one: (view: OfficeView, hindrance: ThreatHindrance?)) -> (Int, Int64, Int) {
                let office = one.view.office
                return (
                    one.hindrance == nil ? 0 : 1, office.warningRank ?? .max,
                    functions.firstIndex(of: office.function) ?? functions.count
                )
            }
            let (first, second) = (rank(left), rank(right))
            return first == second ? left.view.office.id < right.view.office.id : first < second
        }
        return ordered.enumerated().map { index, one in
            ThreatRecipient(
                office: one.view,
                hindrance: one.hindrance,
                isRecommended: index == 0 && one.hindrance == nil
            )
        }
    }
}
