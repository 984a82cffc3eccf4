import Cooperation

/// How good the requests of authorities were over the last 180 days, as far as somebody is told.
package struct QualityView: Sendable, Hashable {
    /// What the members' thresholds lead to.
    package enum Consequence: String, CaseIterable, Sendable {
        case none, warned, throttled, suspended

        fileprivate init(_ consequence: QualityThresholds.Consequence?) {
            self =
                switch consequence {
                case .warned: .warned
                case .throttled: .throttled
                case .suspended: .suspended
                case nil, .some(.none): .none
                }
        }
    }

    /// One authority's part.
    package struct Authority: Sendable, Hashable {
        package let id: ID<Organisation>
        package let name: String?
        package let quality: AuthorityQuality
        package let consequence: Consequence
        /// Whether it is told how many items concerned somebody whose speech is protected: an authority would learn who.
        package let showsProtected: Bool
    }

    package let since: Timestamp
    package let until: Timestamp
    /// Whether it is told who asked that something stay up: where one platform is asked, counsel alone knows that.
    package let showsStayUps: Bool
    /// In order of id.
    package let authorities: [Authority]
}

extension Node {
    /// The kinds of member that run an exchange or oversee it, who are told of few answers too.
    private static let overseers: Set<OrganisationKind> = [.secretariat, .oversight]

    /// All requests of half a year are looked at for it, so it is not reckoned for each who asks.
    private func keptQuality() async throws -> (counted: RequestQuality, at: Timestamp) {
        let now = clock()
        if let kept = figures.quality(at: now) { return kept }
        return try await figures.turn.take {
            if let kept = figures.quality(at: now) { return kept }
            let counted = try await requestQuality(at: now)
            figures.keep(counted, at: now)
            return (counted, now)
        }
    }

    /// How good the requests of authorities were, for its own part an authority, and the working group for all.
    ///
    /// - Parameter caller: who reads; already authorised.
    /// - Returns: what they are told.
    /// - Throws: `StoreError`.
    package func shownQuality(for caller: Caller) async throws -> QualityView {
        let own = caller.organisation
        let isAuthority = own.kind == .authority
        let (counted, until) = try await keptQuality()
        let qualities = counted.authorities.filter { id, quality in
            isAuthority
                ? id == own.id : Self.overseers.contains(own.kind) || quality.answeredItems >= RequestFigures.countMin
        }
        let consequences = try await consequences(of: counted)
        let names = try await store.read { try $0.names(of: Array(qualities.keys)) }
        return QualityView(
            since: until - AuthorityQuality.window,
            until: until,
            showsStayUps: identity.isExchange || isAuthority
                || own.id == identity.organisation && caller.isShown(.stayUp),
            authorities: qualities.sorted { $0.key < $1.key }.map { id, quality in
                QualityView.Authority(
                    id: id,
                    name: names[id],
                    quality: isAuthority ? counted.toldToThemselves[id] ?? quality : quality,
                    consequence: QualityView.Consequence(consequences[id]),
                    showsProtected: !isAuthority
                )
            }
        )
    }
}
