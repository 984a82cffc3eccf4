import Cooperation
import Testing

@Suite("An organisation")
struct OrganisationTests {
    static let specification = Transition.table(
        """
        register | nothing -> registered
        register | applicant observer active restricted suspended withdrawn own elsewhere -> !already-registered
        registerUnnamed | nothing -> !text-missing
        registerUnnamed | applicant observer active restricted suspended withdrawn own elsewhere -> !already-registered
        declare | nothing -> !not-found
        declare | applicant observer active restricted suspended own -> interestsDeclared
        declare | withdrawn -> !member-withdrawn
        declare | elsewhere -> !kept-elsewhere
        declareAgain | nothing -> !not-found
        declareAgain | applicant observer active restricted suspended own -> -
        declareAgain | withdrawn -> !member-withdrawn
        declareAgain | elsewhere -> !kept-elsewhere
        takeExercises | nothing -> !not-found
        takeExercises | applicant observer active restricted suspended own -> exercisesDeclared
        takeExercises | withdrawn -> !member-withdrawn
        takeExercises | elsewhere -> !kept-elsewhere
        takeNoExercises | nothing -> !not-found
        takeNoExercises | applicant observer active restricted suspended own -> -
        takeNoExercises | withdrawn -> !member-withdrawn
        takeNoExercises | elsewhere -> !kept-elsewhere
        becomeApplicant | nothing -> !not-found
        becomeApplicant | applicant -> -
        becomeApplicant | observer active restricted suspended withdrawn -> !standing-not-reachable
        becomeApplicant | own -> !own-standing
        becomeApplicant | elsewhere -> !kept-elsewhere
        becomeObserver | nothing -> !not-found
        becomeObserver | observer -> -
        becomeObserver | applicant -> standingChanged
        becomeObserver | active restricted suspended withdrawn -> !standing-not-reachable
        becomeObserver | own -> !own-standing
        becomeObserver | elsewhere -> !kept-elsewhere
        becomeActive | nothing -> !not-found
        becomeActive | active own -> -
        becomeActive | applicant observer restricted suspended -> standingChanged
        becomeActive | withdrawn -> !standing-not-reachable
        becomeActive | elsewhere -> !kept-elsewhere
        becomeRestricted | nothing -> !not-found
        becomeRestricted | restricted -> -
        becomeRestricted | active suspended -> standingChanged
        becomeRestricted | applicant observer withdrawn -> !standing-not-reachable
        becomeRestricted | own -> !own-standing
        becomeRestricted | elsewhere -> !kept-elsewhere
        becomeSuspended | nothing -> !not-found
        becomeSuspended | suspended -> -
        becomeSuspended | observer active restricted -> standingChanged
        becomeSuspended | applicant withdrawn -> !standing-not-reachable
        becomeSuspended | own -> !own-standing
        becomeSuspended | elsewhere -> !kept-elsewhere
        becomeWithdrawn | nothing -> !not-found
        becomeWithdrawn | withdrawn -> -
        becomeWithdrawn | applicant observer active restricted suspended -> standingChanged
        becomeWithdrawn | own -> !own-standing
        becomeWithdrawn | elsewhere -> !kept-elsewhere
        changeWithoutReason | nothing -> !not-found
        changeWithoutReason | applicant observer active restricted suspended withdrawn own -> !text-missing
        changeWithoutReason | elsewhere -> !kept-elsewhere
        """
    )

    static func machine() throws -> StateMachine<Organisation> {
        let id = ID<Organisation>.number(1)
        var states: [String: Organisation?] = ["nothing": nil]
        for standing in Standing.allCases {
            states[standing.rawValue] = try Build.organisation(1, standing: standing)
        }
        states["own"] = try Build.organisation(1, ownsNode: true)
        states["elsewhere"] = try Build.organisation(1, origin: Build.elsewhere)
        let (declared, other) = (try Interests(owners: ["owner-1"]), try Interests(governments: ["gov.example"]))
        var commands: [String: OrganisationCommand] = [
            "register": .register(kind: .platform, name: Build.text("name"), interests: declared, ownsNode: false),
            "registerUnnamed": .register(kind: .platform, name: " \n", interests: nil, ownsNode: false),
            "declare": .declareInterests(other), "declareAgain": .declareInterests(declared),
            "takeExercises": .declareExercises(true), "takeNoExercises": .declareExercises(false),
            "changeWithoutReason": .changeStanding(.suspended, reason: "\t"),
        ]
        for standing in Standing.allCases {
            commands["become" + standing.rawValue.prefix(1).uppercased() + standing.rawValue.dropFirst()] =
                .changeStanding(standing, reason: Build.text("reason"))
        }
        return StateMachine(
            states: states,
            commands: commands.mapValues { command in { try Organisation.decide($0, command, id: id) } }
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("is independent of nobody while it has declared nothing")
    func declaresNothing() throws {
        let silent = try Build.organisation(1, declares: false)
        let other = try Build.organisation(2)
        #expect(!silent.isIndependent(of: other))
        #expect(!other.isIndependent(of: silent))
        #expect(!silent.isIndependent(of: try Build.organisation(3, declares: false)))
    }

    @Test("is never independent of itself")
    func isNotIndependentOfItself() throws {
        let organisation = try Build.organisation(1)
        #expect(!organisation.isIndependent(of: organisation))
    }

    @Test("belongs to this node only where this node registered it")
    func ownsNoNodeElsewhere() throws {
        #expect(try Build.organisation(1, ownsNode: true).ownsNode)
        #expect(try !Build.organisation(1, ownsNode: true, origin: Build.elsewhere).ownsNode)
    }

    @Test("reads in three standings and acts in one")
    func standings() {
        #expect(Standing.allCases.filter(\.mayRead) == [.observer, .active, .restricted])
        #expect(Standing.allCases.filter(\.mayAct) == [.active])
        #expect(Standing.withdrawn.successors.isEmpty)
        #expect(Standing.allCases.filter { !$0.wordCounts } == [.suspended, .withdrawn])
    }
}
