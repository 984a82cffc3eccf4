extension Listing {
    static let requestDrafts = Listing(
        columns: [
            ("id", "ID"), ("state", "STATE"), ("kind", "KIND"), ("instrument", "INSTRUMENT"),
            ("needsCoSignature", "TWO SIGN"), ("requests", "REQUESTS"),
        ])
    static let requests = Listing(
        columns: [
            ("id", "ID"), ("state", "STATE"), ("kind", "KIND"), ("instrument", "INSTRUMENT"), ("itemCount", "ITEMS"),
            ("receivedAt", "RECEIVED"), ("dueAt", "DUE"), ("authorityName", "FROM"), ("addresseeName", "TO"),
        ])
    static let requestItems = Listing(
        columns: [
            ("number", "ITEM"), ("kind", "KIND"), ("address", "ADDRESS"), ("ground", "GROUND"), ("reasons", "REASONS"),
            ("outcome", "OUTCOME"), ("answer", "ANSWER"),
        ])
    static let requestQuality = Listing(
        columns: [
            ("organisation", "AUTHORITY"), ("requests", "REQUESTS"), ("unansweredRequests", "NO ANSWER"),
            ("answeredItems", "ANSWERED"), ("refusedItems", "REFUSED"), ("erroneousItems", "ERRORS"),
            ("outOfScopeItems", "OUTSIDE"), ("protectedItems", "PROTECTED"), ("reversedItems", "UNDONE"),
            ("consequence", "THEN"), ("name", "NAME"),
        ])
    static let requestFigures = Listing(
        columns: [
            ("since", "SINCE"), ("until", "UNTIL"), ("requests", "REQUESTS"), ("unansweredRequests", "NO ANSWER"),
            ("answeredItems", "ANSWERED"), ("refusedItems", "REFUSED"), ("turnedAway", "TURNED AWAY"),
            ("encryptionDemands", "AGAINST ENCRYPTION"), ("encryptionDemandsRefused", "REFUSED OF THESE"),
        ])
    static let filings = Listing(
        columns: [
            ("id", "ID"), ("state", "STATE"), ("recordedAt", "RECORDED"), ("dueAt", "DUE"),
            ("turnedAwayFor", "TURNED AWAY FOR"),
        ])
    static let assessments = Listing(
        columns: [
            ("id", "ID"), ("state", "STATE"), ("kind", "KIND"), ("openedAt", "OPENED"), ("isIdentified", "IDENTIFIED"),
            ("riskScore", "RISK"), ("factors", "FACTORS"), ("assignee", "ASSIGNEE"),
        ])
    static let erasures = Listing(columns: [("erased", "ERASED")])
}
