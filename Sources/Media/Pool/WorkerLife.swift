/// How one worker's life ended.
enum WorkerLife {
    /// It never became ready to work.
    case didNotStart(MediaError)
    /// It died or was killed over a file, after it had served some.
    case died(filesServed: Int)
    /// It was no longer wanted: it had served its number of files, or the pool stops.
    case retired
}
