import Cooperation

/// What is counted of requests in public: by month, and for no fewer than ten answered items, so that neither the moment nor
/// the addressee of a single answer shows.
package struct RequestFigures: Sendable, Hashable {
    /// One authority's part.
    package struct Authority: Sendable, Hashable {
        package let id: ID<Organisation>
        package let name: String?
        /// What is counted; not for how many protected people an authority asked, which would name them to it.
        package let quality: AuthorityQuality
    }

    /// How often an authority asked that something stay up: told whatever the count, as nothing of an answer shows.
    ///
    /// Told by name of what an exchange keeps. On a platform's own node it would name to whoever reads "under review" there
    /// who asked the platform for the opposite.
    package struct StayUps: Sendable, Hashable {
        package let id: ID<Organisation>
        package let name: String?
        package let requests: Int
        package let renewals: Int
    }

    /// How many requests were found to be forged in one half-year: told whatever the count, also where there were none, as
    /// nothing shows of whom they named or who was asked.
    ///
    /// In whose name they came is told once the half-year is over, so that whoever forged them does not read which was found.
    package struct Forgeries: Sendable, Hashable {
        /// How many bore one authority's name.
        package struct Authority: Sendable, Hashable {
            package let id: ID<Organisation>
            package let name: String?
            package let requests: Int
            package let emergencies: Int
            package let takenBack: Int
        }

        /// The first day, as `2026-07-01`.
        package let since: String
        /// Whether the half-year is over, and what is told of it for good.
        package let isOver: Bool
        /// How many there were, those in the name of somebody who is no member among them.
        package let requests: Int
        /// How many of these asked for data in an emergency.
        package let emergencies: Int
        /// How many more were found forged in it, which was taken back until then.
        package let takenBack: Int
        /// Those in whose name they came, in order of id; none before the half-year is over.
        package let authorities: [Authority]
    }

    /// One month.
    package struct Period: Sendable, Hashable {
        package let since: Timestamp
        package let until: Timestamp
        /// Those with at least `countMin` answered items, in order of id.
        package let authorities: [Authority]
        /// All together, those on paper from others included; those left out above only where they are `countMin` together.
        package let all: AuthorityQuality?
        /// How many demands to weaken encryption there were, and how many of them were refused: always told.
        package let encryptionDemands: Int
        package let encryptionDemandsRefused: Int
        /// How many requests were refused at the door.
        package let turnedAway: Int
        /// How many requests asked that something stay up, and how many of them were renewals: always told.
        package let stayUpRequests: Int
        package let stayUpRenewals: Int
        /// Those who asked that something stay up, in order of id; `nil` on a platform's own node.
        package let stayUps: [StayUps]?
    }

    /// Below how many answered items in a month nothing more is told of an authority: single people could be told from it.
    package static let countMin = 10
    /// How many months are told.
    package static let monthsMax = 6

    /// Newest first.
    package let periods: [Period]
    /// How many events the log's last checkpoint of these months covers; `nil` where there was none yet, and on a platform's
    /// own node, which tells nobody without a key how much it does.
    package let journalSize: Int64?
    /// How many uses of instruments by intelligence were received until then, in the half-years that the months touch, by the
    /// first day of each.
    package let intelligence: [String: Int]
    /// What was found to be forged until then, in the same half-years, newest first.
    package let forgeries: [Forgeries]
}

extension RequestFigures.Period {
    /// Leaves out what would tell of single answers.
    ///
    /// - Parameters:
    ///   - period: the month.
    ///   - qualities: what was counted, by authority; `nil` for those who are no members.
    ///   - names: what the authorities are called.
    ///   - isExchange: whether many platforms are asked where this is counted.
    package init(
        _ period: Range<Timestamp>,
        _ qualities: [ID<Organisation>?: AuthorityQuality],
        names: [ID<Organisation>: String],
        isExchange: Bool
    ) {
        var (whole, told, rest) = (AuthorityQuality(), AuthorityQuality(), AuthorityQuality())
        var authorities: [RequestFigures.Authority] = []
        for (id, quality) in qualities {
            whole.add(quality)
            guard let id, quality.answeredItems >= RequestFigures.countMin else {
                rest.add(quality)
                continue
            }
            told.add(quality)
            authorities.append(.init(id: id, name: names[id], quality: quality))
        }
        // What is left of the whole when those told are taken away must not be a few answers either.
        if rest.answeredItems >= RequestFigures.countMin { told = whole }
        since = period.lowerBound
        until = period.upperBound
        self.authorities = authorities.sorted { $0.id < $1.id }
        all = told.answeredItems >= RequestFigures.countMin ? told : nil
        encryptionDemands = whole.encryptionDemands
        encryptionDemandsRefused = whole.encryptionDemandsRefused
        turnedAway = whole.turnedAway
        stayUpRequests = whole.stayUpRequests
        stayUpRenewals = whole.stayUpRenewals
        guard isExchange else {
            stayUps = nil
            return
        }
        stayUps = qualities.compactMap { id, quality in
            guard let id, quality.stayUpRequests > 0 else { return nil }
            return .init(id: id, name: names[id], requests: quality.stayUpRequests, renewals: quality.stayUpRenewals)
        }.sorted { $0.id < $1.id }
    }
}
