import Cooperation
import Testing

@Suite("Whose authorisation was seen")
struct AssessmentAuthorisationTests {
    private static func unseen() -> Proportionality {
        var finding = Build.finding()
        finding.authorisation = nil
        return finding
    }

    private static func answered(
        _ kind: RequestKind,
        _ outcome: ItemOutcome = .complied,
        isTemporary: Bool = false
    ) throws -> Scene {
        var scene = try Scene(kind).ready(unseen())
        try scene.propose((1, outcome), (2, outcome), isTemporary: isTemporary)
        if scene.state == .proposed { try scene.act(.approve(by: AssessmentTests.approver)) }
        return scene
    }

    @Test("is noted when the answer is out, as long as data go out or a measure waits, and nothing else is by that")
    func noted() throws {
        for scene in [
            try Self.answered(.disclosure), try Self.answered(.emergencyDisclosure),
            try Self.answered(.removalOrder, .compliedInCountry, isTemporary: true),
        ] {
            var scene = scene
            #expect(scene.state == .answered && scene.assessment?.takesAuthorisation == true)
            var other = Build.finding()
            other.wouldLessDo = true
            #expect(try scene.refusal(.weigh(other, Build.findingNotes)) == "not-in-this-state")
            #expect(try scene.refusal(.weigh(Self.unseen(), Build.findingNotes)) == "not-in-this-state")
            try scene.act(.weigh(Build.finding(), Build.findingNotes))
            #expect(scene.assessment?.proportionality == Build.finding() && scene.state == .answered)
        }
    }

    /// The scene's assessment after somebody did something.
    private static func after(
        _ state: Assessment?,
        _ command: AssessmentCommand,
        by person: ID<Person>
    ) throws -> Assessment? {
        let acts = try Assessment.decide(
            state,
            command,
            id: AssessmentTests.id,
            by: person,
            now: .start,
            deadlines: Scene.deadlines(at: .start)
        )
        return try Assessment.after(state, acts, actor: person.identifier)
    }

    private static func code(
        _ state: Assessment?,
        _ command: AssessmentCommand,
        by person: ID<Person>
    ) throws -> String? {
        do {
            _ = try after(state, command, by: person)
            return nil
        } catch let refusal as Refusal { return refusal.code }
    }

    @Test("is not acted on, where the answer is out, by whoever noted it alone, and nobody's word is noted no more")
    func people() throws {
        let (noter, other) = (AssessmentTests.counsel, AssessmentTests.approver)
        let weigh = AssessmentCommand.weigh(Build.finding(), Build.findingNotes)
        func file(_ digit: String) -> AssessmentCommand {
            .disclose(.subscriber, sealedFile: String(repeating: digit, count: 64))
        }
        let noted = try Self.after(try Self.answered(.disclosure).assessment, weigh, by: noter)
        #expect(noted?.authorisationNotedBy == noter)
        #expect(try Self.code(noted, .weigh(Self.unseen(), Build.findingNotes), by: other) == "not-in-this-state")
        #expect(try Self.code(noted, file("0"), by: noter) == "same-person")
        let handed = try Self.after(noted, file("0"), by: other)
        #expect(handed?.authorisationNotedBy == nil)
        #expect(try Self.code(handed, file("1"), by: noter) == nil, "Another person acted on it.")
        let measured = try Self.answered(.removalOrder, .compliedInCountry, isTemporary: true).assessment
        let waiting = try Self.after(measured, weigh, by: noter)
        func confirm(_ person: ID<Person>) -> AssessmentCommand {
            .confirmMeasure(reasons: Build.text("reasons"), by: person)
        }
        #expect(try Self.code(waiting, confirm(noter), by: noter) == "same-person")
        #expect(try Self.code(waiting, confirm(other), by: other) == nil)
        #expect(
            try Scene(.disclosure).ready().assessment?.authorisationNotedBy == nil,
            "Another person agrees to the answer."
        )
    }

    @Test("is not acted on by whoever noted it alone while an item waits still, and can be unsaid")
    func waiting() throws {
        let (noter, other) = (AssessmentTests.counsel, AssessmentTests.approver)
        let file = AssessmentCommand.disclose(.subscriber, sealedFile: String(repeating: "0", count: 64))
        var scene = try Scene(.disclosure).ready(Self.unseen())
        try scene.propose((1, .complied), (2, .underReview))
        try scene.act(.approve(by: other))
        #expect(scene.state == .open)
        let same = try Self.after(scene.assessment, .weigh(Self.unseen(), Build.findingNotes), by: noter)
        #expect(same?.authorisationNotedBy == nil, "No other word was noted.")
        var noted = try Self.after(scene.assessment, .weigh(Build.finding(), Build.findingNotes), by: noter)
        let unsaid = try Self.after(noted, .weigh(Self.unseen(), Build.findingNotes), by: other)
        #expect(unsaid?.proportionality?.authorisation == nil)
        #expect(unsaid?.authorisationNotedBy == noter, "Whoever takes a word away has noted none.")
        let noteAnew = AssessmentCommand.weigh(Build.finding(), Build.findingNotes)
        #expect(try Self.code(try Self.after(unsaid, noteAnew, by: noter), file, by: noter) == "same-person")
        // Who looks at the rest of it once more is no other person.
        noted = try Self.after(noted, .weigh(Build.finding(wouldLessDo: true), Build.findingNotes), by: noter)
        noted = try Self.after(noted, .weigh(Build.finding(), Build.findingNotes), by: noter)
        #expect(noted?.state == .open && noted?.authorisationNotedBy == noter)
        #expect(try Self.code(noted, file, by: noter) == "same-person")
        #expect(try Self.code(noted, file, by: other) == nil)
        let rest = AssessmentCommand.propose(
            Build.proposal((2, .complied)),
            by: AssessmentTests.writer,
            isAgencyFrozen: false
        )
        let proposed = try Self.after(noted, rest, by: AssessmentTests.writer)
        let agreed = try Self.after(proposed, .approve(by: other), by: other)
        #expect(try Self.code(agreed, file, by: noter) == nil, "Two people answered on it.")
    }

    @Test("is noted no more where nothing is left to do for it")
    func nothingLeft() throws {
        for scene in [
            try Self.answered(.disclosure, .refusedScope), try Self.answered(.removalOrder),
            try Self.answered(.removalOrder, .refusedScope),
        ] {
            var scene = scene
            #expect(scene.state == .answered && scene.assessment?.takesAuthorisation == false)
            #expect(try scene.refusal(.weigh(Build.finding(), Build.findingNotes)) == "not-in-this-state")
        }
        var locked = try Self.answered(.disclosure)
        try locked.act(.lock(factors: [.alteredDocument], note: Build.text("note")))
        #expect(try locked.refusal(.weigh(Build.finding(), Build.findingNotes)) == "request-locked")
    }

    @Test("lets nobody's word on a danger stand that was given before it was known")
    func danger() throws {
        var finding = Self.unseen()
        finding.dangers = [.exile]
        var scene = try Scene(.disclosure).ready(finding)
        try scene.act(.askAdviser(AssessmentTests.adviser))
        for (role, person) in [(Role.counsel, AssessmentTests.counsel), (.adviser, AssessmentTests.adviser)] {
            try scene.act(.judgeDanger(agrees: true, reasons: Build.text("reasons"), role: role, by: person))
        }
        try scene.propose((1, .complied), (2, .complied))
        try scene.act(.approve(by: AssessmentTests.approver))
        finding.authorisation = .judge
        try scene.act(.weigh(finding, Build.findingNotes))
        #expect(scene.assessment?.isBarredByDanger == true)
    }
}
