/// Where browsers reach the console: what passkeys are bound to.
package struct ConsoleOrigin: Sendable, Hashable, CustomStringConvertible {
    private static let hostBytesMax = 253

    /// `https`, or `http` where the host is `localhost`.
    package let scheme: String
    /// The host's name in lowercase, never an address: browsers make no passkeys for addresses.
    package let host: String
    /// The port, where it is not the scheme's own.
    package let port: Int?

    /// Reads `https://console.example`, `https://console.example:8443` or `http://localhost:8080`; `nil` for anything else,
    /// a path among it.
    package init?(_ text: String) {
        guard let separator = text.firstRange(of: "://") else { return nil }
        let scheme = text[..<separator.lowerBound].lowercased()
        let parts = text[separator.upperBound...].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let host = (parts.first ?? "").lowercased()
        guard Self.isName(host), scheme == "https" || (scheme == "http" && host == "localhost") else { return nil }
        var port: Int?
        if parts.count == 2 {
            let digits = parts[1].utf8
            guard (1...5).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int(parts[1]), (1...65_535).contains(number)
            else { return nil }
            port = number == (scheme == "https" ? 443 : 80) ? nil : number
        }
        (self.scheme, self.host, self.port) = (scheme, host, port)
    }

    private static func isName(_ host: String) -> Bool {
        let labels = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard host.utf8.count <= hostBytesMax, let last = labels.last else { return false }
        // A name whose last label is a number is read as an address.
        guard !last.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                && label.allSatisfy {
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
                }
        }
    }

    /// As browsers write it.
    package var description: String { "\(scheme)://\(host)" + (port.map { ":\($0)" } ?? "") }
}
