import Cooperation
import Services
import Statements
import Store
import Testing

extension SmallWorld {
    /// Instruments and offices; the last office has officers, and the last of those keys, each vouched for.
    mutating func makeRegister() async throws {
        let voucher = try caller(.vouchForMandates)
        let rules = try await node.importClockRules(ClockRuleText.first(), by: platform.administrator)
        subjects["rules"] = rules.first?.rule.id.identifier
        for number in 0..<count {
            subjects["instruments"] = try await platform.instrument("ID_TEST_\(number)").identifier
        }
        var last: ID<Office>?
        for authority in authorities {
            let office = try await platform.office(of: authority, instruments: ["ID_TEST_0"])
            _ = try await node.vouchForOffice(office, how: "TEST call", by: voucher)
            last = office
        }
        let office = try #require(last)
        let authority = try #require(authorities.last)
        subjects["offices"] = office.identifier
        for _ in 0..<count {
            let person = try await node.addPerson(
                to: authority.organisation.id,
                name: "TEST person",
                roles: [.officer],
                by: authority
            ).person.id
            let officer = try await platform.officer(person, at: office, of: authority)
            _ = try await node.vouchForOfficer(officer, how: "TEST call", by: voucher)
            subjects["officers"] = officer.identifier
        }
        let officer = ID<Officer>(try #require(subjects["officers"]))
        for number in 0..<count {
            // The key of all zeros is one that anybody could sign with.
            let key = String(repeating: String(String(257 + number, radix: 16).dropFirst()), count: 32)
            let entry = try OfficerKeyEntry(
                id: SigningPublicKey("ed25519:" + key).id.description,
                kind: .signing,
                publicKey: key,
                certificate: nil
            )
            _ = try await node.addOfficerKey(entry, to: officer, by: platform.keeper(of: authority))
            _ = try await node.vouchForOfficerKey(entry.id, of: officer, how: "TEST call", by: voucher)
        }
    }

    /// Clocks that nobody sees to yet, so that everybody who decides does.
    func makeClocks() async throws {
        let own = platform.administrator.organisation.id
        let (calendar, count) = (node.calendar, self.count)
        let code = try #require(ClockCode("NZ_TAKEDOWN"))
        try await platform.store.write { transaction in
            for _ in 0..<count {
                let start = ClockStart(
                    about: transaction.newIdentifier(),
                    .request,
                    owner: own,
                    startedAt: transaction.now,
                    authorityZone: .utc
                )
                _ = try transaction.startClock(code, start, calendar: calendar, by: .node(of: own))
            }
        }
    }
}
