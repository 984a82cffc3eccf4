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

    /// Reads an address as people paste it, in one pass: a request has a thousand of them, from whoever sends one.
    ///
    /// - Parameter pasted: with or without a scheme, with white space around it.
    public init(_ pasted: String) {
        let spelling = Self.trimmed(pasted)
        let folded = Self.folded(spelling)
        text = folded?.text ?? spelling
        host = folded?.host
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
        // Together: one would uncover the other, and there is one spelling only where nothing is left of either.
        while let last = path.last, last == "/" || last.properties.isWhitespace { path.removeLast() }
        let pairs = query(tail[question...].dropFirst())
        // Http and https show the same.
        return ("https://" + name + port + String(path) + (pairs.isEmpty ? "" : "?" + pairs), name)
    }

    /// Host and port, `:8443`, without the name of a user, which is there to deceive, and without the default port.
    private static func authority(_ written: String) -> (host: String, port: String)? {
        var scalars = written.unicodeScalars[...]
        if let at = scalars.lastIndex(of: "@") { scalars = scalars[scalars.index(after: at)...] }
        let colon = scalars.lastIndex(of: ":") ?? scalars.endIndex
        var name = scalars[..<colon]
        var port = String(scalars[colon...])
        guard port.dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) }), port.utf8.count <= 6 else { return nil }
        if [":", ":443", ":80"].contains(port) { port = "" }
        while name.last == "." { name.removeLast() }
        while let prefix = mobileHosts.first(where: { name.starts(with: $0.unicodeScalars) }) {
            let rest = name.dropFirst(prefix.unicodeScalars.count)
            guard rest.contains(".") else { break }
            name = rest
        }
        // Letters of other scripts are names too; white space, and anything else in ASCII, is none.
        guard name.contains("."), name.first != ".",
            name.allSatisfy({ scalar in
                guard let byte = UInt8(exactly: scalar.value), byte < 0x80 else {
                    return !scalar.properties.isWhitespace
                }
                return byte == 0x2D || byte == 0x2E || byte == 0x5F || byte.isASCIILetter || byte.isASCIIDigit
            })
        else { return nil }
        return (String(name), port)
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

    private static func query(_ scalars: Substring.UnicodeScalarView) -> String {
        var pairs = scalars.split(separator: "&")
        // White space at the end is no part of an address; without it the last name may be one of those left out.
        while var last = pairs.popLast() {
            while last.last?.properties.isWhitespace == true { last.removeLast() }
            guard last.isEmpty || tells(last) else {
                pairs.append(last)
                break
            }
        }
        return pairs.filter { !tells($0) }.map { String($0) }.joined(separator: "&")
    }

    /// Whether a parameter only tells where somebody clicked.
    private static func tells(_ pair: Substring.UnicodeScalarView) -> Bool {
        let name = String(pair.prefix { $0 != "=" }).lowercased()
        return tracking.contains(name) || name.utf8.starts(with: "utm_".utf8)
    }
}
