import NIOCore
import Synchronization

/// The line in which the requests of one listener wait for their turn.
final class WaitingLine: Sendable {
    private let requests: Mutex<WaitingRequests<ObjectIdentifier>>

    init(_ limits: ConnectionLimits) {
        requests = Mutex(
            WaitingRequests(leastCount: limits.waitingRequestsLeast, timeMax: limits.waitingTimeMax)
        )
    }

    /// Lets the request of a connection wait, unless too much has to be done before it.
    func enter(_ channel: any Channel) -> Bool {
        requests.withLock { $0.enter(ObjectIdentifier(channel), at: .now()) }
    }

    func begin(_ channel: any Channel) {
        requests.withLock { $0.begin(ObjectIdentifier(channel), at: .now()) }
    }

    func forget(_ channel: any Channel) {
        requests.withLock { $0.forget(ObjectIdentifier(channel)) }
    }
}
