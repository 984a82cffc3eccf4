/// The address of a node's API, as `https://exchange.example`.
struct NodeAddress: Hashable, Sendable {
    /// The address without a slash at the end.
    let text: String

    /// Checks an address.
    ///
    /// - Throws: `CommandFailure` unless it is one of http or https.
    init(_ text: String) throws(CommandFailure) {
        var trimmed = Substring(text)
        while trimmed.last == "/" { trimmed.removeLast() }
        let schemes = ["http://", "https://"]
        guard let scheme = schemes.first(where: { trimmed.hasPrefix($0) }), trimmed.count > scheme.count,
            trimmed.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !trimmed.contains("?"), !trimmed.contains("#"),
            !trimmed.contains("@")
        else {
            throw CommandFailure(
                "This is not the address of a node.",
                advice: "An address is as https://exchange.example."
            )
        }
        self.text = String(trimmed)
    }
}
