import TransparencyLog

/// The line to one witness.
package protocol WitnessAsking: Sendable {
    /// Whose line it is.
    var key: CosignerKey { get }

    /// Sends a checkpoint and reads the answer.
    ///
    /// - Throws: `WitnessFailure` where there is none that can be used.
    func add(_ request: AddCheckpointRequest) async throws(WitnessFailure) -> WitnessAnswer
}

/// What a witness answered.
package enum WitnessAnswer: Sendable, Hashable {
    /// The lines that it signed, as they came; nothing is verified.
    case cosigned([NoteSignature])
    /// What it cosigned last has this size.
    case otherSize(Int64)
    /// It does not cosign, with this status.
    case refused(status: Int)
}

/// Why there is no answer of a witness.
package enum WitnessFailure: String, Error, Sendable {
    /// Nobody answered, or not in time.
    case unreachable
    /// What came is no answer of a witness.
    case malformed
}
