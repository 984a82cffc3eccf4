import Cooperation
import Services
import Testing

extension RequestScene {
    /// Hands over what waits to an exchange that refuses it for good, as one does that doesn't know such a word yet.
    func syncRefused() async throws {
        line.bend { $0.refusal = "word-invalid" }
        try await sync()
        line.bend { $0.refusal = nil }
    }

    /// Puts counsel on the roster of the platform, with an address.
    func manCounsel() async throws {
        let (node, administrator) = (platform.node, platform.administrator)
        let person = try #require(counsel.person)
        let address = try #require(EmailAddress("counsel@third.example"))
        _ = try await node.setAddress(address, of: person, in: administrator.organisation.id, by: counsel)
        _ = try await node.setRoster([RosterEntry(person: person)], by: administrator)
    }

    /// The alerts of the platform that the exchange refused what was said of a forgery.
    func forgeryAlerts() async throws -> [Alert] {
        try await platform.node.alerts(state: nil, after: nil, limit: 100).alerts.filter { $0.kind == .forgeryRefused }
    }

    /// Does once what the time demands of the platform's alerts.
    func escalate() async throws {
        let pages = try #require(PublicAddress("https://third.example"))
        _ = try await AlertEscalation(node: platform.node, sender: ScriptedSender(), pages: pages).turn()
    }
}
