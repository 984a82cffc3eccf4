import HTTPServing
import Logging
import NIOCore
import Testing

/// What stands in the log about requests.
@Suite struct `The log of requests` {
    private static let key = TestAuthenticator.keys[0]
    /// What somebody sends and nobody may find again.
    private static let sent = ["SECRET", key, "wrong-key", "node.test.invalid"]

    private static let json = "Content-Type: application/json"

    /// Requests with something secret in each place where it can stand, and whether they are refused.
    private static let requests: [(text: String, isRefused: Bool)] = [
        (request("GET /open"), false),
        (request("POST /echo", [json, "X-Note: SECRET"], body: #"{"note":"SECRET"}"#), false),
        (request("GET /things/SECRET"), true), (request("GET /nowhere/SECRET?name=SECRET"), true),
        (request("GET /things/1", key: "wrong-key-SECRET"), true), (request("GET /never?q=SECRET"), true),
        (request("POST /echo", [json], body: #"{"note":SECRET}"#), true), (request("DELETE /open?SECRET"), true),
        (request("POST /echo", [json], body: #"{"note":"SECRET"}"# + String(repeating: " ", count: 200)), true),
        ("SECRET\r\n\r\n", true), (request("GET /fails?q=SECRET"), true),
    ]

    /// What was logged at a level while all of them were sent, with the ids that clients were told.
    private static func logged(at level: Logger.Level) async throws -> (keeper: LogKeeper, told: [String: Int]) {
        let keeper = LogKeeper(at: level)
        let told = try await withDoor(routes: LiveDoor.routes(), logger: keeper.logger) { port, _ in
            var told: [String: Int] = [:]
            for (text, isRefused) in requests {
                let answer = try #require(RawAnswer(try await RawClient.exchange(port, [text])))
                #expect((answer.status >= 400) == isRefused, "\(text)")
                told[try #require(answer.headerFields["perisai-request-id"])] = answer.status
            }
            return told
        }
        #expect(told.count == requests.count && told.values.contains(500))
        return (keeper, told)
    }

    @Test func `holds nothing that was sent, at whatever level`() async throws {
        let (keeper, told) = try await Self.logged(at: .trace)
        let answered = keeper.lines.filter { $0.message == "request answered" }
        #expect(Set(answered.compactMap { $0.metadata["request.id"] }) == Set(told.keys))
        #expect(keeper.lines.contains { $0.message == "request failed" && $0.level == .error })
        for line in keeper.lines {
            let text = ([line.message] + line.metadata.flatMap { [$0.key, $0.value] }).joined(separator: " ")
            for word in Self.sent { #expect(!text.contains(word), "\(word) in: \(text)") }
        }
    }

    @Test func `names every refused request by its id where only what an operator should see is logged`() async throws {
        let (keeper, told) = try await Self.logged(at: .info)
        let answered = keeper.lines.filter { $0.message == "request answered" }
        let ids = answered.compactMap { $0.metadata["request.id"] }
        #expect(ids.count == Set(ids).count)
        #expect(Set(ids) == Set(told.filter { $0.value >= 400 }.keys))
        for line in answered {
            let status = try #require(line.metadata["status"])
            #expect(line.level == (status == "500" ? .error : .info), "\(status)")
            #expect(line.metadata["request.id"].flatMap { told[$0] }.map(String.init) == status)
        }
    }

    @Test func `counts strangers who ask for what is not there, of whom only some get a line of their own`() throws {
        let keeper = LogKeeper(at: .info)
        let log = AccessLog(logger: keeper.logger, level: .debug)
        let (most, all) = (AccessLog.strangersPerSecondMax, 1000)
        func record(_ count: Int, _ operation: String?, _ status: Int, at second: Int64) {
            for _ in 0..<count {
                log.record(
                    requestID: "one",
                    operationID: operation,
                    status: status,
                    durationNanoseconds: 1000,
                    at: .uptimeNanoseconds(UInt64(second) * 1_000_000_000)
                )
            }
        }
        for (operation, status) in [(nil, 404), (nil, 400), (nil, 405), ("check", 401)] as [(String?, Int)] {
            record(all / 4, operation, status, at: 7)
        }
        #expect(keeper.lines.count == most)
        record(all, "check", 403, at: 7)
        record(1, nil, 500, at: 7)
        #expect(keeper.lines.count == most + all + 1, "Whom the node knows is told of each.")
        record(1, nil, 404, at: 8)
        #expect(keeper.lines.last?.metadata["others"] == "\(all - most)")
    }

    @Test func `counts those whom load turns away, of whom only some get a line of their own`() throws {
        let keeper = LogKeeper(at: .info)
        let log = AccessLog(logger: keeper.logger, level: .debug)
        let (most, all) = (AccessLog.turnedAwayPerSecondMax, 1000)
        func record(_ count: Int, _ status: Int, at second: Int64) {
            for _ in 0..<count {
                log.record(
                    requestID: "one",
                    operationID: "check",
                    status: status,
                    durationNanoseconds: 1000,
                    at: .uptimeNanoseconds(UInt64(second) * 1_000_000_000)
                )
            }
        }
        record(all / 2, 429, at: 7)
        record(all / 2, 503, at: 7)
        #expect(keeper.lines.count == most)
        record(all, 404, at: 7)
        #expect(keeper.lines.count == most + all, "Who is refused for another reason is not one of many.")
        record(2, 429, at: 8)
        let last = keeper.lines.suffix(2).map { $0.metadata["others"] }
        #expect(last == ["\(all - most)", nil])
        let everything = LogKeeper(at: .debug)
        let whole = AccessLog(logger: everything.logger, level: .debug)
        for _ in 0..<all {
            whole.record(requestID: "one", operationID: nil, status: 429, durationNanoseconds: 1, at: .now())
        }
        #expect(everything.lines.count == all)
    }
}
