import Cooperation
import Statements
import Testing

@Suite("An officer")
struct OfficerTests {
    static let specification = Transition.table(
        """
        enter | nothing -> entered
        enter | entered vouched keyed revoked left elsewhere -> !already-entered
        enterStranger | nothing -> !person-unknown
        enterStranger | entered vouched keyed revoked left elsewhere -> !already-entered
        enterWhoLeft | nothing -> !person-unknown
        enterWhoLeft | entered vouched keyed revoked left elsewhere -> !already-entered
        enterTooHigh | nothing -> !role-not-held
        enterTooHigh | entered vouched keyed revoked left elsewhere -> !already-entered
        enterAtRevoked | nothing -> !office-revoked
        enterAtRevoked | entered vouched keyed revoked left elsewhere -> !already-entered
        enterAtFollowed | nothing -> !kept-elsewhere
        enterAtFollowed | entered vouched keyed revoked left elsewhere -> !already-entered
        promote | nothing -> !not-found
        promote | entered vouched keyed revoked -> rankChanged
        promote | left -> !officer-left
        promote | elsewhere -> !kept-elsewhere
        promoteTooHigh | nothing -> !not-found
        promoteTooHigh | entered vouched keyed revoked -> !role-not-held
        promoteTooHigh | left -> !officer-left
        promoteTooHigh | elsewhere -> !kept-elsewhere
        stay | nothing -> !not-found
        stay | entered vouched keyed revoked -> -
        stay | left -> !officer-left
        stay | elsewhere -> !kept-elsewhere
        vouch | nothing -> !not-found
        vouch | entered vouched keyed revoked -> vouched
        vouch | left -> !officer-left
        vouch | elsewhere -> !kept-elsewhere
        vouchForOneself | nothing -> !not-found
        vouchForOneself | entered vouched keyed revoked -> !own-authority-vouches
        vouchForOneself | left -> !officer-left
        vouchForOneself | elsewhere -> !kept-elsewhere
        vouchAsEnterer | nothing -> !not-found
        vouchAsEnterer | entered vouched keyed revoked -> !other-person-needed
        vouchAsEnterer | left -> !officer-left
        vouchAsEnterer | elsewhere -> !kept-elsewhere
        addKey | nothing -> !not-found
        addKey | entered vouched -> keyAdded
        addKey | keyed revoked -> !key-known
        addKey | left -> !officer-left
        addKey | elsewhere -> !kept-elsewhere
        addCertificate | nothing -> !not-found
        addCertificate | entered vouched keyed revoked -> keyAdded
        addCertificate | left -> !officer-left
        addCertificate | elsewhere -> !kept-elsewhere
        vouchForKey | nothing -> !not-found
        vouchForKey | entered vouched -> !key-unknown
        vouchForKey | keyed -> keyVouched
        vouchForKey | revoked -> !key-revoked
        vouchForKey | left -> !officer-left
        vouchForKey | elsewhere -> !kept-elsewhere
        vouchForOwnKey | nothing -> !not-found
        vouchForOwnKey | entered vouched -> !key-unknown
        vouchForOwnKey | keyed -> !own-authority-vouches
        vouchForOwnKey | revoked -> !key-revoked
        vouchForOwnKey | left -> !officer-left
        vouchForOwnKey | elsewhere -> !kept-elsewhere
        vouchForKeyAsAdder | nothing -> !not-found
        vouchForKeyAsAdder | entered vouched -> !key-unknown
        vouchForKeyAsAdder | keyed -> !other-person-needed
        vouchForKeyAsAdder | revoked -> !key-revoked
        vouchForKeyAsAdder | left -> !officer-left
        vouchForKeyAsAdder | elsewhere -> !kept-elsewhere
        revokeKey | nothing -> !not-found
        revokeKey | entered vouched -> !key-unknown
        revokeKey | keyed left -> keyRevoked
        revokeKey | revoked -> -
        revokeKey | elsewhere -> !kept-elsewhere
        leave | nothing -> !not-found
        leave | entered vouched keyed revoked -> left
        leave | left -> -
        leave | elsewhere -> !kept-elsewhere
        """
    )

    static let id = ID<Officer>.number(720)

    private static func commands() throws -> [String: OfficerCommand] {
        let (person, colleague) = (
            try Build.person(30, of: 2, roles: [.officer]),
            try Build.person(30, of: 2, roles: [.officer, .supervisor])
        )
        let left = try Person.after(person, Person.decide(person, .leave, id: person.id))
        let office = try Build.office()
        let revoked = try Office.after(office, Office.decide(office, .revoke(reason: "TEST"), id: office.id))
        let texts = try OfficerTexts(name: Build.text("name"), post: Build.text("post"), contact: Build.text("contact"))
        let own = Voucher(organisation: try Build.organisation(2, .authority, ownsNode: true), person: .number(50))
        let (how, key) = (Build.text("how"), Build.keyID("a"))
        func enter(
            _ person: Person?,
            _ office: Office?,
            _ rank: OfficerRank = .officer
        ) throws -> OfficerCommand {
            guard let person, let office else { throw Build.Missing() }
            return .enter(person: person, office: office, rank: rank, texts: texts)
        }
        return [
            "enter": try enter(person, office),
            "enterStranger": try enter(Build.person(30, of: 3, roles: [.officer]), office),
            "enterWhoLeft": try enter(left, office), "enterTooHigh": try enter(person, office, .supervisor),
            "enterAtRevoked": try enter(person, revoked),
            "enterAtFollowed": try enter(person, Build.office(origin: Build.elsewhere)),
            "promote": .changeRank(.supervisor, person: colleague),
            "promoteTooHigh": .changeRank(.supervisor, person: person),
            "stay": .changeRank(.officer, person: person),
            "vouch": .vouch(how: how, by: try Build.voucher()), "vouchForOneself": .vouch(how: how, by: own),
            "vouchAsEnterer": .vouch(how: how, by: try Build.voucher(person: 1)),
            "addKey": .addKey(try Build.keyEntry()), "addCertificate": .addKey(try Build.keyEntry("c", .certificate)),
            "vouchForKey": .vouchForKey(key, how: how, by: try Build.voucher()),
            "vouchForOwnKey": .vouchForKey(key, how: how, by: own),
            "vouchForKeyAsAdder": .vouchForKey(key, how: how, by: try Build.voucher(person: 1)),
            "revokeKey": .revokeKey(key, .compromised, reason: Build.text("reason")),
            "leave": .leave(reason: Build.text("reason")),
        ]
    }

    static func machine() throws -> StateMachine<Officer> {
        let decisions: [String: StateMachine<Officer>.Decision] = try commands().mapValues { command in
            { try Officer.decide($0, command, id: Self.id) }
        }
        func after(_ commands: String..., origin: EventOrigin? = nil) throws -> Officer? {
            var (state, acts): (Officer?, [Act]) = (nil, [])
            for command in commands {
                acts += try decisions[command]?(state) ?? []
                state = try Officer.after(nil, acts)
            }
            return try Officer.after(nil, acts, origin: origin)
        }
        return StateMachine(
            states: [
                "nothing": nil, "entered": try after("enter"), "vouched": try after("enter", "vouch"),
                "keyed": try after("enter", "vouch", "addKey", "vouchForKey"),
                "revoked": try after("enter", "vouch", "addKey", "revokeKey"),
                "left": try after("enter", "addKey", "leave"),
                "elsewhere": try after("enter", "addKey", origin: Build.elsewhere),
            ],
            commands: decisions
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("has no more keys in a life than the register takes")
    func keysMax() throws {
        var officer = try #require(try Self.machine().states["entered"] ?? nil)
        for number in 0..<Officer.keysMax {
            let digits = String(1000 + number)
            let key = String(repeating: digits, count: 16)
            let id = try SigningPublicKey("ed25519:" + key).id.description
            let entry = try OfficerKeyEntry(id: id, kind: .signing, publicKey: key, certificate: nil)
            let acts = try Officer.decide(officer, .addKey(entry), id: officer.id)
            officer = try #require(try Officer.after(officer, acts))
        }
        let refusal = #expect(throws: Refusal.self) {
            try Officer.decide(officer, .addKey(Build.keyEntry()), id: officer.id)
        }
        #expect(refusal?.code == "keys-too-many")
        #expect(officer.lookupKeys.count == Officer.keysMax)
    }

    @Test("gives keys in hexadecimal and certificates as PEM, never a private one")
    func entries() {
        func code(_ id: String, _ kind: OfficerKey.Kind, _ key: String?, _ certificate: String?) -> String? {
            do {
                _ = try OfficerKeyEntry(id: id, kind: kind, publicKey: key, certificate: certificate)
                return nil
            } catch {
                return error.code
            }
        }
        let (id, pem) = (Build.keyID("a"), "-----BEGIN CERTIFICATE-----\nTEST")
        let key = String(repeating: "a", count: 64)
        #expect(code(id, .signing, key, nil) == nil)
        let sealing = Build.publicKey("a", .encryption)
        #expect(code(Build.keyID("a", .encryption), .encryption, sealing, nil) == nil)
        // Nobody takes the id of another key.
        #expect(code(id, .signing, String(repeating: "b", count: 64), nil) == "key-id-invalid")
        #expect(code(id, .encryption, sealing, nil) == "key-id-invalid")
        #expect(code(id, .signing, String(repeating: "0", count: 64), nil) == "public-key-invalid")
        #expect(code(id, .certificate, nil, pem) == nil)
        #expect(code(String(id.prefix(63)), .signing, key, nil) == "key-id-invalid")
        #expect(code(id.uppercased(), .signing, key, nil) == "key-id-invalid")
        #expect(code(id, .signing, nil, nil) == "public-key-invalid")
        #expect(code(id, .encryption, String(key.dropFirst()), nil) == "public-key-invalid")
        #expect(code(id, .signing, key, pem) == "public-key-invalid")
        #expect(code(id, .certificate, key, pem) == "public-key-invalid")
        #expect(code(id, .certificate, nil, nil) == "certificate-invalid")
        #expect(code(id, .certificate, nil, "TEST") == "certificate-invalid")
        #expect(code(id, .certificate, nil, pem + "\n-----BEGIN PRIVATE KEY-----") == "certificate-invalid")
    }
}
