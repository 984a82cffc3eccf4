import Cooperation
import HTTPServing
import Synchronization

/// How many pages are kept fresh at once: each holds a connection and a request open for as long as somebody looks.
final class LiveStreams: Sendable {
    /// Windows of one session.
    static let perSessionMax = 8
    /// Of everybody together: well below what is open at once without a key.
    static let allMax = 512

    private struct Open {
        var count = 0
        var bySession: [ID<Session>: Int] = [:]
    }

    private let open = Mutex(Open())

    /// Takes a place for one stream.
    ///
    /// - Throws: `Problem` `too-many-requests-at-once` where the session has as many as it may, `overloaded` where all
    ///   together have.
    func place(for session: ID<Session>) throws(Problem) -> HeldPlace {
        try open.withLock { open throws(Problem) in
            let own = open.bySession[session, default: 0]
            guard own < Self.perSessionMax else { throw .tooManyRequestsAtOnce }
            guard open.count < Self.allMax else { throw .overloaded }
            open.bySession[session] = own + 1
            open.count += 1
        }
        return HeldPlace { [self] in leave(session) }
    }

    private func leave(_ session: ID<Session>) {
        open.withLock { open in
            open.count -= 1
            guard let own = open.bySession[session] else { return }
            open.bySession[session] = own > 1 ? own - 1 : nil
        }
    }
}
