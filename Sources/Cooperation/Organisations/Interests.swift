/// Who stands behind a member, as it declared: the ground on which independence is computed.
///
/// Interests are words of a shared register, as `gov.id` or `fund.example-trust`, not free text, so that two members who
/// name the same owner name it alike.
public struct Interests: Codable, Hashable, Sendable {
    /// Who owns it.
    public let owners: [String]
    /// Who pays for it.
    public let funders: [String]
    /// The governments that it belongs to or takes directions from.
    public let governments: [String]

    /// How many words each list may hold.
    public static let wordsMax = 32
    /// How long a word may be, in bytes.
    public static let wordBytesMax = 64

    /// Makes a declaration; sorts each list and drops repeats.
    ///
    /// - Throws: `Refusal` `interests-invalid` where a word has other characters than `a` to `z`, digits, `.` and `-`, or
    ///   a limit is passed.
    public init(owners: [String] = [], funders: [String] = [], governments: [String] = []) throws(Refusal) {
        for word in owners + funders + governments {
            guard !word.isEmpty, word.utf8.count <= Self.wordBytesMax, word.utf8.allSatisfy(Self.isAllowed) else {
                throw Refusal(
                    .invalid,
                    "interests-invalid",
                    "Write owners, funders and governments as words of a to z, digits, dot and hyphen, at most "
                        + "\(Self.wordBytesMax) long, as gov.id or fund.example-trust.",
                    pointer: "/interests"
                )
            }
        }
        guard max(owners.count, funders.count, governments.count) <= Self.wordsMax else {
            throw Refusal(
                .invalid,
                "interests-invalid",
                "Declare at most \(Self.wordsMax) of each.",
                pointer: "/interests"
            )
        }
        self.owners = Set(owners).sorted()
        self.funders = Set(funders).sorted()
        self.governments = Set(governments).sorted()
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }

    /// Whether two members have no declared owner, funder or government in common, in whatever part it plays: a
    /// government that owns one and funds the other joins them.
    public func areIndependent(of other: Interests) -> Bool {
        Set(owners + funders + governments).isDisjoint(with: other.owners + other.funders + other.governments)
    }
}

extension Interests {
    /// Reads a declaration and checks it like any other: those of an exchange's members come from another machine.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        do {
            try self.init(
                owners: container.decode([String].self, forKey: .owners),
                funders: container.decode([String].self, forKey: .funders),
                governments: container.decode([String].self, forKey: .governments)
            )
        } catch let refusal as Refusal {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: refusal.message)
            )
        }
    }
}
