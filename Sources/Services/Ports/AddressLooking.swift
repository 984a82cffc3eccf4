/// What looks whether something is at an address.
package protocol AddressLooking: Sendable {
    /// Asks once, and keeps nothing of the answer but its status.
    ///
    /// - Parameter link: the address.
    /// - Returns: what came of it.
    func look(at link: String) async -> AddressLook
}

/// What came of looking at an address.
package enum AddressLook: Sendable, Hashable {
    /// The address leads where nothing is asked.
    case notAllowed
    /// Somebody answered with a status of HTTP.
    case answered(status: Int)
    /// Nobody answered, or not in time.
    case unreachable
}
