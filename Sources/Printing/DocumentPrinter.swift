import Documents

/// Prints documents with Pango, which shapes every script, and Cairo, in this process.
///
/// The same document gives the same bytes on the same machine: nothing of the clock, the locale or the order of threads
/// goes in. Texts are never markup. A print runs on the caller's thread and waits for the one before it; the limits of
/// ``DocumentLimits`` bound its time. A node prints through ``PrintingProcesses``.
package struct DocumentPrinter: Sendable {
    /// What to do with characters that no font of this machine has.
    package enum MissingGlyphs: String, Codable, Sendable {
        /// Print nothing and say which.
        case refuse
        /// Print their numbers, as `[U+1F525]`.
        case spellOut
    }

    private let missingGlyphs: MissingGlyphs

    /// Makes a printer.
    package init(missingGlyphs: MissingGlyphs = .refuse) { self.missingGlyphs = missingGlyphs }

    /// A document as a PDF file of A4 pages.
    ///
    /// - Throws: `DocumentError` `document-glyphs` where fonts are missing, `document-too-long`, `document-code`,
    ///   `document-not-printed`.
    package func pdf(of document: Document) throws(DocumentError) -> [UInt8] {
        var spelledOut: Set<Unicode.Scalar> = []
        while true {
            let (pdf, missing) = try print(document, spelledOut)
            if let pdf { return pdf }
            // Each turn spells out characters that it had not before, of which a document has finitely many.
            guard missingGlyphs == .spellOut, !missing.isSubset(of: spelledOut) else { throw Self.refusal(missing) }
            spelledOut.formUnion(missing)
        }
    }

    /// The file, or the characters for which it was not made.
    private func print(
        _ document: Document,
        _ spelledOut: Set<Unicode.Scalar>
    ) throws(DocumentError) -> ([UInt8]?, missing: Set<Unicode.Scalar>) {
        try Setter.alone { setter throws(DocumentError) in
            guard let file = PaperFile() else {
                throw DocumentError("document-not-printed", "Cairo did not start; look at the node's memory.")
            }
            let composer = Composer(document: document, setter: setter, drawing: QRCodes(), spelledOut: spelledOut)
            var flow = Flow()
            try flow.place(composer.rows())
            let pages = flow.pages.enumerated().map { index, marks in
                composer.frame(page: index + 1, of: flow.pages.count) + marks
            }
            let missing = Set(setter.unknown)
            guard missing.isEmpty else { return (nil, missing) }
            file.describe(document)
            for page in pages { file.add(page) }
            return (try PaperCatalogue.add(language: document.words.language, to: file.finish()), missing)
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
