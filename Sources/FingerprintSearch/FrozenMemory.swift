import CSearchKernels

/// Memory that was filled by a `MemoryBuilder` and is only read from then on.
///
/// Sendable, though the compiler cannot see it: the one pointer that allows writing went with the builder that
/// `freeze` consumed, before any reference to this object existed, and no member here allows a write.
final class FrozenMemory<Element: BitwiseCopyable>: @unchecked Sendable {
    /// The number of elements, without padding.
    let count: Int

    /// The first element; valid while this object lives, so use it within `withExtendedLifetime`.
    let start: UnsafePointer<Element>

    /// Takes over the memory of a builder.
    init(adopting start: UnsafeMutablePointer<Element>, count: Int) {
        self.start = UnsafePointer(start)
        self.count = count
    }

    deinit {
        csearch_release(UnsafeMutableRawPointer(mutating: start))
    }
}
