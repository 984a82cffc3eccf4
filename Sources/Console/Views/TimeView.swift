/// A time, for machines and for people.
struct TimeView: Sendable {
    let machine: String
    let text: String
}
