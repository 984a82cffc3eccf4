import CanonicalJSON
import Console
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

@Suite("What a fact has within it") struct NestedFactTests {
    private let catalogues: [Catalogue]
    private let english: Catalogue

    init() throws {
        let catalogues = try Catalogues()
        self.catalogues = catalogues.all
        english = catalogues.english
    }

    /// What a fact says, with what its parts say in brackets.
    private static func spelled(_ fact: Fact) -> String {
        guard fact.hasFacts else { return "\(fact.term): \(fact.text)" }
        return "\(fact.term) (\(fact.facts.map(spelled).joined(separator: "; ")))"
    }

    private func said(_ term: String, _ value: JSONValue, of field: String, in type: String) -> String {
        Self.spelled(FieldWords.fact(term, value, of: field, in: type, english))
    }

    @Test func `is shown part by part, with names and words of the reader`() {
        let duration: JSONValue = ["count": 3, "endsWithDay": false, "unit": "workingDays"]
        let terms: JSONValue = [
            "atEnd": ["counsel", "lead"], "duration": duration, "start": "noticeGiven", "stopReasons": [],
            "zone": "authority",
        ]
        let roles = ["counsel", "lead"].compactMap {
            FieldWords.word($0, of: "terms.atEnd", in: ClockStarted.type, english)
        }
        #expect(roles.count == 2)
        let parts = [
            "Who is told at the end: \(roles.joined(separator: ", "))",
            "How long (How many: 3; Ends with the day: No; Unit: Working days)",
            "What starts it: Notice was given", "Why it may stand still: None",
            "Time zone: That of the authority that asks",
        ]
        let shown = said("Terms", terms, of: "terms", in: ClockStarted.type)
        #expect(shown == "Terms (\(parts.joined(separator: "; ")))")
    }

    @Test func `is shown one after another where it is a list of objects`() {
        let matches: JSONValue = [["distance": 4, "kind": "pdq"], ["distance": 0, "kind": "sha256"]]
        #expect(
            said("Matches", matches, of: "matches", in: CaseOpened.type)
                == "Matches (1 (Distance: 4; Kind: picture hash (PDQ)); 2 (Distance: 0; Kind: file hash (SHA-256)))"
        )
        #expect(said("x", [["a"], [], "b"], of: "x", in: "x.y") == "x (1: a; 2: None; 3: b)")
    }

    @Test func `is named as it is where there are no words for it, and says so where it is empty`() {
        #expect(
            said("Context", ["neverHeardOf": "x<y>"], of: "context", in: CaseOpened.type)
                == "Context (neverHeardOf: x<y>)"
        )
        #expect(said("Context", [:], of: "context", in: CaseOpened.type) == "Context: None")
        #expect(said("Matches", [], of: "matches", in: CaseOpened.type) == "Matches: None")
        #expect(said("Context", ["x": .null], of: "context", in: CaseOpened.type) == "Context (x: None)")
    }

    @Test func `is said in the words of the act that another node recorded`() {
        let event: JSONValue = ["facts": ["settings": ["radius": 31]], "type": "bank.opened"]
        #expect(
            said("Act", event, of: "event", in: EventReceived.type)
                == "Act (What was recorded (Settings (Matches within: 31)); Kind of event: Bank opened)"
        )
    }

    @Test func `shows times to the second, and has them exactly`() throws {
        let time = "2027-01-31T03:10:05.123456Z"
        let envelope = FieldWords.fact(
            "Envelope",
            ["dueAt": .string(time)],
            of: "envelope",
            in: ThreatNoticeReceived.type,
            english
        )
        let due = try #require(envelope.facts.first)
        #expect(due.term == "Due" && due.factTime == time)
        #expect(due.text.contains("05") && due.text.hasSuffix(" UTC"))
    }

    @Test func `is its exact JSON where it lies too deep`() throws {
        func chain(_ length: Int) -> JSONValue {
            (0..<length).reduce(7) { inner, _ in ["a": inner] }
        }
        func deepest(_ value: JSONValue) -> Fact {
            var fact = FieldWords.fact("a", value, of: "a", in: "x.y", english)
            while let inner = fact.facts.first { fact = inner }
            return fact
        }
        let shown = deepest(chain(FieldWords.depthMax))
        #expect(shown.text == "7" && !shown.isCode)
        for length in [FieldWords.depthMax + 1, FieldWords.depthMax + 3] {
            let exact = deepest(chain(length))
            #expect(exact.text == chain(length - FieldWords.depthMax).canonicalString && exact.isCode)
        }
        let list = (0..<FieldWords.depthMax + 2).reduce(JSONValue.integer(7)) { inner, _ in [inner] }
        #expect(deepest(list).text == "[[7]]" && deepest(list).isCode)
    }

    @Test func `is its exact JSON where it is too much`() {
        func members(_ count: Int) -> JSONValue {
            .object(Dictionary(uniqueKeysWithValues: (0..<count).map { ("m\($0)", JSONValue.bool(true)) }))
        }
        // The object counts too.
        let most = FieldWords.fact("x", members(FieldWords.valuesMax - 1), of: "x", in: "x.y", english)
        #expect(most.facts.count == FieldWords.valuesMax - 1)
        let value = members(FieldWords.valuesMax)
        let more = FieldWords.fact("x", value, of: "x", in: "x.y", english)
        #expect(more.isCode && !more.hasFacts && more.text == value.canonicalString)
    }

    @Test func `leaves nothing out`() throws {
        let id = Identifier(high: 1, low: 2)
        let message: JSONValue = ["request": ["_0": .string(id.description), "_1": ["acknowledged": [:]]]]
        #expect(
            said("Message", message, of: "message", in: DispatchQueued.type)
                == "Message (Request (Request: \(id); What it says: Request acknowledged))"
        )
        #expect(
            said("Message", ["filing": ["_0": .string(id.description)]], of: "message", in: DispatchQueued.type)
                == "Message (Signed request: \(id))"
        )
        let reported: JSONValue = ["threatWord": ["_0": "x", "_1": ["reported": ["_0": "noDanger"]]]]
        #expect(
            said("Message", reported, of: "message", in: DispatchQueued.type).hasSuffix(
                "What it says (Outcome: Nobody was in danger)))"
            )
        )
    }

    /// Everything that a node tells its exchange, with every word that is in it.
    private static func messages() -> [DispatchMessage] {
        let id = Identifier(high: 1, low: 2)
        let digest = String(repeating: "a", count: 64)
        let time = Timestamp(microseconds: 0)
        let outcomes = ItemOutcome.allCases.map { Assessment.ItemFact(number: 1, outcome: $0) }
        var words: [RequestWord] = [
            .acknowledged, .clockResumed, .answered(outcomes: outcomes, concernsProtectedRole: true),
            .itemReversed(number: 1, isMistake: true), .personTold, .foundForged, .forgeryTakenBack,
        ]
        words += ClockTerms.StopReason.allCases.map { RequestWord.clockStopped(reason: $0) }
        words += DataCategory.allCases.map { RequestWord.disclosed(category: $0, sha256: digest) }
        let threatWords = [ThreatWord.acknowledged] + ThreatOutcome.allCases.map { ThreatWord.reported($0) }
        let threats = ThreatLevel.allCases.map { level in
            DispatchMessage.threat(
                ID(id),
                ThreatEnvelope(
                    office: ID(id),
                    level: level,
                    seenAt: time,
                    flaggedAt: time,
                    dueAt: time,
                    isExercise: false,
                    isSealed: true,
                    sha256: digest
                )
            )
        }
        var messages: [DispatchMessage] = threats + [DispatchMessage.filing(ID(id))]
        messages += Verification.Basis.allCases.map { DispatchMessage.verification(signal: ID(id), basis: $0) }
        messages += Opinion.Category.allCases.map { DispatchMessage.opinion(signal: ID(id), category: $0) }
        messages += words.map { DispatchMessage.request(ID(id), $0) }
        messages += AuthorityWord.allCases.map { DispatchMessage.authorityWord(ID(id), $0) }
        messages += threatWords.map { DispatchMessage.threatWord(ID(id), $0) }
        return messages
    }

    /// The names that lead to each value, and the texts among the values.
    private static func walk(_ value: JSONValue, _ path: String, _ visit: (String, String?) -> Void) {
        switch value {
        case .object(let members):
            for (name, member) in members {
                let inner = path + "." + name
                // The one value of a word has no name of its own.
                if members.count > 1 || name != "_0" { visit(inner, nil) }
                walk(member, inner, visit)
            }
        case .array(let values): for element in values { walk(element, path, visit) }
        case .string(let text): visit(path, text)
        case .null, .bool, .integer: break
        }
    }

    @Test func `is named in words in everything that a node tells its exchange`() throws {
        let encoder = JSONValueEncoder()
        var kinds: Set<String> = []
        var names: Set<String> = []
        var words: Set<[String]> = []
        for message in Self.messages() {
            let value = try encoder.encode(message)
            kinds.formUnion(try #require(value.objectValue).keys)
            Self.walk(value, "message") { path, text in
                guard let text else {
                    names.insert(path)
                    return
                }
                words.insert([path, text])
            }
        }
        // Whoever adds a word lists it above.
        let sources = try ["Dispatches/Dispatch", "Requests/RequestWord", "ThreatAlerts/ThreatWord"].map {
            try Repository.text("Sources/Cooperation/\($0).swift")
        }
        let declared = sources.flatMap { $0.matches(of: #/\n {4}case ([a-zA-Z]+)/#).map { String($0.output.1) } }
        #expect(declared.count > 15 && kinds.count == 7)
        let spoken = Set(names.flatMap { $0.split(separator: ".").map(String.init) })
        #expect(Set(declared).subtracting(spoken).isEmpty)
        for catalogue in catalogues {
            for name in names {
                let shown = FieldWords.name(of: name, in: DispatchQueued.type, catalogue)
                #expect(shown != nil, "\(catalogue.code): \(name)")
            }
            for word in words {
                let isAsItIs = Identifier(word[1]) != nil || LogHash(hex: word[1]) != nil || Timestamp(word[1]) != nil
                let said = FieldWords.word(word[1], of: word[0], in: DispatchQueued.type, catalogue)
                #expect(isAsItIs || said != nil, "\(catalogue.code): \(word)")
            }
        }
    }

    @Test func `stands in lists within the list on the page of an act`() async throws {
        let platform = try await TestPlatform()
        let bank = try await platform.bank()
        let acts = try await platform.store.read { try $0.events(EventQuery(subject: bank.identifier)) }
        let opened = try #require(acts.first { $0.type == BankOpened.type })
        try await LiveConsole.serving(platform) { console in
            let page = try await console.browser(.curator).page("/console/journal/\(opened.position)")
            #expect(page.status == 200)
            #expect(
                page.text.contains(
                    #/<dt>Settings<\/dt><dd>\s*<dl class="terms"><dt>Acts within<\/dt><dd>10<\/dd>/#
                )
            )
            #expect(page.text.contains(#/<dt>Matches within<\/dt><dd>31<\/dd>[^{]*<\/dl>\s*<\/dd>/#))
        }
    }
}
