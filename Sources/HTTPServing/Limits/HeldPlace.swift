/// A place among few, given back once nobody holds it any more.
///
/// An answer that streams takes it along: whether it is written to its end, breaks off or never begins, the place is free
/// afterwards.
package final class HeldPlace: Sendable {
    private let giveBack: @Sendable () -> Void

    package init(giveBack: @escaping @Sendable () -> Void) {
        self.giveBack = giveBack
    }

    deinit { giveBack() }

    /// Keeps the place until here.
    package func keep() {}
}
