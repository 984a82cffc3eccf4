import Cooperation
import Testing

@Suite("An e-mail address")
struct EmailAddressTests {
    @Test(
        "that could break out of its line, or that servers read differently, is none",
        arguments: [
            "", "duty", "@lentera.example", "duty@", "duty@lentera", "duty@@lentera.example", "a@b@lentera.example",
            "duty@lentera.example\r\nBcc: other@elsewhere.example", "duty\n@lentera.example", "duty @lentera.example",
            "\"duty\"@lentera.example", "duty@[127.0.0.1]", "duty(x)@lentera.example", "<duty@lentera.example>",
            "duty@lentera.example>", "duty@lentera..example", ".duty@lentera.example", "duty.@lentera.example",
            "du..ty@lentera.example", "duty@-lentera.example", "duty@lentera-.example", "duty@lentera.example.",
            "dütý@lentera.example", "duty@länterå.example", "duty\u{0}@lentera.example", "duty\u{7F}@lentera.example",
            "duty,other@lentera.example", "duty;x@lentera.example", "duty:x@lentera.example",
            "\u{200B}duty@lentera.example", "duty@lentera.example\u{2028}",
            String(repeating: "a", count: 65) + "@lentera.example",
            "a@" + String(repeating: "b", count: 64) + ".example",
            "a@" + String(repeating: "bb.", count: 84) + "cc",
        ]
    )
    func refused(_ text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test(
        "in the plain spelling is taken as it stands",
        arguments: [
            "duty@lentera.example", "DUTY@Lentera.Example", "o'neil+night/shift=1@mail.lentera.example",
            "a@b.c", String(repeating: "a", count: 64) + "@lentera.example", "x_{|}~`^?*&%$#!-@1.2.example",
        ]
    )
    func taken(_ text: String) throws {
        let address = try #require(EmailAddress(text))
        #expect(address.text == text && address.description == text)
        #expect(text.lowercased().hasSuffix("@" + address.domain))
    }

    @Test("may be typed with white space around it, and with none within")
    func typed() throws {
        #expect(try EmailAddress(typed: " duty@lentera.example\n").text == "duty@lentera.example")
        for text in ["", " ", "duty@lentera.example other@lentera.example", "duty@ lentera.example"] {
            let refusal = #expect(throws: Refusal.self) { try EmailAddress(typed: text) }
            #expect(refusal?.code == "email-invalid" && refusal?.pointer == "/email")
        }
    }
}
