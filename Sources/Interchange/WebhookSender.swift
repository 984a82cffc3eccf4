import Cooperation
import Services

/// What brings messages to webhooks over HTTP.
///
/// The address is what a member wrote down. What a receiver answers besides its status goes nowhere.
package struct WebhookSender: WebhookSending {
    private let policy: OutgoingPolicy
    private let courier: CheckedCourier

    /// Makes a sender.
    ///
    /// - Parameters:
    ///   - policy: the rules.
    ///   - timeMax: how long everything may take together.
    ///   - pausing: lets that time pass.
    package init(
        policy: OutgoingPolicy,
        timeMax: Duration = .seconds(15),
        pausing: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.policy = policy
        courier = CheckedCourier(policy: policy, timeMax: timeMax, pausing: pausing)
    }

    package func send(_ message: WebhookMessage) async -> WebhookAnswer {
        guard let address = try? OutgoingAddress(parsing: message.address, allowing: policy.allowed) else {
            return .failed(.notAllowed)
        }
        let request = OutgoingRequest(
            .post(mediaType: "application/json", body: message.body),
            address,
            key: nil,
            fields: message.fields.map { ($0.name, $0.value) },
            // However much a receiver has to say, and however it is packed: the message arrived.
            answerBytesMax: nil
        )
        do throws(OutgoingFailure) {
            let answer = try await courier.send(request)
            return .answered(status: answer.status, retryAfter: answer.retryAfterSeconds.map { Seconds($0) })
        } catch {
            return .failed(error.reason)
        }
    }
}

extension OutgoingFailure {
    /// Why a delivery was not taken.
    fileprivate var reason: WebhookFailure.Reason {
        switch code {
        case .notAllowed: .notAllowed
        case .notConnected, .endedEarly, .cancelled: .unreachable
        case .notTrusted: .notTrusted
        case .timedOut: .timedOut
        case .tooLarge, .malformed: .malformed
        }
    }
}
