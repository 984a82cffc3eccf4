import Services

/// Looks whether something is at an address, and takes nothing of it.
///
/// The address is what an officer wrote down, so that the same is asked of it as of a picture's. Only the head of the answer
/// is asked for; what is in it besides the status goes nowhere.
package struct AddressLooker: AddressLooking {
    private static let answerBytesMax = 4096

    private let courier: CheckedCourier

    /// Makes a looker.
    ///
    /// - Parameters:
    ///   - policy: the rules for all that goes out.
    ///   - timeMax: how long everything may take together.
    package init(policy: OutgoingPolicy, timeMax: Duration = .seconds(5)) {
        courier = CheckedCourier(policy: policy, timeMax: timeMax)
    }

    /// Asks once what is at an address.
    package func look(at link: String) async -> AddressLook {
        guard let address = try? OutgoingAddress(parsing: link, allowing: courier.policy.allowed) else {
            return .notAllowed
        }
        do throws(OutgoingFailure) {
            let request = OutgoingRequest(.head, address, key: nil, answerBytesMax: Self.answerBytesMax)
            return .answered(status: try await courier.send(request).status)
        } catch {
            return error.code == .notAllowed ? .notAllowed : .unreachable
        }
    }
}
