import Interchange
import SeededRandomness
import Testing

@Suite struct OutgoingAddressTests {
    @Test(
        arguments: [
            ("", .wrongLength), (String(repeating: "a", count: 2049), .wrongLength),
            ("https://exchange.example/a b", .wrongCharacters), ("https://exchange.example\r\nX: y", .wrongCharacters),
            ("https://b\u{FC}ro.example", .wrongCharacters),
            (#"https://exchange.example\@evil.example"#, .wrongCharacters),
            ("https://exchange.example/%zz", .wrongCharacters), ("https://exchange.example/%2", .wrongCharacters),
            ("https://exchange.example/[", .wrongCharacters), ("https://exchange.example/?a=%", .wrongCharacters),
            ("exchange.example", .wrongScheme), ("//exchange.example", .wrongScheme),
            ("https:exchange.example", .wrongScheme),
            ("ftp://exchange.example", .wrongScheme), ("file:///etc/passwd", .wrongScheme),
            ("http+unix://%2Frun%2Fsocket", .wrongScheme), ("unix:///run/socket", .wrongScheme),
            ("http://exchange.example", .notEncrypted), ("http://10.0.0.1", .notEncrypted),
            ("http://128.0.0.1", .notEncrypted), ("http://[::2]", .notEncrypted),
            ("http://localhost.example", .notEncrypted), ("http://127.0.0.1.example", .notEncrypted),
            ("https://name@exchange.example", .hasUserInformation),
            ("https://name:word@exchange.example", .hasUserInformation),
            ("https://@exchange.example", .hasUserInformation),
            ("http://localhost@exchange.example", .hasUserInformation),
            ("https://exchange.example/#part", .hasFragment), ("https://exchange.example#@localhost", .hasFragment),
            ("https://", .wrongHost), ("https:///path", .wrongHost), ("https://?q", .wrongHost),
            ("https://-a.example", .wrongHost), ("https://a-.example", .wrongHost), ("https://a..example", .wrongHost),
            ("https://exchange.example.", .wrongHost), ("https://a_b.example", .wrongHost),
            ("https://*.example", .wrongHost),
            ("https://a%2Eexample", .wrongHost), ("https://\(String(repeating: "a", count: 64)).example", .wrongHost),
            ("https://\(Array(repeating: "abcdefgh", count: 30).joined(separator: "."))", .wrongHost),
            ("https://[::1", .wrongPort), ("https://[]", .wrongHost), ("https://[fe80::1%25eth0]", .wrongHost),
            ("https://[::1]x", .wrongHost), ("https://[g::1]", .wrongHost), ("https://::1", .wrongPort),
            ("http://2130706433", .ambiguousHost), ("http://0x7f000001", .ambiguousHost),
            ("http://017700000001", .ambiguousHost),
            ("http://127.1", .ambiguousHost), ("http://0177.0.0.1", .ambiguousHost),
            ("http://127.0.0.01", .ambiguousHost),
            ("http://127.0.0.0x1", .ambiguousHost), ("http://127.0.0.256", .ambiguousHost),
            ("http://127.0.0.1.", .ambiguousHost),
            ("http://127.0.0.1.1", .ambiguousHost), ("https://exchange.0x", .ambiguousHost),
            ("http://[::ffff:127.0.0.1]", .ambiguousHost), ("http://[::ffff:7f00:1]", .ambiguousHost),
            ("https://exchange.example:", .wrongPort), ("https://exchange.example:0", .wrongPort),
            ("https://exchange.example:65536", .wrongPort), ("https://exchange.example:+1", .wrongPort),
            ("https://exchange.example:08", .wrongPort), ("https://exchange.example:80:80", .wrongPort),
            ("https://exchange.example/../a", .wrongPath), ("https://exchange.example/.", .wrongPath),
            ("https://exchange.example/%2e%2E/a", .wrongPath),
        ] as [(String, OutgoingSettingError.Code)]
    )
    func `an address that programs could read differently, or that is not safe, is refused`(
        text: String,
        code: OutgoingSettingError.Code
    ) {
        #expect(throws: OutgoingSettingError(code)) { try OutgoingAddress(parsing: text, allowing: .thisMachine) }
    }

    @Test(
        arguments: [
            ("https://exchange.example", "https://exchange.example"),
            ("HTTPS://Exchange.Example/", "https://exchange.example"),
            ("https://exchange.example:443/base", "https://exchange.example/base"),
            ("https://exchange.example:8480/a/b/", "https://exchange.example:8480/a/b/"),
            ("https://xn--bro-hoa.example?x=1&y=%20/", "https://xn--bro-hoa.example?x=1&y=%20/"),
            ("https://192.0.2.7:65535", "https://192.0.2.7:65535"), ("https://10.0.0.1", "https://10.0.0.1"),
            ("https://[2001:DB8:0::1]:1", "https://[2001:db8::1]:1"),
            ("http://127.0.0.1:8480", "http://127.0.0.1:8480"),
            ("http://127.255.255.255", "http://127.255.255.255"), ("http://[::1]:80", "http://[::1]"),
            ("http://[0:0:0:0:0:0:0:1]", "http://[::1]"),
            ("http://LOCALHOST:1/a..b/...", "http://localhost:1/a..b/..."),
            ("https://1.example", "https://1.example"),
        ])
    func `an address that is taken has one spelling`(text: String, expected: String) throws {
        let address = try OutgoingAddress(parsing: text, allowing: .thisMachine)
        #expect(address.text == expected)
        #expect(try OutgoingAddress(parsing: address.text, allowing: .thisMachine) == address)
    }

    @Test func `what describes an address leaves its query out`() throws {
        #expect("\(try OutgoingAddress(parsing: "https://a.example/b?token=SECRET"))" == "https://a.example/b")
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `whatever is taken of random text is encrypted or this machine, and is read the same again`(seed: UInt64)
        throws
    {
        let pieces = [
            "https://", "http://", "HTTP://", "127.0.0.1", "localhost", "a.example", "[::1]", "[::ffff:1.2.3.4]",
            "0x7f.1",
            "@", ":", "#", "?", "/", "%", "%2e", "..", ".", "8480", "1", "a", "-", "]", "[", "\\", " ", "\u{E9}", "\n",
        ]
        var random = SplitMix64(seed: seed)
        var taken = 0
        for _ in 0..<5000 {
            var text =
                Int.random(in: 0..<4, using: &random) == 0 ? "" : ["https://", "http://"][Int(random.next() % 2)]
            for _ in 0..<Int.random(in: 0..<6, using: &random) {
                text += pieces[Int.random(in: pieces.indices, using: &random)]
            }
            guard let address = try? OutgoingAddress(parsing: text, allowing: .thisMachine) else { continue }
            taken += 1
            #expect(
                address.scheme == .https || ["localhost", "[::1]"].contains(address.host.text)
                    || address.host.text.hasPrefix("127.0.0."),
                "seed \(seed): \(text)"
            )
            #expect(!address.text.contains("@") || address.text.contains(#/[/?].*@/#), "seed \(seed): \(text)")
            #expect(
                try OutgoingAddress(parsing: address.text, allowing: .thisMachine) == address,
                "seed \(seed): \(text)"
            )
        }
        #expect(taken > 100, "seed \(seed)")
    }

    @Test(arguments: ["", "a b", "a\r\nX-Evil: 1", "a\u{0}", "kl\u{FC}", "\"", String(repeating: "k", count: 513)])
    func `a key that could break out of its header is refused`(text: String) {
        #expect(throws: OutgoingSettingError(.wrongKey)) { try OutgoingKey(text) }
    }

    @Test func `nothing that prints a key shows it`() throws {
        let key = try OutgoingKey("SECRET-KEY")
        var dumped = ""
        dump(["key": key], to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped, "\(Optional(key) as Any)"] {
            #expect(!text.contains("SECRET"))
        }
    }
}
