import Cooperation
import Testing

@Suite("A request")
struct RequestTests {
    private static let live = "open stopped interim answered withdrawn unanswered guest"
    private static let hidden = "nothing filed turnedAway"

    private static func table(_ lines: String) -> [Transition] {
        let filed = "filed turnedAway open waiting stopped interim answered withdrawn unanswered guest"
        let filing = ["file", "fileNothing", "fileRefused", "fileToGuest", "filePaper"]
            .map { "\($0) | \(filed) -> !already-filed" }
        let others = [
            "invite", "inviteTooLate", "acknowledge", "stop", "stopMute", "clarify", "resume", "answer", "answerPart",
            "answerInterim", "answerRest", "answerNothing", "answerTwice", "answerUnknown", "answerWrong", "answerMute",
            "reverse", "disclose", "discloseMore", "tell", "withdraw", "noteSilence", "look", "lookElsewhere",
            "endWait", "noteForged", "noteForgeryTakenBack",
        ].map { "\($0) | \(hidden) -> !not-found" }
        return Transition.table((filing + others).joined(separator: "\n") + "\n" + lines)
    }

    static let specification =
        plain
        + plain.filter { $0.state == "open" && !ofForgery.contains($0.command) }
        .map { Transition(command: $0.command, state: "forged", outcome: $0.outcome) }
        + Transition.table(
            """
            noteForged | forged -> -
            noteForgeryTakenBack | forged -> forgeryTakenBack
            """
        )

    private static let ofForgery: Set<String> = ["noteForged", "noteForgeryTakenBack"]

    private static let plain = table(
        """
        file | nothing -> filed+itemFiled+itemFiled+received
        fileNothing | nothing -> !items-missing
        fileRefused | nothing -> filed+itemFiled+itemFiled+turnedAway
        fileToGuest | nothing -> filed+itemFiled+itemFiled+received
        filePaper | nothing -> filed+itemFiled+received
        invite | open waiting stopped interim unanswered -> !addressee-is-member
        invite | answered withdrawn -> !request-over
        invite | guest -> guestInvited
        inviteTooLate | open waiting stopped interim unanswered -> !addressee-is-member
        inviteTooLate | answered withdrawn -> !request-over
        inviteTooLate | guest -> !time-over
        acknowledge | open waiting stopped interim guest -> acknowledged
        acknowledge | answered withdrawn unanswered -> -
        stop | open interim guest -> clockStopped
        stop | stopped -> !clock-stopped-already
        stop | answered withdrawn unanswered -> !request-over
        stopMute | open interim guest -> !text-missing
        stopMute | stopped -> !clock-stopped-already
        stopMute | answered withdrawn unanswered -> !request-over
        clarify | stopped -> clockResumed
        clarify | open waiting interim answered withdrawn unanswered guest -> !clock-not-stopped
        resume | stopped -> clockResumed
        resume | open waiting interim answered withdrawn unanswered guest -> !clock-not-stopped
        answer | open waiting stopped unanswered guest -> itemAnswered+itemAnswered+answered
        answer | interim answered -> !already-answered
        answer | withdrawn -> !request-over
        answerPart | open waiting stopped unanswered guest -> !items-unanswered
        answerPart | interim answered -> !already-answered
        answerPart | withdrawn -> !request-over
        answerInterim | open waiting stopped unanswered guest -> itemAnswered+itemAnswered+answered
        answerInterim | interim answered -> !already-answered
        answerInterim | withdrawn -> !request-over
        answerRest | open waiting stopped unanswered guest -> !items-unanswered
        answerRest | interim -> itemAnswered+answered
        answerRest | answered -> !already-answered
        answerRest | withdrawn -> !request-over
        answerNothing | open waiting stopped interim unanswered guest -> !items-unanswered
        answerNothing | answered -> !already-answered
        answerNothing | withdrawn -> !request-over
        answerTwice | open waiting stopped interim unanswered guest -> !item-unknown
        answerTwice | answered -> !already-answered
        answerTwice | withdrawn -> !request-over
        answerUnknown | open waiting stopped interim unanswered guest -> !item-unknown
        answerUnknown | answered -> !already-answered
        answerUnknown | withdrawn -> !request-over
        answerWrong | open waiting stopped interim unanswered guest -> !outcome-not-allowed
        answerWrong | answered -> !already-answered
        answerWrong | withdrawn -> !request-over
        answerMute | open waiting stopped interim unanswered guest -> !item-reason-missing
        answerMute | answered -> !already-answered
        answerMute | withdrawn -> !request-over
        reverse | open waiting stopped withdrawn unanswered guest -> !nothing-to-undo
        reverse | interim answered -> itemReversed
        disclose | open waiting stopped withdrawn unanswered guest -> !nothing-to-disclose
        disclose | interim answered -> disclosed
        discloseMore | open waiting stopped interim answered withdrawn unanswered guest -> !category-not-asked
        tell | open waiting stopped interim answered withdrawn unanswered guest -> personTold
        withdraw | open waiting stopped interim guest -> withdrawn
        withdraw | answered withdrawn unanswered -> !request-over
        noteSilence | open interim guest -> unanswered
        noteSilence | stopped answered withdrawn unanswered -> -
        look | open waiting stopped interim answered withdrawn unanswered guest -> itemLookedAt
        lookElsewhere | open waiting stopped interim answered withdrawn unanswered guest -> !not-found
        noteForged | open waiting stopped interim answered withdrawn unanswered guest -> foundForged
        noteForgeryTakenBack | open waiting stopped interim answered withdrawn unanswered guest -> !not-found-forged
        stop | waiting -> !time-not-begun
        stopMute | waiting -> !time-not-begun
        noteSilence | waiting -> -
        endWait | waiting -> waitEnded
        endWait | open stopped interim answered withdrawn unanswered guest -> -
        """
    )

    static let id = ID<Request>.number(730)

    private static func commands() -> [String: RequestCommand] {
        let document = Build.document(.disclosure)
        var toGuest = document
        toGuest.addressee = .guest(ID<Request>.number(799).identifier)
        toGuest.addresseeName = Build.text("guest")
        let (hash, note) = (String(repeating: "0", count: 64), Build.text("note"))
        let dispatch = ID<Dispatch>.number(600)
        return [
            "file": .file(Build.filing(document)), "fileNothing": .file(Build.filing(document, items: [])),
            "fileRefused": .file(Build.filing(document, turnedAwayFor: "standing-insufficient")),
            "fileToGuest": .file(Build.filing(toGuest)), "filePaper": .file(Build.paperFiling()),
            "invite": .inviteGuest(tokenHash: hash, expiresAt: .start + .days(30)),
            "inviteTooLate": .inviteGuest(tokenHash: hash, expiresAt: .start + .days(1)),
            "acknowledge": .acknowledge(dispatch: dispatch),
            "stop": .stopClock(.missingInformation, note: note, dispatch: dispatch),
            "stopMute": .stopClock(.missingInformation, note: " ", dispatch: nil),
            "clarify": .clarify(note: note, dueAt: .start + .hours(5)),
            "resume": .resumeClock(dueAt: .start + .hours(5), dispatch: dispatch),
            "answer": .answer(Build.answer((1, .complied), (2, .refusedScope))),
            "answerPart": .answer(Build.answer((1, .complied))),
            "answerInterim": .answer(Build.answer((1, .compliedInPart), (2, .underReview))),
            "answerRest": .answer(Build.answer((2, .refusedRights))), "answerNothing": .answer(Build.answer()),
            "answerTwice": .answer(Build.answer((2, .complied), (2, .complied))),
            "answerUnknown": .answer(Build.answer((3, .complied))),
            "answerWrong": .answer(Build.answer((2, .compliedInCountry))),
            "answerMute": .answer(Build.answer((2, .complied), reasons: " ")),
            "reverse": .reverse(item: 1, reasons: Build.text("reasons"), dispatch: dispatch),
            "disclose": .disclose(.subscriber, sha256: hash, file: Build.text("file"), dispatch: dispatch),
            "discloseMore": .disclose(.content, sha256: hash, file: Build.text("file"), dispatch: nil),
            "tell": .notePersonTold(dispatch: dispatch), "withdraw": .withdraw(reason: Build.text("reason")),
            "noteSilence": .noteUnanswered, "look": .noteLook(item: 1, ItemLook(status: 404)),
            "lookElsewhere": .noteLook(item: 9, ItemLook(status: 404)), "endWait": .endWait(dueAt: .start + .days(2)),
            "noteForged": .noteForged(dispatch: dispatch),
            "noteForgeryTakenBack": .noteForgeryTakenBack(dispatch: dispatch),
        ]
    }

    static func machine() throws -> StateMachine<Request> {
        let decisions: [String: StateMachine<Request>.Decision] = commands().mapValues { command in
            { try Request.decide($0, command, id: Self.id, now: .start + .days(1)) }
        }
        func after(_ commands: String...) throws -> Request? {
            var state: Request?
            for command in commands { state = try Request.after(state, decisions[command]?(state) ?? []) }
            return state
        }
        return StateMachine(
            states: [
                "nothing": nil, "filed": try Request.after(nil, Array((decisions["file"]?(nil) ?? []).prefix(1))),
                "turnedAway": try after("fileRefused"), "open": try after("file"),
                "waiting": try Request.after(
                    nil,
                    Request.decide(
                        nil,
                        .file(Build.filing(Build.document(.disclosure), waitsUntil: .start + .hours(12))),
                        id: Self.id,
                        now: .start
                    )
                ),
                "stopped": try after("file", "stop"), "interim": try after("file", "answerInterim"),
                "answered": try after("file", "answer"), "withdrawn": try after("file", "withdraw"),
                "unanswered": try after("file", "noteSilence"), "guest": try after("fileToGuest"),
                "forged": try after("file", "noteForged"),
            ],
            commands: decisions
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    private func change(_ request: Request?, _ command: RequestCommand) throws -> Request {
        let acts = try Request.decide(request, command, id: Self.id, now: .start + .hours(2))
        return try #require(try Request.after(request, acts, at: .start + .hours(2)))
    }

    @Test("that is answered for the time being waits on, with its clock, and may still be counted as unanswered")
    func interim() throws {
        let open = try Build.request(Build.document(.removalOrder))
        let interim = try change(open, .answer(Build.answer((1, .complied), (2, .clarificationAsked))))
        #expect(interim.state == .open && interim.isWaiting && interim.hasInterimAnswers)
        #expect(interim.dueAt == .start + .hours(1) && interim.answeredAt == nil)
        #expect(interim.value(of: .dueAt) != nil && interim.answeredAtPosition != nil)
        let silent = try change(interim, .noteUnanswered)
        #expect(silent.state == .unanswered)
        let whole = try change(silent, .answer(Build.answer((2, .complied))))
        #expect(whole.state == .answered && whole.answeredAt == .start + .hours(2))
        #expect(whole.items.map(\.outcome) == [.complied, .complied])
    }

    @Test("to weaken encryption is answered in the act of filing, by whomever it is asked")
    func encryption() throws {
        let document = Build.document(.weakenEncryption)
        let acts = try Request.decide(nil, .file(Build.filing(document)), id: document.id, now: .start)
        let request = try #require(try Request.after(nil, acts))
        #expect(request.state == .answered && request.items.allSatisfy { $0.outcome == .refusedRights })
        for outcome in ItemOutcome.allCases {
            #expect(throws: Refusal.self) {
                try Request.decide(request, .answer(Build.answer((1, outcome))), id: request.id, now: .start)
            }
        }
        let refused = try Request.decide(
            nil,
            .file(Build.filing(document, turnedAwayFor: "standing-insufficient")),
            id: document.id,
            now: .start
        )
        #expect(try Request.after(nil, refused)?.state == .turnedAway)
    }

    @Test("knows the last words of its addressee's node by their dispatches, and no longer than it has to")
    func dispatches() throws {
        var request = try Build.request(Build.document(.removalOrder))
        var told: [ID<Dispatch>] = []
        for number in 0..<50 {
            let dispatch = ID<Dispatch>.number(1000 + UInt64(number))
            let stop = number.isMultiple(of: 2)
            request = try change(
                request,
                stop
                    ? .stopClock(.manifestError, note: Build.text("note"), dispatch: dispatch)
                    : .resumeClock(dueAt: nil, dispatch: dispatch)
            )
            told.append(dispatch)
            #expect(request.hasTaken(dispatch))
        }
        #expect(request.dispatches == told.suffix(16))
        #expect(!request.hasTaken(told[0]) && !request.hasTaken(.number(999)))
    }

    @Test("is answered to everybody in the same words where nobody may read between them, unless others were signed")
    func fixedWords() throws {
        let open = try #require(try Self.machine().states["open"] ?? nil)
        let given = Build.answer((1, .complied), (2, .underReview))
        for signed in [nil, given.signed] {
            let answer = RequestAnswer(items: given.items, signed: signed)
            let acts = try Request.decide(open, .answer(answer), id: open.id, now: .start)
            let fixed = signed == nil ? ItemOutcome.underReview.fixedReasons : Build.text("reasons 2")
            #expect(acts.compactMap { $0.sealed["reasons"] } == [Build.text("reasons 1"), fixed])
        }
    }

    @Test("of a guest is found by its link until an answer used that up, and by no other")
    func guests() throws {
        let machine = try Self.machine()
        let guest = try #require(machine.states["guest"] ?? nil)
        #expect(guest.lookupKeys.isEmpty)
        let (first, second) = (String(repeating: "1", count: 64), String(repeating: "2", count: 64))
        var invited = try change(guest, .inviteGuest(tokenHash: first, expiresAt: .start + .days(1)))
        #expect(invited.lookupKeys == [Request.guestKey(ofHash: first)])
        invited = try change(invited, .inviteGuest(tokenHash: second, expiresAt: .start + .days(1)))
        #expect(invited.lookupKeys == [Request.guestKey(ofHash: second)])
        let answered = try change(invited, .answer(Build.answer((1, .complied), (2, .underReview))))
        #expect(answered.lookupKeys.isEmpty && answered.isWaiting)
    }

    @Test("that was taken back takes no file any more, also for what was complied with before")
    func filesAfterwards() throws {
        let interim = try #require(try Self.machine().states["interim"] ?? nil)
        let back = try change(interim, .withdraw(reason: Build.text("reason")))
        let hash = String(repeating: "f", count: 64)
        let command = RequestCommand.disclose(.subscriber, sha256: hash, file: Build.text("file"), dispatch: nil)
        #expect(try !Request.decide(interim, command, id: interim.id, now: .start).isEmpty)
        var code: String?
        do { _ = try Request.decide(back, command, id: back.id, now: .start) } catch { code = error.code }
        #expect(code == "request-over")
    }

    @Test("takes no more and no longer encrypted files than agreed")
    func files() throws {
        let answered = try #require(try Self.machine().states["answered"] ?? nil)
        func refusal(_ request: Request, _ file: String) -> String? {
            do {
                let hash = String(repeating: "f", count: 64)
                let command = RequestCommand.disclose(.subscriber, sha256: hash, file: file, dispatch: nil)
                _ = try Request.decide(request, command, id: request.id, now: .start)
                return nil
            } catch { return error.code }
        }
        #expect(refusal(answered, String(repeating: "A", count: Request.fileBytesMax)) == nil)
        #expect(refusal(answered, String(repeating: "A", count: Request.fileBytesMax + 1)) == "file-too-large")
        var full = answered
        for number in 0..<Request.disclosuresMax {
            let hash = String(String(repeating: "0", count: 60) + String(1000 + number))
            full = try change(full, .disclose(.traffic, sha256: hash, file: Build.text("file"), dispatch: nil))
            // The same file again is the same disclosure.
            full = try change(full, .disclose(.traffic, sha256: hash, file: Build.text("file"), dispatch: nil))
        }
        #expect(full.disclosures.count == Request.disclosuresMax)
        #expect(refusal(full, "A") == "file-too-large")
    }

    @Test("on paper began when it came, and not when it was written down")
    func paper() throws {
        let acts = try Request.decide(nil, .file(Build.paperFiling()), id: Self.id, now: .start)
        let request = try #require(try Request.after(nil, acts))
        #expect(request.receivedAt == Timestamp.start - .hours(2) && request.filing.channel == .paper)
        #expect(!request.filing.isSigned)
    }

    @Test("tells its facets")
    func facets() throws {
        let request = try Build.request(Build.document(.removalOrder))
        #expect(request.value(of: .authority) == .text(ID<Organisation>.number(2).description))
        #expect(request.value(of: .addressee) == .text(ID<Organisation>.number(1).description))
        #expect(request.value(of: .kind) == .text("removalOrder") && request.value(of: .state) == .text("open"))
        #expect(request.value(of: .isExercise) == nil)
        let withdrawn = try change(request, .withdraw(reason: Build.text("reason")))
        #expect(withdrawn.value(of: .dueAt) == nil)
    }
}
