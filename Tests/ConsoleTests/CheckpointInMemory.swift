import Services
import Synchronization

/// A checkpoint file that is none.
final class CheckpointInMemory: CheckpointMemory {
    private let note = Mutex<String?>(nil)

    func load() throws -> String? { note.withLock(\.self) }

    func save(_ note: String) throws { self.note.withLock { $0 = note } }
}
