/// Words of registers that members maintain as data, as `EU_TCO_REMOVAL`: what they mean stands in the register.
public enum RegisterCode {
    /// How long a code may be, in bytes.
    public static let bytesMax = 40

    /// Whether a text has the form of a code: capital letters, digits and underscores, a letter first.
    public static func isWellFormed(_ text: String) -> Bool {
        let bytes = text.utf8
        guard (2...bytesMax).contains(bytes.count), let first = bytes.first, isCapital(first) else { return false }
        return bytes.allSatisfy { isCapital($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") }
    }

    /// Whether a text is a day of the calendar, as `2021-04-29`.
    public static func isDay(_ text: String) -> Bool { CivilDate(ArraySlice(text.utf8)) != nil }

    private static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
