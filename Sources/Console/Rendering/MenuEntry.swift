import Cooperation

/// A page of the menu.
struct MenuEntry: Sendable {
    /// What belongs together; the catalogue has a name for each.
    enum Group: String, Sendable, CaseIterable {
        case work, knowledge, record
    }

    /// The catalogue has its title as `frame.` and this name.
    let name: String
    let path: String
    /// What somebody must be permitted to do who sees it.
    let permission: Permission
    let group: Group

    private init(_ name: String, _ path: String, _ permission: Permission, _ group: Group) {
        self.name = name
        self.path = path
        self.permission = permission
        self.group = group
    }

    /// The menu, in order.
    static let all = [
        MenuEntry("overview", "/console", .readStatus, .work),
        MenuEntry("queue", "/console/queue", .readCases, .work),
        MenuEntry("assessments", "/console/assessments", .readAssessments, .work),
        MenuEntry("requests", "/console/requests", .readRequests, .work),
        MenuEntry("check", "/console/check", .check, .work),
        MenuEntry("compare", "/console/compare", .computeFingerprints, .work),
        MenuEntry("practice", "/console/practice", .readCases, .work),
        MenuEntry("clocks", "/console/clocks", .readClocks, .work),
        MenuEntry("alerts", "/console/alerts", .readAlerts, .work),
        MenuEntry("threats", "/console/threats", .raiseThreats, .work),
        MenuEntry("threatNotices", "/console/threat-alerts", .answerThreats, .work),
        MenuEntry("exercises", "/console/exercises", .readExercises, .work),
        MenuEntry("signals", "/console/signals", .readSignals, .knowledge),
        MenuEntry("banks", "/console/banks", .readBanks, .knowledge),
        MenuEntry("submissions", "/console/submissions", .readSubmissions, .knowledge),
        MenuEntry("members", "/console/members", .readOrganisations, .record),
        MenuEntry("register", "/console/register", .readRegister, .record),
        MenuEntry("instruments", "/console/instruments", .readRegister, .record),
        MenuEntry("quality", "/console/quality", .readRegister, .record),
        MenuEntry("agreements", "/console/agreements", .readAgreements, .record),
        MenuEntry("people", "/console/people", .readPeople, .record),
        MenuEntry("keys", "/console/keys", .readKeys, .record),
        MenuEntry("webhooks", "/console/webhooks", .readWebhooks, .record),
        MenuEntry("exchanges", "/console/exchanges", .readExchanges, .record),
        MenuEntry("readings", "/console/readings", .readReadings, .record),
        MenuEntry("journal", "/console/journal", .readEvents, .record),
    ]

    /// How a page stands to this entry: `page` where it is the same, `true` where it is one beneath it.
    func standing(of path: Substring) -> String? {
        if path == self.path { return "page" }
        return self.path != "/console" && path.hasPrefix(self.path + "/") ? "true" : nil
    }
}
