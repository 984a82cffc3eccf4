import Cooperation
import HTTPAPI
import Services
import Testing

@Suite struct `A login over HTTP` {
    @Test func `is closed by an administrator of the person's own alone, and closing it twice changes nothing`()
        async throws
    {
        let test = try await TestNode(kind: .platform)
        let organisation = test.administrator.organisation
        let administrator = Caller(organisation, .administrator, isPerson: false, isOnExchange: false)
        let person = try await test.node.addPerson(
            to: organisation.id,
            name: "TEST Sari",
            roles: [.reviewer],
            by: administrator
        ).person.id
        _ = try await test.node.inviteToLogIn(person, of: organisation.id, by: administrator)
        try await LiveAPI.serving(test) { api in
            let auditor = api.callers.token(
                for: Caller(organisation, .auditor, isPerson: false, isOnExchange: false)
            )
            let token = api.callers.token(for: administrator)
            let path = "/v1/organisations/\(organisation.id)/people/\(person)/login"
            let elsewhere = "/v1/organisations/\(ID<Organisation>.random())/people/\(person)/login"
            #expect(try await api.answer("DELETE", path, token: auditor).code == "role-not-allowed")
            #expect(try await api.answer("DELETE", elsewhere, token: token).code == "not-found")
            let waiting = try await test.node.store.read { try $0.load(Login.self, ID(person.identifier)) }
            #expect(waiting?.isClosed == false)
            for _ in 0..<2 { #expect(try await api.answer("DELETE", path, token: token).status == 204) }
            let closed = try await test.node.store.read { try $0.load(Login.self, ID(person.identifier)) }
            #expect(closed?.isClosed == true && closed?.invitation == nil)
        }
    }
}
