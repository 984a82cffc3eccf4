/// Texts of an earlier event were erased, because they hold personal data.
///
/// It happens to the thing that the earlier event happened to, and changes no state. Sealed: `reason`.
public struct TextsErased: EventPayload {
    /// What happened.
    public static let type = "texts.erased"
    /// The position of the event whose texts are erased.
    public let position: Int64
    /// The names of its sealed parts that are erased, in order: words of the program, never of its users.
    public let parts: [String]
}
