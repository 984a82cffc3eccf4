import CanonicalJSON

/// The stable word with which an exchange refuses a word of this node for good.
package struct RefusalCode {
    private static let bytesMax = 64
    /// Statuses that say nothing about the word itself: a key or a moment is wrong.
    private static let passing: Set<Int> = [401, 408, 425, 429]
    /// What a 403 must say to be about the word and those who gave it.
    ///
    /// Every other 403 is about the key, its role or the member's standing, which an administrator can put right; and so,
    /// for all that is known, is one with a code that only a newer exchange has.
    static let finalWhenForbidden: Set<String> = [
        "not-independent", "not-independent-of-authority", "persons-not-comparable", "proposer-verifies",
        "second-person-needed",
    ]

    package let text: String

    /// Finds it in an answer.
    ///
    /// It is `nil` where the answer is no refusal, or one that may pass; only a program that speaks problem+json (RFC 9457)
    /// refuses, not whatever stands between.
    ///
    /// - Parameters:
    ///   - answer: the answer.
    ///   - isSigned: whether what was handed over speaks for itself: then every refusal is about it and none about a key.
    package init?(_ answer: OutgoingAnswer, isSigned: Bool = false) {
        guard (400..<500).contains(answer.status), !Self.passing.contains(answer.status),
            answer.mediaType == "application/problem+json"
        else { return nil }
        let code = (try? JSONValue(parsing: answer.body))?["code"]?.stringValue ?? ""
        guard answer.status != 403 || isSigned || Self.finalWhenForbidden.contains(code) else { return nil }
        text = Self.isWord(code) ? code : "http-\(answer.status)"
    }

    /// A stable word as an exchange wrote it elsewhere than in a refusal; `nil` where it is none.
    package init?(word: String) {
        guard Self.isWord(word) else { return nil }
        text = word
    }

    private static func isWord(_ text: String) -> Bool {
        (1...bytesMax).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
