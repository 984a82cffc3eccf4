extension Assessment {
    /// Notes until when what is asked about is kept, sealed.
    ///
    /// Kept is kept: a later word makes it longer, never shorter. Days count, for people name a day: the last of them suffices
    /// from its beginning.
    ///
    /// - Parameters:
    ///   - until: until when it is kept.
    ///   - now: the time.
    ///   - least: until when it has to be kept at the least, were it noted now; `nil` where no rule says so.
    /// - Returns: what happens; nothing where it is kept so long already.
    /// - Throws: `Refusal` `time-over`, `preservation-too-short`.
    func preserve(until: Timestamp, now: Timestamp, least: Timestamp?) throws(Refusal) -> [Act] {
        guard until > now else {
            throw Refusal(.invalid, "time-over", "The time until which it is kept must still come.")
        }
        if let kept = preservedUntil, kept > now {
            guard until >= kept.startOfLastDay else { throw Self.keptTooShort(kept, pointer: "/until") }
            guard until > kept else { return [] }
        } else if let least, until < least.startOfLastDay {
            throw Self.keptTooShort(least, pointer: "/until")
        }
        return [Act(AssessmentPreserved(until: until), on: id)]
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
}

extension Timestamp {
    /// When the day began, in UTC, whose end or any moment of which this is.
    var startOfLastDay: Timestamp {
        let day: Int64 = 86_400_000_000
        return Timestamp(microseconds: (microseconds - 1).flooredDivision(by: day).quotient * day)
    }
}
