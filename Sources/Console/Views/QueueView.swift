/// What the page of the queue shows.
struct QueueView: Sendable {
    struct Row: Sendable {
        let path: String
        let name: String
        let why: String
        let language: String
        let priority: String
        /// How long it has waited, or until when the platform has to answer.
        let waited: String
        let time: TimeView
        /// Which of the two.
        let clock: String
        let state: String
        let stateKind: String
        let who: String
        let skipped: String?
        let locked: String?
    }

    struct Pair: Sendable {
        let name: String
        let value: String
    }

    struct Saved: Sendable {
        let path: String
        let name: String
        let removePath: String
    }

    let filters: [FieldView]
    /// The filter again, for the form that saves it.
    let hidden: [Pair]
    let caption: String
    let rows: [Row]
    let hasRows: Bool
    /// Where the list goes on.
    let next: String?
    let views: [Saved]
    let hasViews: Bool
    let nameField: [FieldView]
    let gauge: GaugeView
    let mayTake: Bool
}
