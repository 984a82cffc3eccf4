import CanonicalJSON
import Cooperation
import Testing

@Suite("An erasure of texts")
struct TextErasureTests {
    private static func target(
        _ act: Act,
        present: Set<String>? = nil,
        signal: Signal? = nil,
        dispatch: Dispatch? = nil
    ) -> TextErasure.Target {
        TextErasure.Target(
            event: JournalEvent(act, position: 41),
            parts: Set(act.sealed.keys),
            present: present ?? Set(act.sealed.keys),
            signal: signal,
            dispatch: dispatch
        )
    }

    private static func act(_ machine: any Replayable, _ type: String) throws -> Act {
        try #require(machine.acts.filter { $0.type == type }.max { $0.sealed.count < $1.sealed.count })
    }

    private static func code(
        _ parts: Set<String>,
        _ target: TextErasure.Target,
        reason: String? = "a reason"
    ) -> String? {
        do {
            return try TextErasure.decide(parts, of: target, reason: reason).first?.type
        } catch {
            return error.code
        }
    }

    /// What is recorded, for the tests of every event.
    static func acts() throws -> [Act] {
        let withdrawn = try act(SignalTests.machine(), SignalWithdrawn.type)
        return try TextErasure.decide(["reason"], of: target(withdrawn), reason: Build.text("reason"))
    }

    @Test("names the place and the parts, happens to the same thing, and seals why")
    func recorded() throws {
        let proposed = try Self.act(SignalTests.machine(), SignalProposed.type)
        let acts = try TextErasure.decide(["source", "link"], of: Self.target(proposed), reason: " why ")
        #expect(acts.map(\.type) == [TextsErased.type])
        #expect(acts[0].facts == ["position": 41, "parts": ["link", "source"]])
        #expect(acts[0].subject == proposed.subject && acts[0].sealed == ["reason": "why"])
        #expect(try TextErasure.decide(["link"], of: Self.target(proposed), reason: nil)[0].sealed.isEmpty)
    }

    @Test(
        "is refused without a reason, without a part, and for parts that the event never had",
        arguments: ["", " \n"]
    )
    func incomplete(reason: String) throws {
        let target = Self.target(try Self.act(SignalTests.machine(), SignalWithdrawn.type))
        #expect(Self.code(["reason"], target, reason: reason) == "text-missing")
        #expect(Self.code([], target) == "parts-unknown")
        #expect(Self.code(["reason", "link"], target) == "parts-unknown")
        #expect(Self.code(["reason"], target) == TextsErased.type)
    }

    @Test("records nothing where all is erased already")
    func erasedBefore() throws {
        let proposed = try Self.act(SignalTests.machine(), SignalProposed.type)
        let target = Self.target(proposed, present: ["source"])
        #expect(Self.code(["link"], target) == nil)
        #expect(Self.code(["link", "source"], target) == TextsErased.type)
    }

    @Test("leaves a live signal what explains its matches, and gives it up once the signal is over")
    func liveSignals() throws {
        let scene = try SignalScene()
        let proposed = try Self.act(SignalTests.machine(), SignalProposed.type)
        let live = try scene.proposed()
        let over = try scene.next(live, .withdraw(reason: "a mistake"), by: 10)
        for part in ["rationale", "exemptionAssessment"] {
            #expect(Self.code([part, "source"], Self.target(proposed, signal: live)) == "text-still-needed")
            #expect(Self.code([part], Self.target(proposed, signal: over)) == TextsErased.type)
        }
        #expect(Self.code(["source", "link"], Self.target(proposed, signal: live)) == TextsErased.type)
        let opinion = try Self.act(SignalTests.machine(), SignalOpinionGiven.type)
        #expect(Self.code(["reason"], Self.target(opinion, signal: live)) == TextsErased.type)
    }

    @Test("leaves a word that is still on its way what it says")
    func dispatches() throws {
        let machine = try DispatchTests.machine()
        let queued = try Self.act(machine, DispatchQueued.type)
        for (name, expected) in [("queued", "text-still-needed"), ("delivered", TextsErased.type)] {
            let dispatch = try #require(machine.states[name] ?? nil)
            #expect(Self.code(["text"], Self.target(queued, dispatch: dispatch)) == expected)
        }
    }

    @Test("takes cases, decisions, people and logins as a whole only")
    func wholes() throws {
        let opened = try Self.act(CaseTests.machine(), CaseOpened.type)
        let made = try Self.act(DecisionTests.machine(), DecisionMade.type)
        let added = try Self.act(PersonTests.machine(), PersonAdded.type)
        #expect(Self.code(["account"], Self.target(opened)) == "case-erasure-needed")
        #expect(Self.code(["reasons"], Self.target(made)) == "case-erasure-needed")
        #expect(Self.code(["name"], Self.target(added)) == "person-erasure-needed")
        let enrolled = try Self.act(LoginTests.machine(), LoginEnrolled.type)
        #expect(Self.code(["password"], Self.target(enrolled)) == "login-closing-needed")
    }
}
