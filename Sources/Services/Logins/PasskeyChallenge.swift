import CanonicalJSON
import Cooperation
import Passkeys

/// A challenge that a passkey answers: chance, the time, and the node's word for both, so that none has to be kept.
///
/// That each is answered once is seen to by the journal: a login takes no answer to a challenge that is not newer than the
/// last one that it took (`Login.lastChallengeAt`).
struct PasskeyChallenge {
    /// How long an answer may take.
    static let lifetime = Seconds.minutes(5)
    private static let chanceBytes = 16
    private static let byteCount = chanceBytes + 8 + 32

    /// What the answer is for; an answer for one purpose is none for another.
    enum Purpose {
        case logIn
        case add(ID<Session>)
        case prove(ID<Session>)
        case setUp(tokenHash: String)

        var text: String {
            switch self {
            case .logIn: "logIn"
            case .add(let session): "add \(session)"
            case .prove(let session): "prove \(session)"
            case .setUp(let tokenHash): "setUp \(tokenHash)"
            }
        }
    }

    let secrets: NodeSecrets

    /// Makes one.
    func make(_ purpose: Purpose, at now: Timestamp, randomBytes: (Int) -> [UInt8]) -> [UInt8] {
        let time = UInt64(bitPattern: now.microseconds)
        let head =
            randomBytes(Self.chanceBytes) + (0..<8).reversed().map { UInt8(truncatingIfNeeded: time >> UInt64($0 * 8)) }
        return head + tag(head, purpose)
    }

    /// When a challenge was made; `nil` where this node made none such for this purpose, or it is too old.
    func time(of challenge: [UInt8], _ purpose: Purpose, at now: Timestamp) -> Timestamp? {
        guard challenge.count == Self.byteCount else { return nil }
        let head = Array(challenge.prefix(Self.byteCount - 32))
        let difference = zip(tag(head, purpose), challenge.suffix(32)).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        let made = Timestamp(
            microseconds: Int64(bitPattern: head.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        )
        guard difference == 0, made <= now, now < made + Self.lifetime else { return nil }
        return made
    }

    private func tag(_ head: [UInt8], _ purpose: Purpose) -> [UInt8] {
        Hexadecimal.decode(secrets.pseudonym("passkeyChallenge", purpose.text + " " + Hexadecimal.encode(head))) ?? []
    }
}
