import Cooperation
import SeededRandomness
import Testing

@Suite("A delivery to a webhook")
struct WebhookDeliveryTests {
    private static func delivery(attempts: Int = 0) -> WebhookDelivery {
        WebhookDelivery(
            webhook: .number(1),
            position: 7,
            subject: ID<Case>.number(3).identifier,
            kind: .caseOpened,
            state: .waiting,
            attempts: attempts,
            dueAt: .start,
            failure: nil
        )
    }

    /// As Standard Webhooks recommends, in seconds.
    private static let schedule: [Int64] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]

    @Test("rests as long as the specification recommends, a fifth more or less, and whatever chance says")
    func pauses() {
        var generator = SplitMix64(seed: 7)
        for (index, middle) in Self.schedule.enumerated() {
            var seen: Set<Int64> = []
            for random in [0, .max] + (0..<500).map({ _ in generator.next() }) {
                let pause = WebhookBackOff.pause(afterAttempts: index + 1, random: random)?.count ?? -1
                #expect((middle - middle / 5...middle + middle / 5).contains(pause))
                seen.insert(pause)
            }
            #expect(seen.count > 2, "Chance makes a difference.")
        }
        for attempts in [0, 10, 11, 1000] {
            #expect(WebhookBackOff.pause(afterAttempts: attempts, random: 1) == nil)
        }
    }

    @Test("is given up after ten attempts, each with a longer pause than the one before")
    func death() {
        var (delivery, now, pauses) = (Self.delivery(), Timestamp.start, [Int64]())
        for attempt in 1...10 {
            let outcome = delivery.outcome(of: .failed(.timedOut), now: now, random: 0)
            guard case .failed(let next) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(next.attempts == attempt && next.failure == WebhookFailure(.timedOut))
            #expect(next.state == (attempt < 10 ? .waiting : .dead))
            pauses.append(next.dueAt.microseconds - now.microseconds)
            (delivery, now) = (next, next.dueAt)
        }
        #expect(pauses.dropLast() == pauses.dropLast().sorted()[...] && Set(pauses).count == 10)
        #expect(pauses.last == 0)
        let again = delivery.replayed(at: now)
        #expect(again.state == .waiting && again.attempts == 0 && again.dueAt == now)
        #expect(again.messageID == Self.delivery().messageID)
    }

    @Test(
        "arrives with any status of success, ends for good with 410, and is tried again with every other",
        arguments: [200, 201, 202, 204, 299, 100, 300, 301, 308, 400, 401, 404, 408, 409, 410, 411, 429, 500, 503, 599]
    )
    func statuses(_ status: Int) {
        let answer = WebhookAnswer.answered(status: status, retryAfter: nil)
        let outcome = Self.delivery().outcome(of: answer, now: .start, random: 0)
        switch status {
        case 200..<300: #expect(outcome == .delivered)
        case 410: #expect(outcome == .gone)
        default:
            guard case .failed(let next) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(next.failure == WebhookFailure(.refused, status: status) && next.dueAt == .start + Seconds(4))
        }
    }

    @Test("rests at least as long as the receiver asks, and never shorter than its own pause")
    func retryAfter() {
        for (asked, expected) in [(1, 4), (60, 60)] as [(Int64, Int64)] {
            let answer = WebhookAnswer.answered(status: 503, retryAfter: Seconds(asked))
            guard case .failed(let next) = Self.delivery().outcome(of: answer, now: .start, random: 0) else { continue }
            #expect(next.dueAt == .start + Seconds(expected))
        }
    }

    @Test("is known to the receiver by webhook and event, in no sign that separates what is signed")
    func messageID() {
        #expect(Self.delivery(attempts: 3).messageID == Self.delivery().messageID)
        #expect(Self.delivery().messageID.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" })
        #expect(Self.delivery().messageID == "msg_01900000000070008000000000000001_7")
    }
}
