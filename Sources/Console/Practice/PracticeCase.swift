import Cooperation
import Fingerprints

/// An invented case with a known answer, for somebody who has not decided a real one yet.
///
/// Its texts are those of the catalogue's page `practiceCase`; nothing of it is or was real.
package struct PracticeCase: Sendable {
    /// Which rule makes the answer right.
    enum Rule: String, CaseIterable, Sendable {
        case sameContent, exemptContext, claimedExemption, byChance, wrongSignal, disputed, urgent
    }

    /// From 1.
    package let number: Int
    let kind: ContentKind
    let behaviours: [Behaviour]
    /// How far the content is from the known one, in bits.
    let distance: Int
    var isDisputed = false
    let country: String
    package let finding: Finding
    package var exemption = Exemption.none
    let rule: Rule

    /// The measures that are right: some that take it down, or those that take nothing.
    package var measures: [Measure] {
        finding == .confirmed ? [.remove, .restrict, .suspendAccount, .closeAccount] : [.noAction, .label]
    }

    /// The texts of the case in the catalogue, by the number in two digits.
    private var key: String { "practiceCase.c" + (number < 10 ? "0" : "") + String(number) }
    package var contentKey: String { key + "Content" }
    package var knownKey: String { key + "Known" }
    package var whyKey: String { key + "Why" }

    /// The known picture's hash: bits without a picture behind them.
    var known: Hash256 {
        var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
        func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
        return Hash256(next(), next(), next(), next())
    }

    /// The content's hash, so far away from it.
    var content: Hash256 { (0..<distance).reduce(known) { $0.flippingBit($1 * 97 % 256) } }
}
