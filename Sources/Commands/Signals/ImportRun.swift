import ArgumentParser
import CanonicalJSON
import Services

/// A list on its way into a bank: what was sent, and what became of it.
struct ImportRun {
    /// Lines that are sent together.
    struct Batch {
        private(set) var objects: [JSONValue] = []
        /// The line of the file on which each object stands.
        private(set) var lines: [Int] = []
        private(set) var refused: [HashListError] = []
        private(set) var bytes = 0

        var count: Int { objects.count + refused.count }

        mutating func add(_ object: JSONValue, line: Int) {
            objects.append(object)
            lines.append(line)
            bytes += object.canonicalBytes.count
        }

        mutating func refuse(_ error: HashListError) { refused.append(error) }
    }

    private let remote: RemoteAdministration
    private let path: String
    private let terminal: any Terminal
    private let isJSON: Bool
    private var bar: ProgressBar
    private var counts: [String: Int] = [:]
    private var read = 0

    init(remote: RemoteAdministration, path: String, terminal: any Terminal, isJSON: Bool, total: Int?) {
        self.remote = remote
        self.path = path
        self.terminal = terminal
        self.isJSON = isJSON
        bar = ProgressBar(terminal, total: total)
    }

    /// Sends a batch and reports each of its lines.
    ///
    /// - Throws: `CommandFailure` where the node ended it before the last line; what is in the bank is in the report.
    mutating func send(_ batch: Batch) async throws {
        guard batch.count > 0 else { return }
        var reports = batch.refused.map { error in
            (line: error.line, answer: Self.refusal("hash-invalid", error.description))
        }
        var failure: CommandFailure?
        if !batch.objects.isEmpty {
            let answers = try await remote.sendLines(batch.objects, to: path)
            for answer in answers.dropLast() {
                guard let number = answer["line"]?.integerValue, batch.lines.indices.contains(Int(number) - 1) else {
                    throw RemoteAdministration.unreadable
                }
                reports.append((batch.lines[Int(number) - 1], answer))
            }
            if let last = answers.last, let error = last["error"] {
                failure = RemoteAdministration.refusal(status: Int(error["status"]?.integerValue ?? 0), problem: error)
            } else if answers.count != batch.objects.count + 1 {
                throw RemoteAdministration.unreadable
            }
        }
        for (line, answer) in reports.sorted(by: { $0.line < $1.line }) { try report(line, answer) }
        if let failure {
            terminal.showProgress(nil)
            throw failure
        }
    }

    /// Says what became of all lines.
    ///
    /// - Throws: `ExitCode` where some were refused.
    func conclude() throws {
        terminal.showProgress(nil)
        if !isJSON || terminal.isErrorWatched {
            terminal.note(
                "\(read) lines: \(count("accepted")) accepted, \(count("duplicate")) known, \(count("refused")) refused"
            )
        }
        if count("refused") > 0 { throw ExitCode(ExitStatus.found) }
    }

    private func count(_ word: String) -> Int { counts[word] ?? 0 }

    private mutating func report(_ line: Int, _ answer: JSONValue) throws {
        read += 1
        let word = answer["outcome"]?.stringValue ?? "refused"
        counts[word, default: 0] += 1
        bar.show(done: line, "lines, \(count("refused")) refused")
        guard !isJSON else {
            var members = answer.objectValue ?? [:]
            members["line"] = .integer(Int64(line))
            return try terminal.line(JSONValue.object(members).canonicalString)
        }
        let id = answer["id"]?.stringValue ?? ""
        switch word {
        case "accepted": try terminal.line("line \(line): accepted as \(id)")
        case "duplicate": try terminal.line("line \(line): known already as \(id)")
        default:
            let error = answer["error"]
            let place = error?["pointer"]?.stringValue.map { " at \($0)" } ?? ""
            let code = error?["code"]?.stringValue ?? ""
            try terminal.line("line \(line): refused: \(error?["detail"]?.stringValue ?? "")\(place) (\(code))")
        }
    }

    private static func refusal(_ code: String, _ detail: String) -> JSONValue {
        ["error": ["code": .string(code), "detail": .string(detail)]]
    }
}
