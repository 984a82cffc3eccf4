/// One query as the kernels take it; valid only while `words` points to the query's four words.
struct SegmentQuery {
    let words: UnsafePointer<UInt64>
    /// At most 256.
    let radius: UInt32
    let kernel: SearchKernel
    let strategy: IndexTuning.Strategy
}
