import Cooperation
import TransparencyLog

/// A decision with its receipts, as its page shows it.
package struct DecisionPage: Sendable {
    /// One receipt, made of the last checkpoint.
    package struct ReceiptFile: Sendable {
        package let view: ReceiptView
        package let bytes: [UInt8]
        /// What the bytes hold.
        package let receipt: Receipt
    }

    package let view: DecisionView
    /// The case that was decided; `nil` for one that was erased.
    package let subject: ID<Case>
    /// Who decided, where it was a person whose name is not erased.
    package let person: String?
    /// The acts on the decision, in order of time.
    package let history: [JournalEvent]
    /// The names of the people who acted.
    package let people: [Identifier: String]
    /// Empty while no checkpoint covers the decision.
    package let receipts: [ReceiptFile]
}

extension Node {
    private static let decisionHistoryMax = 200

    /// A decision with what happened to it and its receipts.
    ///
    /// - Throws: `Refusal` `not-found`; `StoreError`.
    package func decisionPage(_ id: ID<Decision>) async throws -> DecisionPage {
        let page = try await store.read { reading in
            let view = try reading.decisionView(id)
            let history = try reading.events(EventQuery(subject: id.identifier, limit: Self.decisionHistoryMax))
            let known = try reading.names(of: history.map { ID<Person>($0.actor) })
            let people = Dictionary(
                known.map { ($0.key.identifier, $0.value) },
                uniquingKeysWith: { first, _ in first }
            )
            return DecisionPage(
                view: view,
                subject: view.decision.subject,
                person: view.decision.decidedBy.flatMap { people[$0.identifier] },
                history: history,
                people: people,
                receipts: []
            )
        }
        var receipts: [DecisionPage.ReceiptFile] = []
        for view in ReceiptView.allCases {
            do {
                let bytes = try await receipt(of: id, view: view)
                receipts.append(DecisionPage.ReceiptFile(view: view, bytes: bytes, receipt: try Receipt.parse(bytes)))
            } catch let refusal as Refusal where refusal.code == "not-yet-logged" {
                break
            }
        }
        return DecisionPage(
            view: page.view,
            subject: page.subject,
            person: page.person,
            history: page.history,
            people: page.people,
            receipts: receipts
        )
    }
}
