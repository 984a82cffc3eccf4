/// How a person wants to see things.
public struct PreferenceChoices: Codable, Hashable, Sendable {
    /// The colours of the screen.
    public enum ColourScheme: String, Codable, CaseIterable, Sendable {
        /// As the person's device has it.
        case auto
        /// Dark on light.
        case light
        /// Light on dark.
        case dark
    }

    /// The language of the screen, as a BCP 47 tag; `nil` for the browser's.
    public let language: String?
    /// Whether media are blurred until the person asks for more.
    public let blursMedia: Bool
    /// Whether media are shown without colours.
    public let greysMedia: Bool
    /// Whether media are without sound; the console plays none and leaves this to tools of one's own.
    public let mutesMedia: Bool
    /// What the person does not want to see, most urgent first; nobody asks why.
    public let optedOut: [Behaviour]
    /// The colours of the screen.
    public let colourScheme: ColourScheme

    /// Makes choices.
    ///
    /// - Throws: `Refusal` `language-invalid`.
    public init(
        language: String? = nil,
        blursMedia: Bool = true,
        greysMedia: Bool = true,
        mutesMedia: Bool = true,
        optedOut: Set<Behaviour> = [],
        colourScheme: ColourScheme = .auto
    ) throws(Refusal) {
        if let language, !LanguageTag.isWellFormed(language) {
            throw Refusal(
                .invalid,
                "language-invalid",
                "Give the language as a BCP 47 tag, as id or zh-Hans.",
                pointer: "/language"
            )
        }
        self.language = language
        self.blursMedia = blursMedia
        self.greysMedia = greysMedia
        self.mutesMedia = mutesMedia
        self.optedOut = optedOut.sorted()
        self.colourScheme = colourScheme
    }

    /// The choices of somebody who made none: every veil is on.
    public static let none = PreferenceChoices()

    private init() {
        language = nil
        blursMedia = true
        greysMedia = true
        mutesMedia = true
        optedOut = []
        colourScheme = .auto
    }
}
