import Services
import Testing

@Suite struct `A one-time code` {
    /// RFC 6238 appendix B, the rows of SHA-1, of whose eight digits a code of six has the last.
    @Test(
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)]
    )
    func `is the one of RFC 6238`(seconds: Int64, digits: String) {
        let secret = Array("12345678901234567890".utf8)
        let code = String(digits.suffix(6))
        #expect(OneTimeCode.code(secret: secret, step: seconds / 30) == code)
        #expect(OneTimeCode.step(of: code, secret: secret, at: seconds) == seconds / 30)
    }

    @Test func `is taken in its own step and in those beside it, and in no other`() {
        let secret = Array("TEST secret of twenty bytes".utf8.prefix(20))
        let at: Int64 = 1_700_000_010
        let step = at / 30
        for away in -3...3 as ClosedRange<Int64> {
            let code = OneTimeCode.code(secret: secret, step: step + away)
            #expect(OneTimeCode.step(of: code, secret: secret, at: at) == (abs(away) <= 1 ? step + away : nil))
        }
    }

    @Test(arguments: ["", "12345", "1234567", "abcdef", "１２３４５６", "12345\u{0}", "000000000000000000000000"])
    func `of another form is none`(code: String) {
        #expect(OneTimeCode.step(of: code, secret: [1, 2, 3], at: 1_700_000_000) == nil)
    }

    @Test func `is read with blanks in it, as generators show it`() {
        let code = OneTimeCode.code(secret: [1, 2, 3], step: 7)
        let spaced = code.prefix(3) + " " + code.suffix(3)
        #expect(OneTimeCode.step(of: String(spaced), secret: [1, 2, 3], at: 210) == 7)
    }

    /// RFC 4648 section 10, without padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func `has its secret written in Base32`(text: String, base32: String) {
        #expect(OneTimeCode.base32(Array(text.utf8)) == base32)
    }
}
