/// Where an outgoing request goes: an HTTP address that passed the policy.
///
/// The policy is about the text alone: encrypted unless an operator allowed otherwise, no user name, no fragment, and one
/// reading for every program. Where the name leads is asked by `CheckedCourier`, for every request.
package struct OutgoingAddress: Sendable, Hashable {
    /// How it is spoken to.
    package enum Scheme: String, Sendable {
        case http
        case https

        /// The port where the address names none.
        var defaultPort: Int {
            switch self {
            case .http: 80
            case .https: 443
            }
        }
    }

    /// The longest address, in bytes.
    package static let bytesMax = 2048

    package let scheme: Scheme
    package let host: OutgoingHost
    package let port: Int
    /// Empty, or beginning with `/`.
    package let path: String
    /// What follows `?`, without it.
    package let query: String?

    /// The address in its one spelling.
    package var text: String { description + (query.map { "?\($0)" } ?? "") }

    /// Reads an address.
    ///
    /// - Parameters:
    ///   - text: an absolute address, as `https://exchange.example:8480/base`.
    ///   - allowed: to whom may be spoken unencrypted.
    /// - Throws: `OutgoingSettingError` where the policy refuses it.
    /// - Complexity: O(*n*) for texts up to `bytesMax`, O(1) beyond.
    package init(parsing text: String, allowing allowed: AllowedDestinations = .none) throws(OutgoingSettingError) {
        guard (1...Self.bytesMax).contains(text.utf8.count) else { throw OutgoingSettingError(.wrongLength) }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !#""<>\^`{|}"#.utf8.contains($0) }) else {
            throw OutgoingSettingError(.wrongCharacters)
        }
        guard !text.contains("#") else { throw OutgoingSettingError(.hasFragment) }
        guard let mark = text.firstRange(of: "://"),
            let scheme = Scheme(rawValue: text[..<mark.lowerBound].lowercased())
        else { throw OutgoingSettingError(.wrongScheme) }
        let rest = text[mark.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else { throw OutgoingSettingError(.hasUserInformation) }
        let target = rest[authority.endIndex...]
        let path = target.prefix { $0 != "?" }
        self.scheme = scheme
        (host, port) = try Self.hostAndPort(authority, scheme)
        self.path = try Self.checked(path: path)
        query = path.endIndex == target.endIndex ? nil : String(target[path.endIndex...].dropFirst())
        guard Self.areEscapesWhole(target) else { throw OutgoingSettingError(.wrongCharacters) }
        guard scheme == .https || allowed.contains(self) else { throw OutgoingSettingError(.notEncrypted) }
    }

    private init(_ base: OutgoingAddress, path: String, query: String?) {
        scheme = base.scheme
        host = base.host
        port = base.port
        self.path = path
        self.query = query
    }

    private static func hostAndPort(
        _ authority: Substring,
        _ scheme: Scheme
    ) throws(OutgoingSettingError) -> (OutgoingHost, Int) {
        let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
        guard let colon = authority[bracket...].firstIndex(of: ":") else {
            return (try OutgoingHost(parsing: String(authority)), scheme.defaultPort)
        }
        let digits = authority[authority.index(after: colon)...]
        guard let port = UInt16(digits), port > 0, String(port) == digits else {
            throw OutgoingSettingError(.wrongPort)
        }
        return (try OutgoingHost(parsing: String(authority[..<colon])), Int(port))
    }

    /// A path without parts that a server or a library would resolve in its own way; a lone `/` says nothing.
    private static func checked(path: Substring) throws(OutgoingSettingError) -> String {
        guard !path.contains("["), !path.contains("]") else { throw OutgoingSettingError(.wrongCharacters) }
        for part in path.split(separator: "/") {
            let plain = part.lowercased().replacing("%2e", with: ".")
            guard plain != ".", plain != ".." else { throw OutgoingSettingError(.wrongPath) }
        }
        return path == "/" ? "" : String(path)
    }

    private static func areEscapesWhole(_ text: Substring) -> Bool {
        text.split(separator: "%", omittingEmptySubsequences: false).dropFirst().allSatisfy {
            $0.count >= 2 && $0.prefix(2).allSatisfy(\.isHexDigit)
        }
    }
}

extension OutgoingAddress: CustomStringConvertible {
    /// The address without its query, which may hold what is nobody else's business.
    package var description: String {
        "\(scheme.rawValue)://\(host)" + (port == scheme.defaultPort ? "" : ":\(port)") + path
    }
}

extension OutgoingAddress {
    /// An address beneath this one.
    ///
    /// - Parameters:
    ///   - path: what is added to the path, beginning with `/` and escaped where needed.
    ///   - query: names and values; the values are escaped here.
    /// - Returns: the address with them and without its own query.
    func appending(_ path: String, query: [(name: String, value: String)] = []) -> OutgoingAddress {
        let base = self.path.hasSuffix("/") ? String(self.path.dropLast()) : self.path
        let pairs = query.map { "\($0.name)=\(Self.escaped($0.value))" }
        return OutgoingAddress(self, path: base + path, query: pairs.isEmpty ? nil : pairs.joined(separator: "&"))
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default: escaped += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return escaped
    }
}
