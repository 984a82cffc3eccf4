/// One file on its way to a worker.
struct MediaJob: Sendable {
    let number: UInt64
    let file: [UInt8]
    let wish: MediaWish
    /// Whether a worker has died with it already before it had even hashed it.
    var isSecondAttempt = false
}
