import CanonicalJSON
import HTTPServing
import HTTPTypes
import LocalDoor
import NIOCore
import Testing

@Suite struct LoadTests {
    @Test func `an address with too many wrong keys waits, and a neighbour's right one does not`() async throws {
        var limits = ServingLimits()
        limits.failedAuthenticationsPerAddress = RateLimit(perSecond: 0.000_1, burst: 3)
        let codes = try await withDoor(routes: LiveDoor.routes(), limits: limits) { port, _ in
            var codes: [String?] = []
            for key in ["w1", "w2", TestAuthenticator.keys[0], "w3", "w4", TestAuthenticator.keys[0]] {
                let answer = RawAnswer(try await RawClient.exchange(port, [request("GET /things/1", key: key)]))
                codes.append(answer?.code)
                guard codes.count == 5 else { continue }
                // How much of the time is over by then depends on the machine.
                let seconds = try #require(answer?.headerFields["retry-after"].flatMap { Int($0) })
                #expect(answer?.status == 429 && (1...10_000).contains(seconds))
            }
            return codes
        }
        let refused = "too-many-failed-authentications"
        #expect(codes == ["key-not-valid", "key-not-valid", nil, "key-not-valid", refused, nil])
    }

    @Test func `slow posts without a key, however many, leave room for those with one`() async throws {
        var limits = ServingLimits()
        (limits.openRequestsMax, limits.openRequestsWithoutKeyMax, limits.openRequestsPerAddressMax) = (24, 16, 8)
        let slow = try TestRoute.open(.post, "/slow", "slow", limits: RouteLimits(timeout: .seconds(600))) { request in
            _ = try await request.readBytes()
            return .noContent
        }
        // On a busy machine all of them may wait for their turn, and some for long; nobody is turned away for that here.
        var connection = LocalDoor.patient
        connection.waitingRequestsLeast = 64
        try await withDoor(routes: LiveDoor.routes() + [slow], limits: limits, connection: connection) { port, _ in
            try await withThrowingTaskGroup(of: RawAnswer?.self) { group in
                for _ in 0..<40 {
                    // The body never comes.
                    let text = request("POST /slow", ["Content-Length: 100000"], key: nil)
                    group.addTask { RawAnswer(try await RawClient.exchange(port, [text])) }
                }
                var refused = 0
                while refused < 32, let answer = try await group.next() {
                    #expect(answer?.status == 429 && answer?.code == "too-many-requests-at-once")
                    refused += 1
                }
                let keyed = RawAnswer(try await RawClient.exchange(port, [request("GET /things/1")]))
                #expect(keyed?.status == 200)
                group.cancelAll()
            }
        }
    }

    @Test func `an address holds only so many connections, and gets others once it lets some go`() async throws {
        var connection = ConnectionLimits()
        connection.connectionsPerAddressMax = 2
        try await withDoor(routes: LiveDoor.routes(), connection: connection) { port, _ in
            let first = try await RawClient.connect(port)
            try await first.executeThenClose { inbound, outbound in
                // Both are counted once they were answered.
                var answers = inbound.makeAsyncIterator()
                try await outbound.write(ByteBuffer(string: request("GET /things/1", closes: false)))
                #expect(try await answers.next() != nil)
                let second = try await RawClient.connect(port)
                try await second.executeThenClose { inbound, outbound in
                    var answers = inbound.makeAsyncIterator()
                    try await outbound.write(ByteBuffer(string: request("GET /things/1", closes: false)))
                    #expect(try await answers.next() != nil)
                    let text = try? await RawClient.exchange(port, [request("GET /things/1")])
                    #expect(text ?? "" == "", "The third is closed without a word.")
                }
            }
            var text = ""
            while text.isEmpty { text = (try? await RawClient.exchange(port, [request("GET /things/1")])) ?? "" }
            #expect(RawAnswer(text)?.status == 200)
        }
    }

    @Test func `a key over its rate waits and another does not`() async throws {
        var limits = ServingLimits()
        limits.perKey = RateLimit(perSecond: 0.000_1, burst: 2)
        let statuses = try await withDoor(routes: LiveDoor.routes(), limits: limits) { port, _ in
            var statuses: [Int?] = []
            for key in [0, 0, 0, 1] {
                let text = request("GET /things/1", key: TestAuthenticator.keys[key])
                let answer = RawAnswer(try await RawClient.exchange(port, [text]))
                statuses.append(answer?.status)
                if answer?.status == 429 { #expect(answer?.code == "rate-limited") }
            }
            return statuses
        }
        #expect(statuses == [200, 200, 429, 200])
    }

    @Test func `requests without a key are counted by address`() async throws {
        var limits = ServingLimits()
        limits.withoutKeyPerAddress = RateLimit(perSecond: 0.000_1, burst: 1)
        let statuses = try await withDoor(routes: LiveDoor.routes(), limits: limits) { port, _ in
            var statuses: [Int?] = []
            for line in ["GET /open", "GET /open", "GET /optional", "GET /live"] {
                statuses.append(RawAnswer(try await RawClient.exchange(port, [request(line, key: nil)]))?.status)
            }
            return statuses
        }
        #expect(statuses == [200, 429, 429, 200])
    }

    @Test(arguments: [(1, 9, 503, "overloaded"), (9, 1, 429, "too-many-requests-at-once")])
    func `too many at once are refused and the door stays open`(
        openMax: Int,
        perKeyMax: Int,
        status: Int,
        code: String
    ) async throws {
        var limits = ServingLimits()
        limits.openRequestsMax = openMax
        limits.openRequestsPerKeyMax = perKeyMax
        let gate = Gate()
        try await withDoor(routes: LiveDoor.routes(gate: gate), limits: limits) { port, _ in
            async let held = RawClient.exchange(port, [request("GET /gate")])
            await gate.waitForArrival()
            for _ in 0..<3 {
                let refused = try #require(RawAnswer(try await RawClient.exchange(port, [request("GET /things/1")])))
                #expect(refused.status == status && refused.code == code)
                #expect(refused.headerFields["retry-after"] == "1")
            }
            #expect(RawAnswer(try await RawClient.exchange(port, [request("GET /live")]))?.status == 200)
            gate.open()
            #expect(RawAnswer(try await held)?.body == "through")
            for _ in 0..<3 {
                let text = try await RawClient.exchange(port, [request("GET /things/1")])
                #expect(RawAnswer(text)?.status == 200)
            }
        }
    }
}
