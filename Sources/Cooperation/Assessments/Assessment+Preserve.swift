extension Assessment {
    /// For how much longer than it has to be something is kept at most: what nobody meant to type is not kept for a lifetime.
    public static let keptBeyondLeastMax = Seconds.days(3653)

    /// Since when it is kept without a break, where it still is at a moment; `nil` where it is not.
    ///
    /// For how long it has to be is counted from then, unless the law counts from when it was removed: what was long enough when
    /// it was confirmed is made longer by any day.
    public func keptSince(at moment: Timestamp) -> Timestamp? {
        preservedUntil.map { $0 > moment } == true ? preservedSince : nil
    }

    /// From when it counts for how long it has to be kept, by a law that counts from when it was removed.
    ///
    /// That is the latest answer that complies, or when the keeping began, whichever is later; now while more may be removed.
    public func removalCounts(at moment: Timestamp) -> Timestamp {
        guard let since = keptSince(at: moment) else { return moment }
        guard kind.asksRemoval else { return since }
        guard isAnswered || state == .closed else { return moment }
        return max(since, compliedAt ?? since)
    }

    /// Notes until when what is asked about is kept, sealed.
    ///
    /// A later word makes it longer. Shorter it makes it only with reasons, by another person than who noted it last, down to
    /// what it has to be, and never where no rule says what that is, or where data of it went out. Days count, for people name a day: the last of them suffices
    /// from its beginning.
    ///
    /// - Parameters:
    ///   - until: until when it is kept.
    ///   - reasons: why; needed where it is for less than was noted.
    ///   - author: who says it.
    ///   - now: the time.
    ///   - least: until when it has to be kept at the least, counted from `keptSince` or `removalCounts`, or else from now; `nil`
    ///     where no rule says so.
    /// - Returns: what happens; nothing where it is kept until that day already.
    /// - Throws: `Refusal` `time-over`, `preservation-too-long`, `preservation-too-short`, `same-person`, `text-too-long`.
    func preserve(
        until: Timestamp,
        _ reasons: String?,
        by author: ID<Person>?,
        now: Timestamp,
        least: Timestamp?
    ) throws(Refusal) -> [Act] {
        guard until > now else {
            throw Refusal(.invalid, "time-over", "The time until which it is kept must still come.")
        }
        let kept = preservedUntil.flatMap { $0 > now ? $0 : nil }
        if let kept, (kept.startOfLastDay...kept).contains(until) { return [] }
        let most = max(least ?? now, now) + Self.keptBeyondLeastMax
        guard until <= most else { throw Self.keptTooLong(most) }
        if let least, until < least.startOfLastDay { throw Self.keptTooShort(least, pointer: "/until") }
        let reasons = try Texts.optional(reasons, "reasons")
        if let kept, until < kept {
            guard least != nil, reasons != nil, disclosed.isEmpty else {
                throw Self.keptTooShort(kept, pointer: "/until")
            }
            guard let author, author != preservedBy else {
                throw Refusal(
                    .conflict,
                    "same-person",
                    "Another person than who noted until when it is kept has to say that it is kept for less."
                )
            }
        }
        return [Act(AssessmentPreserved(until: until), on: id, sealed: ["reasons": reasons])]
    }

    /// What is answered where something is to be kept for less than it has to be.
    static func keptTooShort(_ least: Timestamp, pointer: String) -> Refusal {
        Refusal(
            .invalid,
            "preservation-too-short",
            "Keep it until \(least.startOfLastDay.description.prefix(10)) at the least.",
            pointer: pointer
        )
    }

    private static func keptTooLong(_ most: Timestamp) -> Refusal {
        Refusal(
            .invalid,
            "preservation-too-long",
            "Keep it until \(most.description.prefix(10)) at the most.",
            pointer: "/until"
        )
    }
}

extension Timestamp {
    /// When the day began, in UTC, whose end or any moment of which this is.
    var startOfLastDay: Timestamp {
        let day: Int64 = 86_400_000_000
        return Timestamp(microseconds: (microseconds - 1).flooredDivision(by: day).quotient * day)
    }
}
