import Cooperation

/// A page of the menu.
struct MenuEntry: Sendable {
    /// The catalogue has its title as `frame.` and this name.
    let name: String
    let path: String
    /// What somebody must be permitted to do who sees it.
    let permission: Permission

    private init(_ name: String, _ path: String, _ permission: Permission) {
        self.name = name
        self.path = path
        self.permission = permission
    }

    /// The menu, in order.
    static let all = [
        MenuEntry("overview", "/console", .readStatus),
        MenuEntry("queue", "/console/queue", .readCases),
        MenuEntry("check", "/console/check", .check),
        MenuEntry("journal", "/console/journal", .readEvents),
        MenuEntry("members", "/console/members", .readOrganisations),
        MenuEntry("agreements", "/console/agreements", .readAgreements),
        MenuEntry("submissions", "/console/submissions", .readSubmissions),
        MenuEntry("people", "/console/people", .readPeople),
        MenuEntry("keys", "/console/keys", .readKeys),
        MenuEntry("exchanges", "/console/exchanges", .readExchanges),
    ]
}
