import Cooperation

/// What came of an import.
package struct InstrumentImport: Sendable, Hashable, Codable {
    /// How many codes were new.
    package internal(set) var added = 0
    /// How many took the place of an earlier instrument.
    package internal(set) var replaced = 0
    /// How many were there already, word for word.
    package internal(set) var unchanged = 0
}

extension Node {
    /// Adopts the instruments of a file; what is in the register word for word stays as it is.
    package func importInstruments(_ file: InstrumentFile, by caller: Caller) async throws -> InstrumentImport {
        let author = caller.author
        return try await store.write { try $0.importInstruments(file, by: author) }
    }

    /// Which of the rules and instruments that a node begins with this one has otherwise than this program.
    ///
    /// It was set up by an earlier one, and nobody decided otherwise.
    ///
    /// - Parameter instruments: those that a node begins with.
    /// - Returns: codes, the rules' first.
    /// - Throws: `StoreError`.
    package func outdatedRegister(_ instruments: InstrumentFile) async throws -> (
        rules: [String], instruments: [String]
    ) {
        let (drafts, own) = (try ClockRuleText.first(), identity.organisation)
        return try await store.read { reading in
            let codes = try instruments.entries.filter { entry in
                guard let known = try reading.instrument(entry.terms.code, keptBy: nil) else { return true }
                let isSame = try known.terms == entry.terms && entry.texts.matches(reading.views([known]).first)
                guard !isSame else { return false }
                return try reading.record(at: known.proposedAtPosition)?.event.actor == own.identifier
            }.map(\.terms.code)
            return (try reading.missingClockRules(of: drafts, own), codes)
        }
    }
}

extension StoreTransaction {
    /// Adopts the instruments of a file.
    package func importInstruments(_ file: InstrumentFile, by author: Author) throws -> InstrumentImport {
        var result = InstrumentImport()
        for entry in file.entries {
            let known = try instrument(entry.terms.code, keptBy: nil)
            if let known, try known.terms == entry.terms && entry.texts.matches(views([known]).first) {
                result.unchanged += 1
                continue
            }
            let id: ID<Instrument> = newID()
            try command(.propose(entry.terms, entry.texts), on: id, by: author)
            try adopt(id, by: author)
            if known == nil { result.added += 1 } else { result.replaced += 1 }
        }
        return result
    }
}

extension InstrumentTexts {
    fileprivate func matches(_ view: InstrumentView?) -> Bool {
        title == view?.title && law == view?.law && source == view?.source
            && reasonNotAccepted == view?.reasonNotAccepted
    }
}
