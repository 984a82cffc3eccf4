extension Assessment {
    /// Decides what is asked about the scan of the paper on which the request came.
    func decideScan(
        _ command: AssessmentCommand,
        now: Timestamp,
        _ deadlines: AnswerDeadlines
    ) throws(Refusal) -> [Act] {
        switch command {
        case .keepScan(let sha256, let bytes):
            guard scan?.isErased != true else {
                throw Refusal(.conflict, "scan-erased", "The scan was erased and is not kept anew.")
            }
            guard scan == nil else { return [] }
            guard (1...Self.scanBytesMax).contains(bytes) else {
                throw Refusal(
                    .invalid,
                    "scan-too-long",
                    "A scan has from 1 to \(Self.scanBytesMax) bytes; scan it in fewer colours or dots.",
                    pointer: "/file"
                )
            }
            // Without a rule it is kept as long as people work on the request, as any; what it led to is asked when it is due.
            let keptUntil = deadlines.keptUntil ?? now
            return [Act(AssessmentScanKept(sha256: sha256, bytes: bytes, keptUntil: keptUntil), on: id)]
        case .noteScanRead(let person):
            _ = try requireScan()
            return [Act(AssessmentScanRead(by: person), on: id)]
        case .eraseScan(let reason):
            let reason = try Texts.required(reason, "reason")
            guard scan?.isErased != true else { return [] }
            _ = try requireScan()
            return [Act(AssessmentScanErased(isDue: false), on: id, sealed: ["reason": reason])]
        case .expireScan:
            guard let scanDueAt, now >= scanDueAt else { return [] }
            return [Act(AssessmentScanErased(isDue: true), on: id)]
        default: return []
        }
    }

    /// The scan, where it is here.
    ///
    /// - Throws: `Refusal` `not-found`.
    private func requireScan() throws(Refusal) -> Scan {
        guard let scan, !scan.isErased else {
            throw Refusal(.notFound, "not-found", "No scan of this request is kept here, or it was erased.")
        }
        return scan
    }

    /// The state after an event about the scan; `nil` for another event.
    func afterScan(_ event: JournalEvent) throws(ReplayError) -> Assessment? {
        var assessment = self
        switch event.type {
        case AssessmentScanKept.type:
            let facts = try event.payload(AssessmentScanKept.self)
            assessment.scan = Scan(
                sha256: facts.sha256,
                bytes: facts.bytes,
                keptUntil: facts.keptUntil,
                isErased: false
            )
        case AssessmentScanRead.type: _ = try event.payload(AssessmentScanRead.self)
        case AssessmentScanErased.type:
            _ = try event.payload(AssessmentScanErased.self)
            assessment.scan?.isErased = true
        default: return nil
        }
        return assessment
    }
}
