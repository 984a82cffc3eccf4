import CanonicalJSON
import Cooperation
import HTTPAPI
import Services
import Statements
import Testing

/// What another authority learns of the register over HTTP: nothing.
@Suite struct `The register over HTTP` {
    private static let words = ["TEST unit", "TEST officer", "TEST supervisor", "TEST directory", "555 0100"]

    private static func ids(_ list: String, _ api: LiveAPI, _ token: String) async throws -> [String] {
        let answer = try await api.answer("GET", list, token: token)
        return try #require(answer.json?["items"]?.arrayValue).compactMap { $0["id"]?.stringValue }
    }

    @Test func `names no office and no officer to another authority, in any list, page or event`() async throws {
        let scene = try await RequestScene(on: try await TestNode(kind: .secretariat, isExchange: true))
        try await LiveAPI.serving(scene.test) { api in
            let operators = api.callers.token(for: scene.test.administrator)
            let offices = try await Self.ids("/v1/offices", api, operators)
            let officers = try await Self.ids("/v1/officers", api, operators)
            #expect(offices.count == 1 && officers.count == 2)
            let hidden = offices + officers + Self.words
            for role in RoleTable.roles(of: .authority) {
                let token = api.callers.token(
                    for: Caller(scene.stranger, role, isPerson: true, isOnExchange: true)
                )
                let lists = [
                    "/v1/offices", "/v1/offices?limit=1", "/v1/offices?authority=\(scene.authority.id)", "/v1/officers",
                    "/v1/officers?limit=1", "/v1/officers?office=\(offices[0])",
                    "/v1/officers?authority=\(scene.authority.id)",
                ]
                for path in lists {
                    let answer = try await api.answer("GET", path, token: token)
                    #expect(answer.status == 200 && answer.json?["items"] == [], "\(role): \(path)")
                    #expect(answer.json?["cursor"] == nil, "\(role): \(path) goes on")
                }
                for path in lists + ["/v1/events?limit=1000", "/v1/instruments"] {
                    let text = String(decoding: try await api.answer("GET", path, token: token).body, as: UTF8.self)
                    for word in hidden where !path.contains(word) {
                        #expect(!text.contains(word), "\(role): \(path) tells \(word)")
                    }
                }
            }
        }
    }

    @Test func `answers another authority the same about an id that there is and one that there is not`() async throws {
        let scene = try await RequestScene(on: try await TestNode(kind: .secretariat, isExchange: true))
        try await LiveAPI.serving(scene.test) { api in
            let operators = api.callers.token(for: scene.test.administrator)
            let office = try #require(try await Self.ids("/v1/offices", api, operators).first)
            let officer = try #require(try await Self.ids("/v1/officers", api, operators).first)
            let key = scene.keys.officer.publicKey.id.description
            let nobody = ID<Office>.random().description
            let calls: [(method: String, path: String, body: JSONValue?)] = [
                ("GET", "/v1/offices/{office}", nil), ("PATCH", "/v1/offices/{office}", ["zone": "Asia/Makassar"]),
                ("POST", "/v1/offices/{office}/vouching", ["how": "TEST"]),
                ("POST", "/v1/offices/{office}/revocation", ["reason": "TEST"]), ("GET", "/v1/officers/{officer}", nil),
                ("PATCH", "/v1/officers/{officer}", ["rank": "supervisor"]),
                ("POST", "/v1/officers/{officer}/vouching", ["how": "TEST"]),
                ("POST", "/v1/officers/{officer}/departure", [:]),
                ("POST", "/v1/officers/{officer}/keys/\(key)/vouching", ["how": "TEST"]),
                ("POST", "/v1/officers/{officer}/keys/\(key)/revocation", ["why": "lost", "reason": "TEST"]),
            ]
            for role in RoleTable.roles(of: .authority) {
                let token = api.callers.token(
                    for: Caller(scene.stranger, role, isPerson: true, isOnExchange: true)
                )
                for call in calls {
                    var answers: [Answer] = []
                    for (office, officer) in [(office, officer), (nobody, nobody)] {
                        let path = call.path.replacing("{office}", with: office)
                            .replacing("{officer}", with: officer)
                        answers.append(try await api.answer(call.method, path, token: token, json: call.body))
                    }
                    let name = "\(role): \(call.method) \(call.path)"
                    #expect(answers[0].status >= 400 && answers[0].status == answers[1].status, "\(name)")
                    #expect(answers[0].code == answers[1].code, "\(name)")
                    #expect(answers[0].json?["detail"] == answers[1].json?["detail"], "\(name)")
                }
            }
            let still = try await api.answer("GET", "/v1/offices/\(office)", token: operators)
            #expect(still.json?["vouched"] == true && still.json?["zone"] == "Asia/Jakarta")
        }
    }
}
