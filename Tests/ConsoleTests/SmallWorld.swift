import Cooperation
import Fingerprints
import Services
import Store
import Testing

/// A platform's node with so many of everything that its pages show, and two people who look at them.
struct SmallWorld {
    static let hash = Hash256(1, 2, 3, 4)

    let platform: TestPlatform
    /// How many there are of everything.
    let count: Int
    /// The session of a person with every role of a platform.
    let session: String
    /// The caller of that person, for each permission.
    let visit: Visit
    /// The administrators of other members.
    var members: [Caller] = []
    var authorities: [Caller] = []
    var banks: [ID<Bank>] = []
    /// What each page is asked about, by the first word of its path.
    var subjects: [String: Identifier] = [:]

    var node: Node { platform.node }

    /// Makes everything.
    init(of count: Int, setting: (inout NodeSettings) -> Void = { _ in }) async throws {
        platform = try await TestPlatform(setting: setting)
        self.count = count
        session = try await platform.session(RoleTable.roles(of: .platform).sorted())
        visit = try #require(try await platform.access.visit(session))
        // Proofs are made of as many tiles in a small log as in a larger one, once there is more than one of a level.
        try await pad(atLeast: 300)
        let search = platform.node.search
        // It ends with this initialiser.
        async let _ = search.run()
        try await makeMembers()
        try await makeThreats()
        try await makeBanks()
        try await makeExchanges()
        try await makeSignals()
        try await makePeople()
        try await makeWebhooks()
        try await makeExercises()
        try await makeRequests()
        try await makeRegister()
        try await makeDoubted()
        try await makeClocks()
        try await pad(atLeast: 1)
        try await makeCases()
        try await settle()
        // So that the end of the journal holds acts of every kind in both worlds.
        try await makeOneOfEach()
        _ = try await node.log.sign()
        try await settle()
    }

    func caller(_ permission: Permission) throws -> Caller { try visit.caller(for: permission) }

    /// Waits until the index has taken in all that happened.
    func settle() async throws {
        while node.search.status.position < platform.store.journalGrowth.size || !node.search.status.isReady {
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    /// Lets the journal grow to the beginning of a full tile of its log.
    func pad(atLeast least: Int64) async throws {
        let administrator = platform.administrator
        try await platform.store.write { transaction in
            let person: ID<Person> = transaction.newID()
            let added = PersonCommand.add(
                organisation: administrator.organisation.id,
                name: "TEST padding",
                roles: [.auditor]
            )
            for act in try Person.decide(nil, added, id: person) {
                try transaction.append(act, by: administrator.author)
            }
            var written: Int64 = 1
            while try written < least || transaction.journalSize() % 256 != 0 {
                let command = PersonCommand.changeLanguages([written.isMultiple(of: 2) ? "en" : "th"])
                let state = try transaction.load(Person.self, person)
                for act in try Person.decide(state, command, id: person) {
                    try transaction.append(act, by: administrator.author)
                }
                written += 1
            }
        }
    }

    func curator(of member: Caller, _ role: Role = .curator) -> Caller {
        Caller(
            organisation: member.organisation,
            key: member.key,
            role: role,
            person: ID(member.organisation.id.identifier),
            isOnExchange: false
        )
    }

    mutating func makeMembers() async throws {
        for _ in 0..<count {
            members.append(try await platform.member(.platform))
            let authority = try await platform.member(.authority)
            authorities.append(authority)
            let submission = try await submit(by: authority)
            _ = try await node.declineSubmission(submission, reason: "TEST no", by: try caller(.answerSubmissions))
            subjects["submissions"] = submission.identifier
        }
        subjects["members"] = members[0].organisation.id.identifier
    }

    func submit(by authority: Caller) async throws -> ID<Submission> {
        try await node.submit(
            kind: .image,
            behaviours: [.threat],
            reference: "TEST reference",
            reasons: "TEST reasons",
            by: curator(of: authority, .officer)
        ).submission.id
    }

    func agreement(with others: [Caller]) async throws -> ID<Agreement> {
        let id = try await node.proposeAgreement(
            title: "TEST agreement",
            parties: [platform.administrator.organisation.id] + others.map(\.organisation.id),
            use: .review,
            validUntil: nil,
            by: platform.administrator
        ).agreement.id
        for party in [platform.administrator] + others { _ = try await node.acceptAgreement(id, by: party) }
        return id
    }

    func bank(_ agreement: ID<Agreement>?) async throws -> ID<Bank> {
        let id = try await node.openBank(
            name: "TEST bank",
            agreement: agreement,
            settings: BankSettings(),
            verifier: nil,
            by: platform.administrator
        ).bank.id
        for percent in 0..<count {
            let settings = try BankSettings(rolloutPercent: percent)
            _ = try await node.changeBank(id, .changeSettings(settings), by: platform.administrator)
        }
        return id
    }

    mutating func makeBanks() async throws {
        for member in members {
            let agreement = try await agreement(with: [member, members[0]].uniqued)
            banks += [try await bank(nil), try await bank(agreement)]
        }
        let shared = try await agreement(with: members)
        subjects["agreements"] = shared.identifier
        banks.append(try await bank(shared))
        subjects["banks"] = banks.last?.identifier
    }

    func proposal(_ number: Int) -> SignalProposal {
        SignalProposal(
            kind: .image,
            behaviours: [.graphicViolence],
            provenance: .ownService,
            fingerprints: [Fingerprint(pdq: Hash256(1, 2, 3, UInt64(number)))],
            rationale: "TEST rationale",
            exemptionAssessment: "TEST no exemption"
        )
    }

    mutating func makeSignals() async throws {
        var last: ID<Signal>?
        for (number, bank) in banks.enumerated() {
            let proposed = try await node.proposeSignals([(bank, proposal(number))], by: try caller(.proposeSignals))
            last = try #require(try proposed.first?.get())
        }
        let signal = try #require(last)
        subjects["signals"] = signal.identifier
        for member in members {
            let person = curator(of: member)
            _ = try await node.giveOpinion(.negative, of: signal, reason: "TEST doubt", dispatch: nil, by: person)
        }
    }
}

extension [Caller] {
    fileprivate var uniqued: [Caller] {
        var seen: Set<ID<Organisation>> = []
        return filter { seen.insert($0.organisation.id).inserted }
    }
}
