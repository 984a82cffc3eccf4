/// What may be said about a file that is meant to be a receipt.
///
/// The page that verifies receipts uses the same words.
public enum ReceiptVerdict: Sendable, Hashable, CustomStringConvertible {
    /// Nothing was changed since this key signed; whose key it is remains to be compared.
    case intact(signer: NoteVerifierKey)
    /// Nothing was changed since the published key signed.
    case genuine(signer: NoteVerifierKey)
    /// Nothing was changed, but another key than the published one signed.
    case signedByAnother(signer: NoteVerifierKey, expected: NoteVerifierKey)
    /// The file is not an intact receipt.
    case refused(ReceiptError)

    /// Reads a file and judges it.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - key: the published key, where it is at hand.
    public init(of bytes: [UInt8], against key: NoteVerifierKey?) {
        do throws(ReceiptError) {
            self = try Receipt.parse(bytes).verify(against: key)
        } catch {
            self = .refused(error)
        }
    }

    /// Tells whether nothing speaks against the receipt.
    public var isAccepted: Bool {
        switch self {
        case .intact, .genuine: true
        case .signedByAnother, .refused: false
        }
    }

    /// The verdict in one line.
    public var description: String {
        switch self {
        case .intact(let signer): "intact, signed by \(signer.shortName); compare this with the published key"
        case .genuine(let signer): "genuine, signed by \(signer.shortName)"
        case .signedByAnother(let signer, let expected):
            "refused: signed by \(signer.shortName), not by \(expected.shortName)"
        case .refused(let error): "refused: \(error)"
        }
    }
}
