import NIOCore
import Synchronization

/// How many lines a second are written about one thing, so that whoever is turned away can't fill the disk.
final class LineAllowance: Sendable {
    private struct State {
        var began: NIODeadline?
        var written = 0
        var unwritten = 0
    }

    private let perSecondMax: Int
    private let state = Mutex(State())

    init(perSecondMax: Int) {
        self.perSecondMax = perSecondMax
    }

    /// Asks for a line.
    ///
    /// - Returns: how many before it got none since the last that did; `nil` where this one gets none.
    func take(at now: NIODeadline) -> Int? {
        state.withLock { state in
            let isWithinSecond = state.began.map { now - $0 < .seconds(1) } ?? false
            if !isWithinSecond {
                state.began = now
                state.written = 0
            }
            guard state.written < perSecondMax else {
                state.unwritten += 1
                return nil
            }
            state.written += 1
            defer { state.unwritten = 0 }
            return state.unwritten
        }
    }
}
