/// Why a picture gets no PDQ fingerprint.
public struct PDQRefusal: Hashable, Sendable {
    /// The kind of reason.
    public struct Code: Hashable, Sendable {
        /// The code as it appears in answers and logs.
        public let rawValue: String

        /// Creates a code, as one that another process reported.
        ///
        /// - Parameter rawValue: The code as it appears in answers and logs.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// A side is shorter than `PDQ.sideMin`.
        public static let tooSmall = Code(rawValue: "picture-too-small")
        /// The picture has too little in it, like a flat colour or a smooth gradient.
        public static let lowQuality = Code(rawValue: "low-quality")
    }

    /// The kind of reason.
    public let code: Code
    /// The picture's quality, 0...100.
    public let quality: Int

    /// Creates a reason.
    ///
    /// - Parameters:
    ///   - code: The kind of reason.
    ///   - quality: The picture's quality, 0...100.
    public init(code: Code, quality: Int) {
        self.code = code
        self.quality = quality
    }
}

extension PDQRefusal: CustomStringConvertible {
    /// One sentence for people.
    public var description: String {
        switch code {
        case .tooSmall:
            "the picture is too small for a PDQ fingerprint: each side needs at least \(PDQ.sideMin) pixels"
        default:
            "the picture has too little in it for a PDQ fingerprint: quality \(quality), needed \(PDQ.minimumQuality)"
        }
    }
}
