import Cooperation
import Testing

@Suite("The name of an agency")
struct AgencyTests {
    @Test("has one spelling, whatever capitals, points and dashes are written in it")
    func spelling() {
        for name in ["Polri Densus 88", "POLRI, Densus-88", "  polri\tdensus (88)  "] {
            #expect(Agency.spelling(of: name) == "polri densus 88")
        }
        #expect(Agency.spelling(of: "ตำรวจ") != nil && Agency.spelling(of: "ရဲ") != nil)
        for empty in ["", " ", "--", "…"] { #expect(Agency.spelling(of: empty) == nil) }
    }

    @Test("is known by the domain of the first mailbox in its contact")
    func mailbox() {
        let texts = [
            ("desk@unit.example", "unit.example"), ("Desk <Desk@Unit.Example.>", "unit.example"),
            ("tel. 1, mail: a@b.example; c@d.example", "b.example"),
        ]
        for (text, domain) in texts { #expect(Agency.mailboxDomains(in: text).first == domain) }
        #expect(Agency.mailboxDomains(in: texts[2].0) == ["b.example", "d.example"])
        for none in ["", "+62 21 555", "@unit.example", "desk@", "desk@localhost", "a@b@c.example"] {
            #expect(Agency.mailboxDomains(in: none).isEmpty)
        }
    }

    @Test("is doubted where a domain looks like one of its own, and not where it is another office's")
    func lookAlike() {
        let known: Set = ["polri.go.id", "police.example", "afp.gov.au", "cyber.police.gov.ph"]
        for domain in [
            "po1ri.go.id", "plori.go.id", "polri.co.id", "polri-go.id", "polrii.go.id", "pоlri.go.id", "pollce.example",
            "polri.go.id.example", "police.exarnple", "poIice.example".lowercased(), "police.exampel", "afp-gov.au",
            "cyber.police.gow.ph",
        ] {
            #expect(Agency.isLookAlike(domain, of: known), "\(domain)")
        }
        for domain in [
            "polri.go.id", "mail.polri.go.id", "bnpt.go.id", "ato.gov.au", "asd.gov.au", "ministry.example",
            "cyber.army.gov.ph", "cybex.police.gov.ph", "unit.example",
        ] {
            #expect(!Agency.isLookAlike(domain, of: known), "\(domain)")
        }
        #expect(!Agency.isLookAlike("polri.go.id", of: []))
    }
}
