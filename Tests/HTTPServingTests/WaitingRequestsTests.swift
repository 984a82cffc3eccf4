import HTTPServing
import NIOCore
import SeededRandomness
import Testing

@Suite struct WaitingRequestsTests {
    private static func milliseconds(_ count: Int64) -> NIODeadline { .uptimeNanoseconds(UInt64(count) * 1_000_000) }

    /// A line whose steps can stand in an expectation.
    private final class Line {
        private var requests: WaitingRequests<Int>

        init(leastCount: Int = 3) {
            requests = WaitingRequests(leastCount: leastCount, timeMax: .milliseconds(10))
        }

        var count: Int { requests.count }

        func enter(_ connection: Int, at now: NIODeadline) -> Bool { requests.enter(connection, at: now) }

        func begin(_ connection: Int, at now: NIODeadline) { requests.begin(connection, at: now) }

        func forget(_ connection: Int) { requests.forget(connection) }
    }

    /// Has some wait, each for itself, from one moment on.
    private static func filled(_ connections: Range<Int>, at time: Int64) -> Line {
        let line = Line()
        for connection in connections { #expect(line.enter(connection, at: milliseconds(time))) }
        return line
    }

    @Test func `many that come at once after a quiet time are all let in`() {
        let line = Self.filled(0..<500, at: 1_000_000)
        #expect(line.count == 500)
    }

    @Test func `once one waited too long others are turned away, until one did not`() {
        let line = Self.filled(0..<10, at: 100)
        line.begin(0, at: Self.milliseconds(110))
        #expect(line.enter(10, at: Self.milliseconds(110)))
        line.begin(1, at: Self.milliseconds(111))
        #expect(!line.enter(11, at: Self.milliseconds(111)))
        for connection in 2..<10 { line.begin(connection, at: Self.milliseconds(112)) }
        #expect(line.enter(12, at: Self.milliseconds(112)), "Two that wait are few.")
        line.begin(10, at: Self.milliseconds(113))
        for connection in 20..<30 { #expect(line.enter(connection, at: Self.milliseconds(113))) }
    }

    @Test func `where nothing is begun with for too long others are turned away`() {
        let line = Self.filled(0..<10, at: 100)
        #expect(line.enter(10, at: Self.milliseconds(110)))
        #expect(!line.enter(11, at: Self.milliseconds(111)))
    }

    @Test func `one after the other is let in however long each waits`() {
        let line = Line(leastCount: 1)
        for turn in 0..<50 as Range<Int64> {
            #expect(line.enter(7, at: Self.milliseconds(turn * 1_000)))
            line.begin(7, at: Self.milliseconds(turn * 1_000 + 999))
        }
        #expect(line.count == 0)
    }

    @Test func `a connection that is gone waits no more, and one that never waited changes nothing`() {
        let line = Self.filled(0..<3, at: 100)
        line.forget(0)
        line.begin(99, at: Self.milliseconds(500))
        #expect(line.count == 2)
        #expect(line.enter(3, at: Self.milliseconds(900)), "Two that wait are few.")
        #expect(!line.enter(4, at: Self.milliseconds(900)))
    }

    @Test func `however they come and go, with few waiting and none late nobody is turned away`() {
        var random = SplitMix64(seed: 5)
        let line = Line()
        var now: Int64 = 1_000
        var waiting: [Int: Int64] = [:]
        for connection in 0..<5_000 {
            now += Int64.random(in: 0...4, using: &random)
            for (other, since) in waiting where now - since >= 5 || Bool.random(using: &random) {
                line.begin(other, at: Self.milliseconds(min(now, since + 9)))
                waiting[other] = nil
            }
            #expect(line.enter(connection, at: Self.milliseconds(now)))
            waiting[connection] = now
            #expect(line.count == waiting.count)
        }
    }
}
