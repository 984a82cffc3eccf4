/// Decimal numbers as the log's text formats write them: ASCII digits, no sign, no leading zero.
enum DecimalNumber {
    /// The number, or nothing unless the text is its one spelling and it fits into 63 bits.
    static func decode(_ text: some StringProtocol) -> Int64? {
        let digits = text.utf8
        guard let first = digits.first, digits.count <= 19 else { return nil }
        guard first != UInt8(ascii: "0") || digits.count == 1 else { return nil }
        var number: Int64 = 0
        for digit in digits {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            let (shifted, tooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = shifted.addingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
            guard !tooLarge, !overflow else { return nil }
            number = sum
        }
        return number
    }
}
