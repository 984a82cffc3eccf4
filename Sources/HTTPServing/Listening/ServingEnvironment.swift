import NIOCore
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Time and ids, which come from outside.
package struct ServingEnvironment: Sendable {
    /// The monotonic clock, for limits and durations.
    package let now: @Sendable () -> NIODeadline
    /// Seconds since 1970, for the Date header.
    package let wallClockSeconds: @Sendable () -> Int64
    /// A new id for each request: visible ASCII, unique for this node.
    package let makeRequestID: @Sendable () -> String

    package init(
        now: @escaping @Sendable () -> NIODeadline,
        wallClockSeconds: @escaping @Sendable () -> Int64,
        makeRequestID: @escaping @Sendable () -> String
    ) {
        self.now = now
        self.wallClockSeconds = wallClockSeconds
        self.makeRequestID = makeRequestID
    }

    /// The clocks of the system.
    package static func system(makeRequestID: @escaping @Sendable () -> String) -> ServingEnvironment {
        ServingEnvironment(
            now: { .now() },
            wallClockSeconds: { Int64(Date().timeIntervalSince1970) },
            makeRequestID: makeRequestID
        )
    }
}
