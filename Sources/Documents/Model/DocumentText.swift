/// Text of a document: plain Unicode in which every character can be seen.
///
/// Characters that show nothing or turn the reading order around are spelled out, so that a document reads as it was
/// written and nobody hides words in it.
public struct DocumentText: Codable, Hashable, Sendable, ExpressibleByStringInterpolation {
    /// How characters that can't be seen are spelled out.
    public enum Manner: Sendable {
        /// As `[U+202E]`; line ends stay.
        case prose
        /// As browsers do, `%E2%80%AE`; white space and letters that run from right to left are spelled out too, so that
        /// an address has one reading order.
        case address
    }

    /// How many marks may follow each other: more would be drawn over the lines around (no language needs so many).
    private static let marksMax = 8

    /// The text; its lines end with a line feed.
    public let string: String

    /// Makes a text of what somebody wrote.
    public init(_ raw: String, _ manner: Manner = .prose) {
        var result = ""
        var marks = 0
        var before: Unicode.Scalar?
        for scalar in raw.unicodeScalars {
            defer { before = scalar }
            marks = scalar.isMark ? marks + 1 : 0
            switch manner {
            case .address:
                if scalar.isHiddenInAddress || marks > Self.marksMax {
                    result += scalar.percentEncoded
                } else {
                    result.unicodeScalars.append(scalar)
                }
            case .prose:
                if scalar.endsLine {
                    if !(scalar == "\n" && before == "\r") { result += "\n" }
                } else if scalar == "\t" {
                    result += " "
                } else if scalar.isHidden || marks > Self.marksMax {
                    result += scalar.spelledOut
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        string = result
    }

    /// A text of the program.
    public init(stringLiteral value: String) { self.init(value) }

    /// Whether there is nothing to read.
    public var isEmpty: Bool { string.isEmpty }
}

extension Unicode.Scalar {
    /// As `[U+202E]`: what stands for a character that can't be shown.
    public var spelledOut: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "[U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
    }

    fileprivate var percentEncoded: String {
        Array(UTF8.encode(self) ?? UTF8.encodedReplacementCharacter)
            .map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }

    fileprivate var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: true
        default: false
        }
    }

    fileprivate var endsLine: Bool {
        self == "\n" || self == "\r" || self == "\u{85}" || self == "\u{2028}" || self == "\u{2029}"
    }

    /// Breaks and joins between letters are part of how Thai, Burmese and Tamil are written.
    fileprivate var isHidden: Bool {
        switch properties.generalCategory {
        case .control, .privateUse, .unassigned, .surrogate: true
        case .format: !("\u{200B}"..."\u{200D}").contains(self)
        default: properties.isDefaultIgnorableCodePoint && !isMark
        }
    }

    fileprivate var isHiddenInAddress: Bool {
        switch properties.generalCategory {
        case .control, .format, .privateUse, .unassigned, .surrogate, .spaceSeparator, .lineSeparator,
            .paragraphSeparator:
            true
        default: properties.isDefaultIgnorableCodePoint || runsFromRightToLeft
        }
    }

    /// Hebrew, Arabic and the scripts beside them in Unicode's blocks for scripts of that direction.
    private var runsFromRightToLeft: Bool {
        switch value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
        default: false
        }
    }
}
