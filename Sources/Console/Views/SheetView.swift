/// A page of sections, in one column or two: what most pages are.
struct SheetView: Sendable {
    struct Link: Sendable {
        let linkPath: String
        let linkText: String
        /// The name of the file that it brings; `nil` for a page.
        let linkFile: String?

        init(_ path: String, _ text: String, file: String? = nil) {
            linkPath = path
            linkText = text
            linkFile = file
        }
    }

    struct Mark: Sendable {
        let markKind: String
        let markText: String

        init(_ kind: String, _ text: String) {
            markKind = kind
            markText = text
        }
    }

    /// What only an opened line shows.
    struct More: Sendable {
        let moreTitle: String
        let moreTable: TableView?
        let facts: [Fact]
        let hasFacts: Bool
        let codes: [String]
        let moreWords: [String]
        let hasMoreWords: Bool
        /// Whether it is open from the beginning.
        let isOpen: Bool

        init(
            _ title: String,
            table: TableView? = nil,
            facts: [Fact] = [],
            codes: [String] = [],
            words: [String] = [],
            isOpen: Bool = false
        ) {
            moreTitle = title
            moreTable = table
            self.facts = facts
            hasFacts = !facts.isEmpty
            self.codes = codes
            moreWords = words
            hasMoreWords = !words.isEmpty
            self.isOpen = isOpen
        }
    }

    /// A form that is seen when its line is opened.
    struct Folded: Sendable {
        let foldTitle: String
        let foldForm: FormView
        let isUnfolded: Bool

        init(_ title: String, _ form: FormView, isOpen: Bool = false) {
            foldTitle = title
            foldForm = form
            isUnfolded = isOpen
        }
    }

    /// A part of a page with a heading.
    struct Section: Sendable {
        let sectionTitle: String
        var sectionMark: Mark?
        var lines: [String] = []
        var facts: [Fact] = []
        var table: TableView?
        /// One line each, as a list.
        var words: [String] = []
        /// What is shown this once.
        var secret: String?
        var picture: PictureView?
        var verify: VerifyView?
        var form: FormView?
        var folded: [Folded] = []
        var opening: OpeningView?
        var links: [Link] = []
        var more: [More] = []
        /// Whether it is left out on paper.
        var isScreenOnly = false
        // Templates read what is stored and nothing that is computed.
        var hasFacts = false
        var hasWords = false
        var hasLinks = false

        init(_ title: String) {
            sectionTitle = title
        }

        /// The section as templates read it.
        var finished: Section {
            var section = self
            section.hasFacts = !facts.isEmpty
            section.hasWords = !words.isEmpty
            section.hasLinks = !links.isEmpty
            return section
        }

        /// A section with what a closure puts into it.
        static func made(_ title: String, _ fill: (inout Section) -> Void) -> Section {
            var section = Section(title)
            fill(&section)
            return section
        }
    }

    let heading: String
    let headingMark: Mark?
    let back: Link?
    let intro: [String]
    let main: [Section]
    let side: [Section]
    let hasSide: Bool
    /// The list goes on there.
    let onward: Link?
    let scripts: [String]
    /// Whether clocks run on the page where the browser runs scripts.
    let clocksRun: Bool

    init(
        _ heading: String,
        mark: Mark? = nil,
        back: Link? = nil,
        intro: [String] = [],
        main: [Section],
        side: [Section] = [],
        onward: Link? = nil,
        scripts: [String] = []
    ) {
        self.heading = heading
        headingMark = mark
        self.back = back
        self.intro = intro
        self.main = main.map(\.finished)
        self.side = side.map(\.finished)
        hasSide = !side.isEmpty
        self.onward = onward
        clocksRun = !TableView.clockScripts.isEmpty && Set(scripts).isSuperset(of: TableView.clockScripts)
        self.scripts = scripts + ((main + side).contains { $0.verify != nil } ? VerifyView.scripts : [])
    }
}
