/// Why a receipt was refused.
public struct ReceiptError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was wrong, for programs; the page that verifies receipts has the same codes.
    public enum Code: String, Sendable {
        /// The file is longer than the limit.
        case tooLarge
        /// The bytes are not canonical JSON (RFC 8785).
        case notCanonical
        /// A field is missing, unknown or of the wrong kind.
        case wrongShape
        /// The format is not one that this program knows.
        case unknownFormat
        /// The signer is not a key in its one spelling.
        case badSigner
        /// The checkpoint is not a signed note with the signer's signature first and then one of each witness.
        case badCheckpoint
        /// The signature is not one of the signer over the checkpoint.
        case badSignature
        /// A witness's key is not valid, or there are too many.
        case badWitnesses
        /// A cosignature is not one of the witness over the checkpoint.
        case badCosignature
        /// There are no events or too many, or their indices do not ascend.
        case badEvents
        /// The fields of an event can't be those of a leaf.
        case badFields
        /// An event's leaf is not in the checkpoint's tree.
        case notIncluded
    }

    /// What was wrong, for programs.
    public let code: Code

    /// Makes an error.
    ///
    /// - Parameter code: what was wrong.
    public init(code: Code) {
        self.code = code
    }

    /// What was wrong, for people.
    public var description: String {
        switch code {
        case .tooLarge: "the file is too large for a receipt"
        case .notCanonical: "the file is not written the one way a receipt is written"
        case .wrongShape: "the file does not have the shape of a receipt"
        case .unknownFormat: "the receipt has a format that this program does not know"
        case .badSigner: "the signer's key is not valid"
        case .badCheckpoint: "the checkpoint is not valid"
        case .badSignature: "the signature is wrong"
        case .badWitnesses: "the list of witnesses is not valid"
        case .badCosignature: "a cosignature is wrong"
        case .badEvents: "the list of events is not valid"
        case .badFields: "the fields of an event are not valid"
        case .notIncluded: "an event is not in the signed log"
        }
    }
}
