/// Writes what authenticators write.
package enum CBORWriter {
    package static func integer(_ value: Int64) -> [UInt8] {
        value < 0 ? head(1, UInt64(-1 - value)) : head(0, UInt64(value))
    }

    package static func bytes(_ bytes: [UInt8]) -> [UInt8] { head(2, UInt64(bytes.count)) + bytes }

    package static func text(_ text: String) -> [UInt8] { head(3, UInt64(text.utf8.count)) + Array(text.utf8) }

    package static func map(_ members: [(key: [UInt8], value: [UInt8])]) -> [UInt8] {
        head(5, UInt64(members.count)) + members.flatMap { $0.key + $0.value }
    }

    private static func head(_ kind: UInt8, _ argument: UInt64) -> [UInt8] {
        let width: Int
        switch argument {
        case 0..<24: return [kind << 5 | UInt8(argument)]
        case 24..<256: width = 1
        case 256..<65_536: width = 2
        case 65_536..<(1 << 32): width = 4
        default: width = 8
        }
        let short: UInt8 = width == 1 ? 24 : width == 2 ? 25 : width == 4 ? 26 : 27
        return [kind << 5 | short]
            + (0..<width).reversed().map { UInt8(truncatingIfNeeded: argument >> UInt64($0 * 8)) }
    }
}
