import Cooperation
import Services

/// What became of every line of a list.
struct ImportReport: Sendable {
    enum Outcome: Sendable {
        case accepted(ID<Signal>)
        case duplicate(ID<Signal>)
        /// The line is no hash, or the domain refused it.
        case refused(code: String, reason: String)
    }

    struct Line: Sendable {
        /// From 1.
        let number: Int
        let outcome: Outcome
    }

    let bank: ID<Bank>
    let person: ID<Person>
    /// The name of the file, as the browser gave it.
    let fileName: String
    let madeAt: Timestamp
    private(set) var lines: [Line] = []
    private(set) var accepted = 0
    private(set) var duplicates = 0
    private(set) var refused = 0
    /// Why it ended before the last line; `nil` where it did not.
    var stopped: String?
    /// Whether the last line was looked at; not so while it runs, and where the browser left.
    var isFinished = false

    init(bank: ID<Bank>, person: ID<Person>, fileName: String, madeAt: Timestamp) {
        self.bank = bank
        self.person = person
        self.fileName = fileName
        self.madeAt = madeAt
    }

    mutating func add(_ lines: [Line]) {
        self.lines += lines
        for line in lines {
            switch line.outcome {
            case .accepted: accepted += 1
            case .duplicate: duplicates += 1
            case .refused: refused += 1
            }
        }
    }

    /// The whole report (RFC 4180).
    var csv: String {
        var text = "line,outcome,signal,code,reason\r\n"
        for line in lines {
            switch line.outcome {
            case .accepted(let signal): text += "\(line.number),accepted,\(signal),,\r\n"
            case .duplicate(let signal): text += "\(line.number),duplicate,\(signal),,\r\n"
            case .refused(let code, let reason):
                text += "\(line.number),refused,,\(code),\"\(reason.replacing("\"", with: "\"\""))\"\r\n"
            }
        }
        return text
    }
}
