import CSearchKernels

/// Aligned memory while it is being filled; `freeze` ends that and makes it shareable.
///
/// Arrays start 32 bytes after an allocation, so that every second row of 32 bytes would straddle two cache lines.
struct MemoryBuilder<Element: BitwiseCopyable>: ~Copyable {
    /// The first element; every element must be written before `freeze`.
    let start: UnsafeMutablePointer<Element>
    private let count: Int

    /// Allocates memory.
    ///
    /// - Parameters:
    ///   - count: the number of elements.
    ///   - padding: elements after the last that vector loads may read; they are zero.
    init(count: Int, padding: Int = 0) {
        let stride = MemoryLayout<Element>.stride
        let raw = csearch_allocate((count + padding) * stride)
        (raw + count * stride).initializeMemory(as: UInt8.self, repeating: 0, count: padding * stride)
        start = raw.bindMemory(to: Element.self, capacity: count + padding)
        self.count = count
    }

    deinit {
        csearch_release(start)
    }

    /// Gives the memory up to an owner that only reads it.
    consuming func freeze() -> FrozenMemory<Element> {
        let frozen = FrozenMemory(adopting: start, count: count)
        discard self
        return frozen
    }
}
