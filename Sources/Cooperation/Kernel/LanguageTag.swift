/// Names of languages as BCP 47 writes them.
public enum LanguageTag {
    /// How long a tag may be, in bytes.
    public static let bytesMax = 35
    /// Tags that name no language: undetermined, several, not coded, no linguistic content.
    private static let namingNone: Set<String> = ["und", "mul", "mis", "zxx"]

    /// Whether a text has the form of a tag: subtags of 1 to 8 letters and digits, the first of letters alone.
    public static func isWellFormed(_ text: String) -> Bool {
        guard text.utf8.count <= bytesMax else { return false }
        let subtags = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return subtags[0].allSatisfy(\.isASCIILetter)
            && subtags.allSatisfy {
                (1...8).contains($0.count) && $0.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit }
            }
    }

    /// The language that a tag names, without script and country, in lowercase; `nil` where it names none.
    ///
    /// - Parameter tag: as `zh-Hans`.
    /// - Returns: as `zh`.
    public static func primary(of tag: String) -> String? {
        guard isWellFormed(tag) else { return nil }
        let primary = tag.prefix { $0 != "-" }.lowercased()
        return (2...8).contains(primary.utf8.count) && !namingNone.contains(primary) ? primary : nil
    }
}
