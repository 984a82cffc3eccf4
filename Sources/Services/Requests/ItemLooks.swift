import Cooperation
import Synchronization

/// What looks at items, and which of them it is looking at.
package final class ItemLooks: Sendable {
    /// How many are looked at at once.
    package static let atOnceMax = 8

    private struct Item: Hashable {
        let request: ID<Request>
        let number: Int
    }

    let looking: any AddressLooking
    private let underWay = Mutex<Set<Item>>([])

    package init(looking: any AddressLooking) {
        self.looking = looking
    }

    /// Whether looking at an item may begin; `end` must follow.
    func begin(_ request: ID<Request>, _ number: Int) -> Bool {
        underWay.withLock { items in
            items.count < Self.atOnceMax && items.insert(Item(request: request, number: number)).inserted
        }
    }

    func end(_ request: ID<Request>, _ number: Int) {
        underWay.withLock { _ = $0.remove(Item(request: request, number: number)) }
    }
}
