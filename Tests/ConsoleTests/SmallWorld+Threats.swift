import Cooperation
import Services
import Testing

extension SmallWorld {
    /// Threats to life that went to an authority which reads them on this node, each with so many names of somebody.
    mutating func makeThreats() async throws {
        let authority = authorities[0]
        let new = Node.NewOffice(
            authority: authority.organisation.id,
            function: .police,
            country: "ID",
            zone: "Asia/Jakarta",
            instruments: [],
            texts: [
                .name: "TEST office", .telephone: "+62 21 555 0100", .telephoneSource: "TEST directory",
                .law: "TEST act",
            ]
        )
        let office = try await node.enterOffice(new, by: curator(of: authority, .administrator)).office.id
        _ = try await node.vouchForOffice(office, how: "TEST call", by: try caller(.vouchForMandates))
        for _ in 0..<count {
            let flag = ThreatFlag(
                level: .high,
                office: office,
                seenAt: node.clock(),
                words: try ThreatWords(what: "TEST", why: "TEST", identifiers: (0..<count).map { "TEST \($0)" })
            )
            let id = try await node.raiseThreat(flag, by: try caller(.raiseThreats)).alert.id
            // Two colleagues, who need no login here.
            for number in UInt64(1)...2 {
                let colleague = Caller(
                    organisation: platform.administrator.organisation,
                    key: platform.administrator.key,
                    role: .lead,
                    person: ID(Identifier(derivedHigh: 7, low: number)),
                    isOnExchange: false
                )
                _ = try await node.approveThreat(id, by: colleague)
            }
            subjects["threats"] = id.identifier
            subjects["threat-alerts"] = id.identifier
        }
    }
}
