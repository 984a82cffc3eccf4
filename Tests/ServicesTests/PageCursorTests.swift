import Cooperation
import Services
import Testing

/// Where a list goes on, as clients hand it back.
@Suite struct `The cursor of a list` {
    private static func secrets() throws -> NodeSecrets {
        try #require(NodeSecrets(bytes: [UInt8](repeating: 7, count: NodeSecrets.byteCount)))
    }

    @Test(arguments: [
        "", "42", "none.01970000-0000-7000-8000-0000000000ff", "-1.x", "--", "\u{301}a", "\u{200D}", "\r\n",
    ])
    func `says again what it was made of, whatever the words begin with`(words: String) throws {
        let secrets = try Self.secrets()
        let cursor = PageCursor.text(after: words, list: "cases", secrets: secrets)
        #expect(PageCursor.words(of: cursor, list: "cases", secrets: secrets) == words)
        #expect(PageCursor.words(of: cursor, list: "keys", secrets: secrets) == nil)
        #expect(PageCursor.words(of: cursor + "0", list: "cases", secrets: secrets) == nil)
        #expect(PageCursor.words(of: "0" + cursor, list: "cases", secrets: secrets) == nil)
    }

    @Test(arguments: ["", "-", "a", "--", "00000000000000000000000000000000-42"])
    func `is made by the node alone`(text: String) throws {
        #expect(PageCursor.words(of: text, list: "cases", secrets: try Self.secrets()) == nil)
    }
}
