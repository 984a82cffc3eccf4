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
    ///   - allowsLoopback: whether this machine itself may be asked, also unencrypted: to try it out.
    ///   - timeMax: how long everything may take together.
    ///   - resolver: what finds the addresses of a name.
    ///   - certificatesPath: a file with certificates that are trusted instead of the system's.
    package init(
        allowsLoopback: Bool = false,
        timeMax: Duration = .seconds(5),
        resolver: any HostResolving = SystemResolver(),
        certificatesPath: String? = nil
    ) {
        courier = CheckedCourier(
            allowsLoopback: allowsLoopback,
            timeMax: timeMax,
            resolver: resolver,
            certificatesPath: certificatesPath
        )
    }

    /// Asks once what is at an address.
    package func look(at link: String) async -> AddressLook {
        guard let address = try? OutgoingAddress(parsing: link) else { return .notAllowed }
        do throws(CheckedCourier.Failure) {
            let request = OutgoingRequest(.head, address, key: nil, answerBytesMax: Self.answerBytesMax)
            return .answered(status: try await courier.send(request).status)
        } catch {
            return error == .notAllowed ? .notAllowed : .unreachable
        }
    }
}
