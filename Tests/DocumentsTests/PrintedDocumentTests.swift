import Documents
import Printing
import Testing

@Suite struct PrintedDocumentTests {
    private let printer = DocumentPrinter()

    @Test(arguments: Repository.languages)
    func `the text of a printed document is read back in every language`(_ language: String) throws {
        let samples = try Samples(language)
        let read = PaperReader.bare(try PaperReader(printer.pdf(of: samples.order().document())).text)
        let texts = try Repository.texts(language)
        for word in [DocumentWord.removalOrder, .orderParties, .orderGrounds, .judge, .telephone, .redressDeadline] {
            #expect(read.contains(PaperReader.bare(texts[word] ?? "?")), "\(word)")
        }
        #expect(read.contains("https://video.example.com/watch/81f2c07a"))
        #expect(read.contains("2026-11-2617:10:05UTC+07:00(Asia/Jakarta)2026-11-2610:10:05UTC"))
    }

    @Test(arguments: Repository.languages)
    func `every word has its glyphs, in both weights`(_ language: String) throws {
        let texts = try Array(Repository.texts(language).values)
        let unknown = try Setter.alone { setter in
            texts.filter { text in
                [Lettering.body, .caption].contains { lettering in
                    setter.set(text, lettering, language: language, width: 300)?.unknownCharacters != []
                }
            } + setter.unknown.map(\.spelledOut)
        }
        #expect(unknown == [])
    }

    /// Where letters stack, split or change places, the glyphs are others in number than the characters.
    @Test(arguments: [
        ("my", "ပစ္စည်း", 6), ("th", "น้ำ", 4), ("ta", "கோ", 3), ("en", "shield", 6), ("zh", "演练", 2),
    ])
    func `scripts are shaped`(_ language: String, _ text: String, _ glyphs: Int) throws {
        let set = try Setter.alone { setter in
            setter.set(text, .body, language: language, width: nil).map { [$0.glyphCount, $0.unknownCharacters.count] }
        }
        #expect(set == [glyphs, 0])
    }

    @Test func `three hundred items are printed once each, over pages that repeat the head of the table`() throws {
        let samples = try Samples("en")
        let items = (1...300).map { number in
            DocumentItem(
                address: "https://video.example.com/item-\(number)-end",
                ground: Phrase("Ground"),
                reasons: Phrase("Because of what is said in it, number \(number).")
            )
        }
        let order = try samples.order()
        let document = try RemovalOrderForm(
            head: order.head,
            parties: order.parties,
            items: items,
            grounds: order.grounds,
            challenge: order.challenge,
            isCopied: false,
            authority: order.authority,
            contacts: order.contacts,
            redress: order.redress,
            signatures: order.signatures
        ).document()
        let pages = try PaperReader(printer.pdf(of: document)).pages
        let text = pages.joined(separator: "\n")
        for number in 1...300 {
            #expect(text.ranges(of: "/item-\(number)-end").count == 1, "item \(number)")
            #expect(text.ranges(of: "number \(number).").count == 1, "item \(number)")
        }
        #expect(pages.count > 10)
        for (index, page) in pages.enumerated() {
            #expect(page.contains("\(index + 1)/\(pages.count)"))
            #expect(page.contains("NRU/2026/0417"))
            if page.contains("/item-") { #expect(page.contains("No.") && page.contains("Address")) }
        }
    }

    @Test func `the same document gives the same bytes, and its own date, title and language`() throws {
        let document = try Samples("my").order().document()
        let pdf = try printer.pdf(of: document)
        #expect(try printer.pdf(of: document) == pdf)
        let information = try PaperReader.information(pdf)
        #expect(information.contains("Removal order") && information.contains("National Referral Unit"))
        #expect(information.contains("A4"))
        let text = String(decoding: pdf, as: UTF8.self)
        #expect(text.contains("/CreationDate (20261126101005") && text.contains("/Lang (en)"))
        let reviewed = try Document(
            kind: .referral,
            words: Repository.words("my", isReviewed: true),
            letterhead: document.letterhead,
            reference: "1",
            time: document.time,
            isExercise: false,
            blocks: []
        )
        #expect(String(decoding: try printer.pdf(of: reviewed), as: UTF8.self).contains("/Lang (my)"))
    }

    @Test func `every page of an exercise says so, twice, and no other does`() throws {
        let samples = try Samples("en")
        let pages = try PaperReader(printer.pdf(of: samples.order(isExercise: true).document())).pages
        #expect(pages.count > 1)
        for page in pages { #expect(page.ranges(of: "EXERCISE").count == 2) }
        let real = try PaperReader(printer.pdf(of: samples.order().document()))
        #expect(!real.text.contains("EXERCISE"))
    }

    @Test func `a character that no font has is named, and nothing is printed`() throws {
        // Of CJK extension E, which the fonts that we name do not have.
        let rare = "\u{2B820}"
        let document = try Samples("en").letter(Phrase("A name: " + rare)).document()
        let error = try #require(throws: DocumentError.self) { try printer.pdf(of: document) }
        #expect(error.code == "document-glyphs" && error.message.contains("U+2B820"))
        let spelled = try PaperReader(DocumentPrinter(missingGlyphs: .spellOut).pdf(of: document))
        #expect(spelled.text.contains("A name: [U+2B820]"))
    }

    @Test func `nothing is markup to the printer`() throws {
        let attack = "<span foreground='white'>hidden</span> &amp; <b>x"
        let document = try Samples("en").letter(Phrase(attack)).document()
        #expect(try PaperReader(printer.pdf(of: document)).text.contains(attack))
    }

    @Test func `a document of more pages than the most is refused`() throws {
        let lines = Phrase(String(repeating: "x\n", count: 19_000))
        let head = try Samples("en").head("Unit", "1")
        let document = try Document(
            kind: .referral,
            words: head.words,
            letterhead: head.letterhead,
            reference: "1",
            time: head.time,
            isExercise: false,
            blocks: [.paragraph(lines), .paragraph(lines)]
        )
        let error = try #require(throws: DocumentError.self) { try printer.pdf(of: document) }
        #expect(error.code == "document-too-long")
    }

    @Test func `seeded random documents are printed within the bounds of their pages`() throws {
        let printer = DocumentPrinter(missingGlyphs: .spellOut)
        for seed in 0..<12 {
            var random = RandomDocument(UInt64(seed))
            let pdf = try printer.pdf(of: random.document())
            for box in try PaperReader.boxes(pdf) {
                #expect(box.left >= 20 && box.right <= 596 - 20, "seed \(seed): \(box)")
                #expect(box.top >= -5 && box.bottom <= 842, "seed \(seed): \(box)")
            }
        }
    }
}
