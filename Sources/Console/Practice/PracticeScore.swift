import Cooperation
import HTTPServing
import HTTPTypes
import Services

/// How far somebody came in practising: kept by their browser until it is closed, and nowhere else.
struct PracticeScore: Sendable {
    enum Mark: Character, Sendable {
        case open = "-"
        case right = "1"
        case wrong = "0"
    }

    private(set) var marks = [Mark](repeating: .open, count: PracticeCase.all.count)

    init() {}

    /// Reads what the browser kept; nothing from what this node did not write for this person.
    init(_ text: String?, of person: ID<Person>, secrets: NodeSecrets) {
        let parts = (text ?? "").split(separator: ".").map(String.init)
        guard parts.count == 2, parts[1] == Self.tag(parts[0], person, secrets) else { return }
        let read = parts[0].compactMap(Mark.init)
        if read.count == marks.count { marks = read }
    }

    func text(of person: ID<Person>, secrets: NodeSecrets) -> String {
        let text = String(marks.map(\.rawValue))
        return text + "." + Self.tag(text, person, secrets)
    }

    private static func tag(_ text: String, _ person: ID<Person>, _ secrets: NodeSecrets) -> String {
        String(secrets.pseudonym("practice-score", "\(person)\u{0}\(text)").prefix(32))
    }

    /// Notes an answer; only the first to a case counts.
    mutating func note(_ isRight: Bool, on item: PracticeCase) {
        if marks[item.number - 1] == .open { marks[item.number - 1] = isRight ? .right : .wrong }
    }

    func mark(of item: PracticeCase) -> Mark { marks[item.number - 1] }

    var right: Int { marks.count { $0 == .right } }
    var done: Int { marks.count { $0 != .open } }
    /// The first case without an answer.
    var next: PracticeCase? { PracticeCase.all.first { mark(of: $0) == .open } }
}
