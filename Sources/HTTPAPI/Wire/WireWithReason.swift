import Cooperation

/// A body that brings a reason.
protocol WireWithReason {
    var reason: String { get }
}

extension WireWithReason {
    /// The reason, where what is asked calls it otherwise: that it is missing is said of the field that was sent.
    ///
    /// - Throws: `Refusal` `text-missing`, `text-too-long` at `/reason`.
    func worded() throws(Refusal) -> String { try Texts.required(reason, "reason") }
}
