import Cooperation
import Testing

@Suite("A person")
struct PersonTests {
    static let specification = Transition.table(
        """
        add | nothing -> added
        add | active left erased -> !already-added
        addUnnamed | nothing -> !text-missing
        addUnnamed | active left erased -> !already-added
        addWithoutRole | nothing -> !roles-missing
        addWithoutRole | active left erased -> !already-added
        changeRoles | nothing -> !not-found
        changeRoles | active -> rolesChanged
        changeRoles | left erased -> !person-left
        keepRoles | nothing -> !not-found
        keepRoles | active -> -
        keepRoles | left erased -> !person-left
        dropRoles | nothing -> !not-found
        dropRoles | active -> !roles-missing
        dropRoles | left erased -> !person-left
        changeLanguages | nothing -> !not-found
        changeLanguages | active -> languagesChanged
        changeLanguages | left erased -> !person-left
        keepLanguages | nothing -> !not-found
        keepLanguages | active -> -
        keepLanguages | left erased -> !person-left
        misspellLanguages | nothing -> !not-found
        misspellLanguages | active -> !languages-invalid
        misspellLanguages | left erased -> !person-left
        leave | nothing -> !not-found
        leave | active -> left
        leave | left erased -> -
        erase | nothing -> !not-found
        erase | active left -> erased
        erase | erased -> -
        """
    )

    static func machine() throws -> StateMachine<Person> {
        let id = ID<Person>.number(10)
        let active = try Build.person(10, of: 1, roles: [.curator, .lead])
        let left = try Person.after(active, Person.decide(active, .leave, id: id))
        let erased = try Person.after(left, Person.decide(left, .erase, id: id))
        let commands: [String: PersonCommand] = [
            "add": .add(organisation: .number(1), name: Build.text("name"), roles: [.curator]),
            "addUnnamed": .add(organisation: .number(1), name: "", roles: [.curator]),
            "addWithoutRole": .add(organisation: .number(1), name: Build.text("name"), roles: []),
            "changeRoles": .changeRoles([.auditor]), "keepRoles": .changeRoles([.lead, .curator]),
            "changeLanguages": .changeLanguages(["ms", "ID-id", "id"]), "keepLanguages": .changeLanguages([]),
            "misspellLanguages": .changeLanguages(["id", "bahasa indonesia"]), "dropRoles": .changeRoles([]),
            "leave": .leave, "erase": .erase,
        ]
        return StateMachine(
            states: ["nothing": nil, "active": active, "left": left, "erased": erased],
            commands: commands.mapValues { command in { try Person.decide($0, command, id: id) } }
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

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
