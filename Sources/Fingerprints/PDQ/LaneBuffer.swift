/// Four neighbouring samples that one instruction works on.
typealias Lanes = SIMD4<Float>

/// A block of memory for samples, zero at first, given back when its owner goes away.
///
/// Plain pointers instead of arrays: the loops over them are the whole cost of a hash, and each index in them follows
/// from the picture's size, which `PixelBuffer` has checked.
struct LaneBuffer: ~Copyable {
    let start: UnsafeMutablePointer<Lanes>
    private let count: Int

    /// - Parameter count: How many groups of four samples.
    init(count: Int) {
        self.count = count
        start = .allocate(capacity: count)
        start.initialize(repeating: .zero, count: count)
    }

    deinit {
        start.deallocate()
    }
}

/// Turns four rows of four samples into four columns.
@inline(__always)
func transposed(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes) -> (Lanes, Lanes, Lanes, Lanes) {
    (
        Lanes(a[0], b[0], c[0], d[0]), Lanes(a[1], b[1], c[1], d[1]),
        Lanes(a[2], b[2], c[2], d[2]), Lanes(a[3], b[3], c[3], d[3])
    )
}
