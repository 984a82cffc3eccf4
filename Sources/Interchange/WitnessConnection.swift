import Services
import TransparencyLog

/// The line to a witness over HTTP, as C2SP tlog-witness has it.
package struct WitnessConnection: WitnessAsking {
    private static let answerBytesMax = 16 << 10
    private static let sizeMediaType = "text/x.tlog.size"

    package let key: CosignerKey
    private let address: OutgoingAddress
    private let courier: CheckedCourier

    /// Makes a connection; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - key: the witness's key.
    ///   - address: where it takes checkpoints, without `/add-checkpoint`.
    ///   - policy: the rules for all that goes out.
    ///   - limits: how long things may take.
    /// - Throws: `OutgoingSettingError` where the address can't be used.
    package init(
        key: CosignerKey,
        address: String,
        policy: OutgoingPolicy,
        limits: OutgoingLimits = .standard
    ) throws(OutgoingSettingError) {
        self.key = key
        let base = try OutgoingAddress(parsing: address, allowing: policy.allowed)
        guard base.query == nil else { throw OutgoingSettingError(.hasQuery) }
        self.address = base.appending("/add-checkpoint")
        courier = CheckedCourier(policy: policy, limits: limits, keepsConnections: true)
    }

    /// Closes the connections; must be called once the witness is no longer asked.
    ///
    /// - Throws: `OutgoingFailure` where they can't be closed.
    package func shutdown() async throws(OutgoingFailure) {
        try await courier.shutdown()
    }

    package func add(_ request: AddCheckpointRequest) async throws(WitnessFailure) -> WitnessAnswer {
        let answer: OutgoingAnswer
        do throws(OutgoingFailure) {
            answer = try await courier.send(
                OutgoingRequest(
                    .post(mediaType: "text/plain", body: request.encoded),
                    address,
                    key: nil,
                    answerBytesMax: Self.answerBytesMax
                )
            )
        } catch {
            throw error.code == .tooLarge || error.code == .malformed ? .malformed : .unreachable
        }
        switch answer.status {
        case 200:
            do throws(NoteError) {
                return .cosigned(try SignedNote.signatures(parsing: answer.body))
            } catch {
                throw .malformed
            }
        case 409:
            guard answer.mediaType == Self.sizeMediaType, answer.body.last == 0x0A, answer.body.count <= 20,
                let text = String(validating: answer.body.dropLast(), as: UTF8.self), let size = Int64(text),
                size >= 0, String(size) == text
            else { throw .malformed }
            return .otherSize(size)
        case let status: return .refused(status: status)
        }
    }
}
