import Documents
import Testing

@Suite struct DocumentTextTests {
    @Test func `a text can't turn the reading order around`() {
        let text = DocumentText("pay \u{202E}dlog\u{202C} now\u{2066}\u{200F}")
        #expect(text.string == "pay [U+202E]dlog[U+202C] now[U+2066][U+200F]")
    }
}
