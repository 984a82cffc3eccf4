/// The name of one field of an event: of its envelope, `fact.KEY` or `sealed.KEY`.
public struct FieldName: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The longest name, in bytes.
    public static let bytesMax = 64
    private static let factPrefix = "fact."
    private static let sealedPrefix = "sealed."

    /// Who acted.
    public static let actor = FieldName(known: "actor")
    /// For whom.
    public static let organisation = FieldName(known: "organisation")
    /// What it happened to.
    public static let subject = FieldName(known: "subject")
    /// When.
    public static let time = FieldName(known: "time")
    /// What happened.
    public static let type = FieldName(known: "type")
    /// The version of the facts' shape.
    public static let version = FieldName(known: "version")

    /// The name.
    public let text: String

    /// Checks a name.
    ///
    /// `nil` unless it is a lowercase ASCII letter followed by ASCII letters, digits and dots, 64 bytes at most.
    ///
    /// - Parameter text: the name.
    public init?(_ text: String) {
        guard let first = text.utf8.first, text.utf8.count <= Self.bytesMax,
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first), text.utf8.allSatisfy(Self.isAllowed)
        else { return nil }
        self.text = text
    }

    /// Names the field of a fact.
    ///
    /// - Parameter key: the fact's key.
    /// - Returns: nothing where this makes no valid name.
    public static func fact(_ key: String) -> FieldName? { FieldName(factPrefix + key) }

    /// Names the field of a sealed part.
    ///
    /// - Parameter key: the part's name.
    /// - Returns: nothing where this makes no valid name.
    public static func sealed(_ key: String) -> FieldName? { FieldName(sealedPrefix + key) }

    private init(known text: String) {
        self.text = text
    }

    /// Tells whether the field is a sealed part.
    public var isSealed: Bool { text.hasPrefix(Self.sealedPrefix) }

    /// The key of the fact that the field holds, if it holds one.
    public var factKey: String? { text.hasPrefix(Self.factPrefix) ? String(text.dropFirst(5)) : nil }

    /// The name of the sealed part that the field holds, if it holds one.
    public var sealedKey: String? { isSealed ? String(text.dropFirst(7)) : nil }

    /// The name.
    public var description: String { text }

    /// Orders by bytes.
    public static func < (left: FieldName, right: FieldName) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
