extension AuthorisationRules {
    /// The table as the documents print it, in Markdown, one permission a line in the order of `Permission`.
    public static var markdown: String {
        let head =
            "| permission | kinds | roles | standing | where | person | agreement |\n|---|---|---|---|---|---|---|\n"
        return head + Permission.allCases.map(line).joined(separator: "\n") + "\n"
    }

    private static func line(_ permission: Permission) -> String {
        let rule = rule(for: permission)
        let cells = [
            "`\(permission.rawValue)`", list(rule.kinds, of: OrganisationKind.allCases),
            roles(rule.roles),
            Standing.allCases.filter { rule.acts ? $0.mayAct : $0.mayRead }.map(\.rawValue).joined(separator: ", "),
            place(rule.place), rule.needsPerson ? "needed" : "not needed", need(rule.agreement),
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    private static func roles(_ roles: Set<Role>) -> String {
        roles == Set(Role.ofPeople) ? "all but \(Role.monitor.rawValue)" : list(roles, of: Role.allCases)
    }

    private static func place(_ place: Place) -> String {
        switch place {
        case .anyNode: "any node"
        case .ownNode: "own node only"
        case .operatedNode: "operator only"
        case .growthShown: "any node; an authority only an exchange and its own"
        }
    }

    private static func need(_ need: AgreementNeed) -> String {
        switch need {
        case .none: "-"
        case .inForce: "joined and in force, or own bank"
        case .named: "named as a party"
        }
    }

    private static func list<Item: Hashable & RawRepresentable<String>>(_ some: Set<Item>, of all: [Item]) -> String {
        some.count == all.count ? "all" : all.filter(some.contains).map(\.rawValue).joined(separator: ", ")
    }
}

extension AuthorisationRules {
    /// The families of events as the documents print them, in Markdown.
    public static var eventsMarkdown: String {
        let head = "| events | permission | whose | never shown |\n|---|---|---|---|\n"
        let lines = eventFamilies.map { family in
            let withheld = family.withheld.sorted().map { "`\($0)`" }.joined(separator: ", ")
            let cells = [
                "`\(family.name)`", "`\(family.permission.rawValue)`", scope(family.scope),
                withheld.isEmpty ? "-" : withheld,
            ]
            return "| " + cells.joined(separator: " | ") + " |"
        }
        return head + lines.joined(separator: "\n") + "\n"
    }

    private static func scope(_ scope: EventScope) -> String {
        switch scope {
        case .all: "all"
        case .ownOrganisation: "one's own organisation's"
        case .agreement: "agreements that the permission reaches"
        case .bank: "banks that the permission reaches"
        case .submission: "an authority its own, curators all"
        case .request:
            "an authority those it filed, an addressee those it was asked; an adviser the one they were asked about"
        case .threat: "the sender and the one authority that it is for"
        case .register:
            "an authority its own, secretariats and oversight all, platforms and civil society all while active"
        }
    }
}
