/// How far something is, in one line, drawn at most so often.
struct ProgressBar {
    private static let width = 30
    private static let interval = Duration.milliseconds(100)

    private let terminal: any Terminal
    private let total: Int?
    private var drawn: ContinuousClock.Instant?

    /// Makes a bar.
    ///
    /// - Parameters:
    ///   - terminal: where it is drawn, if a person watches.
    ///   - total: how much there is to do; without it only the count is shown.
    init(_ terminal: any Terminal, total: Int?) {
        self.terminal = terminal
        self.total = total
    }

    /// Draws the bar if it is time.
    mutating func show(done: Int, _ words: String, now: ContinuousClock.Instant = .now) {
        guard terminal.isErrorWatched, drawn.map({ now - $0 >= Self.interval }) ?? true else { return }
        drawn = now
        terminal.showProgress(Self.text(done: done, total: total) + " " + words)
    }

    /// The bar as text.
    static func text(done: Int, total: Int?) -> String {
        guard let total, total > 0 else { return "\(done)" }
        let filled = min(width, done * width / total)
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
        return "[\(bar)] \(done)/\(max(done, total))"
    }
}
