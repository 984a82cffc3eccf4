import Fingerprints
import Foundation
import Testing

struct FingerprintTests {
    @Test(arguments: [FingerprintKind.vpdq, .tlsh, .url, .text, .account])
    func `a kind that isn't supported yet is refused`(kind: FingerprintKind) {
        let error = #expect(throws: FingerprintError.self) { try Fingerprint(kind: kind, value: "anything") }
        #expect(error?.code == .unsupportedKind)
        #expect(error?.code.rawValue == "unsupported-kind")
        #expect(error?.description.contains("anything") == false)
    }

    @Test(arguments: [(FingerprintKind.pdq, 64), (.sha256, 64), (.md5, 32)])
    func `a malformed value is refused with what is wrong`(kind: FingerprintKind, digits: Int) {
        let short = #expect(throws: FingerprintError.self) {
            try Fingerprint(kind: kind, value: String(repeating: "a", count: digits - 1))
        }
        #expect(short?.code == .malformedValue)
        #expect(short?.cause?.length == digits - 1)
        #expect(short?.cause?.expectedLength == digits)
        let wrong = #expect(throws: FingerprintError.self) {
            try Fingerprint(kind: kind, value: String(repeating: "a", count: digits - 1) + "z")
        }
        #expect(wrong?.cause?.offset == digits - 1)
        #expect(wrong?.description.contains("aaaa") == false)
    }

    @Test(arguments: [(FingerprintKind.pdq, 64), (.sha256, 64), (.md5, 32)])
    func `upper and lower case are one fingerprint`(kind: FingerprintKind, digits: Int) throws {
        let upper = try Fingerprint(kind: kind, value: String(repeating: "AF", count: digits / 2))
        let lower = try Fingerprint(kind: kind, value: String(repeating: "af", count: digits / 2))
        #expect(upper == lower)
        #expect(upper.value == lower.value)
        #expect(upper.hash256?.hex == (kind == .md5 ? nil : upper.value))
    }

    @Test func `equal digits of different kinds are different fingerprints`() throws {
        let digits = String(repeating: "0", count: 64)
        #expect(try Fingerprint(kind: .pdq, value: digits) != Fingerprint(kind: .sha256, value: digits))
        #expect(try Fingerprint(kind: .pdq, value: digits) == Fingerprint(pdq: .zero))
    }

    @Test func `JSON is kind and value, and is checked`() throws {
        let json = Data(#"{"kind":"md5","value":"D41D8CD98F00B204E9800998ECF8427E"}"#.utf8)
        let fingerprint = try JSONDecoder().decode(Fingerprint.self, from: json)
        #expect(fingerprint.value == "d41d8cd98f00b204e9800998ecf8427e")
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(
            String(decoding: try encoder.encode(fingerprint), as: UTF8.self)
                == #"{"kind":"md5","value":"d41d8cd98f00b204e9800998ecf8427e"}"#
        )
        for bad in [
            #"{"kind":"md5","value":"d4"}"#, #"{"kind":"vpdq","value":"d4"}"#, #"{"kind":"crc","value":""}"#, #"{}"#,
        ] {
            #expect(throws: DecodingError.self, "\(bad)") {
                try JSONDecoder().decode(Fingerprint.self, from: Data(bad.utf8))
            }
        }
    }

    @Test func `MD5 alone can neither be proposed nor act`() {
        #expect(FingerprintKind.allCases.filter { !$0.mayBeProposed } == [.md5])
        #expect(FingerprintKind.allCases.filter { !$0.mayActAlone } == [.md5])
    }

    @Test func `perceptual and fuzzy kinds are compared by distance`() {
        #expect(FingerprintKind.allCases.filter { !$0.isExactLookup } == [.pdq, .vpdq, .tlsh])
        #expect(
            FingerprintKind.allCases.map(\.rawValue)
                == ["pdq", "sha256", "md5", "vpdq", "tlsh", "url", "text", "account"]
        )
    }
}
