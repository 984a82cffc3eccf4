import Cooperation

extension RequestDesk {
    /// How many members are looked at, and how many of their offices.
    private static let registerMax = 1000
    /// How many earlier emergencies are looked at that one mailbox's domain leads to.
    private static let earlierEmergenciesMax = 1000

    /// The member that the others suspended or restricted in whose name a paper comes of which nobody chose the sender: it
    /// bears the name of the member or of one of its offices in the country whose law it quotes, or comes from a mailbox of
    /// theirs.
    ///
    /// Where a member that may ask is known by the same there, nobody is taken for the one that may not.
    ///
    /// - Returns: `nil` where there is none; for an emergency, which somebody looks at whatever name it bears; and for a demand
    ///   to weaken encryption, which is refused and counted by itself.
    /// - Complexity: constant in the number of requests; nothing but one look where nobody is suspended or restricted.
    func barredAuthority(of paper: PaperRequest, in reading: any StoreReading) throws -> Organisation? {
        // Turned away it would not be among the demands that are counted in public, whoever makes them.
        guard paper.kind != .weakenEncryption, paper.kind != .emergencyDisclosure else { return nil }
        let barred = try authorities([.suspended, .restricted], in: reading)
        let found = try those(of: barred, namedIn: paper, orWritingBefore: true, in: reading).min { $0.id < $1.id }
        guard let found else { return nil }
        // By what one person once noted of a call, no mailbox of a barred member becomes another's.
        let active = try those(
            of: authorities([.active], in: reading),
            namedIn: paper,
            orWritingBefore: false,
            in: reading
        )
        return active.isEmpty ? found : nil
    }

    private func authorities(_ standings: [Standing], in reading: any StoreReading) throws -> [Organisation] {
        try reading.find(
            AggregateQuery<Organisation>(
                [
                    .equals(.kind, .text(OrganisationKind.authority.rawValue)),
                    .isOneOf(.standing, standings.map { .text($0.rawValue) }),
                ],
                limit: Self.registerMax
            )
        )
    }

    /// Those of some members with an office in the country whose law a paper quotes that it names, or whose mailbox it comes
    /// from: by the register, and where that is wanted by what came in an emergency before.
    private func those(
        of members: [Organisation],
        namedIn paper: PaperRequest,
        orWritingBefore countsEarlier: Bool,
        in reading: any StoreReading
    ) throws -> [Organisation] {
        guard !members.isEmpty else { return [] }
        let offices = try reading.find(
            AggregateQuery<Office>(
                [.isOneOf(.authority, members.map { .text($0.id.description) })],
                limit: Self.registerMax
            )
        )
        let here = offices.filter { $0.country == paper.country && $0.revokedAt == nil }
        let authorities = Set(here.map(\.authority))
        let able = members.filter { authorities.contains($0.id) }
        let spelling = Agency.spelling(of: paper.authorityName)
        let part = OfficeText.name.rawValue
        var named: [(authority: ID<Organisation>, position: Int64)] = []
        for member in able { named.append((member.id, member.namedAt)) }
        for office in here {
            if let position = office.textPositions[.name] { named.append((office.authority, position)) }
        }
        let names = try reading.sealedParts([part], at: named.map { $0.position })
        var found: Set<ID<Organisation>> = []
        for (authority, position) in named {
            guard let name = names[position]?[part], let own = Agency.spelling(of: name), own == spelling else {
                continue
            }
            found.insert(authority)
        }
        if let domain = ownMailDomain(in: paper.authorityContact) {
            let known = try mailDomains(of: here, in: reading)
            found.formUnion(known.filter { $0.value.contains(domain) }.keys)
            if countsEarlier { found.formUnion(try writers(from: domain, in: paper.country, reading)) }
        }
        return able.filter { found.contains($0.id) }
    }

    /// Which members wrote from a mailbox's domain in an emergency before, as far as it was made sure that it was they.
    private func writers(
        from domain: String,
        in country: String,
        _ reading: any StoreReading
    ) throws -> Set<ID<Organisation>> {
        let ids = try reading.subjects(
            .mailboxKey,
            equalTo: mailboxKey(of: domain, in: country),
            limit: Self.earlierEmergenciesMax
        )
        let earlier = try reading.load(Assessment.self, ids: ids.map { ID<Assessment>($0) }).values.filter {
            $0.isIdentified && $0.foundForgedAt == nil && !$0.opening.isExercise
        }
        return Set(earlier.compactMap(\.opening.authority))
    }
}
