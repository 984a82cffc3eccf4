import Documents
import SeededRandomness
import Testing

@Suite struct DocumentTextTests {
    @Test func `a text can't turn the reading order around`() {
        let text = DocumentText("pay \u{202E}dlog\u{202C} now\u{2066}\u{200F}")
        #expect(text.string == "pay [U+202E]dlog[U+202C] now[U+2066][U+200F]")
    }

    @Test func `an address that tries to reverse the reading order shows how`() {
        #expect(
            DocumentText("https://a.example/\u{202E}gpj.exe", .address).string
                == "https://a.example/%E2%80%AEgpj.exe"
        )
        #expect(DocumentText("https://a.example/\u{5D0}/b", .address).string == "https://a.example/%D7%90/b")
        #expect(DocumentText("a\u{200B}b c\n", .address).string == "a%E2%80%8Bb%20c%0A")
    }

    @Test(arguments: Repository.languages)
    func `the words of a language stay as they are`(_ language: String) throws {
        for text in try Repository.texts(language).values { #expect(DocumentText(text).string == text) }
    }

    @Test func `line ends of every system are one, and no control character stays`() {
        #expect(DocumentText("a\r\nb\rc\u{2028}d\te\u{0}\u{1B}").string == "a\nb\nc\nd e[U+0000][U+001B]")
    }

    @Test func `a heap of marks does not grow over the lines around`() {
        let heap = "o" + String(repeating: "\u{0301}", count: 200)
        #expect(DocumentText(heap).string.unicodeScalars.filter { $0 == "\u{0301}" }.count == 8)
    }

    @Test func `no text of any characters holds one that can't be seen`() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<2_000 {
            let raw = String(String.UnicodeScalarView((0..<40).compactMap { _ in .any(using: &random) }))
            for manner in [DocumentText.Manner.prose, .address] {
                for scalar in DocumentText(raw, manner).string.unicodeScalars where scalar != "\n" {
                    let category = scalar.properties.generalCategory
                    #expect(![.control, .privateUse, .unassigned].contains(category))
                    #expect(category != .format || (0x200B...0x200D).contains(scalar.value))
                }
            }
        }
    }
}

extension Unicode.Scalar {
    /// A character from the parts of Unicode where texts are, and from those that deceive.
    static func any(using random: inout SplitMix64) -> Unicode.Scalar? {
        let ranges: [ClosedRange<UInt32>] = [
            0...0xFF, 0x0E00...0x0E7F, 0x1000...0x109F, 0x0B80...0x0BFF, 0x4E00...0x4FFF, 0x2000...0x206F,
            0x0590...0x06FF, 0x0300...0x036F, 0xFE00...0xFE0F, 0x1F300...0x1F6FF, 0...0x10FFFF,
        ]
        return Unicode.Scalar((ranges.randomElement(using: &random) ?? 0...0).randomElement(using: &random) ?? 0)
    }
}
