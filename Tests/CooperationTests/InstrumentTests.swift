import CanonicalJSON
import Cooperation
import Testing

@Suite("An instrument")
struct InstrumentTests {
    static let specification = Transition.table(
        """
        propose | nothing -> proposed
        propose | proposed adopted confirmed refused replaced retired elsewhere -> !already-proposed
        proposeWithoutReason | nothing -> !reason-not-accepted-invalid
        proposeWithoutReason | proposed adopted confirmed refused replaced retired elsewhere -> !already-proposed
        proposeWithReason | nothing -> !reason-not-accepted-invalid
        proposeWithReason | proposed adopted confirmed refused replaced retired elsewhere -> !already-proposed
        proposeRefused | nothing -> proposed
        proposeRefused | proposed adopted confirmed refused replaced retired elsewhere -> !already-proposed
        adopt | nothing -> !not-found
        adopt | proposed -> adopted
        adopt | adopted confirmed refused -> -
        adopt | replaced retired -> !instrument-over
        adopt | elsewhere -> !kept-elsewhere
        confirm | nothing -> !not-found
        confirm | proposed adopted refused -> confirmed
        confirm | confirmed -> -
        confirm | replaced retired -> !instrument-over
        confirm | elsewhere -> !kept-elsewhere
        confirmAgain | nothing -> !not-found
        confirmAgain | proposed adopted refused confirmed -> confirmed
        confirmAgain | replaced retired -> !instrument-over
        confirmAgain | elsewhere -> !kept-elsewhere
        confirmOnNoDay | nothing -> !not-found
        confirmOnNoDay | proposed adopted refused confirmed -> !day-invalid
        confirmOnNoDay | replaced retired -> !instrument-over
        confirmOnNoDay | elsewhere -> !kept-elsewhere
        confirmByNobody | nothing -> !not-found
        confirmByNobody | proposed adopted refused confirmed -> !text-missing
        confirmByNobody | replaced retired -> !instrument-over
        confirmByNobody | elsewhere -> !kept-elsewhere
        replace | nothing -> !not-found
        replace | proposed -> !instrument-not-adopted
        replace | adopted confirmed -> replaced
        replace | refused -> !replacement-invalid
        replace | replaced -> -
        replace | retired -> !instrument-over
        replace | elsewhere -> !kept-elsewhere
        replaceByProposal | nothing -> !not-found
        replaceByProposal | proposed -> !instrument-not-adopted
        replaceByProposal | adopted confirmed refused -> !replacement-invalid
        replaceByProposal | replaced retired -> !instrument-over
        replaceByProposal | elsewhere -> !kept-elsewhere
        retire | nothing -> !not-found
        retire | proposed adopted confirmed refused -> retired
        retire | replaced -> !instrument-over
        retire | retired -> -
        retire | elsewhere -> !kept-elsewhere
        """
    )

    static let id = ID<Instrument>.number(700)

    static func machine() throws -> StateMachine<Instrument> {
        let texts = try Build.instrumentTexts()
        let refusal = try Build.terms("ID_TEST_REFUSED", isAccepted: false)
        let commands: [String: InstrumentCommand] = [
            "propose": .propose(try Build.terms(), texts),
            "proposeWithoutReason": .propose(refusal, texts),
            "proposeWithReason": .propose(try Build.terms(), try Build.instrumentTexts(isAccepted: false)),
            "proposeRefused": .propose(refusal, try Build.instrumentTexts(isAccepted: false)),
            "adopt": .adopt, "confirm": .confirm(day: "2026-01-31", confirmation: Build.text("confirmation")),
            "confirmAgain": .confirm(day: "2026-02-28", confirmation: Build.text("confirmation")),
            "confirmOnNoDay": .confirm(day: "2026-02-29", confirmation: Build.text("confirmation")),
            "confirmByNobody": .confirm(day: "2026-01-31", confirmation: " "),
            "replace": .replace(by: try Build.instrument(number: 701)),
            "replaceByProposal": .replace(by: try Build.instrument(isAdopted: false, number: 702)),
            "retire": .retire(reason: Build.text("reason")),
        ]
        let decisions: [String: StateMachine<Instrument>.Decision] = commands.mapValues { command in
            { try Instrument.decide($0, command, id: Self.id) }
        }
        func after(_ state: Instrument?, _ command: String) throws -> Instrument? {
            try Instrument.after(state, decisions[command]?(state) ?? [])
        }
        let (proposed, adopted) = (try Build.instrument(isAdopted: false), try Build.instrument())
        return StateMachine(
            states: [
                "nothing": nil, "proposed": proposed, "adopted": adopted, "confirmed": try after(adopted, "confirm"),
                "refused": try Build.instrument(refusal), "replaced": try after(adopted, "replace"),
                "retired": try after(adopted, "retire"), "elsewhere": try Build.instrument(origin: Build.elsewhere),
            ],
            commands: decisions
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("is found by its code while it is part of the register, and used only where it is accepted")
    func use() throws {
        for (name, state) in try Self.machine().states {
            guard let state else { continue }
            let isAdopted = ["adopted", "confirmed", "refused", "elsewhere"].contains(name)
            #expect(state.lookupKeys.isEmpty != isAdopted, "\(name)")
            let code = isAdopted ? (name == "refused" ? "instrument-not-accepted" : nil) : "instrument-not-adopted"
            do {
                try state.requireUsable()
                #expect(code == nil, "\(name)")
            } catch {
                #expect(code == error.code, "\(name)")
            }
        }
    }

    @Test("has terms that make sense, or is refused with the field that does not")
    func terms() throws {
        func code(_ make: () throws -> InstrumentTerms) -> String? {
            do {
                _ = try make()
                return nil
            } catch {
                return (error as? Refusal)?.code
            }
        }
        #expect(code { try Build.terms() } == nil)
        #expect(code { try Build.terms(country: nil) } == nil)
        #expect(code { try Build.terms("lower_case") } == "register-code-invalid")
        #expect(code { try Build.terms("1ST") } == "register-code-invalid")
        // Codes of instruments, but of no clock: with one of them every filing would fail.
        #expect(code { try Build.terms("A__B") } == nil)
        for clock in ["A__B", "AB", "A_", "lower_case"] {
            #expect(code { try Build.terms(clock: clock) } == "register-code-invalid")
            #expect(code { try Build.terms(firstContactClock: clock) } == "register-code-invalid")
            #expect(code { try Build.terms(preservationClock: clock) } == "register-code-invalid")
            #expect(code { try Build.terms(redressClock: clock) } == "register-code-invalid")
        }
        #expect(code { try Build.terms(String(repeating: "A", count: 41)) } == "register-code-invalid")
        #expect(code { try Build.terms(country: "Indonesia") } == "country-invalid")
        #expect(code { try Build.terms(functions: []) } == "functions-missing")
        #expect(code { try Build.terms(dataCategories: [.traffic]) } == "data-categories-invalid")
        #expect(code { try Build.terms(kind: .disclosure) } == "data-categories-invalid")
        #expect(code { try Build.terms(kind: .disclosure, dataCategories: [.content]) } == nil)
        #expect(code { try Build.terms(kind: .preservation, dataCategories: [.content]) } == nil)
        #expect(
            code { try Build.terms(kind: .emergencyDisclosure, dataCategories: [.content]) } == "content-in-emergency"
        )
        #expect(code { try Build.terms(kind: .weakenEncryption) } == "weakening-never-accepted")
        #expect(code { try Build.terms(kind: .weakenEncryption, isAccepted: false) } == nil)
    }

    @Test("lets intelligence in only with a judge or a minister, and never to referrals and emergencies")
    func intelligence() throws {
        for kind in RequestKind.allCases where kind != .weakenEncryption {
            for authorisation in RequiredAuthorisation.allCases {
                let asksForData = kind == .disclosure || kind == .emergencyDisclosure
                let terms = try? Build.terms(
                    kind: kind,
                    functions: [.intelligence, .police],
                    authorisation: authorisation,
                    dataCategories: asksForData ? [.subscriber] : []
                )
                let isFit = kind != .referral && kind != .emergencyDisclosure
                let isAuthorised = authorisation == .judge || authorisation == .minister
                #expect((terms != nil) == (isFit && isAuthorised), "\(kind) \(authorisation)")
            }
        }
    }

    @Test("that comes from another machine with terms that make no sense is not read")
    func readTerms() throws {
        let json = try JSONValueEncoder().encode(Build.terms())
        #expect(try JSONValueDecoder().decode(InstrumentTerms.self, from: json) == Build.terms())
        for (field, value) in [
            ("kind", "weakenEncryption"), ("code", "x"), ("functions", []), ("sourceDate", "2023-02-29"),
        ] as [(String, JSONValue)] {
            var fields = try #require(json.objectValue)
            fields[field] = value
            #expect(throws: (any Error).self, "\(field)") {
                try JSONValueDecoder().decode(InstrumentTerms.self, from: .object(fields))
            }
        }
    }
}
