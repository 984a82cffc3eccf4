import NIOCore

/// The mail server that takes this node's messages.
package struct MailServerAddress: Sendable, Hashable, CustomStringConvertible {
    /// How the line is encrypted.
    package enum Scheme: String, Sendable {
        /// From the beginning.
        case smtps
        /// By STARTTLS, or not at all.
        case smtp
    }

    package let scheme: Scheme
    /// A name, four decimal numbers, or IPv6 in brackets.
    package let host: String
    package let port: Int

    /// Whether it is this machine itself.
    package var isLoopback: Bool {
        // A host whose last label is a number was read as four of them.
        let isNumeric = host.last?.isNumber ?? false
        return host == "localhost" || host == "[::1]" || isNumeric && host.hasPrefix("127.")
    }

    package var description: String { "\(scheme.rawValue)://\(host):\(port)" }

    /// Reads an address.
    ///
    /// - Parameter text: as `smtp://mail.example:587` or `smtps://mail.example`; the ports are 587 and 465 where it names
    ///   none.
    /// - Throws: `MailSettingError` where it is none.
    package init(parsing text: String) throws(MailSettingError) {
        guard text.utf8.count <= 300, let mark = text.firstRange(of: "://"),
            let scheme = Scheme(rawValue: text[..<mark.lowerBound].lowercased())
        else { throw MailSettingError(.wrongServer) }
        var rest = text[mark.upperBound...]
        if rest.hasSuffix("/") { rest.removeLast() }
        let end = rest.lastIndex(of: "]").map { rest.index(after: $0) } ?? rest.firstIndex(of: ":") ?? rest.endIndex
        let (host, behind) = (rest[..<end].lowercased(), rest[end...])
        guard Self.isHost(host) else { throw MailSettingError(.wrongServer) }
        self.scheme = scheme
        self.host = host
        if behind.isEmpty {
            port = scheme == .smtps ? 465 : 587
        } else {
            let digits = behind.dropFirst()
            guard behind.first == ":", let port = UInt16(digits), port > 0, String(port) == digits else {
                throw MailSettingError(.wrongServer)
            }
            self.port = Int(port)
        }
    }

    private static func isHost(_ host: String) -> Bool {
        if host.hasPrefix("[") {
            let inner = host.dropFirst().dropLast()
            return host.hasSuffix("]") && inner.allSatisfy { $0.isHexDigit || $0 == ":" }
                && (try? SocketAddress(ipAddress: String(inner), port: 0)) != nil
        }
        // Whatever ends in a number is read as a number, and then only in its one spelling.
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        if labels.last?.allSatisfy(\.isNumber) ?? true || labels.last?.hasPrefix("0x") ?? true {
            return labels.count == 4 && labels.allSatisfy { part in UInt8(part).map { String($0) == part } ?? false }
        }
        return host.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy {
                        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-")
                    }
            }
    }
}
