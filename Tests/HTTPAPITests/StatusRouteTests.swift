import CanonicalJSON
import Cooperation
import Testing

@Suite struct `The status of a node` {
    @Test(arguments: [[], ["witness.example/w1"]] as [[String]])
    func `names the witnesses that saw another history of its log to those with a key`(names: [String]) async throws {
        let test = try await TestNode(kind: .platform)
        let caller = Caller(test.administrator.organisation, .administrator, isPerson: false, isOnExchange: false)
        try await LiveAPI.serving(test, contradictingWitnesses: names) { api in
            let told = try await api.answer("GET", "/status", token: api.callers.token(for: caller))
            let found = told.json?["log"]?["contradictingWitnesses"]
            #expect(told.status == 200 && found == (names.isEmpty ? nil : .array(names.map { .string($0) })))
            let open = try await api.answer("GET", "/status", token: nil)
            #expect(open.json == ["state": "ready"])
        }
    }
}
