import CanonicalJSON
import Cooperation
import Passkeys
import Services
import SoftwareAuthenticator
import Store
import Testing

/// A node with a console, and people who get in.
struct ConsoleScene {
    static let origin = ConsoleOrigin("https://console.example")

    let home: TestNode
    let access: ConsoleAccess
    let origin: ConsoleOrigin

    init(
        kind: OrganisationKind = .platform,
        isExchange: Bool = false,
        passkeysRequired: Bool = true
    ) async throws {
        var settings = NodeSettings()
        settings.passkeysRequired = passkeysRequired
        home = try await TestNode("TEST Console", kind: kind, isExchange: isExchange, settings: settings)
        access = ConsoleAccess(node: home.node, passwords: PlainPasswords())
        origin = try #require(Self.origin)
    }

    var own: ID<Organisation> { home.administrator.organisation.id }

    /// Somebody who logs in with a password.
    struct Member {
        let person: ID<Person>
        let name: String
        let password: String
        let generator: [UInt8]
        let recovery: [String]
    }

    func person(_ roles: Set<Role>) async throws -> ID<Person> {
        // Ids are in order of time by the millisecond.
        home.clock.advance(Seconds(1))
        let name = "TEST person"
        return try await home.node.addPerson(to: own, name: name, roles: roles, by: home.administrator).person.id
    }

    func link(_ person: ID<Person>, lasting: Seconds = .days(1)) async throws -> String {
        try await access.invite(person, lasting: lasting, by: home.administrator)
    }

    func member(_ name: String, _ roles: Role...) async throws -> Member {
        let person = try await person(Set(roles))
        return try await enrol(person, by: link(person), as: name)
    }

    func enrol(
        _ person: ID<Person>,
        by link: String,
        as name: String,
        password: String = "TEST right password"
    ) async throws -> Member {
        let enrolment = try #require(try await access.enrolment(link))
        let recovery = try await access.enrol(
            link,
            name: name,
            password: password,
            code: OneTimeCode.code(secret: enrolment.totpSecret, step: step)
        )
        return Member(
            person: person,
            name: name,
            password: password,
            generator: enrolment.totpSecret,
            recovery: recovery
        )
    }

    private var step: Int64 { home.clock.now.microseconds / 30_000_000 }

    /// What a generator shows so many steps from now.
    func code(_ member: Member, in steps: Int64 = 0) -> String {
        OneTimeCode.code(secret: member.generator, step: step + steps)
    }

    /// Logs in, half a minute after whatever happened before.
    func logIn(_ member: Member) async throws -> String {
        home.clock.advance(Seconds(30))
        return try #require(
            try await access.logIn(name: member.name, password: member.password, code: code(member))
        )
    }

    func visit(_ member: Member) async throws -> Visit { try await visit(try await logIn(member)) }

    func visit(_ secret: String) async throws -> Visit { try #require(try await access.visit(secret)) }

    func isIn(_ secret: String) async throws -> Bool { try await access.visit(secret) != nil }

    // MARK: Passkeys

    func authenticator(_ person: ID<Person>, seed: UInt8 = 1, counter: UInt32 = 1) -> SoftwareAuthenticator {
        let digits = Array("\(person)".utf8.filter { $0 != UInt8(ascii: "-") })
        let handle = Hexadecimal.decode(String(decoding: digits, as: UTF8.self)) ?? []
        return SoftwareAuthenticator(
            seed: seed,
            origin: origin.description,
            relyingParty: origin.host,
            userHandle: handle,
            counter: counter
        )
    }

    /// Sets a person's login up with a passkey.
    func setUp(_ person: ID<Person>, seed: UInt8 = 1, counter: UInt32 = 1) async throws -> SoftwareAuthenticator {
        let link = try await link(person)
        let authenticator = authenticator(person, seed: seed, counter: counter)
        let options = try await access.beginPasskey(setUp: link, at: origin)
        try await access.enrol(
            link,
            with: authenticator.register(options.challenge),
            passkeyName: "TEST key",
            at: origin
        )
        return authenticator
    }

    func logIn(_ authenticator: inout SoftwareAuthenticator) async throws -> String? {
        let challenge = access.beginPasskeyLogin(at: origin).challenge
        return try await access.logIn(authenticator.assert(challenge), at: origin)
    }

    /// What shows once more that it is the person: a passkey that they have.
    func proof(_ authenticator: inout SoftwareAuthenticator, of visit: Visit) async throws -> PresenceProof {
        .passkey(authenticator.assert(try #require(try await access.beginProof(of: visit, at: origin)).challenge))
    }

    /// The same: a password and the code that comes next.
    func proof(_ member: Member) -> PresenceProof { .password(member.password, code: code(member, in: 1)) }

    func add(_ authenticator: SoftwareAuthenticator, to visit: Visit, _ proof: PresenceProof) async throws {
        let options = try await access.beginPasskey(of: visit, at: origin)
        let registration = authenticator.register(options.challenge)
        try await access.addPasskey(registration, named: "TEST another", proof: proof, of: visit, at: origin)
    }

    // MARK: What came of it

    func events(_ types: String...) async throws -> [JournalEvent] {
        try await home.store.read { try $0.events(EventQuery(types: types, limit: 1000)) }
    }

    func login(_ person: ID<Person>) async throws -> Login? {
        try await home.store.read { try $0.load(Login.self, ID(person.identifier)) }
    }

    /// All texts of sealed parts of events about a person that are not erased.
    func sealed(_ person: ID<Person>) async throws -> Set<String> {
        try await home.store.read { reading in
            var names: Set<String> = []
            for position in 0..<(try reading.journalSize()) {
                guard let record = try reading.record(at: position), record.event.subject == person.identifier else {
                    continue
                }
                names.formUnion(record.sealedParts.filter { $0.content != nil }.map { "\(position) \($0.name)" })
            }
            return names
        }
    }
}

/// The code with which something is refused; `nil` where it is not.
func refusal<Result>(_ body: () async throws -> Result) async -> String? {
    do {
        _ = try await body()
        return nil
    } catch {
        return (error as? Refusal)?.code ?? "\(error)"
    }
}
