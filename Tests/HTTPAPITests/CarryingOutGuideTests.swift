import Cooperation
import Testing

/// What whoever writes the program of a platform reads.
@Suite struct `The guide to carrying decisions out` {
    private static func guide() throws -> String { try Repository.text("docs/guide/carrying-out-decisions.md") }

    /// The names in the first column of the tables, some of which have several.
    private static func rows() throws -> Set<String> {
        let rows = try guide().split(separator: "\n").filter { $0.hasPrefix("| `") }
        let cells = rows.compactMap { $0.split(separator: "|").first }
        return Set(cells.flatMap { $0.matches(of: #/`([A-Za-z.]+)`/#).map { String($0.output.1) } })
    }

    @Test func `says of every event of a decision and of every measure what is to be done`() throws {
        let events = [
            DecisionMade.type, DecisionClosureConfirmed.type, DecisionClosureDeclined.type,
            DecisionClosureUnjudged.type, DecisionCarriedOut.type,
            DecisionFailed.type, DecisionUnanswered.type, DecisionReversed.type, DecisionRestored.type,
            DecisionEnded.type,
        ]
        #expect(try Self.rows() == Set(events + Measure.allCases.map(\.rawValue)))
        let written = try Repository.text("Sources/Cooperation/Decisions/DecisionEvents.swift")
            .matches(of: #/static let type = "(decision\.[A-Za-z]+)"/#).map { String($0.output.1) }
        #expect(Set(written) == Set(events), "There is an event of which the guide says nothing.")
    }

    @Test func `names the time for which an account is suspended at most before it is closed`() throws {
        let hours = Decision.closureTime.count / 3600
        #expect(try Self.guide().contains("at most \(hours) hours later"))
        #expect(try Self.guide().contains("when the \(hours) hours are over"))
    }

    @Test func `is found from the first page, from operations and from webhooks`() throws {
        for page in ["README.md", "docs/operations.md", "docs/webhooks.md"] {
            #expect(try Repository.text(page).contains("guide/carrying-out-decisions.md"), "\(page)")
        }
    }
}
