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
        let (author, isGiven) = (caller.author, caller.person == nil)
        return try await store.write { try $0.importInstruments(file, isGiven: isGiven, by: author) }
    }

    /// Which of the rules and instruments that a node begins with this one has otherwise than this program.
    ///
    /// It was set up by an earlier one, and nobody decided otherwise.
    ///
    /// - Parameter first: the instruments that a node begins with.
    /// - Returns: codes, the rules' first.
    /// - Throws: `StoreError`.
    package func outdatedRegister(_ first: InstrumentFile) async throws -> (rules: [String], instruments: [String]) {
        let (drafts, own) = (try ClockRuleText.first(), identity.organisation)
        return try await store.read { reading in
            (
                try reading.missingClockRules(of: drafts, own).map(\.code.description),
                try reading.missingInstruments(of: first, own).entries.map(\.terms.code)
            )
        }
    }

    /// Adopts those of the rules that a node begins with that `outdatedRegister` names.
    ///
    /// - Returns: those that were adopted.
    /// - Throws: `Refusal`; `StoreError`.
    package func importFirstClockRules(by caller: Caller) async throws -> [ClockRuleView] {
        let (drafts, own) = (try ClockRuleText.first(), identity.organisation)
        return try await store.write { transaction in
            let missing = try transaction.missingClockRules(of: drafts, own)
            return try transaction.views(transaction.importClockRules(missing, by: caller.author))
        }
    }

    /// Adopts those of the instruments that a node begins with that `outdatedRegister` names.
    ///
    /// - Parameters:
    ///   - first: the instruments that a node begins with.
    ///   - caller: who adopts them; already authorised.
    /// - Returns: what came of it.
    /// - Throws: `Refusal`; `StoreError`.
    package func importFirstInstruments(_ first: InstrumentFile, by caller: Caller) async throws -> InstrumentImport {
        let own = identity.organisation
        return try await store.write { transaction in
            let missing = try transaction.missingInstruments(of: first, own)
            var result = try transaction.importInstruments(missing, by: caller.author)
            result.unchanged += first.entries.count - missing.entries.count
            return result
        }
    }
}

extension StoreReading {
    /// Those of a file of which this register never had one, or has one in force that its node adopted by itself and that says
    /// something else.
    ///
    /// Where people changed or retired one, they decided; also where they did so on the node's machine, which names nobody.
    fileprivate func missingInstruments(of file: InstrumentFile, _ node: ID<Organisation>) throws -> InstrumentFile {
        let everKnown = Set(try every(Instrument.self).filter { $0.origin == nil }.map(\.terms.code))
        return try file.filter { entry in
            guard let known = try instrument(entry.terms.code, keptBy: nil) else {
                return !everKnown.contains(entry.terms.code)
            }
            let isSame = try known.terms == entry.terms && entry.texts.matches(views([known]).first)
            guard !isSame else { return false }
            return try isOwn(known.proposedAtPosition, of: node)
        }
    }
}

extension StoreTransaction {
    /// Adopts the instruments of a file.
    ///
    /// - Parameters:
    ///   - file: the instruments.
    ///   - isGiven: whether somebody gave them of whom the author names nobody; not where the program begins with them.
    ///   - author: who adopts them.
    /// - Returns: what came of it.
    /// - Throws: `Refusal` where an entry can't be adopted; `StoreError`.
    package func importInstruments(
        _ file: InstrumentFile,
        isGiven: Bool = false,
        by author: Author
    ) throws -> InstrumentImport {
        var result = InstrumentImport()
        for entry in file.entries {
            let known = try instrument(entry.terms.code, keptBy: nil)
            if let known, try known.terms == entry.terms && entry.texts.matches(views([known]).first) {
                result.unchanged += 1
                continue
            }
            let id: ID<Instrument> = newID()
            try command(.propose(entry.terms, entry.texts, isGiven: isGiven), on: id, by: author)
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
