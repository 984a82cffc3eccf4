import Cooperation
import Services
import Testing
import TransparencyLog

@Suite("The address of a person")
struct AddressTests {
    private static func address(_ text: String = "sari@lentera.example") throws -> EmailAddress {
        try #require(EmailAddress(text))
    }

    @Test("is set, read and removed by the person and by an administrator, and does not exist for anybody else")
    func whose() async throws {
        let home = try await TestNode("TEST Own", kind: .civilSociety)
        let own = home.administrator.organisation.id
        let (sari, other) = (try await home.person(.reviewer), try await home.person(.lead))
        let id = try #require(sari.person)
        let address = try Self.address()
        #expect(try await home.node.address(of: id, in: own, for: sari) == nil)
        #expect(try await home.node.setAddress(address, of: id, in: own, by: sari).person.addressedAt != nil)
        #expect(try await home.node.address(of: id, in: own, for: home.administrator) == address)
        for caller in [other, try await home.person(.auditor)] {
            let read = await #expect(throws: Refusal.self) {
                try await home.node.address(of: id, in: own, for: caller)
            }
            let set = await #expect(throws: Refusal.self) {
                try await home.node.setAddress(nil, of: id, in: own, by: caller)
            }
            #expect(read?.code == "not-found" && set?.code == "not-found")
        }
        let (member, memberID) = try await home.member("TEST Other", .platform, interests: nil)
        let foreign = await #expect(throws: Refusal.self) {
            try await home.node.address(of: id, in: memberID, for: member)
        }
        #expect(foreign?.code == "not-found")
        #expect(try await home.node.setAddress(nil, of: id, in: own, by: home.administrator).person.addressedAt == nil)
        #expect(try await home.node.address(of: id, in: own, for: sari) == nil)
    }

    @Test("that is replaced, removed or of somebody who left or was erased is gone for good")
    func erasure() async throws {
        let home = try await TestNode("TEST Own", kind: .platform)
        let own = home.administrator.organisation.id
        func written() async throws -> [String?] {
            try await home.node.store.read { reading in
                try reading.events(EventQuery(types: [PersonAddressSet.type])).map {
                    try reading.sealedPart("email", at: $0.position)
                }
            }
        }
        let people = try await [home.person(.reviewer), home.person(.reviewer), home.person(.reviewer)]
        let ids = people.compactMap(\.person)
        for (number, caller) in people.enumerated() {
            let address = try Self.address("test-\(number)@lentera.example")
            _ = try await home.node.setAddress(address, of: ids[number], in: own, by: caller)
            // The same again is no event.
            _ = try await home.node.setAddress(address, of: ids[number], in: own, by: caller)
        }
        #expect(try await written() == (0..<3).map { "test-\($0)@lentera.example" })
        _ = try await home.node.setAddress(Self.address(), of: ids[0], in: own, by: people[0])
        _ = try await home.node.changePerson(ids[1], of: own, .leave, by: home.administrator)
        _ = try await home.node.erasePerson(ids[2], of: own, by: home.administrator)
        #expect(try await written() == [nil, nil, nil, "sari@lentera.example"])
        _ = try await home.node.setAddress(nil, of: ids[0], in: own, by: people[0])
        #expect(try await written() == [nil, nil, nil, nil])
    }

    @Test("is not among what the journal shows to those who may read its events")
    func events() async throws {
        let home = try await TestNode("TEST Own", kind: .platform)
        let own = home.administrator.organisation.id
        let sari = try await home.person(.reviewer)
        _ = try await home.node.setAddress(Self.address(), of: try #require(sari.person), in: own, by: sari)
        let auditor = try await home.person(.auditor)
        for caller in [auditor, home.administrator] {
            let page = try await home.node.readEvents(cursor: nil, limit: 100, wait: Seconds(0), by: caller) { caller }
            let names = page.events.flatMap { $0.event.shownFields.map(\.name.text) }
            #expect(names.contains("sealed.name") && !names.contains("sealed.email"))
        }
    }
}
