import Crypto
import Documents
import Foundation
import Printing
import Testing

@Suite struct DocumentPageTests {
    private let page = DocumentPage(drawing: QRCodes())

    private func html(_ document: Document, _ data: EmbeddedData? = nil) throws -> String {
        String(decoding: try page.html(of: document, embedded: data), as: UTF8.self)
    }

    @Test func `no text of anybody becomes markup`() throws {
        let attack = "</style></script><script>alert(1)</script><img src=x onerror='a'>\"&"
        let samples = try Samples("en")
        let head = DocumentHead(
            words: samples.words,
            letterhead: Letterhead(name: DocumentText(attack), lines: [DocumentText(attack)]),
            reference: DocumentText(attack),
            time: try samples.time(),
            isExercise: false
        )
        let phrase = Phrase(attack)
        let item = DocumentItem(
            address: attack,
            identification: phrase,
            ground: phrase,
            reasons: phrase,
            outcome: phrase
        )
        let document = try Document(
            kind: .referral,
            words: head.words,
            title: phrase,
            letterhead: head.letterhead,
            reference: head.reference,
            facts: [DocumentFact(phrase, phrase), DocumentFact(phrase, phrase, isCode: true)],
            time: head.time,
            isExercise: false,
            blocks: [
                .heading(phrase), .paragraph(phrase), .quotation(phrase), .notice(phrase), .items(phrase, [item]),
                .checks(phrase, [DocumentCheck(phrase, isChecked: true)]),
                .signatures([
                    DocumentSignature(
                        who: DocumentText(attack),
                        post: phrase,
                        key: DocumentText(attack),
                        time: head.time
                    )
                ]),
                .code(DocumentCode(label: phrase, address: attack, digest: attack)),
            ]
        )
        let html = try html(document)
        #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("onerror='"))
        #expect(html.ranges(of: "</style>").count == 1)
    }

    @Test func `the policy allows the page's own stylesheet and nothing else`() throws {
        for isExercise in [false, true] {
            let html = try html(Samples("en").order(isExercise: isExercise).document())
            let style = try #require(html.firstMatch(of: #/<style>([\s\S]*?)<\/style>/#)?.1)
            let digest = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
            #expect(html.contains("style-src &#39;sha256-\(digest)&#39;; base-uri"))
            #expect(html.contains("default-src &#39;none&#39;"))
            #expect(!html.contains(" style=") && !html.contains("<link") && !html.contains("url("))
        }
    }

    @Test func `headings go down step by step, tables have headers, languages are named`() throws {
        let html = try html(Samples("th").order().document())
        let levels = html.matches(of: #/<h([1-6])/#).compactMap { Int($0.1) }
        #expect(levels.first == 1 && levels.filter { $0 == 1 }.count == 1)
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
        #expect(html.contains("<html lang=\"en\" dir=\"ltr\">"))
        #expect(html.contains("<span class=\"beside lines-kept\" lang=\"th\">คำสั่งให้ลบเนื้อหา</span>"))
        for table in html.matches(of: #/<table[\s\S]*?<\/table>/#) {
            #expect(table.output.contains("scope=\"row\"") || table.output.contains("scope=\"col\""))
        }
    }

    @Test func `an exercise says so at both ends and on each printed page`() throws {
        let words = try Repository.texts("en")
        let html = try html(Samples("en").order(isExercise: true).document())
        #expect(html.ranges(of: words[.exercise] ?? "?").count == 2)
        #expect(html.contains("@top-center{content:\"EXERCISE\""))
        let real = try self.html(Samples("en").order().document())
        #expect(!real.contains("EXERCISE"))
    }

    @Test func `signed data comes out of a page as it went in, whatever it holds`() throws {
        let document = try Samples("en").feedback().document()
        for text in [
            "{}", #"{"a":"</script><script>"}"#, #"{"a":"\\u003c","b":"<!--"}"#, #"{"a":"\\\\<\\u003c<\""}"#,
        ] {
            let data = try EmbeddedData(Array(text.utf8))
            let bytes = try page.html(of: document, embedded: data)
            #expect(try EmbeddedData(fromPage: bytes) == data, "\(text)")
        }
    }

    @Test func `data that is not canonical is not embedded`() {
        for text in [#"{"a":"\u003c"}"#, "{ }", "", #"{"b":1,"a":2}"#, "{}{}", "1.5"] {
            #expect(throws: DocumentError.self, "\(text)") { try EmbeddedData(Array(text.utf8)) }
        }
    }

    @Test func `a page with two pieces of data, or a changed one, gives none`() throws {
        let data = try EmbeddedData(Array(#"{"a":"x<y"}"#.utf8))
        let good = String(
            decoding: try page.html(of: Samples("en").feedback().document(), embedded: data),
            as: UTF8.self
        )
        let element = "<script type=\"application/json\" id=\"signed\">"
        for bad in [
            good.replacing(element, with: element + "{}</script>\n" + element),
            good.replacing(element, with: "<script id=\"signed\" type=\"application/json\">"),
            good.replacing(#"x\u003cy"#, with: "x<y"), good.replacing(#"x\u003cy"#, with: #"\u0078\u003cy"#),
            good.replacing("</script>", with: ""), good + "<script>1</script>",
            good.replacing(element, with: "<SCRIPT>"), "",
        ] {
            #expect(throws: DocumentError.self) { try EmbeddedData(fromPage: Array(bad.utf8)) }
        }
        #expect(try EmbeddedData(fromPage: Array(good.utf8)) == data)
    }

    @Test func `a page with a check names its script in the policy, and still gives its data`() throws {
        let data = try EmbeddedData(Array(#"{"a":"x<y"}"#.utf8))
        let words = Dictionary(uniqueKeysWithValues: PageCheck.Word.allCases.map { ($0, Phrase("<\($0)>")) })
        let check = try PageCheck(script: "/* TEST */ 1 < 2", words: words)
        let bytes = try page.html(of: Samples("ta").receipt().document(), embedded: data, check: check)
        let html = String(decoding: bytes, as: UTF8.self)
        let hash = Data(SHA256.hash(data: Data("/* TEST */ 1 < 2".utf8))).base64EncodedString()
        #expect(html.contains("script-src &#39;sha256-\(hash)&#39;; style-src"))
        #expect(html.contains("data-digest=\"\(Samples.digest)\"") && html.contains("data-intact=\"&lt;intact&gt;\""))
        #expect(try EmbeddedData(fromPage: bytes) == data)
        let twice = html.replacing("</script>\n</body>", with: "</script>\n<script>1</script>\n</body>")
        #expect(throws: DocumentError.self) { try EmbeddedData(fromPage: Array(twice.utf8)) }
        let plain = try self.html(Samples("ta").receipt().document())
        #expect(!plain.contains("<script") && !plain.contains("script-src"), "there is nothing to check")
        for bad in ["</script>", "a </SCRIPT b", "<!-- a", "<script"] {
            #expect(throws: DocumentError.self, "\(bad)") { try PageCheck(script: bad, words: words) }
        }
        #expect(throws: DocumentError.self) { try PageCheck(script: "1", words: [:]) }
    }

    @Test func `a receipt's page names what its check compares, and shows no place where the reader may not know one`()
        throws
    {
        let words = Dictionary(uniqueKeysWithValues: PageCheck.Word.allCases.map { ($0, Phrase("<\($0)>")) })
        let vocabulary = [
            "itemOutcome.complied": Phrase("Done", language: "en"),
            "reversed": Phrase("undone", language: "en", beside: .init("\"x\"", language: "id")),
        ]
        let check = try PageCheck(script: "1", vocabulary: vocabulary, words: words)
        let samples = try Samples("en")
        let item = DocumentItem(number: 7, address: "", ground: Phrase("G"), outcome: Phrase("Done", language: "en"))
        let sample = try samples.receipt()
        let receipt = RequestReceiptPage(
            head: sample.head,
            shownTo: sample.shownTo,
            askedBy: "TEST",
            kind: sample.kind,
            legalBasis: sample.legalBasis,
            receivedAt: sample.receivedAt,
            items: [item],
            signatures: [],
            code: sample.code
        )
        let data = try EmbeddedData(Array("{}".utf8))
        let html = String(
            decoding: try page.html(of: receipt.document(), embedded: data, check: check),
            as: UTF8.self
        )
        let json = #"{"itemOutcome.complied":["Done"],"reversed":["undone","\"x\""]}"#
        #expect(html.contains("data-vocabulary=\"" + json.replacing("\"", with: "&quot;") + "\""))
        #expect(html.contains("<tr data-number=\"7\"><td>7</td><td></td><td data-field=\"ground\""))
        for field in ["askedBy", "kindOfRequest", "receivedAt"] {
            #expect(html.contains("<td data-field=\"\(field)\">"))
        }
        #expect(!html.contains("data-field=\"carriedOutAt\"") && !html.contains("Signatures</span>"))
    }

    @Test func `seeded random documents become pages with their data inside`() throws {
        for seed in 0..<200 {
            var random = RandomDocument(UInt64(seed))
            let data = try EmbeddedData(Array("[\(seed)]".utf8))
            let bytes = try page.html(of: random.document(), embedded: data)
            #expect(try EmbeddedData(fromPage: bytes) == data, "seed \(seed)")
        }
    }
}
