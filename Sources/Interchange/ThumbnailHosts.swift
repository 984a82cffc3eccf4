/// The platform's own hosts from which pictures are fetched: names, each with its port.
package struct ThumbnailHosts: Sendable, Hashable {
    private struct Host: Sendable, Hashable {
        let name: String
        let port: Int
    }

    private let hosts: Set<Host>

    /// Reads a list.
    ///
    /// - Parameter text: hosts with commas, as `media.lentera.example,cdn.lentera.example:8443`; the port is 443 where none
    ///   is named.
    /// - Throws: `OutgoingSettingError` where one is none.
    package init(parsing text: String) throws(OutgoingSettingError) {
        var hosts: Set<Host> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let address = try OutgoingAddress(parsing: "https://\(part)")
            guard address.path.isEmpty, address.query == nil else { throw OutgoingSettingError(.wrongHost) }
            hosts.insert(Host(name: address.host.text, port: address.port))
        }
        self.hosts = hosts
    }

    /// Whether an address is on one of them.
    func contains(_ address: OutgoingAddress) -> Bool {
        hosts.contains(Host(name: address.host.text, port: address.port))
    }
}
