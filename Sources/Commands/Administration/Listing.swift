import CanonicalJSON

/// Objects of the API as they are printed: as JSON, or as a table for people.
struct Listing {
    /// The members that are shown, in order, with the word over each column.
    let columns: [(member: String, title: String)]

    static let organisations = Listing(
        columns: [("id", "ID"), ("kind", "KIND"), ("standing", "STANDING"), ("name", "NAME")])
    static let people = Listing(
        columns: [
            ("id", "ID"), ("state", "STATE"), ("roles", "ROLES"), ("languages", "LANGUAGES"), ("hasAddress", "ADDRESS"),
            ("name", "NAME"),
        ])
    static let roster = Listing(columns: [("person", "PERSON"), ("reachable", "REACHABLE"), ("shifts", "SHIFTS")])
    static let alerts = Listing(
        columns: [
            ("id", "ID"), ("kind", "KIND"), ("state", "STATE"), ("raisedAt", "RAISED"), ("escalated", "ESCALATED"),
            ("dueAt", "DUE"), ("acknowledgedBy", "ACKNOWLEDGED BY"),
        ])
    static let threats = Listing(
        columns: [
            ("id", "ID"), ("level", "LEVEL"), ("state", "STATE"), ("country", "COUNTRY"), ("hindrance", "NOT SENT FOR"),
            ("needsCall", "CALL"), ("raisedAt", "FLAGGED"), ("outcome", "OUTCOME"), ("isExercise", "EXERCISE"),
        ])
    static let threatRecipients = Listing(
        columns: [
            ("office", "ID"), ("isRecommended", "RECOMMENDED"), ("hindrance", "AGAINST IT"), ("function", "FUNCTION"),
            ("telephone", "TELEPHONE"), ("name", "NAME"),
        ])
    static let threatNotices = Listing(
        columns: [
            ("id", "ID"), ("state", "STATE"), ("sender", "SENDER"), ("receivedAt", "RECEIVED"), ("outcome", "OUTCOME"),
        ])
    static let threatFigures = Listing(columns: [("of", "COUNT OF"), ("word", "WHICH"), ("count", "ALERTS")])
    static let clocks = Listing(
        columns: [
            ("id", "ID"), ("code", "RULE"), ("state", "STATE"), ("subjectKind", "ABOUT"), ("deadline", "UNTIL (UTC)"),
            ("local", "UNTIL (AUTHORITY)"), ("subject", "SUBJECT"), ("isExercise", "EXERCISE"),
        ])
    static let exercises = Listing(
        columns: [
            ("id", "ID"), ("state", "STATE"), ("plannedAt", "PLANNED"), ("startedAt", "STARTED"),
            ("closedAt", "CLOSED"), ("requests", "REQUESTS"), ("title", "TITLE"),
        ])
    static let canaries = Listing(
        columns: [
            ("id", "ID"), ("state", "STATE"), ("registeredAt", "REGISTERED"), ("timesNamed", "REQUESTS"),
            ("lastNamedAt", "LAST"),
        ])
    static let takesExercises = Listing(columns: [("id", "ID"), ("takesExercises", "TAKES EXERCISES")])
    static let itemStanding = Listing(
        columns: [
            ("number", "ITEM"), ("state", "REQUEST"), ("outcome", "ANSWER"), ("reversed", "UNDONE"),
            ("finding", "FOUND"), ("status", "STATUS"), ("lookedAt", "LOOKED AT"),
        ])
    static let clockRules = Listing(
        columns: [
            ("id", "ID"), ("code", "CODE"), ("state", "STATE"), ("start", "FROM"), ("consequence", "THEN"),
            ("confirmedByLocalLawyer", "CONFIRMED"), ("sourceDate", "READ ON"), ("summary", "SUMMARY"),
        ])
    static let readings = Listing(
        columns: [
            ("readAt", "TIME"), ("person", "PERSON"), ("kind", "KIND"), ("subject", "SUBJECT"), ("purpose", "PURPOSE"),
        ])
    static let invitations = Listing(columns: [("path", "PATH"), ("expiresAt", "WORKS UNTIL")])
    static let keys = Listing(
        columns: [
            ("id", "ID"), ("role", "ROLE"), ("person", "PERSON"), ("revoked", "REVOKED"), ("expiresAt", "EXPIRES"),
        ])

    static let instruments = Listing(
        columns: [
            ("id", "ID"), ("code", "CODE"), ("kind", "KIND"), ("state", "STATE"), ("isAccepted", "ACCEPTED"),
            ("clock", "CLOCK"), ("confirmedOn", "CONFIRMED"), ("title", "TITLE"),
        ])
    static let instrumentImports = Listing(
        columns: [("added", "ADDED"), ("replaced", "REPLACED"), ("unchanged", "UNCHANGED")])
    static let offices = Listing(
        columns: [
            ("id", "ID"), ("authority", "AUTHORITY"), ("function", "FUNCTION"), ("country", "COUNTRY"),
            ("vouched", "VOUCHED"), ("revokedAt", "REVOKED"), ("name", "NAME"),
        ])
    static let officers = Listing(
        columns: [
            ("id", "ID"), ("office", "OFFICE"), ("rank", "RANK"), ("vouched", "VOUCHED"), ("leftAt", "LEFT"),
            ("name", "NAME"),
        ])

    static let exchanges = Listing(
        columns: [
            ("id", "ID"), ("alarm", "ALARM"), ("alarmAcknowledged", "ACKNOWLEDGED"), ("received", "RECEIVED"),
            ("verifiedSize", "VERIFIED"), ("waiting", "WAITING"), ("address", "ADDRESS"),
        ])

    /// The lines that show some objects.
    func lines(of items: [JSONValue], json: Bool) -> [String] {
        if json { return items.map(\.canonicalString) }
        let rows = [columns.map(\.title)] + items.map { item in columns.map { Self.text(item[$0.member]) } }
        let widths = columns.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).enumerated().map { index, cell in
                let isLast = index == row.count - 1
                return isLast ? cell.0 : cell.0 + String(repeating: " ", count: cell.1 - cell.0.count)
            }.joined(separator: "  ")
        }
    }

    /// A value as people read it, on one line.
    private static func text(_ value: JSONValue?) -> String {
        switch value {
        case nil, .null: "-"
        case .string(let text): RawPath(text).shown
        case .bool(let truth): truth ? "yes" : "no"
        case .integer(let number): String(number)
        case .array(let items): items.map { Self.text($0) }.joined(separator: ",")
        case .object: "..."
        }
    }
}
