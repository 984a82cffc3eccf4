import CanonicalJSON
import Cooperation
import Services
import Testing

/// The log of a platform's node tells how much the platform does, which authorities are not to learn.
@Suite struct `The log of a platform's node` {
    private static let paths = ["/checkpoint", "/tile/0/000.p/1", "/tile/entries/000.p/1"]

    private static func settings(_ access: LogAccess?) -> NodeSettings {
        var settings = NodeSettings()
        settings.logAccess = access
        return settings
    }

    /// The first key of a member.
    private static func key(of member: Organisation, on test: TestNode) async throws -> String {
        try await test.node.issueKey(
            for: member.id,
            role: .administrator,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: test.administrator
        ).secret
    }

    /// How many events the checkpoint covers that is told to whoever asks.
    private static func size(_ api: LiveAPI) async throws -> Int? {
        let answer = try await api.answer("GET", "/checkpoint")
        guard answer.status == 200 else {
            #expect(answer.status == 404 && answer.code == "no-checkpoint")
            return nil
        }
        let lines = String(decoding: answer.body, as: UTF8.self).split(separator: "\n")
        return Int(try #require(lines.dropFirst().first))
    }

    @Test(arguments: [nil, .keyed] as [LogAccess?])
    func `is shown to no one without a key, to no authority, and to a member that is none`(access: LogAccess?)
        async throws
    {
        let test = try await TestNode(kind: .platform, settings: Self.settings(access))
        let authority = try await Self.key(of: try await test.member(.authority), on: test)
        let colleague = try await Self.key(of: try await test.member(.platform), on: test)
        _ = try await test.node.log.sign()
        try await LiveAPI.serving(test) { api in
            for path in Self.paths {
                let none = try await api.answer("GET", path)
                #expect(none.status == 401 && none.code == "key-required", "\(path)")
                let wrong = try await api.answer("GET", path, token: String(authority.reversed()))
                #expect(wrong.status == 401, "\(path)")
                let refused = try await api.answer("GET", path, token: authority)
                #expect(refused.status == 403 && refused.code == "not-on-this-node", "\(path)")
                let told = try await api.answer("GET", path, token: colleague)
                #expect(told.status == 200, "\(path)")
            }
            // What is not there is not told from what is.
            for path in ["/tile/0/x001/000", "/tile/7/000.p/1", "/tile/none"] {
                #expect(try await api.answer("GET", path).status == 401, "\(path)")
                #expect(try await api.answer("GET", path, token: authority).status == 403, "\(path)")
            }
        }
    }

    @Test(arguments: [true, false])
    func `is in the public figures of an exchange as far as it went, and in none of a platform's node`(
        isExchange: Bool
    ) async throws {
        let test = try await TestNode(kind: isExchange ? .secretariat : .platform, isExchange: isExchange)
        let size = try await test.node.log.sign().size
        test.clock.pass(40 * 86_400)
        try await LiveAPI.serving(test) { api in
            let answer = try await api.answer("GET", "/v1/request-figures")
            #expect(answer.status == 200)
            #expect(answer.json?["journalSize"] == (isExchange ? JSONValue.integer(size) : nil))
            let months = answer.json?["periods"]?.arrayValue ?? []
            #expect(!months.isEmpty && months.allSatisfy { $0["stayUpRequests"] == 0 })
            // By authority where many platforms are asked.
            #expect(months.allSatisfy { $0["stayUps"] == (isExchange ? JSONValue.array([]) : nil) })
        }
    }

    @Test(arguments: [.open, .daily] as [LogAccess])
    func `that was opened grows for strangers and authorities once a day`(access: LogAccess) async throws {
        let test = try await TestNode(kind: .platform, settings: Self.settings(access))
        let authority = try await Self.key(of: try await test.member(.authority), on: test)
        let first = try await test.node.log.sign().size
        try await LiveAPI.serving(test) { api in
            for path in Self.paths {
                #expect(try await api.answer("GET", path).status == 404, "\(path) on the day it was signed")
            }
            test.clock.pass(86_400)
            #expect(try await Self.size(api) == Int(first))
            _ = try await test.member(.civilSociety)
            let second = try await test.node.log.sign().size
            #expect(second > first)
            #expect(try await Self.size(api) == Int(first), "The second was signed today.")
            let known = try await api.answer("GET", "/tile/entries/000.p/\(first)", token: authority)
            #expect(known.status == 200)
            for path in ["/tile/entries/000.p/\(second)", "/tile/0/000.p/\(second)"] {
                #expect(try await api.answer("GET", path).status == 404, "\(path)")
                #expect(try await api.answer("GET", path, token: authority).status == 404, "\(path)")
            }
            test.clock.pass(86_400)
            #expect(try await Self.size(api) == Int(second))
        }
    }

    @Test func `grows before everyone's eyes only where that was asked for by name, or on an exchange`() async throws {
        let live = try await TestNode(kind: .platform, settings: Self.settings(.live))
        let exchange = try await TestNode(kind: .secretariat, isExchange: true)
        let opened = try await TestNode(kind: .secretariat, isExchange: true, settings: Self.settings(.open))
        #expect(live.node.showsItsGrowth && !exchange.node.showsItsGrowth && !opened.node.showsItsGrowth)
        for test in [live, exchange, opened] {
            let size = try await test.node.log.sign().size
            try await LiveAPI.serving(test) { api async throws -> Void in
                #expect(try await Self.size(api) == Int(size))
                for path in Self.paths { #expect(try await api.answer("GET", path).status == 200, "\(path)") }
            }
        }
    }
}
