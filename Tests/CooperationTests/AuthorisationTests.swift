import Cooperation
import Foundation
import Testing

@Suite("Authorisation")
struct AuthorisationTests {
    /// What an authority may be let through to, wherever it is: it submits, sees its own, and keeps its own house.
    static let openToAuthorities: Set<Permission> = [
        .computeFingerprints, .submit, .readSubmissions, .readAgreements, .readOrganisations, .registerOrganisations,
        .declareInterests, .readPeople, .keepPeople, .readKeys, .keepKeys, .eraseTexts, .readEvents, .readStatus,
        .readLog, .readMetrics,
        .readReadings, .readExchanges, .acknowledgeAlarms,
        .keepAddresses, .readAlerts, .acknowledgeAlerts, .keepRoster, .keepPreferences, .readClocks, .keepClockRules,
        .readRegister, .keepRegister, .keepOfficerKeys, .writeRequests, .coSignRequests, .readRequests,
        .carryOwnRequests,
        .readThreats, .answerThreats,
        .readExercises, .keepExercises, .readWebhooks, .keepWebhooks,
    ]

    /// What only the organisation that runs the node does, be it an exchange or not.
    static let byOperator: Set<Permission> = [
        .registerOrganisations, .changeStanding, .readAlerts, .acknowledgeAlerts, .keepRoster, .vouchForMandates,
        .keepInstruments, .keepClockRules, .readMetrics,
    ]

    /// What lives on the organisation's own node only.
    static let onOwnNode: Set<Permission> = [
        .check, .computeFingerprints, .switchEnforcement, .readCases, .assignCases, .decideCases, .readDecisions,
        .reportExecution, .reverseDecisions, .readReceipts, .eraseCases, .readExchanges, .acknowledgeAlarms,
        .readAssessments, .assessRequests, .adviseOnRequests, .readCanaries, .keepCanaries,
        .raiseThreats, .approveThreats, .adviseOnThreats,
    ]

    /// What changes nothing, or nothing for anybody else.
    static let reading: Set<Permission> = [
        .computeFingerprints, .readSignals, .readSubmissions, .readBanks, .readAgreements, .readOrganisations,
        .readPeople, .readKeys, .readCases, .readReadings, .readDecisions, .readReceipts, .readEvents, .readStatus,
        .readLog, .readMetrics,
        .readExchanges, .keepPreferences,
        .readAlerts, .readRegister, .readClocks, .readRequests, .readAssessments, .readCanaries,
        .readThreats,
        .readExercises, .readWebhooks,
    ]

    /// What a person answers for: deciding, verifying, and whatever else weighs on others.
    static let byPeople: Set<Permission> = [
        .proposeSignals, .verifySignals, .giveOpinions, .viewSignals, .withdrawSignals, .submit, .answerSubmissions,
        .switchEnforcement, .changeStanding, .assignCases, .decideCases, .reverseDecisions, .eraseCases, .eraseTexts,
        .acknowledgeAlerts, .keepPreferences, .keepRegister, .keepOfficerKeys, .vouchForMandates, .writeRequests,
        .coSignRequests, .readAssessments, .assessRequests, .adviseOnRequests, .readCanaries,
        .keepCanaries, .raiseThreats, .approveThreats, .adviseOnThreats, .answerThreats,
        .keepExercises,
    ]

    /// What comes near signals only under an agreement in force, or in a bank of one's own.
    static let underAgreements: Set<Permission> = [
        .check, .readSignals, .proposeSignals, .verifySignals, .giveOpinions, .viewSignals, .withdrawSignals,
        .readBanks, .keepBanks, .switchEnforcement,
    ]

    private static let documentURL = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/permissions.md")

    /// The table as the document prints it, between its two markers.
    private static func documentedTable(_ marker: String = "table") throws -> String {
        let text = try String(contentsOf: documentURL, encoding: .utf8)
        let parts = text.components(separatedBy: "<!-- \(marker) -->\n")
        try #require(parts.count == 3, "docs/permissions.md must hold the table between two markers.")
        return parts[1]
    }

    /// A line of the documented table.
    private struct Line {
        let kinds: Set<String>
        let roles: Set<String>
        let standings: Set<String>
        let isOnOwnNode: Bool
        let isByOperator: Bool
        let isGrowth: Bool
        let needsPerson: Bool
        let agreement: String

        init(_ cells: [String]) {
            func list(_ cell: String, _ all: [String]) -> Set<String> {
                cell == "all" ? Set(all) : Set(cell.components(separatedBy: ", "))
            }
            kinds = list(cells[1], OrganisationKind.allCases.map(\.rawValue))
            roles =
                cells[2] == "all but monitor"
                ? Set(Role.allCases.map(\.rawValue)).subtracting(["monitor"])
                : list(cells[2], Role.allCases.map(\.rawValue))
            standings = list(cells[3], Standing.allCases.map(\.rawValue))
            isOnOwnNode = cells[4] == "own node only"
            isByOperator = cells[4] == "operator only"
            isGrowth = cells[4] == "any node; an authority only an exchange and its own"
            needsPerson = cells[5] == "needed"
            agreement = cells[6]
        }

        func allows(_ caller: Caller) -> Bool {
            kinds.contains(caller.organisation.kind.rawValue) && roles.contains(caller.role.rawValue)
                && standings.contains(caller.organisation.standing.rawValue)
                && (!isOnOwnNode || (caller.organisation.ownsNode && !caller.isOnExchange))
                && (!isByOperator || caller.organisation.ownsNode)
                && (!isGrowth || caller.organisation.kind != .authority || caller.isOnExchange
                    || caller.organisation.ownsNode)
                && (!needsPerson || caller.person != nil)
        }
    }

    private static func documentedLines() throws -> [String: Line] {
        let rows = try documentedTable().split(separator: "\n").dropFirst(2).map { row in
            row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        return Dictionary(
            rows.map { ($0[0].trimmingCharacters(in: CharacterSet(charactersIn: "`")), Line($0)) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Every caller there can be: kind, standing, place, role, with a person and without.
    private static func callers() throws -> [Caller] {
        var organisations: [(Organisation, Bool)] = []
        for kind in OrganisationKind.allCases {
            for standing in Standing.allCases {
                let member = try Build.organisation(1, kind, standing: standing)
                organisations += [(member, false), (member, true)]
            }
            let owner = try Build.organisation(1, kind, ownsNode: true)
            organisations += [(owner, false), (owner, true)]
        }
        return organisations.flatMap { organisation, isOnExchange in
            Role.allCases.flatMap { role in
                [nil, ID<Person>.number(10)].map { person in
                    Caller(
                        organisation: organisation,
                        key: .number(20),
                        role: role,
                        person: person,
                        isOnExchange: isOnExchange
                    )
                }
            }
        }
    }

    private static func refusal(_ caller: Caller, _ permission: Permission) -> Refusal? {
        do {
            try AuthorisationRules.authorise(caller, permission)
            return nil
        } catch {
            return error
        }
    }

    @Test("lets every caller through to exactly what the documented table says", arguments: Permission.allCases)
    func walk(permission: Permission) throws {
        let line = try #require(try Self.documentedLines()[permission.rawValue])
        var letThrough = 0
        for caller in try Self.callers() {
            let refusal = Self.refusal(caller, permission)
            if (refusal == nil) != line.allows(caller) {
                let who = "\(caller.organisation.kind) \(caller.organisation.standing) \(caller.role)"
                Issue.record("\(who) on exchange \(caller.isOnExchange): \(refusal?.code ?? "let through")")
            }
            letThrough += refusal == nil ? 1 : 0
        }
        #expect(letThrough > 0, "Nobody at all may do this.")
    }

    @Test("tells what a member may do, which is what some of its people are let through to")
    func powers() throws {
        for kind in OrganisationKind.allCases {
            for (standing, isOnExchange) in [
                (Standing.active, false), (.active, true), (.restricted, true), (.suspended, true),
            ] {
                let member = try Build.organisation(1, kind, standing: standing)
                let all = Set(
                    AuthorisationRules.permissions(of: member, in: Set(Role.allCases), isOnExchange: isOnExchange)
                )
                #expect(kind != .authority || all.isSubset(of: Self.openToAuthorities))
                #expect(standing != .suspended || all.isEmpty)
                #expect(standing != .restricted || all.isSubset(of: Self.reading))
                #expect(all.isDisjoint(with: Self.onOwnNode) && all.isDisjoint(with: Self.byOperator))
                let byRole = Role.allCases.map { role in
                    Set(AuthorisationRules.permissions(of: member, in: [role], isOnExchange: isOnExchange))
                }
                #expect(byRole.reduce(Set()) { $0.union($1) } == all)
            }
        }
        let owner = try Build.organisation(1, .platform, ownsNode: true)
        let reviewer = AuthorisationRules.permissions(of: owner, in: [.reviewer], isOnExchange: false)
        #expect(reviewer.contains(.decideCases) && !reviewer.contains(.reverseDecisions))
        // A role that the kind does not have gives nothing.
        #expect(AuthorisationRules.permissions(of: owner, in: [.officer], isOnExchange: false).isEmpty)
    }

    @Test("prints the table that docs/permissions.md holds")
    func document() throws {
        #expect(try Self.documentedTable() == AuthorisationRules.markdown)
        #expect(try Self.documentedTable("events") == AuthorisationRules.eventsMarkdown)
    }

    @Test("asks for an agreement exactly where the documented table says", arguments: Permission.allCases)
    func agreements(permission: Permission) throws {
        let line = try #require(try Self.documentedLines()[permission.rawValue])
        #expect((line.agreement == "joined and in force, or own bank") == Self.underAgreements.contains(permission))
        #expect((line.agreement == "named as a party") == [.readAgreements, .joinAgreements].contains(permission))
        let members = try (1...3).map { try Build.organisation($0) }
        let end = Timestamp.start + .days(1)
        let agreement = try Build.agreement(members, accepting: Array(members.prefix(2)), validUntil: end)
        let (shared, own) = (try Build.bank(owner: members[0], agreement: agreement), try Build.bank(owner: members[0]))
        let other = try Build.agreement(members, number: 101)
        func admits(_ member: UInt64, _ bank: Bank, _ agreement: Agreement?, _ time: Timestamp = .start) -> Bool {
            AuthorisationRules.admits(.number(member), permission, to: bank, under: agreement, at: time)
        }
        let needs = Self.underAgreements.contains(permission)
        #expect(admits(1, shared, agreement) && admits(2, shared, agreement) && admits(1, own, nil))
        #expect(admits(3, shared, agreement) == !needs, "named, but never joined")
        #expect(admits(4, shared, agreement) == !needs)
        #expect(admits(1, shared, agreement, end) == !needs, "over by its own date")
        #expect(admits(1, shared, nil) == !needs)
        #expect(admits(1, shared, other) == !needs)
        #expect(admits(2, own, nil) == !needs)
        #expect(admits(2, own, agreement) == !needs, "a bank under no agreement is its owner's")
        let isNamed = line.agreement == "named as a party"
        for kind in OrganisationKind.allCases {
            let isKeeper = kind == .secretariat || kind == .oversight
            func admits(_ member: UInt64) -> Bool {
                AuthorisationRules.admits(.number(member), kind: kind, permission, to: agreement)
            }
            #expect(admits(3) && admits(4) == (!isNamed || isKeeper))
        }
    }

    @Test("maps every family of events to what reading such things needs, and knows every family there is")
    func eventFamilies() {
        let families = AuthorisationRules.eventFamilies
        #expect(Set(families.map(\.name)).count == families.count)
        for aggregate in AggregateRegistry.all.all {
            #expect(AuthorisationRules.eventFamily(of: aggregate.name + ".x")?.name == aggregate.name)
        }
        #expect(AuthorisationRules.eventFamily(of: ChecksCounted.type) != nil)
        #expect(AuthorisationRules.eventFamily(of: "unheard.of") == nil)
        #expect(families.allSatisfy { Self.reading.contains($0.permission) })
        let hidden = AuthorisationRules.eventFamily(of: LoginEnrolled.type)?.withheld ?? []
        for act in (try? LoginTests.machine().acts) ?? [] {
            let secrets = act.facts.keys.filter { $0.contains("Hash") }.map { "fact." + $0 }
            #expect(hidden.isSuperset(of: act.sealed.keys.map { "sealed." + $0 } + secrets), "\(act.type)")
        }
        let onOwnNode = families.filter {
            ["case", "decision", "checks", "exchange", "assessment"].contains($0.name)
        }
        #expect(onOwnNode.count == 5 && onOwnNode.allSatisfy { Self.onOwnNode.contains($0.permission) })
    }

    @Test("lets a body of civil society keep the members of an exchange that it runs, and nobody else's")
    func operators() throws {
        for kind in OrganisationKind.allCases {
            for role in Role.allCases {
                let isKeeper = role == .secretary || role == .administrator
                let mayRun = [.secretariat, .civilSociety, .platform].contains(kind)
                for ownsNode in [false, true] {
                    let caller = Caller(
                        organisation: try Build.organisation(1, kind, ownsNode: ownsNode),
                        key: .number(20),
                        role: role,
                        person: .number(10),
                        isOnExchange: true
                    )
                    let refusal = Self.refusal(caller, .changeStanding)
                    #expect((refusal == nil) == (ownsNode && mayRun && isKeeper), "\(kind) \(role)")
                    if !ownsNode { #expect(refusal?.code == "not-the-operator") }
                }
            }
        }
        #expect(RoleTable.roles(of: .civilSociety).contains(.secretary))
    }

    @Test("keeps the rules that are never bent", arguments: Permission.allCases)
    func rules(permission: Permission) throws {
        for caller in try Self.callers() where Self.refusal(caller, permission) == nil {
            if caller.organisation.kind == .authority { #expect(Self.openToAuthorities.contains(permission)) }
            if !caller.organisation.ownsNode || caller.isOnExchange { #expect(!Self.onOwnNode.contains(permission)) }
            if !caller.organisation.ownsNode { #expect(!Self.byOperator.contains(permission)) }
            if caller.organisation.standing != .active { #expect(Self.reading.contains(permission)) }
            if caller.person == nil { #expect(!Self.byPeople.contains(permission)) }
            #expect(![.applicant, .suspended, .withdrawn].contains(caller.organisation.standing))
        }
    }

    @Test("lets those of an authority ask, those of a platform answer, and nobody do both")
    func requests() throws {
        let asking: [Permission: Set<Role>] = [
            .writeRequests: [.officer, .supervisor], .coSignRequests: [.supervisor],
            .carryOwnRequests: [.officer, .supervisor, .dutyOfficer],
        ]
        let answering: [Permission: Set<Role>] = [
            .assessRequests: [.counsel, .lead], .adviseOnRequests: [.counsel, .adviser],
            .adviseOnThreats: [.counsel, .adviser],
            .readAssessments: [.counsel, .lead, .dutyOfficer, .adviser, .auditor],
            .carryRequests: [.curator, .counsel, .administrator],
        ]
        for caller in try Self.callers() {
            for permission in Permission.allCases where Self.refusal(caller, permission) == nil {
                if let roles = asking[permission] {
                    #expect(caller.organisation.kind == .authority && roles.contains(caller.role))
                }
                if let roles = answering[permission] {
                    #expect(caller.organisation.kind.curatesSignals && roles.contains(caller.role))
                }
            }
        }
        // The adviser looks at one request and does nothing else.
        let advisers =
            RoleTable.roles(of: .platform).contains(.adviser) && RoleTable.roles(of: .civilSociety).contains(.adviser)
        #expect(advisers && !RoleTable.roles(of: .authority).contains(.adviser))
        let owner = try Build.organisation(1, .platform, ownsNode: true)
        let adviser = Set(AuthorisationRules.permissions(of: owner, in: [.adviser], isOnExchange: false))
        #expect(adviser.isSuperset(of: [.readAssessments, .adviseOnRequests, .readThreats, .adviseOnThreats]))
        #expect(adviser.isDisjoint(with: [.raiseThreats, .approveThreats]))
        #expect(adviser.isDisjoint(with: [.assessRequests, .readRequests, .carryRequests, .readCases, .readSignals]))
    }

    @Test("lets only members who curate near signals")
    func curatorsOnly() throws {
        let near: [Permission] = [
            .readSignals, .proposeSignals, .verifySignals, .giveOpinions, .viewSignals, .withdrawSignals,
            .answerSubmissions, .readBanks, .keepBanks, .joinAgreements, .check, .readCases, .decideCases,
        ]
        for caller in try Self.callers() where !caller.organisation.kind.curatesSignals {
            for permission in near { #expect(Self.refusal(caller, permission) != nil, "\(permission)") }
        }
    }

    @Test("tells others nothing of what exists only on the own node, whoever they are", arguments: onOwnNode)
    func ownNodeFirst(permission: Permission) throws {
        for caller in try Self.callers() where !caller.organisation.ownsNode || caller.isOnExchange {
            #expect(Self.refusal(caller, permission)?.code == "not-on-this-node")
        }
    }

    @Test("refuses with a kind, a code and a word on what to do")
    func refusals() throws {
        var codes: Set<String> = []
        for caller in try Self.callers() {
            for permission in Permission.allCases {
                guard let refusal = Self.refusal(caller, permission) else { continue }
                codes.insert(refusal.code)
                #expect(refusal.kind == .forbidden && refusal.message.hasSuffix("."))
            }
        }
        #expect(
            codes == [
                "not-on-this-node", "not-the-operator", "standing-insufficient", "kind-not-allowed", "role-not-allowed",
                "person-needed",
            ]
        )
    }

    @Test("gives the auditor nothing that changes anything")
    func auditors() throws {
        for caller in try Self.callers() where caller.role == .auditor {
            for permission in Permission.allCases where Self.refusal(caller, permission) == nil {
                #expect(Self.reading.contains(permission), "\(permission)")
            }
        }
    }

    @Test("can be passed by some role that exists in a kind that it names", arguments: Permission.allCases)
    func reachable(permission: Permission) {
        let rule = AuthorisationRules.rule(for: permission)
        #expect(rule.kinds.contains { !RoleTable.roles(of: $0).isDisjoint(with: rule.roles) })
    }

    @Test("names the person as the author, else the key")
    func author() throws {
        let organisation = try Build.organisation(1)
        let named = Caller(
            organisation: organisation,
            key: .number(20),
            role: .curator,
            person: .number(10),
            isOnExchange: false
        )
        let unnamed = Caller(
            organisation: organisation,
            key: .number(20),
            role: .curator,
            person: nil,
            isOnExchange: false
        )
        #expect(named.author == Author(organisation: .number(1), actor: ID<Person>.number(10).identifier))
        #expect(unnamed.author == Author(organisation: .number(1), actor: ID<Key>.number(20).identifier))
        #expect(Author.node(of: .number(1)).actor == ID<Organisation>.number(1).identifier)
    }
}
