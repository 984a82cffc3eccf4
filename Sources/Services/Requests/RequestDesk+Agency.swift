import Cooperation

extension RequestDesk {
    /// How many assessments are looked at that one agency's name or mailbox leads to.
    private static let agencyMax = 1000

    /// By what the agency that asks is found again: its name as the register or the paper has it, and the mailbox's domain
    /// that a paper names unless anybody may have one there, both within the country whose law it quotes.
    func agency(of request: Request, in reading: any StoreReading) throws -> Agency {
        try agencies(of: [request], in: reading)[0]
    }

    /// By what the agencies that ask are found again, in the order of the requests.
    ///
    /// - Complexity: as many statements for many as for one of them.
    func agencies(of requests: [Request], in reading: any StoreReading) throws -> [Agency] {
        let texts = try reading.sealedParts(
            ["authorityName", "authorityContact"],
            at: requests.map(\.filedAtPosition)
        )
        let names = try reading.names(of: requests.compactMap(\.authority))
        return requests.map { request in
            let paper = texts[request.filedAtPosition] ?? [:]
            let name = request.authority.flatMap { names[$0] } ?? paper["authorityName"]
            let country = request.filing.country
            return Agency(
                partyKey: name.flatMap(Agency.spelling).map { secrets.pseudonym("agency-name", country + " " + $0) },
                mailboxKey: ownMailDomain(in: paper["authorityContact"]).map { mailboxKey(of: $0, in: country) }
            )
        }
    }

    /// The keyed hash by which whoever writes from a mailbox's domain is found again, within the country whose law they quote.
    func mailboxKey(of domain: String, in country: String) -> String {
        secrets.pseudonym("agency-mailbox", country + " " + domain)
    }

    /// The domain of the first mailbox that a text names but those where anybody may have one.
    func ownMailDomain(in text: String?) -> String? {
        text.flatMap { Agency.mailboxDomains(in: $0).first { !sharedMailDomains.contains($0) } }
    }

    /// Whether a paper comes from a mailbox that anybody may have.
    func isFromSharedMailbox(_ request: Request, in reading: any StoreReading) throws -> Bool {
        let paper = try reading.sealedParts(["authorityContact"], at: [request.filedAtPosition])
        let contact = paper[request.filedAtPosition]?["authorityContact"] ?? ""
        return Agency.mailboxDomains(in: contact).contains(where: sharedMailDomains.contains)
    }

    /// Why the agency that asks gets nothing in an emergency: which earlier one it still owes a formal request for, and by
    /// what it was found.
    func frozen(_ request: Request, in reading: any StoreReading) throws -> [FrozenAgency] {
        guard request.filing.kind == .emergencyDisclosure else { return [] }
        var found: [ID<Assessment>: FrozenAgency.Link] = [:]
        if let authority = request.authority {
            for id in try reading.lookUp(Assessment.self, Assessment.frozenKey(of: authority), limit: Self.agencyMax) {
                found[id] = .member
            }
        }
        let agency = try agency(of: request, in: reading)
        for (sealedKey, value, link) in [
            (SealedKey.partyKey, agency.partyKey, FrozenAgency.Link.name),
            (.mailboxKey, agency.mailboxKey, .mailbox),
        ] {
            guard let value else { continue }
            let ids = try reading.subjects(sealedKey, equalTo: value, limit: Self.agencyMax)
            let owing = try reading.load(Assessment.self, ids: ids.map { ID<Assessment>($0) }).values.filter {
                $0.isFormalMissed && !$0.opening.isExercise
            }
            for assessment in owing where found[assessment.id] == nil { found[assessment.id] = link }
        }
        return found.map { FrozenAgency(owes: $0.key, link: $0.value) }.sorted { $0.owes < $1.owes }
    }

    /// Fails where an emergency disclosure would go to an agency that is frozen.
    func requireNotFrozen(_ assessment: Assessment, _ request: Request, in reading: any StoreReading) throws {
        let complies = assessment.proposal?.outcomes.contains { $0.outcome.isCompliance } ?? true
        guard complies, try !frozen(request, in: reading).isEmpty else { return }
        throw Assessment.agencyFrozen
    }
}

/// One emergency for which an agency still owes the formal request.
package struct FrozenAgency: Sendable, Hashable {
    /// By what it was seen that it is the same agency.
    package enum Link: String, Codable, CaseIterable, Sendable {
        /// It is the same member.
        case member
        /// It bears the same name.
        case name
        /// It writes from the same mailbox's domain.
        case mailbox
    }

    /// The earlier one.
    package let owes: ID<Assessment>
    package let link: Link
}
