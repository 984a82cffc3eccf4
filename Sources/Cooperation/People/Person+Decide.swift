/// A person joined an organisation's people.
///
/// Sealed: `name`.
public struct PersonAdded: EventPayload {
    /// What happened.
    public static let type = "person.added"
    /// For whom the person acts.
    public let organisation: ID<Organisation>
    /// What the person may do.
    public let roles: [Role]
}

/// What a person may do was changed.
public struct PersonRolesChanged: EventPayload {
    /// What happened.
    public static let type = "person.rolesChanged"
    /// All roles from now on.
    public let roles: [Role]
}

/// What a person reads was changed.
public struct PersonLanguagesChanged: EventPayload {
    /// What happened.
    public static let type = "person.languagesChanged"
    /// All languages from now on, as primary tags of BCP 47; none for any.
    public let languages: [String]
}

/// A person is an officer in the register of an exchange that this node follows.
public struct PersonOfficerNamed: EventPayload {
    /// What happened.
    public static let type = "person.officerNamed"
    /// Which officer.
    public let officer: ID<Officer>
}

/// A person left.
public struct PersonLeft: EventPayload {
    /// What happened.
    public static let type = "person.left"
}

/// A person's name and notes were erased.
public struct PersonErased: EventPayload {
    /// What happened.
    public static let type = "person.erased"
}

/// A person is reached at an address from now on.
///
/// Sealed: `email`.
public struct PersonAddressSet: EventPayload {
    /// What happened.
    public static let type = "person.addressSet"
}

/// A person is reached at no address any more.
public struct PersonAddressRemoved: EventPayload {
    /// What happened.
    public static let type = "person.addressRemoved"
}

/// What can be asked of a person's record.
public enum PersonCommand: Sendable, Hashable {
    /// Add a person.
    case add(organisation: ID<Organisation>, name: String, roles: Set<Role>)
    /// Give other roles.
    case changeRoles(Set<Role>)
    /// Reach the person at this address.
    case setAddress(EmailAddress)
    /// Reach the person at no address.
    case removeAddress
    /// Say what the person reads, as tags of BCP 47; nothing for any language.
    case changeLanguages([String])
    /// Say which officer of an exchange's register the person is.
    case nameOfficer(Officer)
    /// Note that the person left.
    case leave
    /// Erase name and notes, for good.
    case erase
}

extension Person {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the person; `nil` for one not added.
    ///   - command: what is asked.
    ///   - id: the id, which an addition takes on.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Person?,
        _ command: PersonCommand,
        id: ID<Person>
    ) throws(Refusal) -> [Act] {
        switch (state?.state, command) {
        case (nil, .add(let organisation, let name, let roles)):
            let name = try Texts.required(name, "name", bytesMax: Organisation.nameBytesMax)
            try requireRoles(roles)
            return [
                Act(PersonAdded(organisation: organisation, roles: roles.sorted()), on: id, sealed: ["name": name])
            ]
        case (_?, .add):
            throw Refusal(.conflict, "already-added", "A person with this id was added already.")
        case (nil, _):
            throw Refusal(.notFound, "not-found", "There is no such person.")
        case (.active, .changeRoles(let roles)):
            try requireRoles(roles)
            return state?.roles == roles.sorted() ? [] : [Act(PersonRolesChanged(roles: roles.sorted()), on: id)]
        case (.active, .changeLanguages(let tags)):
            let languages = try primary(tags)
            return state?.languages ?? [] == languages
                ? [] : [Act(PersonLanguagesChanged(languages: languages), on: id)]
        case (.active, .nameOfficer(let officer)):
            guard officer.origin != nil, officer.leftAt == nil else {
                throw Refusal(
                    .invalid,
                    "officer-not-followed",
                    "Name an officer of the register that this node follows, who still works there.",
                    pointer: "/officer"
                )
            }
            return state?.officer == officer.id ? [] : [Act(PersonOfficerNamed(officer: officer.id), on: id)]
        case (.active, .setAddress(let address)):
            return [Act(PersonAddressSet(), on: id, sealed: ["email": address.text])]
        case (.active, .removeAddress):
            return state?.addressedAt == nil ? [] : [Act(PersonAddressRemoved(), on: id)]
        case (.active, .leave): return [Act(PersonLeft(), on: id)]
        case (.active, .erase), (.left, .erase): return [Act(PersonErased(), on: id)]
        case (.left, .leave), (.erased, .leave), (.erased, .erase): return []
        // Whoever left has none.
        case (.left, .removeAddress), (.erased, .removeAddress): return []
        case (.left, .changeRoles), (.erased, .changeRoles), (.left, .changeLanguages), (.erased, .changeLanguages),
            (.left, .setAddress), (.erased, .setAddress), (.left, .nameOfficer), (.erased, .nameOfficer):
            throw Refusal(.conflict, "person-left", "This person has left; add them anew.")
        }
    }

    private static func requireRoles(_ roles: Set<Role>) throws(Refusal) {
        guard !roles.isEmpty else {
            throw Refusal(.invalid, "roles-missing", "Give the person at least one role.", pointer: "/roles")
        }
    }

    private static func primary(_ tags: [String]) throws(Refusal) -> [String] {
        let languages = tags.map { LanguageTag.primary(of: $0) }
        let known = Set(languages.compactMap(\.self)).sorted()
        guard !languages.contains(nil), known.count <= languagesMax else {
            throw Refusal(
                .invalid,
                "languages-invalid",
                "Give at most \(languagesMax) languages as BCP 47 tags, as id or ms.",
                pointer: "/languages"
            )
        }
        return known
    }

    /// The state after an event.
    public static func apply(_ state: Person?, _ event: JournalEvent) throws(ReplayError) -> Person {
        switch (state, event.type) {
        case (nil, PersonAdded.type):
            let facts = try event.payload(PersonAdded.self)
            return Person(
                id: ID(event.subject),
                organisation: facts.organisation,
                roles: facts.roles,
                languages: nil,
                state: .active,
                namedAt: event.position
            )
        case (var person?, PersonRolesChanged.type):
            person.roles = try event.payload(PersonRolesChanged.self).roles
            return person
        case (var person?, PersonAddressSet.type):
            _ = try event.payload(PersonAddressSet.self)
            person.addressedAt = event.position
            return person
        case (var person?, PersonAddressRemoved.type):
            _ = try event.payload(PersonAddressRemoved.self)
            person.addressedAt = nil
            return person
        case (var person?, PersonLanguagesChanged.type):
            let languages = try event.payload(PersonLanguagesChanged.self).languages
            person.languages = languages.isEmpty ? nil : languages
            return person
        case (var person?, PersonOfficerNamed.type):
            person.officer = try event.payload(PersonOfficerNamed.self).officer
            return person
        case (var person?, PersonLeft.type):
            _ = try event.payload(PersonLeft.self)
            person.state = .left
            person.officer = nil
            person.addressedAt = nil
            return person
        case (var person?, PersonErased.type):
            _ = try event.payload(PersonErased.self)
            person.state = .erased
            person.officer = nil
            person.addressedAt = nil
            return person
        default: throw ReplayError.unexpected(event, after: state)
        }
    }
}
