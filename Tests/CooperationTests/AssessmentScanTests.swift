import Cooperation
import Testing

@Suite("The scan of an assessment's paper")
struct AssessmentScanTests {
    static let specification = Transition.table(
        """
        keepScan | nothing -> !not-found
        keepScan | open over -> scanKept
        keepScan | kept due -> -
        keepScan | erased -> !scan-erased
        keepLongScan | nothing -> !not-found
        keepLongScan | open over -> !scan-too-long
        keepLongScan | kept due -> -
        keepLongScan | erased -> !scan-erased
        keepEmptyScan | nothing -> !not-found
        keepEmptyScan | open over -> !scan-too-long
        keepEmptyScan | kept due -> -
        keepEmptyScan | erased -> !scan-erased
        readScan | nothing -> !not-found
        readScan | open over erased -> !not-found
        readScan | kept due -> scanRead
        eraseScan | nothing -> !not-found
        eraseScan | open over -> !not-found
        eraseScan | kept due -> scanErased
        eraseScan | erased -> -
        eraseForNothing | nothing -> !not-found
        eraseForNothing | open over kept due erased -> !text-missing
        expireScan | nothing -> !not-found
        expireScan | open over kept erased -> -
        expireScan | due -> scanErased
        """
    )

    private static let later = Timestamp.start + Scene.keepingTime

    static func machine() throws -> StateMachine<Assessment> {
        let hash = String(repeating: "0a", count: 32)
        let commands: [String: AssessmentCommand] = [
            "keepScan": .keepScan(sha256: hash, bytes: Assessment.scanBytesMax),
            "keepLongScan": .keepScan(sha256: hash, bytes: Assessment.scanBytesMax + 1),
            "keepEmptyScan": .keepScan(sha256: hash, bytes: 0), "readScan": .noteScanRead(by: .number(41)),
            "eraseScan": .eraseScan(reason: Build.text("reason")), "eraseForNothing": .eraseScan(reason: " "),
            "expireScan": .expireScan,
        ]
        func then(_ state: Assessment?, _ command: AssessmentCommand) throws -> Assessment? {
            let acts = try Assessment.decide(
                state,
                command,
                id: AssessmentTests.id,
                now: .start,
                deadlines: Scene.deadlines(at: .start)
            )
            return try Assessment.after(state, acts)
        }
        let keep = AssessmentCommand.keepScan(sha256: hash, bytes: 7)
        let open = try then(nil, .open(Build.opening(.removalOrder)))
        let kept = try then(open, keep)
        return StateMachine(
            states: [
                "nothing": nil, "open": open, "over": try then(open, .close), "kept": kept,
                "due": try then(kept, .close), "erased": try then(kept, .eraseScan(reason: Build.text("reason"))),
            ],
            commands: commands.mapValues { command in
                { try Assessment.decide($0, command, id: AssessmentTests.id, now: Self.later) }
            }
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("is kept as long as what the request led to, and at least its own time")
    func time() throws {
        let due = try #require(try Self.machine().states["due"] ?? nil)
        #expect(due.scan?.keptUntil == Self.later && due.scanDueAt == Self.later)
        let until = Self.later + .days(1)
        let acts = try Assessment.decide(due, .preserve(until: until), id: due.id, now: .start)
        let preserved = try #require(try Assessment.after(due, acts))
        #expect(preserved.scanDueAt == until)
        let kept = try #require(try Self.machine().states["kept"] ?? nil)
        #expect(kept.scanDueAt == nil, "People work on it.")
    }

    @Test("lasts as long as the registry says, and where it says nothing as long as people work on the request")
    func ownTime() throws {
        let open = try Assessment.after(
            nil,
            Assessment.decide(nil, .open(Build.opening(.removalOrder)), id: AssessmentTests.id, now: .start)
        )
        let keep = AssessmentCommand.keepScan(sha256: String(repeating: "0a", count: 32), bytes: 7)
        for (deadlines, end) in [
            (AnswerDeadlines(keptUntil: Timestamp.start + .days(60)), Timestamp.start + .days(60)),
            (AnswerDeadlines(), Timestamp.start),
        ] {
            let acts = try Assessment.decide(open, keep, id: AssessmentTests.id, now: .start, deadlines: deadlines)
            #expect(try Assessment.after(open, acts)?.scan?.keptUntil == end)
        }
    }
}
