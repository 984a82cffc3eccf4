import Commands
import Documents
import Synchronization
import Testing

/// What the doctor makes of a machine that prints, that lacks fonts, and that can't confine who prints.
@Suite struct `The doctor's look at printing` {
    /// A printer without the letters of some languages, or that fails with another code.
    private final class Printer: DocumentPrinting {
        private let missing: Set<String>
        private let failure: DocumentError?
        private let seen = Mutex<Set<String>>([])

        init(missing: Set<String> = [], failure: DocumentError? = nil) {
            self.missing = missing
            self.failure = failure
        }

        /// The languages of all that it was given.
        var languages: Set<String> { seen.withLock(\.self) }

        func pdf(of document: Document) async throws(DocumentError) -> [UInt8] {
            let languages = document.blocks.compactMap { block -> String? in
                guard case .paragraph(let phrase) = block else { return nil }
                return phrase.language
            }
            seen.withLock { $0.formUnion(languages) }
            if let failure { throw failure }
            guard missing.isDisjoint(with: languages) else { throw DocumentError("document-glyphs", "TEST") }
            return Array("%PDF-".utf8)
        }
    }

    @Test func `a line in each of the eight languages is printed`() async {
        let printer = Printer()
        let findings = await PrintingCheckup(printer: printer).findings()
        #expect(findings.count == 1 && findings.first?.state == .ok && findings.first?.subject == "printing")
        #expect(printer.languages == ["en", "fil", "id", "ms", "my", "ta", "th", "zh"])
    }

    @Test func `languages whose letters no font has are named in a warning, and no others`() async throws {
        let findings = await PrintingCheckup(printer: Printer(missing: ["my", "zh"])).findings()
        #expect(findings.map(\.subject) == ["printing", "fonts"] && findings.map(\.state) == [.ok, .warn])
        let warning = try #require(findings.last)
        #expect(warning.detail.contains("Burmese, Chinese;") && !warning.detail.contains("Thai"))
        #expect(warning.advice?.contains("fonts-noto-core") == true)
    }

    @Test(arguments: ["document-printer-lost", "document-not-printed"])
    func `a machine on which nothing is printed fails`(_ code: String) async {
        let printer = Printer(failure: DocumentError(code, "TEST Pango did not start"))
        let findings = await PrintingCheckup(printer: printer).findings()
        #expect(findings.count == 1 && findings.first?.state == .fail && findings.first?.subject == "printing")
        let words = code == "document-printer-lost" ? "can't be confined" : "TEST Pango did not start"
        #expect(findings.first?.detail.contains(words) == true)
    }
}
