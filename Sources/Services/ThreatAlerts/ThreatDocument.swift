import CanonicalJSON
import Cooperation
import Crypto
import Statements

/// What a sender's node signs and the authority reads.
package struct ThreatDocument: Sendable, Hashable {
    /// The alert's id.
    package let id: ID<ThreatNotice>
    /// The sender, as the exchange knows it.
    package let sender: ID<Organisation>
    package let office: ID<Office>
    package let country: String
    package let level: ThreatLevel
    package let seenAt: Timestamp
    package let flaggedAt: Timestamp
    package let isExercise: Bool
    package let what: String
    package let why: String
    package let identifiers: [String]

    package init(
        id: ID<ThreatNotice>,
        sender: ID<Organisation>,
        office: ID<Office>,
        country: String,
        level: ThreatLevel,
        seenAt: Timestamp,
        flaggedAt: Timestamp,
        isExercise: Bool,
        what: String,
        why: String,
        identifiers: [String]
    ) {
        self.id = id
        self.sender = sender
        self.office = office
        self.country = country
        self.level = level
        self.seenAt = seenAt
        self.flaggedAt = flaggedAt
        self.isExercise = isExercise
        self.what = what
        self.why = why
        self.identifiers = identifiers
    }

    /// Reads a signed statement and verifies it by the key that it names.
    ///
    /// That key is the sender's node's own; what vouches for it is that the exchange took the statement from that member.
    ///
    /// - Throws: `Refusal` `signature-wrong`.
    package init(signed text: String) throws(Refusal) {
        let value: JSONValue
        do throws(SignatureProblem) {
            let statement = try SignedStatement(parsing: Array(text.utf8))
            value = statement.statement
            let key = try SigningPublicKey(value["key"]?.stringValue ?? "")
            _ = try statement.verify(as: .threatAlert, by: [key])
        } catch {
            throw Refusal(.invalid, "signature-wrong", error.message)
        }
        guard value["version"]?.integerValue == 1,
            let id = value["id"]?.stringValue.flatMap(ID<ThreatNotice>.init(_:)),
            let sender = value["sender"]?.stringValue.flatMap(ID<Organisation>.init(_:)),
            let office = value["office"]?.stringValue.flatMap(ID<Office>.init(_:)),
            let country = value["country"]?.stringValue,
            let level = value["level"]?.stringValue.flatMap(ThreatLevel.init(rawValue:)),
            let seenAt = value["seenAt"]?.stringValue.flatMap(Timestamp.init(_:)),
            let flaggedAt = value["flaggedAt"]?.stringValue.flatMap(Timestamp.init(_:)),
            case .bool(let isExercise)? = value["isExercise"],
            let what = value["what"]?.stringValue, let why = value["why"]?.stringValue,
            let identifiers = value["identifiers"]?.arrayValue
        else { throw Refusal(.invalid, "signature-wrong", "What was signed is no threat alert.") }
        self.init(
            id: id,
            sender: sender,
            office: office,
            country: country,
            level: level,
            seenAt: seenAt,
            flaggedAt: flaggedAt,
            isExercise: isExercise,
            what: what,
            why: why,
            identifiers: identifiers.compactMap(\.stringValue)
        )
    }

    /// Signs it.
    ///
    /// - Throws: `Refusal` `threat-too-long`.
    func signed(with key: SigningSecretKey, at now: Timestamp) throws(Refusal) -> SignedStatement {
        let value: JSONValue = .object([
            "version": .integer(1), "id": .string(id.description), "sender": .string(sender.description),
            "office": .string(office.description), "country": .string(country), "level": .string(level.rawValue),
            "seenAt": .string(seenAt.description), "flaggedAt": .string(flaggedAt.description),
            "signedAt": .string(now.description), "isExercise": .bool(isExercise), "what": .string(what),
            "why": .string(why), "identifiers": .array(identifiers.map { .string($0) }),
            "key": .string(key.publicKey.description),
        ])
        do throws(SignatureProblem) {
            return try SignedStatement.sign(value, for: .threatAlert, with: key)
        } catch {
            throw Refusal(.invalid, "threat-too-long", "The alert can't be signed: \(error.message)")
        }
    }
}
