import Cooperation
import TransparencyLog

/// For whom a receipt is made.
package enum ReceiptView: String, Sendable, CaseIterable {
    /// The person whose content or account it concerns.
    case person
    /// Anyone.
    case `public`

    /// Which fields of an event it shows.
    ///
    /// Ids of staff and of signals never leave the node. The person learns the case's id, because it proves that the
    /// decision is about the content that the case was opened for.
    func shows(_ name: FieldName, of event: JournalEvent) -> Bool {
        let isCase = event.type == CaseOpened.type
        switch self {
        case .person:
            return isCase
                ? Self.caseFields.contains(name.text)
                : Self.publicFields.contains(name.text) || Self.personFields.contains(name.text)
        case .public: return !isCase && Self.publicFields.contains(name.text)
        }
    }

    private static let publicFields: Set<String> = [
        "type", "version", "time", "organisation", "subject", "fact.automatic", "fact.finding", "fact.ground",
        "fact.measure", "fact.proposedMeasure", "fact.territory", "fact.exemption", "fact.endsAt", "fact.at",
    ]

    private static let personFields: Set<String> = [
        "fact.subject", "sealed.reasons", "sealed.exemptionAssessment", "sealed.groundReference", "sealed.reason",
    ]

    /// What ties the decision to the person's post: which content the case was opened for.
    private static let caseFields: Set<String> = [
        "type", "version", "time", "organisation", "subject", "sealed.reference", "sealed.link",
    ]
}

extension Node {
    /// The receipt of a decision: its events as far as they are shown, for the person concerned also the opening of its
    /// case, their places in the log, and the checkpoint that covers them.
    ///
    /// - Parameters:
    ///   - id: the decision.
    ///   - view: for whom it is made.
    ///   - pinned: the checkpoint that it is to be made of, so that the same file comes again; `nil` for the last one, which
    ///     has to cover the decision's latest event.
    /// - Returns: the file, byte for byte.
    /// - Throws: `Refusal` `not-yet-logged` while no such checkpoint covers it; `StoreError`.
    package func receipt(
        of id: ID<Decision>,
        view: ReceiptView,
        pinned: PinnedCheckpoint? = nil
    ) async throws -> [UInt8] {
        let (signer, settled) = (log.verifierKey, settledCheckpoint)
        return try await store.read { reading in
            // A proof asks for the same few tiles again and again.
            let reading = RememberedReading(reading)
            guard let decision = try reading.load(Decision.self, id) else {
                throw Refusal(.notFound, "not-found", "There is no such decision.")
            }
            let known =
                try pinned.map { try reading.checkpoint($0) }
                ?? reading.latestCheckpoint(before: .writable.upperBound, settled: settled)
            guard let checkpoint = known, decision.madeAtPosition < checkpoint.size,
                pinned != nil || decision.positions.allSatisfy({ $0 < checkpoint.size })
            else {
                throw Refusal(
                    .conflict,
                    "not-yet-logged",
                    "No checkpoint covers this decision yet; ask again after the next one is signed."
                )
            }
            let opening = view == .person ? try reading.load(Case.self, decision.subject)?.openedAtPosition : nil
            let positions = [opening].compactMap(\.self) + decision.positions.filter { $0 < checkpoint.size }
            try reading.remember(recordsAt: positions)
            let events = try positions.map { position in
                guard let record = try reading.record(at: position) else {
                    throw StoreError(.damaged, "Event \(position) is missing; run 'perisai log verify'.")
                }
                return ReceiptEvent(
                    index: position,
                    event: try record.commitment().disclosed { view.shows($0, of: record.event) },
                    path: try reading.inclusionProof(of: position, size: checkpoint.size).path
                )
            }
            return try checkpoint.receipt(of: events, signer: signer)
        }
    }
}

extension StoreReading {
    /// A checkpoint as it was when a receipt was made of it.
    ///
    /// - Parameters:
    ///   - pinned: which one.
    ///   - youngest: before which it must have been signed, and cosigned where its cosignatures are asked for.
    /// - Returns: `nil` where there is no such checkpoint.
    /// - Throws: `StoreError`.
    func checkpoint(
        _ pinned: PinnedCheckpoint,
        before youngest: Timestamp = .writable.upperBound
    ) throws -> StoredCheckpoint? {
        guard pinned.size > 0, let known = try checkpoint(ofSize: pinned.size), known.time < youngest else {
            return nil
        }
        guard !pinned.isCosigned else { return known.cosigned.map { $0.time < youngest } == true ? known : nil }
        return StoredCheckpoint(size: known.size, root: known.root, note: known.note, time: known.time)
    }
}
