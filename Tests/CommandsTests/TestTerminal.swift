import Commands
import Synchronization

/// Keeps what a command says.
final class TestTerminal: Terminal {
    private struct Said {
        var lines: [String] = []
        var notes: [String] = []
        var progress: [String?] = []
    }

    let isOutputWatched = false
    let isErrorWatched: Bool
    private let linesMax: Int
    private let said = Mutex(Said())

    init(isErrorWatched: Bool = false, linesMax: Int = .max) {
        self.isErrorWatched = isErrorWatched
        self.linesMax = linesMax
    }

    var lines: [String] { said.withLock { $0.lines } }
    var notes: [String] { said.withLock { $0.notes } }
    var progress: [String?] { said.withLock { $0.progress } }

    func line(_ text: String) throws(OutputClosed) {
        let isOpen = said.withLock { said in
            guard said.lines.count < linesMax else { return false }
            said.lines.append(text)
            return true
        }
        if !isOpen { throw OutputClosed() }
    }

    func note(_ text: String) { said.withLock { $0.notes.append(text) } }

    func showProgress(_ text: String?) { said.withLock { $0.progress.append(text) } }
}
