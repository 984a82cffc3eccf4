extension AuthorisationRules {
    /// The table as the documents print it, in Markdown, one permission a line in the order of `Permission`.
    public static var markdown: String {
        let head = "| permission | kinds | roles | standing | where | person |\n|---|---|---|---|---|---|\n"
        return head + Permission.allCases.map(line).joined(separator: "\n") + "\n"
    }

    private static func line(_ permission: Permission) -> String {
        let rule = rule(for: permission)
        let cells = [
            "`\(permission.rawValue)`", list(rule.kinds, of: OrganisationKind.allCases),
            list(rule.roles, of: Role.allCases),
            Standing.allCases.filter { rule.acts ? $0.mayAct : $0.mayRead }.map(\.rawValue).joined(separator: ", "),
            rule.place == .ownNode ? "own node only" : "any node", rule.needsPerson ? "needed" : "not needed",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    private static func list<Item: Hashable & RawRepresentable<String>>(_ some: Set<Item>, of all: [Item]) -> String {
        some.count == all.count ? "all" : all.filter(some.contains).map(\.rawValue).joined(separator: ", ")
    }
}
