import CanonicalJSON
import Cooperation
import Testing

@Suite("A dispatch")
struct DispatchTests {
    static let specification = Transition.table(
        """
        queueVerification | nothing -> queued
        queueVerification | queued delivered refused retracted recorded -> !already-queued
        queueOpinion | nothing -> queued
        queueOpinion | queued delivered refused retracted recorded -> !already-queued
        queueFiling | nothing -> queued
        queueFiling | queued delivered refused retracted recorded -> !already-queued
        deliver | nothing -> !not-found
        deliver | queued retracted -> delivered
        deliver | delivered refused recorded -> -
        refuse | nothing -> !not-found
        refuse | queued -> refused
        refuse | delivered refused retracted recorded -> -
        retract | nothing -> !not-found
        retract | queued -> retracted
        retract | delivered refused retracted recorded -> -
        record | nothing -> !not-found
        record | queued delivered refused retracted -> recorded
        record | recorded -> -
        """
    )

    static func machine() throws -> StateMachine<Dispatch> {
        let queue = { @Sendable (message: DispatchMessage) in
            DispatchCommand.queue(
                exchange: .number(900),
                message: message,
                person: .number(10),
                text: Build.text("text")
            )
        }
        let commands: [String: DispatchCommand] = [
            "queueVerification": queue(.verification(signal: .number(300), basis: .ownMatch)),
            "queueOpinion": queue(.opinion(signal: .number(300), category: .negative)),
            "queueFiling": queue(.filing(.number(800))), "deliver": .deliver,
            "refuse": .refuse(code: "not-independent"), "retract": .retract, "record": .record,
        ]
        let decisions: [String: StateMachine<Dispatch>.Decision] = commands.mapValues { command in
            { try Dispatch.decide($0, command, id: .number(600)) }
        }
        let queued = try Dispatch.after(nil, decisions["queueOpinion"]?(nil) ?? [])
        return StateMachine(
            states: [
                "nothing": nil, "queued": queued,
                "delivered": try Dispatch.after(queued, decisions["deliver"]?(queued) ?? []),
                "refused": try Dispatch.after(queued, decisions["refuse"]?(queued) ?? []),
                "retracted": try Dispatch.after(queued, decisions["retract"]?(queued) ?? []),
                "recorded": try Dispatch.after(queued, decisions["record"]?(queued) ?? []),
            ],
            commands: decisions
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("is found by its signal, and as a dispute, until the signal itself shows it, or the exchange said no")
    func disputes() throws {
        let machine = try Self.machine()
        let ofSignal = LookupKey(scope: Dispatch.signalScope, value: ID<Signal>.number(300).description)
        for (name, isFound) in [
            "queued": true, "delivered": true, "refused": false, "retracted": false, "recorded": false,
        ] {
            let dispatch = try #require(machine.states[name] ?? nil)
            let expected: Set<LookupKey> = isFound ? [ofSignal, Dispatch.disputeKey(of: .number(300))] : []
            #expect(dispatch.lookupKeys == expected, "\(name)")
        }
        for message in [
            DispatchMessage.opinion(signal: .number(300), category: .positive),
            .opinion(signal: .number(300), category: .seed), .verification(signal: .number(300), basis: .shownBy),
        ] { #expect(try Self.queued(message).lookupKeys == [ofSignal], "\(message)") }
    }

    @Test("with a signed request is found by it for good, and says why the exchange refused it until it is recorded")
    func filing() throws {
        let key = Dispatch.filingKey(of: .number(800))
        let queued = try Self.queued(.filing(.number(800)))
        func after(_ state: Dispatch, _ command: DispatchCommand) throws -> Dispatch {
            try #require(try Dispatch.after(state, Dispatch.decide(state, command, id: .number(600))))
        }
        let refused = try after(queued, .refuse(code: "key-revoked"))
        let recorded = try after(refused, .record)
        #expect([queued, refused, recorded].allSatisfy { $0.lookupKeys == [key] })
        #expect(queued.code == nil && refused.code == "key-revoked" && recorded.code == nil)
        #expect(queued.message.isThere(sayingCode: "already-filed"))
        #expect(!queued.message.isThere(sayingCode: "key-revoked"))
        let opinion = DispatchMessage.opinion(signal: .number(300), category: .negative)
        #expect(!opinion.isThere(sayingCode: "already-filed"))
        for type in [RequestReceived.type, RequestTurnedAway.type] {
            #expect(queued.isRecorded(by: Self.event(type, signal: 800, [:]), as: .number(2)), "\(type)")
            #expect(!queued.isRecorded(by: Self.event(type, signal: 801, [:]), as: .number(2)), "\(type)")
            #expect(!queued.isRecorded(by: Self.event(type, signal: 800, by: 3, [:]), as: .number(2)), "\(type)")
        }
        #expect(!queued.isRecorded(by: Self.event(RequestFiled.type, signal: 800, [:]), as: .number(2)))
    }

    @Test("with an authority's word, or with an answer that was refused, is found by what it is about")
    func words() throws {
        func after(_ state: Dispatch, _ command: DispatchCommand) throws -> Dispatch {
            try #require(try Dispatch.after(state, Dispatch.decide(state, command, id: .number(600))))
        }
        let key = Dispatch.wordKey(of: ID<Request>.number(800).identifier)
        for message in [
            DispatchMessage.authorityWord(.number(800), .withdrawn), .authorityWord(.number(800), .clarified),
            .threatWord(.number(800), .acknowledged), .threatWord(.number(800), .reported(.noDanger)),
        ] {
            let queued = try Self.queued(message)
            let refused = try after(queued, .refuse(code: "request-over"))
            #expect(queued.lookupKeys == [key] && refused.lookupKeys == [key] && !refused.isRefusedAnswer)
            #expect(try after(queued, .deliver).lookupKeys == [key])
            #expect(try after(queued, .record).lookupKeys.isEmpty)
        }
        for (word, isFound) in [
            (RequestWord.answered(outcomes: [], concernsProtectedRole: nil), true),
            (.disclosed(category: .subscriber, sha256: "00"), true), (.acknowledged, false), (.personTold, false),
        ] {
            let queued = try Self.queued(.request(.number(800), word))
            #expect(queued.lookupKeys.isEmpty && !queued.isRefusedAnswer)
            let refused = try after(queued, .refuse(code: "request-over"))
            #expect(refused.lookupKeys == (isFound ? [key] : []) && refused.isRefusedAnswer == isFound)
            let retracted = try after(queued, .retract)
            #expect(retracted.lookupKeys == (isFound ? [key] : []) && !retracted.isRefusedAnswer)
        }
        for (word, saysForged) in [(RequestWord.foundForged, true), (.forgeryTakenBack, false)] {
            let message = DispatchMessage.request(.number(800), word)
            #expect(message.isAboutForgery && message.isForgery == saysForged)
            let forgery = try Self.queued(message)
            for command in [DispatchCommand.deliver, .refuse(code: "word-invalid")] {
                let said = try after(forgery, command)
                #expect(said.lookupKeys == [key] && !said.isRefusedAnswer)
            }
            #expect(try forgery.lookupKeys == [key] && after(forgery, .record).lookupKeys.isEmpty)
        }
    }

    @Test("with an authority's word is recorded by that word's own event and no other")
    func recordedWords() throws {
        let dispatch: [String: JSONValue] = ["dispatch": .string(ID<Dispatch>.number(600).description)]
        func isRecorded(_ message: DispatchMessage, _ type: String, _ more: [String: JSONValue] = [:]) throws -> Bool {
            let event = Self.event(type, signal: 800, dispatch.merging(more) { $1 })
            return try Self.queued(message).isRecorded(by: event, as: .number(2))
        }
        let withdrawn = DispatchMessage.authorityWord(.number(800), .withdrawn)
        #expect(try isRecorded(withdrawn, RequestWithdrawn.type))
        #expect(try !isRecorded(withdrawn, RequestClockResumed.type))
        #expect(
            try !Self.queued(withdrawn).isRecorded(
                by: Self.event(RequestWithdrawn.type, signal: 800, [:]),
                as: .number(2)
            )
        )
        #expect(try isRecorded(.authorityWord(.number(800), .clarified), RequestClockResumed.type))
        #expect(try isRecorded(.threatWord(.number(800), .acknowledged), ThreatNoticeAcknowledged.type))
        let reported = DispatchMessage.threatWord(.number(800), .reported(.tooLate))
        #expect(try isRecorded(reported, ThreatNoticeClosed.type, ["outcome": "tooLate"]))
        #expect(try !isRecorded(reported, ThreatNoticeClosed.type, ["outcome": "noDanger"]))
    }

    private static func queued(_ message: DispatchMessage) throws -> Dispatch {
        let queue = DispatchCommand.queue(exchange: .number(900), message: message, person: .number(10), text: nil)
        return try #require(try Dispatch.after(nil, Dispatch.decide(nil, queue, id: .number(600))))
    }

    private static func event(
        _ type: String,
        signal: UInt64 = 300,
        by organisation: UInt64 = 2,
        _ facts: [String: JSONValue]
    ) -> EventReceived.Inner {
        EventReceived.Inner(
            type: type,
            version: 1,
            subject: ID<Signal>.number(signal).identifier,
            time: .start,
            organisation: .number(organisation),
            actor: ID<Person>.number(12).identifier,
            facts: facts.merging(["person": .string(ID<Person>.number(12).description)]) { $1 }
        )
    }

    @Test("is recorded by the event that says what it says, and by no other under its id")
    func recordedBy() throws {
        let id = JSONValue.string(ID<Dispatch>.number(600).description)
        let other = JSONValue.string(ID<Dispatch>.number(601).description)
        let negative = try Self.queued(.opinion(signal: .number(300), category: .negative))
        let given = SignalOpinionGiven.type
        #expect(negative.isRecorded(by: Self.event(given, ["category": "negative", "dispatch": id]), as: .number(2)))
        #expect(negative.isRecorded(by: Self.event(SignalOpinionHeld.type, ["dispatch": id]), as: .number(2)))
        for event in [
            Self.event(given, ["category": "positive", "dispatch": id]),
            Self.event(given, ["category": "negative", "dispatch": other]), Self.event(given, ["category": "negative"]),
            Self.event(given, signal: 301, ["category": "negative", "dispatch": id]),
            Self.event(given, by: 3, ["category": "negative", "dispatch": id]),
            Self.event(SignalVerified.type, ["basis": "ownMatch", "dispatch": id]),
        ] { #expect(!negative.isRecorded(by: event, as: .number(2)), "\(event)") }
        let word = try Self.queued(.verification(signal: .number(300), basis: .ownMatch))
        let verified = SignalVerified.type
        #expect(word.isRecorded(by: Self.event(verified, ["basis": "ownMatch", "dispatch": id]), as: .number(2)))
        #expect(!word.isRecorded(by: Self.event(verified, ["basis": "shownBy", "dispatch": id]), as: .number(2)))
        let positive = try Self.queued(.opinion(signal: .number(300), category: .positive))
        #expect(!positive.isRecorded(by: Self.event(SignalOpinionHeld.type, ["dispatch": id]), as: .number(2)))
    }
}
