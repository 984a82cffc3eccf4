/// Where an item is, in the one spelling by which it is compared.
///
/// Scheme and host are folded to lowercase, the default port, the fragment, a slash at the end and what only tells where
/// somebody clicked are left out; the rest of the path and the query stays as it is, because platforms tell upper case from
/// lower. An account or a number that is no web address is only trimmed.
public struct ItemAddress: Hashable, Sendable {
    /// The one spelling.
    public let text: String
    /// The host in lowercase, without `www.` and `m.`; `nil` for what is no web address.
    public let host: String?

    private static let schemes = ["https", "http"]
    private static let mobileHosts = ["www.", "m.", "mobile."]
    // Names of parameters that platforms and mailers add to links; they change nothing of what is shown.
    private static let tracking: Set<String> = [
        "fbclid", "gclid", "dclid", "igsh", "igshid", "mc_cid", "mc_eid", "ref_src", "ref_url", "si", "feature", "_r",
        "yclid", "msclkid",
    ]

    /// Reads an address as people paste it.
    ///
    /// - Parameter pasted: with or without a scheme, with white space around it.
    public init(_ pasted: String) {
        let trimmed = pasted.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
        let whole = String(trimmed)
        guard let rest = Self.afterScheme(of: whole) else {
            text = whole
            host = nil
            return
        }
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        var authority = rest[..<end].lowercased()
        if let at = authority.lastIndex(of: "@") { authority = String(authority[authority.index(after: at)...]) }
        for port in [":443", ":80"] where authority.hasSuffix(port) { authority.removeLast(port.count) }
        if authority.hasSuffix(".") { authority.removeLast() }
        guard authority.contains("."), authority.utf8.allSatisfy({ $0 > 0x20 }) else {
            text = whole
            host = nil
            return
        }
        var bare = authority
        for prefix in Self.mobileHosts where bare.hasPrefix(prefix) && bare.dropFirst(prefix.count).contains(".") {
            bare.removeFirst(prefix.count)
        }
        var tail = rest[end...]
        if let fragment = tail.firstIndex(of: "#") { tail = tail[..<fragment] }
        let parts = tail.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var path = String(parts.first ?? "")
        while path.hasSuffix("/") { path.removeLast() }
        let query = parts.count > 1 ? Self.query(parts[1]) : ""
        // Http and https show the same.
        text = "https://" + bare + path + (query.isEmpty ? "" : "?" + query)
        host = bare
    }

    private static func afterScheme(of whole: String) -> Substring? {
        let lowered = whole.lowercased()
        for scheme in schemes where lowered.hasPrefix(scheme + "://") { return whole.dropFirst(scheme.count + 3) }
        // Pasted from an address bar that hides the scheme.
        return lowered.hasPrefix("www.") && !whole.contains(where: \.isWhitespace) ? whole[...] : nil
    }

    private static func query(_ text: Substring) -> String {
        text.split(separator: "&").filter { pair in
            let name = pair.prefix { $0 != "=" }.lowercased()
            return !tracking.contains(name) && !name.hasPrefix("utm_")
        }.joined(separator: "&")
    }
}
