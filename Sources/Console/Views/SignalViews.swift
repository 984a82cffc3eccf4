/// What the page of a signal shows.
struct SignalPageView: Sendable {
    /// What one member said.
    struct Word: Sendable {
        let heading: String
        let badge: String
        let badgeKind: String
        let said: String
        let note: String?
    }

    /// Something that the person may do there.
    struct Act: Sendable {
        let anchor: String
        let path: String
        let heading: String
        let help: String
        let fields: [FieldView]
        let submit: String
    }

    /// The proposer's link, handed to this person now.
    struct Shown: Sendable {
        let address: String
        let until: TimeView?
    }

    let heading: String
    let badge: String
    let badgeKind: String
    let isDisputed: Bool
    let meaning: String
    let facts: [Fact]
    let bankPath: String?
    let prints: [Fact]
    let morePrints: [Fact]
    let moreText: String?
    let looked: [Word]
    let isUnseen: Bool
    let opinions: [Word]
    let hasNoOpinions: Bool
    let entries: [HistoryEntry]
    let shown: Shown?
    let acts: [Act]
}
