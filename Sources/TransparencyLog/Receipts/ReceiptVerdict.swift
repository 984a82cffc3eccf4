/// What may be said about a file that is meant to be a receipt.
///
/// The page that verifies receipts uses the same words.
public enum ReceiptVerdict: Sendable, Hashable, CustomStringConvertible {
    /// Nothing was changed since this key signed; whose key it is remains to be compared. These witnesses of the reader's
    /// policy cosigned, and that is enough for it.
    case intact(signer: NoteVerifierKey, cosigned: [CosignerKey] = [])
    /// Nothing was changed since the published key signed, and these witnesses of the reader's policy cosigned.
    case genuine(signer: NoteVerifierKey, cosigned: [CosignerKey] = [])
    /// Nothing was changed, but another key than the published one signed.
    case signedByAnother(signer: NoteVerifierKey, expected: NoteVerifierKey)
    /// Nothing was changed, but the key that signed is of none of the policy's logs.
    case signedByUnknown(signer: NoteVerifierKey)
    /// Nothing was changed, but these witnesses alone are too few for the policy.
    case notWitnessed(signer: NoteVerifierKey, cosigned: [CosignerKey])
    /// The file is not an intact receipt.
    case refused(ReceiptError)

    /// Reads a file and judges it.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - key: the published key, where it is at hand.
    ///   - policy: which logs and witnesses the reader trusts, where cosignatures are asked for.
    public init(of bytes: [UInt8], against key: NoteVerifierKey?, policy: WitnessPolicy? = nil) {
        do throws(ReceiptError) {
            self = try Receipt.parse(bytes).verify(against: key, policy: policy)
        } catch {
            self = .refused(error)
        }
    }

    /// Tells whether nothing speaks against the receipt.
    public var isAccepted: Bool {
        switch self {
        case .intact, .genuine: true
        case .signedByAnother, .signedByUnknown, .notWitnessed, .refused: false
        }
    }

    /// The verdict in one line.
    public var description: String {
        switch self {
        case .intact(let signer, let cosigned):
            "intact, signed by \(signer.shortName)\(Self.words(cosigned)); compare this with the published key"
        case .genuine(let signer, let cosigned): "genuine, signed by \(signer.shortName)\(Self.words(cosigned))"
        case .signedByAnother(let signer, let expected):
            "refused: signed by \(signer.shortName), not by \(expected.shortName)"
        case .signedByUnknown(let signer): "refused: signed by \(signer.shortName), which is no log of the policy"
        case .notWitnessed(let signer, let cosigned):
            "refused: signed by \(signer.shortName), but not cosigned as the policy asks"
                + (cosigned.isEmpty ? "" : " (only by \(Self.list(cosigned)))")
        case .refused(let error): "refused: \(error)"
        }
    }

    private static func words(_ cosigned: [CosignerKey]) -> String {
        cosigned.isEmpty ? "" : ", cosigned by \(list(cosigned))"
    }

    private static func list(_ keys: [CosignerKey]) -> String {
        keys.map(\.shortName).joined(separator: ", ")
    }
}
