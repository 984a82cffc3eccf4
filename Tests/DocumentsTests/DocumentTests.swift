import Cooperation
import Documents
import Testing

@Suite struct DocumentTests {
    private func code(_ body: () throws -> Document) -> String? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? DocumentError)?.code
        }
    }

    private func document(_ blocks: [DocumentBlock]) throws -> Document {
        let head = try Samples("en").head("Unit", "1")
        return try Document(
            kind: .referral,
            words: head.words,
            letterhead: head.letterhead,
            reference: "1",
            time: head.time,
            isExercise: false,
            blocks: blocks
        )
    }

    @Test func `a document of more than its bounds is refused`() {
        let long = Phrase(String(repeating: "x", count: DocumentLimits.textBytesMax + 1))
        #expect(code { try document([.paragraph(long)]) } == "document-too-large")
        let many = [DocumentBlock](repeating: .paragraph(Phrase("x")), count: DocumentLimits.blocksMax + 1)
        #expect(code { try document(many) } == "document-too-large")
        let whole = Phrase(String(repeating: "x", count: DocumentLimits.textBytesMax))
        #expect(code { try document([.paragraph(whole)]) } == nil)
        #expect(code { try document(Array(repeating: .paragraph(whole), count: 30)) } == "document-too-large")
        let rows = [DocumentFact](repeating: DocumentFact(Phrase("a"), Phrase("b")), count: DocumentLimits.rowsMax)
        #expect(code { try document([.facts(rows)]) } == "document-too-large")
    }

    @Test func `a language that is none is refused, and a code that no telephone reads`() {
        #expect(code { try document([.paragraph(Phrase("x", language: "\"><b>"))]) } == "document-language")
        let address = "https://a.example/" + String(repeating: "x", count: DocumentLimits.codeBytesMax)
        let block = DocumentBlock.code(DocumentCode(label: Phrase("x"), address: address, digest: ""))
        #expect(code { try document([block]) } == "document-code")
    }

    @Test(arguments: Repository.languages.dropFirst())
    func `a draft never stands alone`(_ language: String) throws {
        let words = try Repository.words(language)
        let (english, own) = try (Repository.texts("en"), Repository.texts(language))
        for word in DocumentWord.allCases {
            let phrase = words.phrase(word)
            #expect(phrase.text.string == english[word] && phrase.language == "en", "\(word)")
            #expect(phrase.beside?.text.string == own[word] && phrase.beside?.language == language, "\(word)")
        }
        #expect(words.language == "en")
        let document = try Samples(language).feedback().document()
        #expect(document.blocks.first == .notice(words.phrase(.draft)))
        let reviewed = try Repository.words(language, isReviewed: true)
        #expect(reviewed.phrase(.removalOrder) == Phrase(own[.removalOrder] ?? "", language: language))
        #expect(!reviewed.isDraft && reviewed.language == language)
    }

    @Test func `a moment is shown in its zone and in UTC, on the Gregorian calendar`() throws {
        let leap = try #require(Timestamp("2028-02-28T19:30:00Z"))
        let time = try DocumentTime(leap, zone: "Asia/Kolkata", offset: .minutes(330))
        #expect(time.local.string == "2028-02-29 01:00:00 UTC+05:30 (Asia/Kolkata)")
        #expect(time.coordinated.string == "2028-02-28 19:30:00 UTC")
        let west = try DocumentTime(leap, zone: "America/St_Johns", offset: .minutes(-210))
        #expect(west.local.string == "2028-02-28 16:00:00 UTC-03:30 (America/St_Johns)")
        #expect(throws: DocumentError.self) { try DocumentTime(leap, zone: "X", offset: Seconds(61)) }
        #expect(throws: DocumentError.self) { try DocumentTime(leap, zone: "X", offset: .hours(19)) }
    }

    @Test func `an order without reasons for each item, and a letter without outcomes, are refused`() throws {
        let samples = try Samples("en")
        let letter = try samples.letter(Phrase("x"))
        let bare = AnswerLetter(
            head: letter.head,
            recipient: letter.recipient,
            authorityReference: letter.authorityReference,
            receivedAt: letter.receivedAt,
            opening: [],
            items: samples.items(outcomes: false),
            signatures: letter.signatures
        )
        #expect(code { try bare.document() } == "document-incomplete")
        let order = try samples.order()
        let vague = RemovalOrderForm(
            head: order.head,
            parties: order.parties,
            items: [DocumentItem(address: "https://a.example/1")],
            grounds: order.grounds,
            challenge: order.challenge,
            isCopied: true,
            authority: order.authority,
            contacts: order.contacts,
            redress: order.redress,
            signatures: order.signatures
        )
        #expect(code { try vague.document() } == "document-incomplete")
        #expect(code { try order.document() } == nil)
    }
}
