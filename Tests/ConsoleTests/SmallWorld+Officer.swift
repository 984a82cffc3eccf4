import Cooperation
import Services
import Store
import Testing

extension SmallWorld {
    /// The session of an officer of an authority of whose submissions there are so many, who may ask by so many instruments and
    /// wrote a draft about so many items, to every platform.
    mutating func officer() async throws -> String {
        let authority = authorities[0]
        for _ in 0..<count { _ = try await submit(by: authority) }
        let session = try await platform.session([.officer, .supervisor], of: authority)
        let person = try #require(try await platform.access.visit(session)).person.id
        let voucher = try caller(.vouchForMandates)
        let instruments = (0..<count).map { "ID_TEST_\($0)" }
        let office = try await platform.office(of: authority, instruments: instruments)
        _ = try await node.vouchForOffice(office, how: "TEST call", by: voucher)
        let officer = try await platform.officer(person, at: office, of: authority)
        _ = try await node.vouchForOfficer(officer, how: "TEST call", by: voucher)
        let own = platform.administrator.organisation.id
        let places = Array(repeating: 0, count: count) + members.indices.map { $0 + 1 }
        var wording = RequestWording(
            kind: .removalOrder,
            instrument: "ID_TEST_0",
            addressees: ([own] + members.map(\.organisation.id)).map { .member($0) },
            items: places.enumerated().map { number, place in
                .init(
                    addressee: place,
                    kind: .content,
                    address: "https://place\(place).example/\(number)",
                    ground: .incites,
                    reasons: "TEST asked \(number)"
                )
            },
            language: "en"
        )
        wording.legalBasis = .init(statute: "TEST act, article 1", number: "TEST 17/2026")
        let asker = Caller(
            organisation: authority.organisation,
            key: authority.key,
            role: .officer,
            person: person,
            isOnExchange: false
        )
        subjects["drafts"] = try await node.writeRequests(wording, by: asker).draft.id.identifier
        return session
    }
}
