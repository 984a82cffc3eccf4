import Cooperation
import Testing

@Suite("Preferences")
struct PreferencesTests {
    static let specification = Transition.table(
        """
        choose | nothing named -> changed
        choose | chosen full -> -
        chooseNothing | nothing named -> -
        chooseNothing | chosen full -> changed
        save | nothing named chosen -> viewSaved
        save | full -> !too-many-views
        saveUnnamed | nothing named chosen -> !text-missing
        saveUnnamed | full -> !too-many-views
        replace | nothing chosen -> !not-found
        replace | named full -> viewSaved
        replaceUnnamed | nothing chosen -> !not-found
        replaceUnnamed | named full -> !text-missing
        remove | nothing chosen -> !not-found
        remove | named full -> viewRemoved
        """
    )

    private static let id = Preferences.id(of: .number(10))

    private static func choices() throws -> PreferenceChoices {
        try PreferenceChoices(
            language: "zh-Hans",
            blursMedia: false,
            optedOut: [.glorification, .threat],
            colourScheme: .dark
        )
    }

    private static func filter() throws -> CaseFilter {
        try CaseFilter(
            queue: .forMe,
            assignment: .nobody,
            state: .open,
            behaviour: .financing,
            language: "id-ID",
            kind: .video
        )
    }

    private static func carryOut(_ commands: [PreferencesCommand], on state: Preferences? = nil) throws -> Preferences?
    {
        try commands.reduce(state) { try Preferences.after($0, Preferences.decide($0, $1, id: id)) }
    }

    static func machine() throws -> StateMachine<Preferences> {
        let filter = try filter()
        func save(_ number: UInt64) -> PreferencesCommand {
            .saveView(.number(number), name: Build.text("view"), filter)
        }
        let full = [.choose(try choices())] + (0..<UInt64(Preferences.viewsMax)).map { save(700 + $0) }
        let commands: [String: PreferencesCommand] = [
            "choose": .choose(try choices()), "chooseNothing": .choose(.none), "save": save(799),
            "saveUnnamed": .saveView(.number(799), name: " ", filter),
            "replace": .replaceView(.number(700), name: Build.text("other"), .all),
            "replaceUnnamed": .replaceView(.number(700), name: "", .all), "remove": .removeView(.number(700)),
        ]
        return StateMachine(
            states: [
                "nothing": nil, "named": try carryOut([save(700)]), "chosen": try carryOut([.choose(try choices())]),
                "full": try carryOut(full),
            ],
            commands: commands.mapValues { command in { try Preferences.decide($0, command, id: id) } }
        )
    }

    @Test("answer every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("have a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("of somebody who chose nothing keep every veil on")
    func veils() throws {
        for choices in [PreferenceChoices.none, try PreferenceChoices()] {
            #expect(choices.blursMedia && choices.greysMedia && choices.mutesMedia)
            #expect(choices.optedOut.isEmpty && choices.colourScheme == .auto && choices.language == nil)
        }
    }

    @Test("keep views in the order in which they were saved, and a replaced one in its place")
    func views() throws {
        let filter = try Self.filter()
        let numbers: [UInt64] = [703, 701, 702]
        var state = try Self.carryOut(numbers.map { .saveView(.number($0), name: "TEST", .all) })
        #expect(state?.views.map(\.id) == numbers.map { .number($0) })
        state = try Self.carryOut([.replaceView(.number(701), name: "TEST", filter)], on: state)
        #expect(state?.views.map(\.filter) == [.all, filter, .all])
        state = try Self.carryOut([.removeView(.number(703))], on: state)
        #expect(state?.views.map(\.id) == [.number(701), .number(702)])
    }

    @Test("refuse a language that is none", arguments: ["", "bahasa indonesia", "id_ID"])
    func languages(_ language: String) {
        #expect { try PreferenceChoices(language: language) } throws: {
            ($0 as? Refusal)?.code == "language-invalid"
        }
        #expect { try CaseFilter(language: language) } throws: { ($0 as? Refusal)?.code == "language-invalid" }
    }
}
