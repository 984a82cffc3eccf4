/// Undoes percent-encoding (RFC 3986 section 2.1).
enum PercentDecoding {
    /// Decodes one segment of a path or one piece of a query.
    ///
    /// - Parameters:
    ///   - text: The bytes as sent.
    ///   - plusIsSpace: Whether `+` stands for a space, as in queries written by forms.
    ///   - allowsLines: Whether line breaks and tabs are taken, as texts of several lines in forms have them.
    /// - Returns: The text, or `nil` for a broken escape, for what is not UTF-8 and for control characters.
    static func decode(
        _ text: some Collection<UInt8>,
        plusIsSpace: Bool = false,
        allowsLines: Bool = false
    ) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var iterator = text.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard
                    let high = iterator.next()?.hexDigitValue,
                    let low = iterator.next()?.hexDigitValue
                else { return nil }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        let isAllowed = { (byte: UInt8) in
            byte >= 0x20 && byte != 0x7F || allowsLines && [0x09, 0x0A, 0x0D].contains(byte)
        }
        guard bytes.allSatisfy(isAllowed) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var hexDigitValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
