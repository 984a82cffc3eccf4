import Cooperation

/// Names that the pages of the register show beside ids.
package struct RegisterNames: Sendable {
    /// Organisations whose names are known here.
    package let members: [ID<Organisation>: String]
    /// People of the reader's own organisation: of others' people only the ids are shown.
    package let people: [Identifier: String]

    /// Who gave a word: the organisation, and the person by name or id.
    package func giver(of word: Vouching) -> (organisation: String, person: String) {
        (members[word.organisation] ?? word.organisation.description, person(word.by))
    }

    /// A person, by name or id.
    package func person(_ id: Identifier) -> String { people[id] ?? id.description }
}

/// A page of the offices that the register shows a reader.
package struct RegisterPage: Sendable {
    package let offices: [OfficeView]
    package let names: RegisterNames
    /// After which office the next page begins; `nil` on the last.
    package let next: ID<Office>?
}

/// An office with its officers, as its page shows it.
package struct OfficePage: Sendable {
    package let office: OfficeView
    package let officers: [OfficerView]
    package let names: RegisterNames
    /// Who could be made an officer of it, where it is the reader's own; the register says who is one already.
    package let people: [PersonView]
}

/// An officer with the office, as the officer's page shows them.
package struct OfficerPage: Sendable {
    package let officer: OfficerView
    package let office: OfficeView?
    package let names: RegisterNames
}

extension Node {
    /// How many officers, and how many people who could be one, the page of an office names.
    private static let officersPerPage = 1000

    /// A page of the offices that the register shows the caller, in the order in which they were entered.
    package func registerPage(after: ID<Office>?, for caller: Caller) async throws -> RegisterPage {
        let (offices, next) = try await offices(after: after, limit: Self.membersPerPage, for: caller)
        let names = try await store.read { reading in
            try reading.registerNames(offices.compactMap { $0.office.vouchings.standing }, for: caller)
        }
        return RegisterPage(offices: offices, names: names, next: next)
    }

    /// The authorities that a caller may enter offices of, with their names: its own, or those kept here.
    package func authoritiesToKeep(for caller: Caller) async throws -> [OrganisationView] {
        let own = caller.organisation
        return try await store.read { reading in
            var found: [Organisation] = []
            if own.kind == .authority {
                found = [own]
            } else if own.ownsNode {
                let query = AggregateQuery<Organisation>(
                    [.equals(.kind, .text(OrganisationKind.authority.rawValue))],
                    limit: Self.officersPerPage
                )
                found = try reading.find(query).filter { $0.origin == nil }
            }
            let names = try reading.names(of: found.map(\.id))
            return found.map { OrganisationView(organisation: $0, name: names[$0.id]) }
        }
    }

    /// One office with its officers.
    package func officePage(_ id: ID<Office>, for caller: Caller) async throws -> OfficePage {
        let office = try await office(id, for: caller)
        let officers = try await officers(at: id, limit: Self.officersPerPage, for: caller).officers
        let isOwn = office.office.authority == caller.organisation.id
        return try await store.read { reading in
            let words = office.office.vouchings + officers.compactMap { $0.officer.vouchings.standing }
            var people: [Person] = []
            if isOwn {
                let query = AggregateQuery<Person>(
                    [.equals(.organisation, .text(caller.organisation.id.description))],
                    limit: Self.officersPerPage
                )
                people = try reading.find(query).filter { person in
                    person.state == .active && OfficerRank.allCases.contains { person.roles.contains($0.role) }
                }
            }
            let names = try reading.names(of: people.map(\.id))
            return OfficePage(
                office: office,
                officers: officers,
                names: try reading.registerNames(words, for: caller),
                people: people.map { PersonView(person: $0, name: names[$0.id]) }
            )
        }
    }

    /// One officer with the keys.
    package func officerPage(_ id: ID<Officer>, for caller: Caller) async throws -> OfficerPage {
        let officer = try await officer(id, for: caller)
        let record = officer.officer
        return try await store.read { reading in
            let words = record.vouchings + record.keys.flatMap(\.vouchings)
            let office = try reading.load(Office.self, record.office)
            return OfficerPage(
                officer: officer,
                office: try office.flatMap { try reading.views([$0]).first },
                names: try reading.registerNames(words, adders: record.keys.map(\.addedBy), for: caller)
            )
        }
    }
}

extension StoreReading {
    /// The names of those who gave words and added keys.
    fileprivate func registerNames(
        _ words: [Vouching],
        adders: [Identifier] = [],
        for caller: Caller
    ) throws -> RegisterNames {
        let actors = Set(words.map(\.by) + adders).map { ID<Person>($0) }
        let own = try load(Person.self, ids: actors).values.filter { $0.organisation == caller.organisation.id }
        let people = try names(of: own.map(\.id)).map { ($0.key.identifier, $0.value) }
        return RegisterNames(
            members: try names(of: words.map(\.organisation)),
            people: Dictionary(people, uniquingKeysWith: { first, _ in first })
        )
    }
}
