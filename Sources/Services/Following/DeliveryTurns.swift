import Cooperation

/// Whose turn it is when words are handed over: those about one thing in their order, and none that keeps failing holds up
/// those about others.
///
/// A word that failed sits out a pass. Where the others went well in the pass in which it failed, it sits out two the next
/// time, then four, up to a limit; where the pass was given up, nothing speaks against the word itself.
package struct DeliveryTurns: Sendable {
    private struct Rest {
        var length: Int
        var left: Int
    }

    /// How many passes a word sits out at most.
    package static let restMax = 64

    private var resting: [ID<Dispatch>: Rest] = [:]
    private var held: Set<Identifier> = []
    private var failed: [ID<Dispatch>] = []

    package init() {}

    package mutating func beginPass() {
        held = []
        failed = []
    }

    /// Notes that every word had its turn in this pass.
    package mutating func endPass() {
        for dispatch in failed {
            guard let length = resting[dispatch]?.length else { continue }
            resting[dispatch]?.length = min(length * 2, Self.restMax)
        }
    }

    /// Whether a dispatch is handed over in this pass; asked once for each, in their order.
    package mutating func takes(_ dispatch: Dispatch) -> Bool {
        guard !held.contains(dispatch.message.subject) else { return false }
        guard var rest = resting[dispatch.id], rest.left > 0 else { return true }
        rest.left -= 1
        resting[dispatch.id] = rest
        held.insert(dispatch.message.subject)
        return false
    }

    /// Notes that a dispatch could not be handed over; those about the same thing wait behind it.
    package mutating func noteFailure(of dispatch: Dispatch) {
        let length = resting[dispatch.id]?.length ?? 1
        resting[dispatch.id] = Rest(length: length, left: length)
        held.insert(dispatch.message.subject)
        failed.append(dispatch.id)
    }

    /// Notes that a dispatch may not go in this pass; those about the same thing wait behind it.
    package mutating func hold(_ dispatch: Dispatch) {
        held.insert(dispatch.message.subject)
    }

    /// Notes that a dispatch was taken or refused for good.
    package mutating func noteEnd(of dispatch: ID<Dispatch>) {
        resting[dispatch] = nil
    }
}
