import CanonicalJSON
import Cooperation
import SeededRandomness
import Testing

@Suite("An identifier")
struct IdentifierTests {
    @Test(
        "has one spelling only",
        arguments: [
            "", "0190163d-8694-739b-aea5-966c26f8ad9", "0190163d-8694-739b-aea5-966c26f8ad912",
            "0190163D-8694-739B-AEA5-966C26F8AD91", "0190163d8694739baea5966c26f8ad91",
            "{0190163d-8694-739b-aea5-966c26f8ad91}", "0190163d-8694-739b-aea5_966c26f8ad91",
            "0190163d-8694-739b-aea5-966c26f8ad9g", " 190163d-8694-739b-aea5-966c26f8ad91",
            "0190163d-8694-739b-aea5-966c26f8ad91\n", "0190163d86-94-739b-aea5-966c26f8ad91",
            "urn:uuid:0190163d-8694-739b-aea5-966c26f8ad91", "０190163d-8694-739b-aea5-966c26f8ad91",
            String(repeating: "-", count: 36), String(repeating: "a", count: 10_000),
        ]
    )
    func refuses(text: String) {
        #expect(Identifier(text) == nil)
        #expect(ID<Signal>(text) == nil)
        #expect(throws: JSONError.self) { try JSONValueDecoder().decode(Identifier.self, from: .string(text)) }
    }

    @Test("prints what it was read from", arguments: 1...8 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<500 {
            let identifier = Identifier(high: random.next(), low: random.next())
            let text = identifier.description
            #expect(Identifier(text) == identifier, "seed \(seed)")
            #expect(text == naive(identifier), "seed \(seed)")
            #expect(try JSONValueEncoder().encode(identifier) == .string(text))
            #expect(try JSONValueDecoder().decode(Identifier.self, from: .string(text)) == identifier)
        }
    }

    private func naive(_ identifier: Identifier) -> String {
        let digits = [identifier.high, identifier.low]
            .map { String(repeating: "0", count: 16 - String($0, radix: 16).count) + String($0, radix: 16) }
            .joined()
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text += "-" }
            text.append(digit)
        }
        return text
    }

    @Test("orders as its written form does", arguments: 1...8 as ClosedRange<UInt64>)
    func order(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let identifiers = (0..<200).map { _ in
            Identifier(high: random.next() >> (random.next() % 64), low: random.next())
        }
        #expect(identifiers.sorted().map(\.description) == identifiers.map(\.description).sorted(), "seed \(seed)")
    }

    @Test("has the bits of version 7 and sorts by the time it was made", arguments: 1...8 as ClosedRange<UInt64>)
    func version7(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var earlier: Identifier?
        for step in 0..<200 {
            let time = Timestamp.start + Seconds(Int64(step))
            let identifier = Identifier(time: time, random: (random.next(), random.next()))
            #expect((identifier.high >> 12) & 0xF == 7, "seed \(seed)")
            #expect(identifier.low >> 62 == 0b10, "seed \(seed)")
            #expect(Int64(identifier.high >> 16) == time.microseconds / 1000, "seed \(seed)")
            if let earlier { #expect(earlier < identifier, "seed \(seed)") }
            earlier = identifier
        }
    }

    @Test("is made for the first moment where the time lies before it")
    func beforeTheEpoch() {
        let identifier = Identifier(time: Timestamp(microseconds: -5), random: (0, 0))
        #expect(identifier.description == "00000000-0000-7000-8000-000000000000")
    }

    @Test("has the example of RFC 9562 as its version 7")
    func vector() {
        let identifier = Identifier(
            time: Timestamp(microseconds: 1_645_557_742_000_000),
            random: (0xCC3, 0x18C4_DC0C_0C07_398F)
        )
        #expect(identifier.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    }

    @Test("has the bits of version 8 where it is derived from a hash", arguments: 1...4 as ClosedRange<UInt64>)
    func version8(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let (high, low) = (random.next(), random.next())
        let identifier = Identifier(derivedHigh: high, low: low)
        #expect((identifier.high >> 12) & 0xF == 8 && identifier.low >> 62 == 0b10, "seed \(seed)")
        #expect((identifier.high ^ high) & ~0xF000 == 0 && (identifier.low ^ low) << 2 == 0, "seed \(seed)")
    }

    @Test("keys a dictionary as its written form")
    func dictionaryKey() throws {
        let opinions: [ID<Organisation>: String] = [.number(1): "a", .number(2): "b"]
        let json = try JSONValueEncoder().encode(opinions)
        #expect(json[ID<Organisation>.number(1).description] == "a")
        #expect(try JSONValueDecoder().decode([ID<Organisation>: String].self, from: json) == opinions)
    }
}
