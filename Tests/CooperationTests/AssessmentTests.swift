import Cooperation
import Testing

@Suite("An assessment")
struct AssessmentTests {
    private static let all = "open ready locked proposed interim answered measured closed emergency frozen"
    private static let over = "proposed answered measured closed emergency frozen -> !not-in-this-state"

    static let specification = plain + endangered + handed + forged + doubted

    /// One in danger answers as any that is open, and is remembered.
    private static let endangered: [Transition] =
        plain.filter { $0.state == "open" && $0.command != "mark" }.map {
            Transition(command: $0.command, state: "endangered", outcome: $0.outcome)
        } + [Transition(command: "mark", state: "endangered", outcome: "itemMarked")]

    /// An emergency whose first data went out answers as before but where more is to follow.
    private static let handed: [Transition] =
        plain.filter { $0.state == "emergency" && !further.contains($0.command) }.flatMap { row in
            ["handed", "widened"].map { Transition(command: row.command, state: $0, outcome: row.outcome) }
        }
        + Transition.table(
            """
            disclose | handed widened -> -
            discloseMore | handed -> !reasons-needed-for-more
            discloseMore | widened -> disclosed
            widen | handed -> widened
            widen | widened -> -
            widenOwn | handed widened -> !same-person
            """
        )

    /// One that was found forged answers as any that is closed, but says why nothing more is done with it.
    private static let forged = like(
        "closed",
        "forged",
        but: notForForged.map { "\($0) | forged -> !request-forged" }.joined(separator: "\n") + """

            findForged | forged -> -
            findForgedOwn | forged -> -
            takeBack | forged -> forgeryTakenBack
            takeBackOwn | forged -> !same-person
            """
    )

    private static let notForForged = [
        "unlock", "unlockOwn", "checkForm", "weigh", "weighBlind", "weighTooMuch", "propose", "proposeRest",
        "proposeWide", "proposeEndless", "refuse", "judge", "judgeAsLead", "judgeAsStranger", "confirm", "reverse",
    ]

    /// One of which that was taken back answers as any that is locked.
    private static let doubted = like(
        "locked",
        "doubted",
        but: """
            takeBack | doubted -> -
            takeBackOwn | doubted -> -
            """
    )

    private static func like(_ state: String, _ name: String, but lines: String) -> [Transition] {
        let own = Transition.table(lines)
        return own
            + plain.filter { row in row.state == state && !own.contains { $0.command == row.command } }
            .map { Transition(command: $0.command, state: name, outcome: $0.outcome) }
    }

    private static let further: Set<String> = ["disclose", "discloseMore", "widen", "widenOwn"]

    private static let plain = Transition.table(
        ([
            "open | nothing -> opened", "open | \(all) -> -", "checkUnsigned | \(all) -> !person-needed",
            "checkIdentity | \(all) -> identityChecked", "preserve | \(all) -> preserved",
            "preservePast | \(all) -> !time-over", "mark | \(all) -> -",
            "takeBack | \(all) -> !not-found-forged", "takeBackOwn | \(all) -> !not-found-forged",
        ]
            + [
                "assign", "checkIdentity", "checkUnsigned", "lock", "unlock", "unlockOwn", "checkForm", "weigh",
                "weighBlind", "weighTooMuch", "preserve", "preservePast", "askAdviser", "askWorker", "judge",
                "judgeAsLead", "judgeAsStranger", "propose", "proposeRest", "proposeWide", "proposeEndless", "refuse",
                "approve", "approveOwn", "sendBack", "disclose", "discloseMore", "widen", "widenOwn", "confirm",
                "expireMeasure", "expireFormal",
                "expireOther", "noteFormal", "noteFormalOwn", "noteTold", "noteOverdue", "close", "reopen",
                "noteDangers", "noteNothing", "mark", "findForged", "findForgedOwn", "takeBack",
                "takeBackOwn", "reverse",
            ].map { "\($0) | nothing -> !not-found" }
            + ["checkForm", "weigh", "weighBlind", "weighTooMuch"].flatMap {
                ["\($0) | locked -> !request-locked", "\($0) | \(over)"]
            }
            + ["propose", "proposeRest", "proposeWide", "proposeEndless", "refuse"].flatMap {
                ["\($0) | locked -> !request-locked", "\($0) | \(over)"]
            }
            + ["judge", "judgeAsLead", "judgeAsStranger"].flatMap {
                ["\($0) | locked -> !request-locked", "\($0) | closed -> !not-in-this-state"]
            }
            + ["noteDangers", "noteNothing"].map { "\($0) | closed -> !not-in-this-state" }).joined(separator: "\n")
                + """

                assign | open ready locked proposed interim -> assigned
                assign | answered measured closed emergency frozen -> !not-in-this-state
                lock | open ready proposed interim answered measured emergency frozen -> locked
                lock | locked -> -
                lock | closed -> !not-in-this-state
                unlock | locked -> unlocked
                unlock | open ready proposed interim answered measured closed emergency frozen -> !not-locked
                unlockOwn | locked -> !same-person
                unlockOwn | open ready proposed interim answered measured closed emergency frozen -> !not-locked
                findForged | locked -> foundForged
                findForged | open ready proposed interim answered measured closed emergency frozen -> !not-locked
                findForgedOwn | locked -> !same-person
                findForgedOwn | open ready proposed interim answered measured closed emergency frozen -> !not-locked
                checkForm | open ready interim -> formChecked
                weigh | open ready interim -> weighed
                weighBlind | open ready interim -> !rabat-missing
                weighTooMuch | open ready interim -> !factor-out-of-range
                askAdviser | open ready locked proposed interim -> adviserAsked
                askAdviser | answered measured closed emergency frozen -> !not-in-this-state
                askWorker | open -> adviserAsked
                askWorker | ready locked proposed interim -> !same-person
                askWorker | answered measured closed emergency frozen -> !not-in-this-state
                noteDangers | open ready locked proposed interim answered measured emergency frozen -> dangerNoted
                noteNothing | open ready locked proposed interim answered measured emergency frozen -> !danger-missing
                judge | open ready proposed interim answered measured emergency frozen -> dangerJudged
                judgeAsLead | open ready proposed interim answered measured emergency frozen -> !role-not-allowed
                judgeAsStranger | open ready proposed interim answered measured emergency frozen -> !not-found
                propose | open -> !identity-unconfirmed
                propose | ready -> proposed+answered
                propose | interim -> !items-unanswered
                proposeRest | open ready -> !items-unanswered
                proposeRest | interim -> proposed+answered
                proposeWide | open -> !identity-unconfirmed
                proposeWide | ready -> proposed
                proposeWide | interim -> !items-unanswered
                proposeEndless | open -> !identity-unconfirmed
                proposeEndless | ready -> !not-temporary
                proposeEndless | interim -> !items-unanswered
                refuse | open -> !not-weighed
                refuse | ready -> proposed+answered
                refuse | interim -> !items-unanswered
                approve | proposed -> answered
                approve | open ready locked interim answered measured closed emergency frozen -> !nothing-proposed
                approveOwn | proposed -> !same-person
                approveOwn | open ready locked interim answered measured closed emergency frozen -> !nothing-proposed
                sendBack | proposed -> sentBack
                sendBack | open ready locked interim answered measured closed emergency frozen -> !nothing-proposed
                disclose | open ready locked proposed interim answered measured closed -> !nothing-to-disclose
                disclose | emergency -> disclosed
                disclose | frozen -> !agency-frozen
                discloseMore | open ready locked proposed interim answered measured closed -> !nothing-to-disclose
                discloseMore | emergency -> !less-comes-first
                discloseMore | frozen -> !agency-frozen
                widen | open ready locked proposed interim answered measured closed -> !nothing-to-disclose
                widen | emergency -> !less-comes-first
                widen | frozen -> !agency-frozen
                widenOwn | open ready locked proposed interim answered measured closed -> !nothing-to-disclose
                widenOwn | emergency -> !less-comes-first
                widenOwn | frozen -> !agency-frozen
                reopen | interim answered measured emergency frozen -> reopened
                reopen | open ready locked proposed closed -> !nothing-refused
                confirm | measured -> measureConfirmed
                confirm | open ready proposed interim answered closed emergency frozen -> !no-measure
                confirm | locked -> !request-locked
                reverse | interim answered measured -> itemReversed
                reverse | open ready proposed closed emergency frozen -> !nothing-to-undo
                reverse | locked -> !not-in-this-state
                expireMeasure | measured -> measureEnded
                expireMeasure | open ready locked proposed interim answered closed emergency frozen -> -
                expireFormal | emergency -> formalMissed
                expireFormal | open ready locked proposed interim answered measured closed frozen -> -
                expireOther | open ready locked proposed interim answered measured closed emergency frozen -> -
                noteFormal | emergency frozen -> formalised
                noteFormal | open ready locked proposed interim answered measured closed -> -
                noteFormalOwn | emergency frozen -> !same-person
                noteFormalOwn | open ready locked proposed interim answered measured closed -> -
                noteOverdue | interim measured -> noticeOverdue
                noteOverdue | open ready locked proposed answered closed emergency frozen -> -
                noteTold | interim answered measured emergency frozen -> personTold
                noteTold | open ready locked proposed closed -> -
                close | open ready locked proposed interim -> closed
                close | answered measured closed emergency frozen -> -
                """
    )

    static let id = ID<Assessment>.number(730)
    static let (caller, writer, approver, clearer) = (
        ID<Person>.number(41), ID<Person>.number(40), ID<Person>.number(43), ID<Person>.number(45)
    )
    static let locker = ID<Person>.number(47)
    static let (counsel, adviser) = (ID<Person>.number(42), ID<Person>.number(60))

    private static func commands() -> [String: AssessmentCommand] {
        let (note, reasons) = (Build.text("note"), Build.text("reasons"))
        let wide = Build.proposal((1, .complied), (2, .complied), territory: .everywhere)
        func propose(_ proposal: AnswerProposal) -> AssessmentCommand {
            .propose(proposal, by: writer, isAgencyFrozen: false)
        }
        func judge(_ role: Role, _ person: ID<Person>) -> AssessmentCommand {
            .judgeDanger(agrees: true, reasons: reasons, role: role, by: person)
        }
        return [
            "open": .open(
                Build.opening(.removalOrder),
                Agency(partyKey: Build.text("party key"), mailboxKey: Build.text("mailbox key"))
            ), "assign": .assign(.number(46)),
            "checkIdentity": .checkIdentity(.callBack, .confirmed, note: note, by: caller),
            "checkUnsigned": .checkIdentity(.callBack, .confirmed, note: note, by: nil),
            "lock": .lock(factors: [.alteredDocument], note: note), "unlock": .unlock(note: note, by: clearer),
            "unlockOwn": .unlock(note: note, by: caller), "findForged": .findForged(note: note, by: clearer),
            "findForgedOwn": .findForged(note: note, by: locker),
            "takeBack": .takeForgeryBack(reasons: reasons, by: approver),
            "takeBackOwn": .takeForgeryBack(reasons: reasons, by: clearer),
            "checkForm": .checkForm(defects: [], factors: [], note: note),
            "weigh": .weigh(Build.finding(), Build.findingNotes),
            "weighBlind": .weigh(Build.finding(rabat: nil), Build.findingNotes),
            "weighTooMuch": .weigh(Build.finding(rabat: 4), Build.findingNotes),
            "preserve": .preserve(until: .start + .days(200)), "preservePast": .preserve(until: .start),
            "askAdviser": .askAdviser(adviser), "askWorker": .askAdviser(caller), "judge": judge(.counsel, counsel),
            "judgeAsLead": judge(.lead, counsel), "judgeAsStranger": judge(.adviser, .number(61)),
            "propose": propose(Build.proposal((1, .complied), (2, .complied))),
            "proposeRest": propose(Build.proposal((2, .complied))), "proposeWide": propose(wide),
            "proposeEndless": propose(Build.proposal((1, .complied), (2, .complied), isTemporary: true)),
            "refuse": propose(Build.proposal((1, .refusedScope), (2, .refusedRights))),
            "approve": .approve(by: approver), "approveOwn": .approve(by: writer),
            "sendBack": .sendBack(reasons: reasons, by: approver),
            "disclose": .disclose(.subscriber, sealedFile: String(repeating: "0", count: 64)),
            "discloseMore": .disclose(.traffic, sealedFile: String(repeating: "1", count: 64)),
            "widen": .widen(.traffic, reasons: reasons, by: locker),
            "widenOwn": .widen(.traffic, reasons: reasons, by: caller),
            "reopen": .reopen(items: [1], refused: [.number(9)], by: writer),
            "confirm": .confirmMeasure(reasons: reasons, by: approver),
            "reverse": .reverse(item: 1, reasons: reasons, by: approver),
            "expireMeasure": .expire(.temporaryMeasureEnds), "expireFormal": .expire(.agencyFrozen),
            "expireOther": .expire(.windowCloses), "noteFormal": .noteFormal(nil, note: note, by: clearer),
            "noteFormalOwn": .noteFormal(nil, note: note, by: writer), "noteOverdue": .noteNoticeOverdue,
            "noteTold": .notePersonTold, "close": .close,
            "noteDangers": .noteDangers([.exile], note: note), "noteNothing": .noteDangers([], note: note),
            "mark": .mark([Build.text("key")]),
        ]
    }

    static func machine() throws -> StateMachine<Assessment> {
        let decisions: [String: StateMachine<Assessment>.Decision] = commands().mapValues { command in
            let now = Timestamp.start + .days(1)
            return {
                try Assessment.decide(
                    $0,
                    command,
                    id: Self.id,
                    by: locker,
                    now: now,
                    deadlines: Scene.deadlines(at: now)
                )
            }
        }
        let open = try Assessment.after(nil, decisions["open"]?(nil) ?? [])
        let ready = try Scene(.removalOrder).ready()
        func then(_ state: Assessment?, _ name: String) throws -> Assessment? {
            try Assessment.after(state, decisions[name]?(state) ?? [])
        }
        var emergency = try Scene(.emergencyDisclosure).ready()
        try emergency.propose((1, .complied), (2, .complied))
        try emergency.act(.approve(by: approver))
        let first = try decisions["disclose"]?(emergency.assessment) ?? []
        let handed = try Assessment.after(emergency.assessment, first, actor: caller.identifier)
        let locked = try then(ready.assessment, "lock")
        let forged = try then(locked, "findForged")
        var (interim, measured) = (ready, ready)
        try interim.propose((1, .complied), (2, .underReview))
        try measured.propose((1, .compliedInCountry), (2, .compliedInCountry), isTemporary: true)
        return StateMachine(
            states: [
                "nothing": nil, "open": open, "ready": ready.assessment,
                "locked": locked, "forged": forged, "doubted": try then(forged, "takeBack"),
                "proposed": try then(ready.assessment, "proposeWide"),
                "interim": interim.assessment, "answered": try then(ready.assessment, "propose"),
                "measured": measured.assessment, "closed": try then(open, "close"),
                "endangered": try then(open, "noteDangers"),
                "emergency": emergency.assessment, "frozen": try then(emergency.assessment, "expireFormal"),
                "handed": handed, "widened": try then(handed, "widen"),
            ],
            commands: decisions
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }
}

/// An assessment on its way, moved by commands at a time that the test moves.
struct Scene {
    private(set) var assessment: Assessment?
    var now = Timestamp.start

    init(
        _ kind: RequestKind,
        isFirstOfKind: Bool = false,
        items: Int = 2,
        categories: [DataCategory]? = nil,
        factors: [RiskFactor] = []
    ) throws {
        let opening = Build.opening(
            kind,
            isFirstOfKind: isFirstOfKind,
            items: items,
            categories: categories,
            factors: factors
        )
        try act(.open(opening))
    }

    init(_ opening: AssessmentOpened) throws { try act(.open(opening)) }

    var state: Assessment.State? { assessment?.state }

    /// How long things are kept in these tests.
    static let keepingTime = Seconds.days(183)

    /// As a registry would have it whose rules are 72 hours, 14 days, 90 days, a day and 183 days.
    static func deadlines(at now: Timestamp) -> AnswerDeadlines {
        AnswerDeadlines(
            measureEndsAt: now + .hours(72),
            formalDueAt: now + .days(14),
            noticeDueAt: now + .days(90),
            tellingDueAt: now + .days(1),
            keptUntil: now + keepingTime
        )
    }

    @discardableResult
    mutating func act(_ command: AssessmentCommand) throws -> [Act] {
        let acts = try Assessment.decide(
            assessment,
            command,
            id: AssessmentTests.id,
            now: now,
            deadlines: Self.deadlines(at: now)
        )
        assessment = try Assessment.after(assessment, acts, at: now)
        return acts
    }

    /// The code of the refusal; `nil` where there is none, and then it was done.
    mutating func refusal(_ command: AssessmentCommand) throws -> String? {
        do {
            try act(command)
            return nil
        } catch let refusal as Refusal { return refusal.code }
    }

    mutating func propose(
        _ outcomes: (Int, ItemOutcome)...,
        territory: Territory = .countries(["ID"]),
        isTemporary: Bool = false,
        by person: ID<Person> = AssessmentTests.writer
    ) throws {
        let items = outcomes.map { RequestAnswer.Item(number: $0.0, outcome: $0.1, reasons: Build.text("reasons")) }
        let proposal = AnswerProposal(items: items, territory: territory, isTemporary: isTemporary)
        try act(.propose(proposal, by: person, isAgencyFrozen: false))
    }

    mutating func check(_ method: IdentityCheck.Method, _ result: IdentityCheck.Result) throws {
        try act(.checkIdentity(method, result, note: Build.text("note"), by: AssessmentTests.caller))
    }

    /// With everything done that an answer needs.
    func ready(_ finding: Proportionality = Build.finding(), defects: [FormDefect] = []) throws -> Scene {
        var scene = self
        try scene.check(.callBack, .confirmed)
        try scene.act(.checkForm(defects: defects, factors: [], note: nil))
        try scene.act(.weigh(finding, Build.findingNotes))
        try scene.act(.preserve(until: now + Self.keepingTime))
        return scene
    }
}
