import CanonicalJSON

/// What a check may tell about content without naming anybody.
public struct CaseContext: Codable, Hashable, Sendable {
    /// What kind of content it is.
    public let kind: ContentKind?
    /// When it was posted.
    public let postedAt: Timestamp?
    /// Its language, as a BCP 47 tag.
    public let language: String?
    /// The country where it was posted, as two capital letters.
    public let country: String?
    /// How often it was seen.
    public let views: Int64?

    /// The highest number of views that JSON carries exactly.
    public static let viewsMax = JSONValue.integerMagnitudeMax

    /// Makes a context.
    ///
    /// - Throws: `Refusal` `context-invalid` where language, country or views can't be what they should be.
    public init(
        kind: ContentKind? = nil,
        postedAt: Timestamp? = nil,
        language: String? = nil,
        country: String? = nil,
        views: Int64? = nil
    ) throws(Refusal) {
        if let language {
            guard LanguageTag.isWellFormed(language) else {
                throw Refusal(
                    .invalid,
                    "context-invalid",
                    "Give the language as a BCP 47 tag, as id or zh-Hans.",
                    pointer: "/context/language"
                )
            }
        }
        if let country {
            guard Territory.isCountry(country) else {
                throw Refusal(
                    .invalid,
                    "context-invalid",
                    "Give the country as two capital letters, as ID.",
                    pointer: "/context/country"
                )
            }
        }
        guard (0...Self.viewsMax).contains(views ?? 0) else {
            throw Refusal(
                .invalid,
                "context-invalid",
                "Give the views as a number from 0 to \(Self.viewsMax).",
                pointer: "/context/views"
            )
        }
        self.kind = kind
        self.postedAt = postedAt
        self.language = language
        self.country = country
        self.views = views
    }
}

extension UInt8 {
    var isASCIILetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
    }

    var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
