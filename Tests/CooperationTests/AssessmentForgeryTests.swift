import Cooperation
import Testing

@Suite("That a request was found forged")
struct AssessmentForgeryTests {
    private static let (finder, taker) = (AssessmentTests.clearer, AssessmentTests.approver)
    private static let other = ID<Person>.number(48)

    private static func takeBack(by person: ID<Person>) -> AssessmentCommand {
        .takeForgeryBack(reasons: Build.text("reasons"), by: person)
    }

    /// The scene, found forged.
    private static func find(_ scene: inout Scene) throws {
        try scene.act(.lock(factors: [.alteredDocument], note: "n"))
        try scene.act(.findForged(note: "n", by: finder))
    }

    private static func emergency() throws -> Scene {
        var scene = try Scene(.emergencyDisclosure).ready()
        try scene.propose((1, .complied), (2, .complied))
        try scene.act(.approve(by: taker))
        return scene
    }

    @Test("is taken back by another than who found it, with reasons, and cleared by yet another one")
    func people() throws {
        var scene = try Scene(.removalOrder).ready()
        #expect(try scene.refusal(Self.takeBack(by: Self.taker)) == "not-found-forged")
        try Self.find(&scene)
        #expect(scene.assessment?.mayTakeForgeryBack(by: Self.finder) == false)
        #expect(scene.assessment?.mayTakeForgeryBack(by: Self.taker) == true)
        #expect(try scene.refusal(Self.takeBack(by: Self.finder)) == "same-person")
        #expect(try scene.refusal(.takeForgeryBack(reasons: " ", by: Self.taker)) == "text-missing")
        try scene.act(Self.takeBack(by: Self.taker))
        #expect(scene.state == .locked && scene.assessment?.foundForgedAt == nil)
        #expect(scene.assessment?.looksForged == true && scene.assessment?.forgeryTakenBack?.by == Self.taker)
        #expect(
            try scene.refusal(.propose(Build.proposal((1, .complied)), by: Self.other, isAgencyFrozen: false))
                == "request-locked"
        )
        #expect(try scene.refusal(.unlock(note: "n", by: Self.taker)) == "same-person")
        #expect(try scene.refusal(.unlock(note: "n", by: AssessmentTests.caller)) == "same-person", "They called.")
        #expect(try scene.act(Self.takeBack(by: Self.taker)).isEmpty, "It is taken back once.")
        try scene.act(.unlock(note: "n", by: Self.finder))
        #expect(scene.state == .open)
    }

    @Test("is cleared also where the authority took it back meanwhile, once, and stays closed")
    func withdrawn() throws {
        var scene = try Scene(.removalOrder).ready()
        try Self.find(&scene)
        try scene.act(Self.takeBack(by: Self.taker))
        try scene.act(.close)
        #expect(scene.state == .closed && scene.assessment?.isLeftDoubted == true)
        #expect(try scene.refusal(.unlock(note: "n", by: Self.taker)) == "same-person")
        try scene.act(.unlock(note: "n", by: Self.finder))
        #expect(scene.state == .closed && scene.assessment?.looksForged == false)
        #expect(try scene.refusal(.unlock(note: "n", by: Self.finder)) == "not-locked")
        var never = try Scene(.removalOrder).ready()
        try never.act(.lock(factors: [], note: "n"))
        try never.act(.close)
        #expect(try never.refusal(.unlock(note: "n", by: Self.finder)) == "not-locked", "Nobody found it forged.")
    }

    /// The scene, denied, found forged, and taken back.
    private static func denied(isOver: Bool) throws -> Scene {
        var scene = try Scene(.removalOrder).ready()
        try scene.check(.callBack, .denied)
        try find(&scene)
        try scene.act(takeBack(by: taker))
        if isOver { try scene.act(.close) }
        return scene
    }

    private static func call(by person: ID<Person>) -> AssessmentCommand {
        .checkIdentity(.callBack, .confirmed, note: "n", by: person)
    }

    @Test("is cleared, where the office denied it, and held genuine once another than who was told so called")
    func denied() throws {
        for (isOver, isCalledBefore) in [(false, false), (false, true), (true, false), (true, true)] {
            var scene = try Self.denied(isOver: isOver)
            if isCalledBefore { try scene.act(Self.call(by: Self.other)) }
            #expect(scene.assessment?.isHeldGenuine == false && scene.assessment?.standingDenial != nil)
            try scene.act(.unlock(note: "n", by: Self.finder))
            let state: Assessment.State = isOver ? .closed : .open
            #expect(scene.state == state)
            #expect(scene.assessment?.isHeldGenuine == isCalledBefore)
            #expect(scene.assessment?.isDeniedSinceTakenBack == !isCalledBefore)
            #expect(scene.assessment?.isLeftDoubted == (isOver && !isCalledBefore))
            guard !isCalledBefore else { continue }
            try scene.check(.callBack, .confirmed)
            #expect(scene.assessment?.isHeldGenuine == false, "They were told that it is denied.")
            try scene.act(Self.call(by: Self.finder))
            #expect(scene.assessment?.isHeldGenuine == false, "They cleared it.")
            try scene.act(Self.call(by: Self.other))
            #expect(scene.assessment?.isHeldGenuine == true && scene.assessment?.isLeftDoubted == false)
            #expect(scene.assessment?.standingDenial == nil && scene.assessment?.lockedBy == nil)
        }
    }

    @Test("is cleared against a denial for a refusal alone, and held genuine by a call after that too")
    func refused() throws {
        var scene = try Self.denied(isOver: false)
        try scene.act(.unlock(note: "n", by: Self.finder))
        func answer(_ outcome: ItemOutcome) -> AssessmentCommand {
            .propose(Build.proposal((1, outcome), (2, outcome)), by: AssessmentTests.writer, isAgencyFrozen: false)
        }
        #expect(try scene.refusal(answer(.complied)) != nil)
        #expect(try scene.refusal(answer(.refusedScope)) == nil)
        #expect(scene.state == .answered && scene.assessment?.isHeldGenuine == false)
        try scene.act(Self.call(by: Self.other))
        #expect(scene.state == .answered && scene.assessment?.isHeldGenuine == true)
    }

    @Test("and cleared against a denial is not held genuine by that word once it is found forged anew")
    func deniedAnew() throws {
        var scene = try Self.denied(isOver: true)
        try scene.act(.unlock(note: "n", by: Self.finder))
        try scene.act(.findForged(note: "n", by: Self.finder))
        try scene.act(Self.takeBack(by: Self.taker))
        try scene.act(Self.call(by: Self.other))
        #expect(scene.state == .locked && scene.assessment?.isHeldGenuine == false && scene.assessment?.lockedBy != nil)
    }

    @Test("may be found anew, by whoever did not lock it, and then was not taken back")
    func anew() throws {
        var scene = try Scene(.removalOrder).ready()
        try Self.find(&scene)
        try scene.act(Self.takeBack(by: Self.taker))
        try scene.act(.findForged(note: "n", by: Self.taker))
        #expect(scene.assessment?.foundForgedAt != nil && scene.assessment?.forgeryTakenBack == nil)
        #expect(scene.assessment?.mayTakeForgeryBack(by: Self.taker) == false)
        #expect(scene.assessment?.mayTakeForgeryBack(by: Self.finder) == true)
    }

    @Test("and was taken back leaves undone what was undone")
    func undone() throws {
        var scene = try Scene(.removalOrder).ready()
        try scene.propose((1, .compliedInCountry), (2, .refusedScope), isTemporary: true)
        try Self.find(&scene)
        try scene.act(Self.takeBack(by: Self.taker))
        try scene.act(.unlock(note: "n", by: Self.other))
        #expect(scene.state == .answered && scene.assessment?.measure == nil)
        #expect(scene.assessment?.reversibleItems == [])
    }

    @Test("and was taken back has a formal request owed anew that was owed, and the person told when that was due")
    func owed() throws {
        var scene = try Self.emergency()
        let due = try #require(scene.assessment?.noticeDueAt)
        scene.now = .start + .days(10)
        try Self.find(&scene)
        #expect(scene.assessment?.noticeDueAt == scene.now && scene.assessment?.formalDueAt == nil)
        scene.now = .start + .days(20)
        try scene.act(Self.takeBack(by: Self.taker))
        #expect(scene.assessment?.noticeDueAt == due)
        #expect(scene.assessment?.formalDueAt == Scene.deadlines(at: scene.now).formalDueAt)
        var told = try Self.emergency()
        try Self.find(&told)
        try told.act(.notePersonTold)
        try told.act(Self.takeBack(by: Self.taker))
        #expect(told.assessment?.noticeDueAt == nil, "Who was told is told once.")
    }

    @Test("and was taken back freezes again who was frozen, and asks for no formal request that nobody owed")
    func frozen() throws {
        var frozen = try Self.emergency()
        try frozen.act(.expire(.agencyFrozen))
        try Self.find(&frozen)
        #expect(frozen.assessment?.isFormalMissed == false)
        try frozen.act(Self.takeBack(by: Self.taker))
        #expect(frozen.assessment?.isFormalMissed == true && frozen.assessment?.formalDueAt == nil)
        var open = try Scene(.disclosure).ready()
        try Self.find(&open)
        try open.act(Self.takeBack(by: Self.taker))
        #expect(open.assessment?.formalDueAt == nil && open.assessment?.isFormalMissed == false)
    }
}
