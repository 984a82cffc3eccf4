import Cooperation
import Services
import Synchronization
import Testing

@Suite struct `Passwords that wait` {
    /// Hashes nothing until the test lets it.
    private final class Slow: PasswordHashing {
        private let arrived = AsyncStream<Void>.makeStream()
        private let released = AsyncStream<Void>.makeStream()

        func hash(_ password: String) async throws -> String { password }

        func verify(_ password: String, against hash: String) async throws -> Bool {
            arrived.continuation.yield()
            for await _ in released.stream {}
            return password == hash
        }

        func arrivals(_ count: Int) async {
            var left = count
            for await _ in arrived.stream {
                left -= 1
                if left == 0 { return }
            }
        }

        func release() { released.continuation.finish() }
    }

    @Test func `are so many and no more, and whoever comes then is told to come back`() async throws {
        let slow = Slow()
        let passwords = BoundedPasswords(slow)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<BoundedPasswords.waitingMax {
                group.addTask { try await passwords.verify("TEST", against: "TEST") }
            }
            await slow.arrivals(BoundedPasswords.waitingMax)
            #expect(await refusal { try await passwords.verify("TEST", against: "TEST") } == "passwords-busy")
            #expect(await refusal { try await passwords.hash("TEST") } == "passwords-busy")
            slow.release()
            for try await isRight in group { #expect(isRight) }
        }
        #expect(try await passwords.hash("TEST") == "TEST")
    }
}
