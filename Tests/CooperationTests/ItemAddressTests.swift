import Cooperation
import SeededRandomness
import Testing

@Suite("An item's address")
struct ItemAddressTests {
    struct Spelling: Sendable, CustomTestStringConvertible {
        let pasted: String
        let text: String
        let host: String?
        var testDescription: String { pasted }

        init(_ pasted: String, _ text: String, _ host: String?) {
            (self.pasted, self.text, self.host) = (pasted, text, host)
        }
    }

    static let spellings = [
        Spelling("https://platform.example/a", "https://platform.example/a", "platform.example"),
        Spelling("  HTTPS://Platform.Example/A/ \n", "https://platform.example/A", "platform.example"),
        Spelling("http://platform.example/a", "https://platform.example/a", "platform.example"),
        Spelling("www.platform.example/a", "https://platform.example/a", "platform.example"),
        Spelling("https://www.platform.example", "https://platform.example", "platform.example"),
        Spelling("https://m.platform.example/", "https://platform.example", "platform.example"),
        Spelling("https://mobile.www.m.platform.example/", "https://platform.example", "platform.example"),
        Spelling("https://platform.example:443/a", "https://platform.example/a", "platform.example"),
        Spelling("http://platform.example:80/a", "https://platform.example/a", "platform.example"),
        Spelling("https://platform.example:8443/a", "https://platform.example:8443/a", "platform.example"),
        Spelling("https://platform.example.:443/a", "https://platform.example/a", "platform.example"),
        Spelling("https://platform.example../a", "https://platform.example/a", "platform.example"),
        Spelling("https://platform.example/a#comment-3", "https://platform.example/a", "platform.example"),
        Spelling("https://platform.example/a #x", "https://platform.example/a", "platform.example"),
        Spelling("https://platform.example/a//", "https://platform.example/a", "platform.example"),
        Spelling("https://platform.example/a / / /", "https://platform.example/a", "platform.example"),
        Spelling(
            "https://platform.example/a /?v=1 &fbclid \u{3000}",
            "https://platform.example/a?v=1",
            "platform.example"
        ),
        Spelling("https://platform.example/?fbclid &si= & ", "https://platform.example", "platform.example"),
        Spelling("https://platform.example/?", "https://platform.example", "platform.example"),
        Spelling("https://platform.example/a?v=Xy", "https://platform.example/a?v=Xy", "platform.example"),
        Spelling(
            "https://platform.example/a?utm_source=x&v=1&FBCLID=2&igsh=3&si=4&utm_=5",
            "https://platform.example/a?v=1",
            "platform.example"
        ),
        Spelling("https://platform.example/a?fbclid=1", "https://platform.example/a", "platform.example"),
        Spelling("https://platform.example/a?b=2&a=1", "https://platform.example/a?b=2&a=1", "platform.example"),
        Spelling("https://platform.example/a?site=1", "https://platform.example/a?site=1", "platform.example"),
        Spelling("https://platform.example/a?q=1?2", "https://platform.example/a?q=1?2", "platform.example"),
        Spelling("https://m.example/a", "https://m.example/a", "m.example"),
        Spelling("@somebody", "@somebody", nil), Spelling(" 12345 ", "12345", nil), Spelling("", "", nil),
        Spelling("platform.example/a", "platform.example/a", nil),
        Spelling("ftp://x.example/", "ftp://x.example/", nil),
    ]

    /// What is written so that it looks like another place than the one to which it leads.
    static let hostile = [
        Spelling("https://platform.example@evil.example/a", "https://evil.example/a", "evil.example"),
        Spelling("https://platform.example:x@evil.example/a", "https://evil.example/a", "evil.example"),
        Spelling("https://a@b@evil.example/a", "https://evil.example/a", "evil.example"),
        Spelling("https://evil.example\\@platform.example/", "https://evil.example\\@platform.example", "evil.example"),
        Spelling("https://evil.example?@platform.example/", "https://evil.example?@platform.example/", "evil.example"),
        Spelling("https://evil.example#@platform.example/", "https://evil.example", "evil.example"),
        Spelling(
            "https://evil.example/\u{301}@platform.example",
            "https://evil.example/\u{301}@platform.example",
            "evil.example"
        ),
        Spelling(
            "https://platform.example.evil.example/",
            "https://platform.example.evil.example",
            "platform.example.evil.example"
        ),
        Spelling("https://platform.example:443:80/", "https://platform.example:443:80/", nil),
        Spelling("https://platform.example:44a/", "https://platform.example:44a/", nil),
        Spelling("https://platform.example:123456/", "https://platform.example:123456/", nil),
        Spelling("https://platform%2eexample/", "https://platform%2eexample/", nil),
        Spelling("https://plat form.example/", "https://plat form.example/", nil),
        Spelling("https://plat\tform.example/", "https://plat\tform.example/", nil),
        Spelling("https:///evil.example/", "https:///evil.example/", nil), Spelling("https://", "https://", nil),
        Spelling("https://localhost/", "https://localhost/", nil),
        Spelling("https://.example/", "https://.example/", nil),
        Spelling("https://[::1]/", "https://[::1]/", nil), Spelling("https://./", "https://./", nil),
        // Cyrillic letters that look Latin are another name, and stay it.
        Spelling("https://рlаtform.example/", "https://рlаtform.example", "рlаtform.example"),
        Spelling("https://BÜCHER.example/", "https://bücher.example", "bücher.example"),
        Spelling("www.x y", "www.x y", nil),
        Spelling("https://platform.example\u{3000}/a", "https://platform.example\u{3000}/a", nil),
        Spelling("https://m.\u{3000}/", "https://m.\u{3000}/", nil),
    ]

    /// Addresses of the greatest length of which each fold uncovers another one.
    static let onions = [
        String(repeating: "/ ", count: 990), "/" + String(repeating: "\u{3000}/", count: 490),
        "/?" + String(repeating: "fbclid &", count: 240) + " ", "/?" + String(repeating: "& ", count: 980),
        "/#" + String(repeating: "#", count: 1900),
    ]

    // Folded layer by layer, each of these took a thousand turns, and whoever posts a request may name a thousand items.
    @Test("is folded in one pass, however many layers it has", arguments: onions)
    func onion(tail: String) {
        #expect(tail.utf8.count > 1400)
        for _ in 0..<1000 {
            #expect(ItemAddress("https://m.platform.example" + tail).text == "https://platform.example")
        }
        let hosts =
            "https://" + String(repeating: "m.", count: 900) + "platform.example" + String(repeating: ".", count: 100)
        for _ in 0..<1000 { #expect(ItemAddress(hosts).text == "https://platform.example") }
    }

    @Test("has one spelling, however it is pasted", arguments: spellings + hostile)
    func spelling(_ spelling: Spelling) {
        let address = ItemAddress(spelling.pasted)
        #expect(address.text == spelling.text)
        #expect(address.host == spelling.host)
    }

    @Test("is no other place than a look-alike")
    func lookAlikes() {
        let place = ItemAddress("https://platform.example/a")
        #expect(ItemAddress("https://рlаtform.example/a") != place)
        #expect(ItemAddress("https://platform.example/A") != place)
        #expect(ItemAddress("https://platform.example/a?v=1") != place)
    }

    private static let pieces = [
        "https://", "http://", "HTTPS://", "www.", "m.", "mobile.", "WWW.", "platform", ".example", ".", "..", ":",
        ":443",
        ":80", ":8443", "@", "/", "//", "\\", "?", "&", "#", "=", "utm_source=1", "fbclid=2", "v=Ab", " ", "\n", "\t",
        "\u{301}", "İ", "ß", "а", "%2e", "[::1]", "a", "A", "9", "\u{200B}", "🇮🇩",
    ]

    @Test("is a fixed point: the spelling of a spelling is itself, whatever was pasted", arguments: 0..<64)
    func idempotent(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<500 {
            let isWeb = Bool.random(using: &random)
            let pasted =
                (isWeb ? "https://" : "")
                + (0..<Int.random(in: 0...10, using: &random)).compactMap { _ in
                    Self.pieces.randomElement(using: &random)
                }.joined()
            let once = ItemAddress(pasted)
            #expect(ItemAddress(once.text) == once, "\(pasted.debugDescription)")
            #expect(ItemAddress(" " + pasted + "\n").text == once.text, "\(pasted.debugDescription)")
            // Never a user's name, never a fragment, never a slash at the end of a path.
            guard let host = once.host else { continue }
            #expect(!host.contains("@") && !host.contains("/") && !host.contains(":"), "\(pasted.debugDescription)")
            #expect(once.text.hasPrefix("https://" + host), "\(pasted.debugDescription)")
            #expect(!once.text.unicodeScalars.contains("#"), "\(pasted.debugDescription)")
        }
    }
}
