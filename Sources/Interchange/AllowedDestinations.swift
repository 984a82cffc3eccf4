/// Where this node may send besides the public Internet: what an operator names for a closed network, or to try things out.
///
/// Hosts are named as they are written in addresses, networks by their first address and the length of their prefix. Only a
/// host that is named, or a numeric one within a network, may be spoken to unencrypted. A host that is named may have private
/// addresses and those of this machine; link-local ones and the like only where their network is named.
package struct AllowedDestinations: Sendable, Hashable {
    private struct Host: Sendable, Hashable {
        let text: String
        /// `nil` for every port.
        let port: Int?

        func contains(_ text: String, _ port: Int) -> Bool {
            self.text == text && (self.port.map { $0 == port } ?? true)
        }
    }

    private var hosts: Set<Host> = []
    private var networks: Set<NetworkRange> = []

    /// Nothing besides the public Internet.
    package static let none = AllowedDestinations()
    /// This machine.
    package static let thisMachine: AllowedDestinations = {
        var allowed = AllowedDestinations()
        allowed.hosts = [Host(text: "localhost", port: nil)]
        allowed.networks = [.loopback4, .loopback6]
        return allowed
    }()

    private init() {}

    /// Reads destinations.
    ///
    /// - Parameter texts: each a host, as `exchange.internal` or `10.0.0.7:8480`, or a network, as `10.0.0.0/8`.
    /// - Throws: `OutgoingSettingError` `wrongDestination` where one is neither.
    package init(parsing texts: [String]) throws(OutgoingSettingError) {
        for text in texts {
            if text.contains("/") {
                guard let network = NetworkRange(text) else { throw OutgoingSettingError(.wrongDestination) }
                networks.insert(network)
                continue
            }
            guard let address = try? OutgoingAddress(parsing: "https://\(text)"), address.path.isEmpty,
                address.query == nil
            else { throw OutgoingSettingError(.wrongDestination) }
            let afterHost = text.lastIndex(of: "]").map { text[$0...] } ?? text[...]
            let port = afterHost.contains(":") ? address.port : nil
            hosts.insert(Host(text: address.host.text, port: port))
        }
    }

    /// Whether the host of an address, as it is written, is allowed.
    package func contains(_ address: OutgoingAddress) -> Bool {
        if hosts.contains(where: { $0.contains(address.host.text, address.port) }) { return true }
        guard let place = address.host.numericAddress else { return false }
        return networks.contains { $0.contains(place) }
    }

    /// Whether a connection may be made for an address to one of its host's numeric addresses.
    package func contains(_ place: NetworkAddress, of address: OutgoingAddress) -> Bool {
        place.isPrivate && contains(address) || networks.contains { $0.contains(place) }
    }
}
