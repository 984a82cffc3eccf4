import Cooperation

extension RequestDesk {
    /// How many offices, and how many of their officers, are looked at.
    private static let registerMax = 1000

    /// Whether a paper comes from a mailbox that looks as if it were the authority's, as the register has its domains, and is
    /// not; of a stranger, as if it were that of any authority of the country whose law they quote.
    func isFromLookAlike(_ request: Request, in reading: any StoreReading) throws -> Bool {
        let paper = try reading.sealedParts(["authorityContact"], at: [request.filedAtPosition])
        let contact = paper[request.filedAtPosition]?["authorityContact"] ?? ""
        let domains = Agency.mailboxDomains(in: contact).filter { !sharedMailDomains.contains($0) }
        guard !domains.isEmpty else { return false }
        let whose: AggregateQuery<Office>.Condition =
            if let authority = request.authority {
                .equals(.authority, .text(authority.description))
            } else {
                .equals(.country, .text(request.filing.country))
            }
        let offices = try reading.find(
            AggregateQuery<Office>([whose, .equals(.revoked, .integer(0))], limit: Self.registerMax)
        )
        let known = Set(try mailDomains(of: offices, in: reading).values.joined())
        return domains.contains { Agency.isLookAlike($0, of: known) }
    }

    /// The mail domains that the register names for some offices and their officers, by authority, but those from which anybody
    /// may write.
    func mailDomains(
        of offices: [Office],
        in reading: any StoreReading
    ) throws -> [ID<Organisation>: Set<String>] {
        guard !offices.isEmpty else { return [:] }
        let officers = try reading.find(
            AggregateQuery<Officer>(
                [.isOneOf(.office, offices.map { .text($0.id.description) })],
                limit: Self.registerMax
            )
        )
        let contact = OfficeText.contact.rawValue
        var contacts: [(authority: ID<Organisation>, position: Int64)] = []
        for office in offices {
            if let position = office.textPositions[.contact] { contacts.append((office.authority, position)) }
        }
        for officer in officers { contacts.append((officer.authority, officer.enteredAtPosition)) }
        let texts = try reading.sealedParts([contact], at: contacts.map { $0.position })
        var domains: [ID<Organisation>: Set<String>] = [:]
        for (authority, position) in contacts {
            guard let domain = ownMailDomain(in: texts[position]?[contact]) else { continue }
            domains[authority, default: []].insert(domain)
        }
        return domains
    }
}
