/// Why a witness does not cosign; each has its status in C2SP tlog-witness.
public enum WitnessRefusal: Error, Sendable, Hashable {
    /// The body has not the form that it must have.
    case malformed
    /// The old size is larger than the checkpoint's.
    case oldSizeTooLarge
    /// No such log is known here.
    case unknownLog
    /// None of the log's keys signed, or a signature in the name of one is wrong.
    case notSigned
    /// What was cosigned last has another size than the log thinks.
    case otherSize(cosigned: Int64)
    /// Another root of this very size was cosigned: the log told two histories.
    case otherRoot(cosigned: Int64)
    /// The proof does not show that the log only grew.
    case notConsistent

    /// The status of the answer.
    public var status: Int {
        switch self {
        case .malformed, .oldSizeTooLarge: 400
        case .notSigned: 403
        case .unknownLog: 404
        case .otherSize, .otherRoot: 409
        case .notConsistent: 422
        }
    }
}
