import Cooperation
import Documents

extension Catalogue {
    /// The name of a field or fact, in the words of one page, of documents, or of acts.
    func label(_ name: String, of page: String = "requests") -> String {
        for place in [page, "requests", "document", "fieldName"] where has(place + "." + name) {
            return text(place + "." + name)
        }
        return name
    }

    /// Countries, or everywhere.
    func territory(_ territory: Territory) -> String {
        switch territory {
        case .everywhere: text("requests.everywhere")
        case .countries(let countries): countries.joined(separator: ", ")
        }
    }

    /// Words of an enumeration, one after the other; a dash for none.
    func words(_ page: String, _ values: some Sequence<some RawRepresentable<String>>) -> String {
        let words = values.map { word(page, $0) }
        return words.isEmpty ? "–" : words.joined(separator: ", ")
    }
}

extension Request.State {
    /// The kind of badge that shows it.
    var badgeKind: String {
        switch self {
        case .open, .filed: "good"
        case .stopped: "warn"
        case .turnedAway, .unanswered: "bad"
        case .answered, .withdrawn: "plain"
        }
    }
}

extension Assessment.State {
    /// The kind of badge that shows it.
    var badgeKind: String {
        switch self {
        case .open: "good"
        case .proposed: "warn"
        case .locked: "bad"
        case .answered, .closed: "plain"
        }
    }
}

extension RequestDraft.State {
    /// The kind of badge that shows it.
    var badgeKind: String {
        switch self {
        case .written, .signed: "warn"
        case .filed: "good"
        case .discarded: "plain"
        }
    }
}

extension ItemOutcome {
    /// The kind of badge that shows it.
    var badgeKind: String { isCompliance ? "good" : isRefusal ? "bad" : "plain" }
}
