import Cooperation
import HTTPServing
import HTTPTypes
import Services
import TransparencyLog

/// Every route of a witness, as C2SP tlog-witness has them.
package struct WitnessRoutes: Sendable {
    /// How often one address may send a checkpoint: a log has a new one once a second at most.
    private static let perAddress = RateLimit(perSecond: 10, burst: 100)

    private let witness: Witness

    package init(witness: Witness) {
        self.witness = witness
    }

    /// All routes.
    ///
    /// - Throws: `RouteTableError` where one is written wrongly.
    package func all() throws -> [APIRoutes.APIRoute] {
        let limits = RouteLimits(bodyBytesMax: AddCheckpointRequest.bytesMax, perAddress: Self.perAddress)
        return [
            try .open(.post, "/add-checkpoint", "addCheckpoint", limits: limits) { [witness] request in
                do {
                    let line = try await witness.add(try await request.readBytes())
                    return .text(line.encoded)
                } catch let refusal as WitnessRefusal {
                    return Self.answer(to: refusal)
                } catch is Witness.Full {
                    return Self.full
                }
            }
        ]
    }

    private static var full: OutgoingResponse {
        var response = OutgoingResponse.bytes(
            Array("Too many checkpoints wait; come again later.\n".utf8),
            "text/plain; charset=utf-8",
            status: .serviceUnavailable
        )
        response.headerFields[.retryAfter] = "1"
        return response
    }

    private static func answer(to refusal: WitnessRefusal) -> OutgoingResponse {
        let status = HTTPResponse.Status(code: refusal.status)
        switch refusal {
        case .otherSize(let size), .otherRoot(let size):
            return .bytes(Array("\(size)\n".utf8), "text/x.tlog.size", status: status)
        case .malformed, .oldSizeTooLarge, .unknownLog, .notSigned, .notConsistent:
            return .bytes(Array("\(refusal.words)\n".utf8), "text/plain; charset=utf-8", status: status)
        }
    }
}

extension WitnessRefusal {
    /// What was wrong, for people.
    fileprivate var words: String {
        switch self {
        case .malformed: "The body is not 'old SIZE', the proof's hashes, an empty line and a signed checkpoint."
        case .oldSizeTooLarge: "The old size is larger than the checkpoint's."
        case .unknownLog: "This witness watches no log of that name."
        case .notSigned: "The checkpoint is not signed with a key of that log."
        case .otherSize, .otherRoot: "Another checkpoint was cosigned."
        case .notConsistent: "The proof does not show that the log only grew."
        }
    }
}
