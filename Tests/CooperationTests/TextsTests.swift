import Cooperation
import Testing

@Suite("A free text")
struct TextsTests {
    @Test(
        "counts as absent where it holds white space alone",
        arguments: ["", " ", "\n\t\r", "\u{00A0}\u{2003}\u{3000}"]
    )
    func blank(text: String) throws {
        #expect(try Texts.optional(text, "note") == nil)
        #expect { try Texts.required(text, "note") } throws: {
            ($0 as? Refusal)?.code == "text-missing" && ($0 as? Refusal)?.pointer == "/note"
        }
    }

    @Test("may be as long as its limit in bytes and not one longer", arguments: [1, 2, 10_000])
    func limit(bytes: Int) throws {
        let text = String(repeating: "x", count: bytes)
        #expect(try Texts.required(text, "note", bytesMax: bytes) == text)
        #expect { try Texts.required(text + "x", "note", bytesMax: bytes) } throws: {
            ($0 as? Refusal)?.code == "text-too-long"
        }
        #expect { try Texts.optional(String(repeating: "é", count: bytes), "note", bytesMax: bytes) } throws: {
            ($0 as? Refusal)?.code == "text-too-long"
        }
    }

    @Test("keeps what stands within and loses the white space around it")
    func trims() throws {
        #expect(try Texts.required("  a\n b \u{3000}", "note") == "a\n b")
        #expect(try Texts.optional("é", "note") == "é")
        #expect(try Texts.optional(nil, "note") == nil)
    }
}
