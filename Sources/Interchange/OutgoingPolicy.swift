import Services

/// The rules for everything that goes out of this node.
package struct OutgoingPolicy: Sendable {
    /// Where may be sent besides the public Internet.
    package let allowed: AllowedDestinations
    /// What finds the addresses of a name.
    package let resolver: any HostResolving
    /// A file with certificates that are trusted instead of the system's.
    package let certificatesPath: String?

    /// Makes rules.
    package init(
        allowed: AllowedDestinations = .none,
        resolver: any HostResolving = SystemResolver(),
        certificatesPath: String? = nil
    ) {
        self.allowed = allowed
        self.resolver = resolver
        self.certificatesPath = certificatesPath
    }

    /// Whether a connection may be made for an address to one of its host's numeric addresses.
    func allows(_ place: NetworkAddress, of address: OutgoingAddress) -> Bool {
        place.isPublic || allowed.contains(place, of: address)
    }
}

extension OutgoingPolicy: DestinationJudging {
    package func objection(to address: String) -> String? {
        let parsed: OutgoingAddress
        do throws(OutgoingSettingError) {
            parsed = try OutgoingAddress(parsing: address, allowing: allowed)
        } catch {
            return error.description
        }
        guard let place = parsed.host.numericAddress, !allows(place, of: parsed) else { return nil }
        return OutgoingFailure(.notAllowed).description
    }
}
