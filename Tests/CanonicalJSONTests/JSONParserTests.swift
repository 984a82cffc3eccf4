import CanonicalJSON
import SeededRandomness
import Testing

@Suite struct `JSON parser` {
    static let refused: [(String, JSONError.Code)] = [
        ("", .malformed), ("{", .malformed), ("[1,]", .malformed), (#"{"a":1,}"#, .malformed), ("1 2", .malformed),
        ("tru", .malformed), ("'a'", .malformed), (#""a"#, .malformed), ("\"a\u{1}\"", .malformed),
        (#""\x""#, .malformed), (#""\ud800""#, .malformed), (#""\ud800\u0041""#, .malformed),
        (#""\udc00""#, .malformed), (#""\u12"#, .malformed), ("-", .malformed), ("{1:2}", .malformed),
        ("01", .notAnInteger), ("-0", .notAnInteger), ("1.0", .notAnInteger), ("1e3", .notAnInteger),
        ("9007199254740992", .notAnInteger), ("99999999999999999999999", .notAnInteger),
        (#"{"a":1,"a":1}"#, .duplicateKey), (#"{"a":1,"\u0061":2}"#, .duplicateKey),
        (String(repeating: "[", count: 40), .tooLarge),
    ]

    @Test(arguments: refused)
    func `refuses what two readers could read differently`(text: String, code: JSONError.Code) {
        #expect { try JSONValue(parsing: Array(text.utf8)) } throws: { ($0 as? JSONError)?.code == code }
    }

    @Test func `refuses bytes that are not UTF-8`() {
        #expect { try JSONValue(parsing: [0x22, 0xFF, 0x22]) } throws: { ($0 as? JSONError)?.code == .invalidUTF8 }
    }

    @Test func `an error never repeats the text`() {
        #expect {
            try JSONValue(parsing: Array(#"{"secret": xyzzy}"#.utf8))
        } throws: {
            !"\($0)".contains("xyzzy") && !"\($0)".contains("secret")
        }
    }

    static let readable: [(String, JSONValue)] = [
        ("null", .null), (" true ", true), ("-12", -12), ("9007199254740991", 9_007_199_254_740_991),
        (#""a\u00e9\ud83d\ude00\n\/""#, "aé😀\n/"), (#"[1,[],{"a":{}}]"#, [1, [], ["a": [:]]]),
    ]

    @Test(arguments: readable)
    func `reads`(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: Array(text.utf8)) == value)
    }

    @Test(arguments: [
        (#"{"b":1,"a":[true,null]}"#, #"{"a":[true,null],"b":1}"#),
        // Beyond the first plane UTF-16 order differs from UTF-8 order: U+1F600 sorts before U+FB33 (RFC 8785, 3.2.3).
        (#"{"\ufb33":1,"\ud83d\ude00":2,"\u20ac":3}"#, "{\"€\":3,\"😀\":2,\"\u{fb33}\":1}"),
        (#""\u000f\u0008\"\\\u007f/""#, "\"\\u000f\\b\\\"\\\\\u{7f}/\""),
    ])
    func `has one canonical spelling`(text: String, canonical: String) throws {
        let value = try JSONValue(parsing: Array(text.utf8))
        #expect(value.canonicalString == canonical)
        #expect(try JSONValue(parsingCanonical: Array(canonical.utf8)) == value)
        #expect(throws: JSONError.self) { try JSONValue(parsingCanonical: Array((" " + canonical).utf8)) }
    }

    @Test(arguments: UInt64(0)..<100)
    func `keys stand in the order of their UTF-16 code units`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let scalars: [Unicode.Scalar] = [
            "a", "b", "\u{7f}", "é", "€", "\u{d7ff}", "\u{e000}", "\u{ffff}", "\u{10000}", "😀",
        ]
        var keys: Set<String> = []
        for _ in 0..<20 {
            var key = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                key.append(scalars[Int.random(in: 0..<scalars.count, using: &random)])
            }
            keys.insert(String(key))
        }
        let value = JSONValue.object(Dictionary(uniqueKeysWithValues: keys.map { ($0, 1) }))
        let expected = keys.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }
            .map { "\(JSONValue.string($0).canonicalString):1" }.joined(separator: ",")
        #expect(value.canonicalString == "{\(expected)}", "seed \(seed)")
    }

    @Test(arguments: UInt64(0)..<200)
    func `random values survive a round trip, and mutated texts never trap`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let value = JSONValue.random(depth: 4, using: &random)
        let bytes = value.canonicalBytes
        #expect(try JSONValue(parsingCanonical: bytes) == value, "seed \(seed)")
        for _ in 0..<50 where !bytes.isEmpty {
            var mutated = bytes
            mutated[Int.random(in: 0..<mutated.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            if let parsed = try? JSONValue(parsing: mutated) {
                #expect(try JSONValue(parsingCanonical: parsed.canonicalBytes) == parsed, "seed \(seed)")
            }
        }
    }
}

extension JSONValue {
    static func random(depth: Int, using random: inout SplitMix64) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .integer(Int64.random(in: -integerMagnitudeMax...integerMagnitudeMax, using: &random))
        case 3: return .string(randomText(using: &random))
        case 4:
            return .array(
                (0..<Int.random(in: 0..<4, using: &random)).map { _ in .random(depth: depth - 1, using: &random) }
            )
        default:
            var members: [String: JSONValue] = [:]
            for _ in 0..<Int.random(in: 0..<4, using: &random) {
                members[randomText(using: &random)] = .random(depth: depth - 1, using: &random)
            }
            return .object(members)
        }
    }

    private static func randomText(using random: inout SplitMix64) -> String {
        let alphabet: [Character] = ["a", "\"", "\\", "\u{0}", "é", "€", "😀", "\n", "/", "ไ", "မ"]
        return String(
            (0..<Int.random(in: 0..<6, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) }
        )
    }
}
