/// What knows whither this node sends anything.
package protocol DestinationJudging: Sendable {
    /// What speaks against an address, as far as that can be told without asking for its name.
    ///
    /// - Parameter address: an absolute address.
    /// - Returns: what is wrong and what to do, for people; `nil` where nothing is.
    func objection(to address: String) -> String?
}

/// Sends only where the line is encrypted.
package struct EncryptedDestinations: DestinationJudging {
    package init() {}

    package func objection(to address: String) -> String? {
        address.hasPrefix("https://") ? nil : "The address must begin with https://."
    }
}
