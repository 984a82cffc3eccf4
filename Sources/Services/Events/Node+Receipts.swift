import Cooperation
import TransparencyLog

/// For whom a receipt is made.
package enum ReceiptView: String, Sendable, CaseIterable {
    /// The person whose content or account it concerns.
    case person
    /// Anyone.
    case `public`

    /// Which fields of a decision's events it shows.
    ///
    /// Ids of staff, of cases and of signals never leave the node.
    func shows(_ name: FieldName) -> Bool {
        switch self {
        case .person: Self.publicFields.contains(name.text) || Self.personFields.contains(name.text)
        case .public: Self.publicFields.contains(name.text)
        }
    }

    private static let publicFields: Set<String> = [
        "type", "version", "time", "organisation", "subject", "fact.automatic", "fact.finding", "fact.ground",
        "fact.measure", "fact.territory", "fact.exemption", "fact.endsAt", "fact.at",
    ]

    private static let personFields: Set<String> = [
        "sealed.reasons", "sealed.exemptionAssessment", "sealed.groundReference", "sealed.reason",
    ]
}

extension Node {
    /// The receipt of a decision: its events as far as they are shown, their places in the log, and the checkpoint that
    /// covers them.
    ///
    /// - Returns: the file, byte for byte.
    /// - Throws: `Refusal` `not-yet-logged` while no checkpoint covers its latest event; `StoreError`.
    package func receipt(of id: ID<Decision>, view: ReceiptView) async throws -> [UInt8] {
        let signer = log.verifierKey
        return try await store.read { reading in
            guard let decision = try reading.load(Decision.self, id) else {
                throw Refusal(.notFound, "not-found", "There is no such decision.")
            }
            guard let checkpoint = try reading.latestCheckpoint(),
                decision.positions.allSatisfy({ $0 < checkpoint.size })
            else {
                throw Refusal(
                    .conflict,
                    "not-yet-logged",
                    "No checkpoint covers this decision yet; ask again after the next one is signed."
                )
            }
            let events = try decision.positions.map { position in
                guard let record = try reading.record(at: position) else {
                    throw StoreError(.damaged, "Event \(position) is missing; run 'perisai log verify'.")
                }
                return ReceiptEvent(
                    index: position,
                    event: try record.commitment().disclosed(where: view.shows),
                    path: try reading.inclusionProof(of: position, size: checkpoint.size).path
                )
            }
            let note = try SignedNote(parsing: Array(checkpoint.note.utf8))
            return try Receipt(events: events, checkpoint: note, signer: signer).encoded()
        }
    }
}
