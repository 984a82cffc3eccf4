internal import Glibc

/// How much a pool of media workers takes on.
package struct MediaPoolLimits: Sendable {
    /// The limits of a node on this machine.
    package static let standard = MediaPoolLimits()

    /// What one file may cost.
    package var file = MediaLimits.standard
    /// How many workers there are, one file at a time each; more than cores gains nothing.
    package var workers = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    /// How many files may wait for a worker; one more is refused as `busy`.
    package var waitingFilesMax = 256
    /// How many bytes all waiting files may have together.
    package var waitingBytesMax = 256_000_000
    /// How long a worker may take to confine itself and say so.
    package var startTimeMax: Duration = .seconds(10)
    /// How many files a worker takes before a fresh one replaces it, so that nothing gathers in it.
    package var filesPerWorkerMax = 10_000
    /// How long the place of a worker that died stays empty; doubles with every death in a row.
    package var restartDelayMin: Duration = .milliseconds(20)
    /// The longest it stays empty.
    package var restartDelayMax: Duration = .seconds(2)

    package init() {}
}
