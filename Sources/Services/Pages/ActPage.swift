import Cooperation
import TransparencyLog

/// One act of the journal as far as it is open to a reader, with its place in the log.
package struct ActPage: Sendable {
    /// That the log holds the act.
    package struct Proof: Sendable {
        package let proof: InclusionProof
        package let checkpoint: StoredCheckpoint
        /// The act as a receipt, byte for byte: what is shown of it, the proof, the checkpoint.
        package let receipt: [UInt8]
        /// The proof alone, in the C2SP tlog-proof format.
        package let file: String
    }

    /// The act; of one that came from an exchange, the one that it brought.
    package let event: JournalEvent
    /// Its fields: shown with their salts, or hidden.
    package let disclosed: DisclosedEvent
    package let leafData: LogHash
    package let leafHash: LogHash
    /// `nil` while no checkpoint covers the act.
    package let proof: Proof?
    /// Who acted, where it was a person of the reader's organisation whose name is not erased.
    package let person: String?
    package let organisation: String?
    package let size: Int64
    /// What something is shown of that was written and sealed; `nil` where nothing is.
    package let revealed: Reading.Subject?
}

extension Node {
    /// One act of the journal.
    ///
    /// - Parameters:
    ///   - position: its position.
    ///   - reader: who reads.
    /// - Returns: the act as far as it is open to the reader.
    /// - Throws: `Refusal` `not-found` also for what is hidden from the reader; `StoreError`.
    package func actPage(_ position: Int64, for reader: JournalReader) async throws -> ActPage {
        let now = clock()
        let (signer, settled) = (log.verifierKey, settledCheckpoint)
        return try await store.read { reading in
            let reading = RememberedReading(reading)
            let visibility = EventVisibility(reading: reading, reader: reader, now: now)
            guard let record = try reading.record(at: position),
                let withheld = try visibility.withheld(of: record.event)
            else { throw Refusal(.notFound, "not-found", "There is no such act.") }
            let event = try record.event.effects().last ?? record.event
            let commitment = try record.commitment()
            let disclosed = commitment.disclosed { !withheld.contains($0.text) }
            let isActorShown = !withheld.contains("actor")
            let person = try reading.load(Person.self, ID(event.actor))
            let ofOwn = person.flatMap { $0.organisation == reader.caller.organisation.id && isActorShown ? $0 : nil }
            let organisation = try reading.load(Organisation.self, event.organisation)
            return ActPage(
                event: event,
                disclosed: disclosed,
                leafData: commitment.leafData,
                leafHash: record.leafHash,
                proof: try reading.proof(
                    of: position,
                    disclosed,
                    commitment.leafData,
                    signer: signer,
                    settled: settled
                ),
                person: try ofOwn.flatMap { try reading.sealedPart("name", at: $0.namedAt) },
                organisation: withheld.contains("organisation")
                    ? nil : try organisation.flatMap { try reading.sealedPart("name", at: $0.namedAt) },
                size: try reading.journalSize(),
                revealed: try reading.revealed(by: event, disclosed)
            )
        }
    }
}

extension DispatchMessage {
    /// What is read by whoever reads the text of the message; `nil` where it is about nobody.
    fileprivate var reading: Reading.Subject? {
        switch self {
        case .verification, .opinion: nil
        case .request(let request, _): .assessment(ID(request.identifier))
        case .filing(let request), .authorityWord(let request, _): .request(request)
        case .threat(let notice, _): .threat(ID(notice.identifier))
        case .threatWord(let notice, _): .threatNotice(notice)
        }
    }
}

extension StoreReading {
    fileprivate func revealed(by event: JournalEvent, _ disclosed: DisclosedEvent) throws -> Reading.Subject? {
        guard disclosed.shownFields.contains(where: { $0.name.text.hasPrefix("sealed.") }) else { return nil }
        switch event.type.prefix(while: { $0 != "." }) {
        case Case.name[...]: return .case(ID(event.subject))
        case Decision.name[...]: return try load(Decision.self, ID(event.subject)).map { .case($0.subject) }
        case Request.name[...]: return .request(ID(event.subject))
        case RequestDraft.name[...]: return .requestDraft(ID(event.subject))
        case Assessment.name[...]: return .assessment(ID(event.subject))
        case ThreatAlert.name[...]: return .threat(ID(event.subject))
        case ThreatNotice.name[...]: return .threatNotice(ID(event.subject))
        case Person.name[...]: return .person(ID(event.subject))
        case Dispatch.name[...]: return try load(Dispatch.self, ID(event.subject))?.message.reading
        default: return nil
        }
    }

    fileprivate func proof(
        of position: Int64,
        _ disclosed: DisclosedEvent,
        _ leafData: LogHash,
        signer: NoteVerifierKey,
        settled: Timestamp
    ) throws -> ActPage.Proof? {
        guard let checkpoint = try latestCheckpoint(before: .writable.upperBound, settled: settled),
            position < checkpoint.size
        else { return nil }
        let proof = try inclusionProof(of: position, size: checkpoint.size)
        let note = try SignedNote(parsing: Array(checkpoint.told.utf8))
        let event = ReceiptEvent(index: position, event: disclosed, path: proof.path)
        return ActPage.Proof(
            proof: proof,
            checkpoint: checkpoint,
            receipt: try checkpoint.receipt(of: [event], signer: signer),
            file: try LogProofFile(proof, checkpoint: note, extra: leafData.bytes).encoded
        )
    }
}
