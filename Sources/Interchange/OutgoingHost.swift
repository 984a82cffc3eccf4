import NIOCore

/// Whom an outgoing request goes to: a name or a numeric address, in its one spelling.
package struct OutgoingHost: Sendable, Hashable, CustomStringConvertible {
    private static let nameBytesMax = 253
    private static let labelBytesMax = 63

    /// As it stands in an address: a name in lowercase, four decimal numbers, or IPv6 in brackets.
    package let text: String

    /// Whether it is an address and no name.
    var isNumeric: Bool { text.hasPrefix("[") || Self.endsInNumber(text) }

    /// The address that it is; `nil` for a name.
    var numericAddress: NetworkAddress? {
        guard isNumeric else { return nil }
        let plain = text.hasPrefix("[") ? String(text.dropFirst().dropLast()) : text
        return (try? SocketAddress(ipAddress: plain, port: 0)).flatMap { NetworkAddress($0) }
    }

    package var description: String { text }

    /// Reads a host as it stands in an address.
    ///
    /// A number may be spelled in many ways (`2130706433`, `0x7f.1`, `0177.0.0.1`), and not all programs read them alike;
    /// what is checked and what is connected to would then differ. So only the plain spellings are taken.
    ///
    /// - Parameter text: the host without port.
    /// - Throws: `OutgoingSettingError`, `wrongHost` or `ambiguousHost`.
    package init(parsing text: String) throws(OutgoingSettingError) {
        if text.hasPrefix("[") {
            self = try Self.version6(text)
        } else if Self.endsInNumber(text) {
            self = try Self.version4(text)
        } else {
            self = try Self.name(text.lowercased())
        }
    }

    private init(text: String) {
        self.text = text
    }

    private static func version6(_ text: String) throws(OutgoingSettingError) -> OutgoingHost {
        let inner = text.dropFirst().dropLast()
        // Not the zone of an interface, which only this machine understands.
        guard text.hasSuffix("]"), inner.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }),
            let canonical = (try? SocketAddress(ipAddress: String(inner), port: 0))?.ipAddress
        else { throw OutgoingSettingError(.wrongHost) }
        // IPv4 within IPv6 is a second spelling of the same machine.
        guard canonical.contains(":"), !canonical.contains(".") else { throw OutgoingSettingError(.ambiguousHost) }
        return OutgoingHost(text: "[\(canonical)]")
    }

    /// Whether programs take the host for a number: its last label is digits, or hexadecimal after `0x`.
    private static func endsInNumber(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let last = labels.last(where: { !$0.isEmpty }) else { return false }
        if last.allSatisfy({ ("0"..."9").contains($0) }) { return true }
        return last.lowercased().hasPrefix("0x") && last.dropFirst(2).allSatisfy(\.isHexDigit)
    }

    private static func version4(_ text: String) throws(OutgoingSettingError) -> OutgoingHost {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in UInt8(part).map { String($0) == part } ?? false }
        guard parts.count == 4, isPlain else { throw OutgoingSettingError(.ambiguousHost) }
        return OutgoingHost(text: text)
    }

    private static func name(_ text: String) throws(OutgoingSettingError) -> OutgoingHost {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard text.utf8.count <= nameBytesMax, labels.allSatisfy(isLabel) else {
            throw OutgoingSettingError(.wrongHost)
        }
        return OutgoingHost(text: text)
    }

    private static func isLabel(_ label: Substring.UTF8View) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...labelBytesMax).contains(label.count) && label.first != hyphen && label.last != hyphen
            && label.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), hyphen: true
                default: false
                }
            }
    }
}
