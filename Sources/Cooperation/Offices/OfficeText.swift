/// The sealed parts that describe an office.
public enum OfficeText: String, Codable, CaseIterable, Sendable, Comparable, CodingKeyRepresentable {
    /// What it is called.
    case name
    /// Where it is.
    case address
    /// The number that is called back.
    case telephone
    /// The independent source of the number: never the office's own word.
    case telephoneSource
    /// Whom to reach there.
    case contact
    /// The law that it acts under.
    case law

    /// Orders by name.
    public static func < (left: OfficeText, right: OfficeText) -> Bool { left.rawValue < right.rawValue }

    /// Whether a change of it needs a new vouching.
    public var isVouchedFor: Bool { self == .telephone || self == .telephoneSource }

    /// What has to be there from the beginning.
    public static let required: Set<OfficeText> = [.name, .telephone, .telephoneSource, .law]

    private var bytesMax: Int {
        switch self {
        case .name, .telephone: Organisation.nameBytesMax
        case .telephoneSource: Submission.referenceBytesMax
        case .address, .contact, .law: Texts.bytesMax
        }
    }

    /// The texts without white space around them; those of white space alone are left out.
    ///
    /// - Throws: `Refusal` `text-missing` for a required one, `text-too-long`, `telephone-invalid`.
    static func checked(_ texts: [OfficeText: String]) throws(Refusal) -> [OfficeText: String] {
        var checked: [OfficeText: String] = [:]
        for part in allCases {
            guard let text = texts[part] else { continue }
            checked[part] =
                required.contains(part)
                ? try Texts.required(text, part.rawValue, bytesMax: part.bytesMax)
                : try Texts.optional(text, part.rawValue, bytesMax: part.bytesMax)
        }
        if let telephone = checked[.telephone] { try requireTelephone(telephone) }
        return checked
    }

    private static func requireTelephone(_ text: String) throws(Refusal) {
        let digits = text.utf8.filter { (0x30...0x39).contains($0) }.count
        let isPlain = text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) || " -()".utf8.contains($0) }
        guard text.utf8.first == UInt8(ascii: "+"), isPlain, (7...15).contains(digits) else {
            throw Refusal(
                .invalid,
                "telephone-invalid",
                "Write the number as it is dialled from abroad, as +62 21 555 0100.",
                pointer: "/telephone"
            )
        }
    }
}
