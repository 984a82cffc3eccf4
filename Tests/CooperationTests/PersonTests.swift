import Cooperation
import Testing

@Suite("A person")
struct PersonTests {
    static let specification = Transition.table(
        """
        add | nothing -> added
        add | active reachable left erased -> !already-added
        addUnnamed | nothing -> !text-missing
        addUnnamed | active reachable left erased -> !already-added
        addWithoutRole | nothing -> !roles-missing
        addWithoutRole | active reachable left erased -> !already-added
        changeRoles | nothing -> !not-found
        changeRoles | active reachable -> rolesChanged
        changeRoles | left erased -> !person-left
        keepRoles | nothing -> !not-found
        keepRoles | active reachable -> -
        keepRoles | left erased -> !person-left
        dropRoles | nothing -> !not-found
        dropRoles | active reachable -> !roles-missing
        dropRoles | left erased -> !person-left
        setAddress | nothing -> !not-found
        setAddress | active reachable -> addressSet
        setAddress | left erased -> !person-left
        removeAddress | nothing -> !not-found
        removeAddress | reachable -> addressRemoved
        removeAddress | active left erased -> -
        changeLanguages | nothing -> !not-found
        changeLanguages | active reachable -> languagesChanged
        changeLanguages | left erased -> !person-left
        keepLanguages | nothing -> !not-found
        keepLanguages | active reachable -> -
        keepLanguages | left erased -> !person-left
        misspellLanguages | nothing -> !not-found
        misspellLanguages | active reachable -> !languages-invalid
        misspellLanguages | left erased -> !person-left
        nameOfficer | nothing -> !not-found
        nameOfficer | active reachable -> officerNamed
        nameOfficer | left erased -> !person-left
        nameOfficerKeptHere | nothing -> !not-found
        nameOfficerKeptHere | active reachable -> !officer-not-followed
        nameOfficerKeptHere | left erased -> !person-left
        leave | nothing -> !not-found
        leave | active reachable -> left
        leave | left erased -> -
        erase | nothing -> !not-found
        erase | active reachable left -> erased
        erase | erased -> -
        """
    )

    static func machine() throws -> StateMachine<Person> {
        let id = ID<Person>.number(10)
        let active = try Build.person(10, of: 1, roles: [.curator, .lead])
        let address = try #require(EmailAddress(Build.marker + "@lentera.example"))
        let reachable = try Person.after(active, Person.decide(active, .setAddress(address), id: id))
        let left = try Person.after(reachable, Person.decide(reachable, .leave, id: id))
        let erased = try Person.after(left, Person.decide(left, .erase, id: id))
        let officers = try OfficerTests.machine().states
        let officer = try #require(officers["elsewhere"] ?? nil)
        let own = try #require(officers["entered"] ?? nil)
        let commands: [String: PersonCommand] = [
            "nameOfficer": .nameOfficer(officer), "nameOfficerKeptHere": .nameOfficer(own),
            "add": .add(organisation: .number(1), name: Build.text("name"), roles: [.curator]),
            "addUnnamed": .add(organisation: .number(1), name: "", roles: [.curator]),
            "addWithoutRole": .add(organisation: .number(1), name: Build.text("name"), roles: []),
            "changeRoles": .changeRoles([.auditor]), "keepRoles": .changeRoles([.lead, .curator]),
            "dropRoles": .changeRoles([]),
            "setAddress": .setAddress(address), "removeAddress": .removeAddress,
            "changeLanguages": .changeLanguages(["ms", "ID-id", "id"]), "keepLanguages": .changeLanguages([]),
            "misspellLanguages": .changeLanguages(["id", "bahasa indonesia"]),
            "leave": .leave, "erase": .erase,
        ]
        return StateMachine(
            states: ["nothing": nil, "active": active, "reachable": reachable, "left": left, "erased": erased],
            commands: commands.mapValues { command in { try Person.decide($0, command, id: id) } }
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("is reached at the address that was set last, and at none once they left")
    func address() throws {
        let states = try Self.machine().states
        #expect(try #require(states["active"] ?? nil).addressedAt == nil)
        #expect(try #require(states["reachable"] ?? nil).addressedAt == 0)
        #expect(try #require(states["left"] ?? nil).addressedAt == nil)
    }

    @Test("is found as the officer who was named last, and as none once they left")
    func officer() throws {
        let machine = try Self.machine()
        let active = try #require(machine.states["active"] ?? nil)
        #expect(active.officer == nil && active.lookupKeys.isEmpty)
        let named = try #require(try Person.after(active, machine.commands["nameOfficer"]?(active) ?? []))
        #expect(named.officer == OfficerTests.id && named.lookupKeys == [Person.officerKey(OfficerTests.id)])
        #expect(try machine.commands["nameOfficer"]?(named).isEmpty == true)
        let left = try #require(try Person.after(named, Person.decide(named, .leave, id: named.id)))
        #expect(left.officer == nil && left.lookupKeys.isEmpty)
    }

    @Test("reads the languages that were said, each once, and any language where none was said")
    func languages() throws {
        var person = try Build.person(10, of: 1)
        #expect(person.languages == nil)
        let changes: [(tags: [String], languages: [String]?)] = [
            (["ms", "ID-id", "id"], ["id", "ms"]), (["id"], ["id"]), ([], nil),
        ]
        for (tags, languages) in changes {
            let acts = try Person.decide(person, .changeLanguages(tags), id: person.id)
            person = try #require(try Person.after(person, acts))
            #expect(person.languages == languages)
            #expect(try Person.decide(person, .changeLanguages(tags), id: person.id).isEmpty)
        }
        let letters = "abcdef".map(String.init)
        let many = letters.flatMap { first in letters.map { first + $0 } }
        #expect { try Person.decide(person, .changeLanguages(many), id: person.id) } throws: {
            ($0 as? Refusal)?.code == "languages-invalid"
        }
    }
}
