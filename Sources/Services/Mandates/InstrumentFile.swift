import CanonicalJSON
import Cooperation

/// Instruments as a file carries them: one JSON array, each with its terms and texts.
package struct InstrumentFile: Sendable {
    /// One instrument of the file.
    package struct Entry: Sendable, Hashable {
        package let terms: InstrumentTerms
        package let texts: InstrumentTexts
    }

    package private(set) var entries: [Entry]

    /// How many instruments one file holds at most.
    package static let entriesMax = 1000

    /// Reads a file.
    ///
    /// - Throws: `Refusal` `instrument-file-invalid`, or as the terms and texts do.
    package init(_ bytes: [UInt8]) throws(Refusal) {
        let read: [Written]
        do {
            read = try JSONValueDecoder().decode([Written].self, from: JSONValue(parsing: bytes))
        } catch {
            throw Refusal(.invalid, "instrument-file-invalid", "This file is no list of instruments: \(error)")
        }
        try self.init(read)
    }

    /// Takes instruments as they are written.
    ///
    /// - Throws: `Refusal` `instrument-file-invalid`, or as the terms and texts do.
    package init(_ read: [Written]) throws(Refusal) {
        guard read.count <= Self.entriesMax, Set(read.map(\.code)).count == read.count else {
            throw Refusal(
                .invalid,
                "instrument-file-invalid",
                "A file holds at most \(Self.entriesMax) instruments, each code once."
            )
        }
        var entries: [Entry] = []
        for written in read { entries.append(try written.entry()) }
        self.entries = entries
    }

    /// Those of its instruments that are wanted.
    func filter(_ isWanted: (Entry) throws -> Bool) rethrows -> InstrumentFile {
        var file = self
        file.entries = try entries.filter(isWanted)
        return file
    }

    /// An instrument as it is written in the file, and as the API takes it.
    package struct Written: Decodable, Sendable {
        package let code: String
        package let country: String?
        package let kind: RequestKind
        package let functions: [OfficeFunction]
        package let clock: String?
        package let firstContactClock: String?
        package let preservationClock: String?
        package let redressClock: String?
        package let needsCoSignature: Bool?
        package let authorisation: RequiredAuthorisation?
        package let form: RequestForm?
        package let dataCategories: [DataCategory]?
        package let territory: String?
        package let silenceDaysMax: Int?
        package let isAccepted: Bool?
        package let sourceDate: String
        package let title: String
        package let law: String
        package let source: String
        package let reasonNotAccepted: String?

        /// The instrument with its texts.
        package func entry() throws(Refusal) -> Entry {
            Entry(
                terms: try InstrumentTerms(
                    code: code,
                    country: country,
                    kind: kind,
                    functions: Set(functions),
                    clock: clock,
                    firstContactClock: firstContactClock,
                    preservationClock: preservationClock,
                    redressClock: redressClock,
                    needsCoSignature: needsCoSignature ?? false,
                    authorisation: authorisation ?? .none,
                    form: form ?? .plain,
                    dataCategories: Set(dataCategories ?? []),
                    territory: territory,
                    silenceDaysMax: silenceDaysMax,
                    isAccepted: isAccepted ?? true,
                    sourceDate: sourceDate
                ),
                texts: try InstrumentTexts(
                    title: title,
                    law: law,
                    source: source,
                    reasonNotAccepted: reasonNotAccepted
                )
            )
        }
    }
}
