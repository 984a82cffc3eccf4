import Documents
import Synchronization

/// Prints documents with Pango, which shapes every script, and Cairo.
///
/// The same document gives the same bytes on the same machine: nothing of the clock, the locale or the order of threads
/// goes in. Texts are never markup. A print runs on the caller's thread and waits for the one before it; the limits of
/// ``DocumentLimits`` bound its time.
public struct DocumentPrinter: DocumentPrinting {
    /// What to do with characters that no font of this machine has.
    public enum MissingGlyphs: Sendable {
        /// Print nothing and say which.
        case refuse
        /// Print their numbers, as `[U+1F525]`.
        case spellOut
    }

    /// One print at a time in a process: fonts are shared between threads below Pango and Cairo, which crashed when two
    /// documents were printed at once.
    private static let turn = Mutex(())

    private let missingGlyphs: MissingGlyphs

    /// Makes a printer.
    public init(missingGlyphs: MissingGlyphs = .refuse) { self.missingGlyphs = missingGlyphs }

    /// A document as a PDF file of A4 pages.
    ///
    /// - Throws: `DocumentError` `document-glyphs` where fonts are missing, `document-too-long`, `document-code`,
    ///   `document-not-printed`.
    public func pdf(of document: Document) throws(DocumentError) -> [UInt8] {
        try Self.turn.withLock { _ throws(DocumentError) in try print(document) }
    }

    private func print(_ document: Document) throws(DocumentError) -> [UInt8] {
        var spelledOut: Set<Unicode.Scalar> = []
        while true {
            guard let setter = Setter(), let file = PaperFile() else {
                throw DocumentError("document-not-printed", "Pango or Cairo did not start; look at the fonts.")
            }
            let composer = Composer(
                document: document,
                setter: setter,
                drawing: QRCodes(),
                spelledOut: spelledOut
            )
            var flow = Flow()
            try flow.place(composer.rows())
            let pages = flow.pages.enumerated().map { index, marks in
                composer.frame(page: index + 1, of: flow.pages.count) + marks
            }
            let missing = Set(setter.unknown)
            if missing.isEmpty {
                file.describe(document)
                for page in pages { file.add(page) }
                return try PaperCatalogue.add(language: document.words.language, to: file.finish())
            }
            // Each turn spells out characters that it had not before, of which a document has finitely many.
            guard missingGlyphs == .spellOut, !missing.isSubset(of: spelledOut) else { throw Self.refusal(missing) }
            spelledOut.formUnion(missing)
        }
    }

    private static func refusal(_ missing: Set<Unicode.Scalar>) -> DocumentError {
        let names = missing.sorted().prefix(10).map(\.spelledOut).joined(separator: " ")
        let more = missing.count > 10 ? " and \(missing.count - 10) more" : ""
        return DocumentError(
            "document-glyphs",
            "No font on this machine has \(names)\(more). Install the fonts that docs/operations.md names."
        )
    }
}
