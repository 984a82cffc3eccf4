/// Reads and fingerprints files, several at once, and hands them over in the order in which they came.
///
/// What is held in memory does not depend on how many there are.
struct FileExamination: Sendable {
    /// A file and what was found out about it.
    struct Examined: Sendable, Hashable {
        let path: RawPath
        let outcome: Result<FileFingerprints, FileProblem>
    }

    /// How many files may be done and wait for a slower one before them.
    private static let waitingMax = 1024

    let fingerprinter: any FileFingerprinting
    let fileBytesMax: Int
    let orientations: Bool

    /// Goes through all files.
    ///
    /// - Parameters:
    ///   - files: what is to be examined.
    ///   - take: receives each file, one at a time.
    /// - Throws: what `take` throws; the rest is then left.
    func run(_ files: some Sequence<FileWalk.Finding>, take: (Examined) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: (Int, Examined).self) { group in
            var files = files.makeIterator()
            var isAtEnd = false
            var started = 0
            var running = 0
            var nextOut = 0
            var done: [Int: Examined] = [:]
            while true {
                while !isAtEnd, running < max(1, fingerprinter.filesAtOnce), started - nextOut < Self.waitingMax {
                    guard let finding = files.next() else {
                        isAtEnd = true
                        break
                    }
                    let number = started
                    started += 1
                    switch finding {
                    case .problem(let path, let problem):
                        done[number] = Examined(path: path, outcome: .failure(problem))
                    case .file(let path):
                        running += 1
                        group.addTask { (number, await examine(path)) }
                    }
                }
                while let examined = done.removeValue(forKey: nextOut) {
                    nextOut += 1
                    try await take(examined)
                }
                if running == 0 {
                    if isAtEnd { return }
                    continue
                }
                guard let (number, examined) = try await group.next() else { return }
                running -= 1
                done[number] = examined
            }
        }
    }

    private func examine(_ path: RawPath) async -> Examined {
        do throws(FileProblem) {
            let bytes = try FileContents.read(path, bytesMax: fileBytesMax)
            let fingerprints = try await fingerprinter.fingerprints(of: bytes, orientations: orientations)
            return Examined(path: path, outcome: .success(fingerprints))
        } catch {
            return Examined(path: path, outcome: .failure(error))
        }
    }
}
