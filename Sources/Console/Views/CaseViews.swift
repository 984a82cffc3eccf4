/// What the page of a case shows.
struct CasePageView: Sendable {
    struct Assignment: Sendable {
        struct Action: Sendable {
            let path: String
            let label: String
        }

        let text: String
        let action: Action?
        /// What the person said that they do not want to see, where the content does it.
        let warning: String?
        /// What the form says where the person means it nevertheless.
        let despite: String?
    }

    /// Leaving the case to others.
    struct Skip: Sendable {
        let path: String
        /// Whether it was sent and refused.
        let isSent: Bool
        let fields: [FieldView]
    }

    struct MatchCard: Sendable {
        let heading: String
        let isDisputed: Bool
        let facts: [Fact]
        let bits: DifferingBits?
    }

    struct Entry: Sendable {
        let time: TimeView
        let text: String
        let position: String
    }

    struct Preview: Sendable {
        let lines: [String]
    }

    struct Form: Sendable {
        let path: String
        let fields: [FieldView]
        let preview: Preview?
    }

    struct Receipt: Sendable {
        let path: String
        let text: String
    }

    struct Made: Sendable {
        let badge: String
        let badgeKind: String
        let facts: [Fact]
        let receipts: [Receipt]
    }

    /// Other cases that have something in common with it.
    struct Others: Sendable {
        let othersHeading: String
        let others: [Other]
    }

    struct Other: Sendable {
        let path: String
        let text: String
    }

    let heading: String
    let stateText: String
    let stateKind: String
    let facts: [Fact]
    let matches: [MatchCard]
    /// How many matches there are, where not all are shown.
    let moreMatches: String?
    /// Where the content is shown on demand, a small picture of it or its link; `nil` where there is neither.
    let picturePath: String?
    let pictureText: String
    let others: [Others]
    let entries: [Entry]
    let assignment: Assignment?
    let gauge: GaugeView?
    let skip: Skip?
    let form: Form?
    /// Where a threat to life is flagged from it; `nil` where the reader may not.
    let threatPath: String?
    let made: Made?
}
