/// Why a bundle was refused.
public struct BundleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was wrong, for programs.
    public enum Code: String, Sendable {
        /// The file, a line or a list is longer than a named limit allows.
        case tooLarge
        /// The file ends before its seal, or in the middle of a line.
        case truncated
        /// The first line is not that of a bundle.
        case notABundle
        /// A newer program made it, in a format that this one does not know.
        case newerFormat
        /// A line is not written the one way in which such a line is written, or a part is missing or not valid.
        case malformed
        /// Batches do not follow each other, or end elsewhere than the first line says.
        case outOfOrder
        /// The checkpoint is not one that the signer signed for its log.
        case badCheckpoint
        /// The fields of an event do not give its leaf.
        case wrongLeaf
        /// A proof does not lead to the checkpoint's root.
        case badProof
        /// The seal is not one of the signer over exactly these bytes.
        case badSeal
        /// Something follows the seal.
        case trailingBytes
    }

    /// What was wrong, for programs.
    public let code: Code
    /// In which line, from 1; the one after the last where the end came too early.
    public let line: Int

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - code: what was wrong.
    ///   - line: in which line, from 1.
    public init(code: Code, line: Int) {
        self.code = code
        self.line = line
    }

    /// What was wrong, for people.
    public var description: String {
        let what =
            switch code {
            case .tooLarge: "it is longer than a bundle may be"
            case .truncated: "it ends too early"
            case .notABundle: "this is not a bundle"
            case .newerFormat: "a newer version made it, whose format this one does not know"
            case .malformed: "this is not what stands in a bundle"
            case .outOfOrder: "its parts do not follow each other"
            case .badCheckpoint: "the checkpoint is not one that the exchange signed"
            case .wrongLeaf: "an event is not what its leaf says"
            case .badProof: "a proof does not lead to the signed checkpoint"
            case .badSeal: "the seal is not one of the exchange over these bytes"
            case .trailingBytes: "something follows the seal"
            }
        return "line \(line): \(what)"
    }
}
