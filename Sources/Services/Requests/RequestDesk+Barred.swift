import Cooperation

extension RequestDesk {
    /// How many members are looked at, and how many of their offices.
    private static let registerMax = 1000
    /// How many earlier emergencies are looked at that one mailbox's domain leads to.
    private static let earlierEmergenciesMax = 1000
    /// How many mailboxes of one paper are looked at.
    private static let mailboxesMax = 10

    /// The member that the others suspended or restricted in whose name a paper comes of which nobody chose the sender: it
    /// bears the name of the member or of one of its offices in the country whose law it quotes.
    ///
    /// Where a member that may ask is known by the same name there, nobody is taken by it for the one that may not. Nor is
    /// anybody by a mailbox alone: that is doubted (``isFromBarredMailbox(_:in:)``), for others may write from its domain.
    ///
    /// - Parameters:
    ///   - name: the name that the paper bears.
    ///   - country: the country whose law it quotes.
    ///   - kind: what it asks.
    ///   - reading: what is known by now.
    /// - Returns: `nil` where there is none; for an emergency, which somebody looks at whatever name it bears; and for a demand
    ///   to weaken encryption, which is refused and counted by itself.
    /// - Throws: `StoreError`.
    /// - Complexity: constant in the number of requests; nothing but one look where nobody is suspended or restricted.
    func barredAuthority(
        named name: String,
        in country: String,
        asking kind: RequestKind,
        _ reading: any StoreReading
    ) throws -> Organisation? {
        // Turned away it would not be among the demands that are counted in public, whoever makes them.
        guard kind != .weakenEncryption, kind != .emergencyDisclosure else { return nil }
        let barred = try authorities([.suspended, .restricted], in: reading)
        guard !barred.isEmpty else { return nil }
        let active = try authorities([.active], in: reading)
        // No barred member gets out of it by taking its offices back.
        let theirs = try offices(of: barred, in: country, reading)
        let others = try offices(of: active, in: country, reading).filter { $0.revokedAt == nil }
        var found = try named(barred, with: theirs, as: name, in: reading)
        if !found.isEmpty, try !named(active, with: others, as: name, in: reading).isEmpty { found = [] }
        return barred.filter { found.contains($0.id) }.min { $0.id < $1.id }
    }

    /// Whether a paper in another's name comes from a mailbox of a member that the others suspended or restricted: from a
    /// domain by which the register knows it in the country whose law is quoted, from below one, or from one from which it was
    /// made sure before that the member wrote.
    ///
    /// A domain below which a member that may ask is known, too, is that one's where it is the nearer.
    func isFromBarredMailbox(_ request: Request, in reading: any StoreReading) throws -> Bool {
        let paper = try reading.sealedParts(["authorityContact"], at: [request.filedAtPosition])
        let contact = paper[request.filedAtPosition]?["authorityContact"] ?? ""
        let domains = Agency.mailboxDomains(in: contact).prefix(Self.mailboxesMax).filter {
            !sharedMailDomains.contains($0)
        }
        guard !domains.isEmpty else { return false }
        let barred = try authorities([.suspended, .restricted], in: reading).filter { $0.id != request.authority }
        guard !barred.isEmpty else { return false }
        let country = request.filing.country
        // No barred member gets out of it by taking its offices back.
        let theirs = try offices(of: barred, in: country, reading)
        let others = try offices(of: try authorities([.active], in: reading), in: country, reading)
            .filter { $0.revokedAt == nil }
        let known = Set(try mailDomains(of: theirs, in: reading).values.joined())
        let free = Set(try mailDomains(of: others, in: reading).values.joined())
        for domain in domains {
            let (nearest, nearestFree) = (Self.nearest(domain, among: known), Self.nearest(domain, among: free))
            if nearest > nearestFree { return true }
            guard nearestFree == 0 else { continue }
            // By what one person once noted of a call, no mailbox of a barred member becomes another's.
            let earlier = try writers(from: domain, in: country, reading)
            if !earlier.isDisjoint(with: theirs.map(\.authority)) { return true }
        }
        return false
    }

    /// How long the longest of some domains is that a domain is, or lies below; 0 for none.
    private static func nearest(_ domain: String, among known: Set<String>) -> Int {
        known.filter { domain == $0 || domain.hasSuffix("." + $0) }.map(\.count).max() ?? 0
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

    /// The offices that some members have, or had, in a country.
    private func offices(
        of members: [Organisation],
        in country: String,
        _ reading: any StoreReading
    ) throws -> [Office] {
        guard !members.isEmpty else { return [] }
        return try reading.find(
            AggregateQuery<Office>(
                [
                    .isOneOf(.authority, members.map { .text($0.id.description) }), .equals(.country, .text(country)),
                ],
                limit: Self.registerMax
            )
        )
    }

    /// Those of some members with such offices that have a name, or one of whose offices has it.
    private func named(
        _ members: [Organisation],
        with offices: [Office],
        as name: String,
        in reading: any StoreReading
    ) throws -> Set<ID<Organisation>> {
        let (spelling, part) = (Agency.spelling(of: name), OfficeText.name.rawValue)
        let able = Set(offices.map(\.authority))
        var places = members.filter { able.contains($0.id) }.map { (authority: $0.id, position: $0.namedAt) }
        for office in offices {
            if let position = office.textPositions[.name] { places.append((office.authority, position)) }
        }
        let names = try reading.sealedParts([part], at: places.map { $0.position })
        return Set(
            places.filter { place in
                guard let own = names[place.position]?[part].flatMap(Agency.spelling) else { return false }
                return own == spelling
            }.map(\.authority)
        )
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
