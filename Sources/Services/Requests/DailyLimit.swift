/// How many requests an authority may file within a day.
enum DailyLimit: Sendable, Hashable {
    /// As many as it likes.
    case none
    /// So many, because too many of its items were refused.
    case atMost(Int)
    /// Not looked up, because it filed fewer than so many.
    case notBelow(Int)

    /// It has filed so many by now that it has to be looked up.
    struct Unknown: Error {}
}
