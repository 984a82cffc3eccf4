/// Where an item is, in the one spelling by which it is compared.
///
/// Scheme and host are folded to lowercase, the default port, the fragment, a slash at the end and what only tells where
/// somebody clicked are left out; the rest of the path and the query stays as it is, because platforms tell upper case from
/// lower. An account or a number that is no web address is only trimmed.
public struct ItemAddress: Hashable, Sendable {
    /// The one spelling.
    public let text: String
    /// The host in lowercase, without `www.` and `m.` and without a port; `nil` for what is no web address.
    public let host: String?

    private static let schemes = ["https://", "http://"]
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
        var spelling = Self.trimmed(pasted)
        var host: String?
        // What is taken away may have hidden more of the same, and there is one spelling only where nothing is left.
        while let next = Self.folded(spelling) {
            host = next.host
            if next.text == spelling { break }
            spelling = next.text
        }
        text = spelling
        self.host = host
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.unicodeScalars.drop { $0.properties.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(start[...end])
    }

    private static func folded(_ whole: String) -> (text: String, host: String)? {
        guard let rest = afterScheme(of: whole) else { return nil }
        // Scalars and not characters: an accent on a slash is a slash with an accent to every browser. Browsers take a
        // backslash for a slash, too.
        let scalars = rest.unicodeScalars
        let end = scalars.firstIndex { "/\\?#".unicodeScalars.contains($0) } ?? scalars.endIndex
        guard let (name, port) = authority(String(scalars[..<end]).lowercased()) else { return nil }
        var tail = scalars[end...]
        if let fragment = tail.firstIndex(of: "#") { tail = tail[..<fragment] }
        let question = tail.firstIndex(of: "?") ?? tail.endIndex
        var path = tail[..<question]
        while path.last == "/" { path.removeLast() }
        let pairs = query(String(tail[question...].dropFirst()))
        // Http and https show the same.
        let text = "https://" + name + port + String(path) + (pairs.isEmpty ? "" : "?" + pairs)
        return (trimmed(text), name)
    }

    /// Host and port, `:8443`, without the name of a user, which is there to deceive, and without the default port.
    private static func authority(_ written: String) -> (host: String, port: String)? {
        var scalars = written.unicodeScalars[...]
        if let at = scalars.lastIndex(of: "@") { scalars = scalars[scalars.index(after: at)...] }
        let colon = scalars.lastIndex(of: ":") ?? scalars.endIndex
        var name = String(scalars[..<colon])
        var port = String(scalars[colon...])
        guard port.dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) }), port.utf8.count <= 6 else { return nil }
        if [":", ":443", ":80"].contains(port) { port = "" }
        while name.hasSuffix(".") { name.removeLast() }
        while let prefix = mobileHosts.first(where: { name.hasPrefix($0) && name.dropFirst($0.count).contains(".") }) {
            name.removeFirst(prefix.count)
        }
        // Letters of other scripts are names too; anything else in ASCII is none.
        guard name.contains("."), !name.hasPrefix("."),
            name.utf8.allSatisfy({
                $0 >= 0x80 || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F || $0.isASCIILetter || $0.isASCIIDigit
            })
        else { return nil }
        return (name, port)
    }

    private static func afterScheme(of whole: String) -> Substring? {
        for scheme in schemes where begins(whole, with: scheme) {
            return Substring(whole.utf8.dropFirst(scheme.utf8.count))
        }
        // Pasted from an address bar that hides the scheme.
        return begins(whole, with: "www.") && !whole.contains(where: \.isWhitespace) ? whole[...] : nil
    }

    // Bytes and not characters: an accent behind the slashes takes none of them away.
    private static func begins(_ whole: String, with prefix: String) -> Bool {
        whole.utf8.prefix(prefix.utf8.count).elementsEqual(prefix.utf8) { byte, expected in
            ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) == expected
        }
    }

    private static func query(_ text: String) -> String {
        text.split(separator: "&").filter { pair in
            let name = pair.prefix { $0 != "=" }.lowercased()
            return !tracking.contains(name) && !name.hasPrefix("utm_")
        }.joined(separator: "&")
    }
}
