import Cooperation

/// That what was done about an item was wrong, and is undone.
struct WireItemReversal: Decodable {
    let item: Int
    let reason: String

    /// The reason, which an assessment calls otherwise: that it is missing is said of the field that was sent.
    ///
    /// - Throws: `Refusal` `text-missing`, `text-too-long` at `/reason`.
    func worded() throws(Refusal) -> String { try Texts.required(reason, "reason") }
}
