/// Free text as it comes from people: required or not, never too long, never only white space.
public enum Texts {
    /// How long a reason, a rationale or a note may be, in bytes of UTF-8.
    public static let bytesMax = 10_000

    /// A text that must be there.
    ///
    /// - Parameters:
    ///   - text: what was given.
    ///   - field: its field, for the refusal.
    ///   - bytesMax: the longest that is taken.
    /// - Returns: the text without white space around it.
    /// - Throws: `Refusal` `text-missing` or `text-too-long`.
    public static func required(
        _ text: String,
        _ field: String,
        bytesMax: Int = bytesMax
    ) throws(Refusal) -> String {
        guard let text = try optional(text, field, bytesMax: bytesMax) else {
            throw Refusal(.invalid, "text-missing", "Write the \(field): it must not be empty.", pointer: "/" + field)
        }
        return text
    }

    /// A text that may be absent; one of white space alone counts as absent.
    ///
    /// - Throws: `Refusal` `text-too-long`.
    public static func optional(
        _ text: String?,
        _ field: String,
        bytesMax: Int = bytesMax
    ) throws(Refusal) -> String? {
        guard let text else { return nil }
        guard text.utf8.count <= bytesMax else {
            throw Refusal(
                .invalid,
                "text-too-long",
                "Shorten the \(field) to at most \(bytesMax) bytes.",
                pointer: "/" + field
            )
        }
        let trimmed = text.drop(while: \.isWhitespace)
        guard let end = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        return String(trimmed[...end])
    }
}
