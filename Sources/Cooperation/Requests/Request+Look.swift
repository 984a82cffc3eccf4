extension Request {
    /// Fails where an item may not be looked at now.
    ///
    /// - Returns: the item.
    /// - Throws: `Refusal`: `not-found`, `exercise-not-fetched`, `looked-at-lately`.
    public func requireLook(at number: Int, now: Timestamp) throws(Refusal) -> Item {
        guard state != .turnedAway, state != .filed, let item = items.first(where: { $0.number == number }) else {
            throw Refusal(.notFound, "not-found", "There is no such item.")
        }
        guard !filing.isExercise else {
            throw Refusal(
                .conflict,
                "exercise-not-fetched",
                "This is an exercise: nothing outside of Perisai is touched for it."
            )
        }
        if let lookedAt = item.lookedAt, now < lookedAt + ItemLook.intervalMin {
            throw Refusal(
                .conflict,
                "looked-at-lately",
                "This item was looked at less than a minute ago; look again after \(lookedAt + ItemLook.intervalMin)."
            )
        }
        return item
    }

    func decideLook(at number: Int, _ look: ItemLook, now: Timestamp) throws(Refusal) -> [Act] {
        let item = try requireLook(at: number, now: now)
        return [
            Act(
                RequestItemLookedAt(number: item.number, finding: look.finding, statusClass: look.statusClass),
                on: id
            )
        ]
    }
}
