import Cooperation

/// What a person of the addressee does with a request on its page: one form each.
enum AssessmentAct: String, Sendable, CaseIterable {
    case taking, identity, lock, unlock, forgery, genuine, form, finding, authorisation, preservation, adviser, danger,
        endangered, stop, resume, answer, again, approval, back, widening, measure, reversal, formal, told, handed,
        disclosure

    /// How many items a request may have.
    private static let itemsMax = RequestDocument.itemsMax
    static let rabat = ["context", "speaker", "intent", "contentAndForm", "extent", "likelihood"]
    /// What is yes or no about a finding.
    enum Check: String, Sendable, CaseIterable {
        case hasLegitimateAim, isCompetent, isSpecific, wouldLessDo, tellsPerson
    }

    var permission: Permission { self == .danger ? .adviseOnRequests : .assessRequests }

    /// The name of one of its fields, which no other form of the page has.
    func field(_ name: String) -> String { "\(rawValue)-\(name)" }

    /// The fields of the form.
    var fields: Set<String> {
        switch self {
        case .taking, .resume, .again, .approval, .told: []
        case .formal: names("request", "note")
        case .identity: names("method", "result", "note", "callBack", "callBackSource")
        case .lock: names("note", "factors").union(TypedForm.boxes(field("factors"), RiskFactor.self))
        case .unlock, .forgery: names("note")
        case .form:
            names("note", "defects", "factors").union(TypedForm.boxes(field("defects"), FormDefect.self))
                .union(TypedForm.boxes(field("factors"), RiskFactor.self))
        case .finding:
            names("legalBasis", "reasons", "authorisation", "territory", "silenceEndsAt", "found")
                .union(Self.rabat.map(field)).union(TypedForm.boxes(field("found"), Check.self))
                .union(TypedForm.boxes(field("protectedRoles"), ProtectedRole.self))
                .union(TypedForm.boxes(field("dangers"), Danger.self)).union(names("noDanger"))
        case .authorisation: names("authorisation", "legalBasis", "reasons")
        case .preservation: names("until", "reasons")
        case .adviser: names("person")
        case .danger: names("agrees", "reasons")
        case .endangered: names("note", "dangers").union(TypedForm.boxes(field("dangers"), Danger.self))
        case .stop: names("reason", "note")
        case .back, .measure, .genuine: names("reasons")
        case .widening: names("category", "reasons")
        case .handed: names("category", "sha256", "note", "handedAt")
        case .disclosure: names("category")
        case .reversal: names("item", "reasons")
        case .answer:
            names("territory", "temporary").union((1...Self.itemsMax).flatMap { ["outcome-\($0)", "reasons-\($0)"] })
        }
    }

    private func names(_ names: String...) -> Set<String> { Set(names.map(field)) }

    /// The fields of the pointers of refusals, where the answer is about these items in this order.
    func pointers(answering numbers: [Int]) -> [String: String] {
        var pointers: [String: String] = [:]
        for name in fields where name.hasPrefix(rawValue + "-") {
            pointers["/" + name.dropFirst(rawValue.count + 1)] = name
        }
        if self == .finding { pointers["/rabat"] = field("context") }
        // A file is chosen anew, and is none of the texts that are kept.
        if self == .disclosure { pointers["/file"] = field("file") }
        if self == .answer {
            for (place, number) in numbers.enumerated() {
                pointers["/items/\(place)/reasons"] = "reasons-\(number)"
                pointers["/items/\(place)/outcome"] = "outcome-\(number)"
            }
        }
        return pointers
    }
}

/// What was typed into the form of one act.
struct AssessmentForm: Sendable {
    let act: AssessmentAct
    var form: TypedForm

    /// The command that it asks for; `nil` for those that are no command of an assessment alone.
    ///
    /// - Throws: `Refusal` that points at a field by the name that the domain has for it.
    func command(by person: ID<Person>, as role: Role) throws(Refusal) -> AssessmentCommand? {
        switch act {
        case .taking: .assign(person)
        case .identity:
            .checkIdentity(
                try word("method"),
                try word("result"),
                note: text("note"),
                by: person,
                called: IdentityCheck.Called(number: text("callBack"), source: text("callBackSource"))
            )
        case .lock: .lock(factors: ticked("factors"), note: text("note"))
        case .unlock: .unlock(note: text("note"), by: person)
        case .forgery: .findForged(note: text("note"), by: person)
        case .genuine: .takeForgeryBack(reasons: text("reasons"), by: person)
        case .form: .checkForm(defects: ticked("defects"), factors: ticked("factors"), note: text("note"))
        case .finding:
            .weigh(try finding(), .init(legalBasis: text("legalBasis"), reasons: text("reasons")))
        case .preservation: .preserve(until: try preservedUntil(), reasons: text("reasons"))
        case .adviser: .askAdviser(try adviser())
        case .danger:
            .judgeDanger(agrees: try agrees(), reasons: text("reasons"), role: role, by: person)
        case .endangered: .noteDangers(ticked("dangers"), note: text("note"))
        case .approval: .approve(by: person)
        case .back: .sendBack(reasons: text("reasons"), by: person)
        case .widening: .widen(try word("category"), reasons: text("reasons"), by: person)
        case .measure: .confirmMeasure(reasons: text("reasons"), by: person)
        case .reversal:
            .reverse(item: try reversedItem(), reasons: text("reasons"), by: person)
        case .formal: .noteFormal(try formalRequest(), note: text("note"), by: person)
        case .told: .notePersonTold
        case .stop, .resume, .answer, .again, .authorisation, .handed, .disclosure: nil
        }
    }

    /// Fails where a finding says nothing about dangers: that there are none is said, and not left out.
    func requireDangers() throws(Refusal) {
        let found: [Danger] = ticked("dangers")
        guard act != .finding || !found.isEmpty || !text("noDanger").isEmpty else { throw Assessment.dangersMissing }
    }

    /// The answer about each open item.
    func answer(_ numbers: [Int], country: String) throws(Refusal) -> AnswerProposal {
        var items: [RequestAnswer.Item] = []
        for number in numbers {
            items.append(
                RequestAnswer.Item(
                    number: number,
                    outcome: try form.word("outcome-\(number)"),
                    reasons: form["reasons-\(number)"]
                )
            )
        }
        return AnswerProposal(
            items: items,
            territory: try territory(country),
            isTemporary: !text("temporary").isEmpty
        )
    }

    /// A finding as it stands but for whose authorisation was seen.
    func weighing(_ finding: Proportionality?) throws(Refusal) -> AssessmentCommand {
        guard var finding else { throw Assessment.notWeighed }
        finding.authorisation = try form.optionalWord(act.field("authorisation"))
        return .weigh(finding, .init(legalBasis: text("legalBasis"), reasons: text("reasons")))
    }

    /// Why the clock stands.
    func stop() throws(Refusal) -> (reason: ClockTerms.StopReason, note: String) {
        (try word("reason"), text("note"))
    }

    /// What was handed over outside of this node.
    func handedOver() throws(Refusal) -> (category: DataCategory, sha256: String, note: String, at: Timestamp?) {
        (
            try word("category"), text("sha256").lowercased(), text("note"),
            try form.moment(act.field("handedAt"))
        )
    }

    /// Which data are handed over here.
    func disclosedCategory() throws(Refusal) -> DataCategory { try word("category") }

    private func finding() throws(Refusal) -> Proportionality {
        let checks: Set<AssessmentAct.Check> = form.ticked(act.field("found"))
        var factors: [Int] = []
        for name in AssessmentAct.rabat where !text(name).isEmpty {
            factors.append(try form.integer(act.field(name)) ?? 0)
        }
        return Proportionality(
            hasLegitimateAim: checks.contains(.hasLegitimateAim),
            isCompetent: checks.contains(.isCompetent),
            authorisation: try form.optionalWord(act.field("authorisation")),
            isSpecific: checks.contains(.isSpecific),
            rabat: factors.count == AssessmentAct.rabat.count
                ? .init(
                    context: factors[0],
                    speaker: factors[1],
                    intent: factors[2],
                    contentAndForm: factors[3],
                    extent: factors[4],
                    likelihood: factors[5]
                ) : nil,
            wouldLessDo: checks.contains(.wouldLessDo),
            protectedRoles: ticked("protectedRoles"),
            dangers: ticked("dangers"),
            territory: try territory(nil),
            tellsPerson: checks.contains(.tellsPerson),
            silenceEndsAt: try form.date(act.field("silenceEndsAt"))
        )
    }

    /// What it says instead of a request's id where the formal request is not recorded here.
    static let onPaper = "paper"

    private func formalRequest() throws(Refusal) -> ID<Request>? {
        guard text("request") != Self.onPaper else { return nil }
        guard let request: ID<Request> = try form.id(act.field("request")) else {
            throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/request")
        }
        return request
    }

    private func preservedUntil() throws(Refusal) -> Timestamp {
        guard let until = try form.date(act.field("until")) else {
            throw Refusal(.invalid, "date-missing", "Say until when it is kept.", pointer: "/until")
        }
        return until
    }

    private func adviser() throws(Refusal) -> ID<Person> {
        guard let person: ID<Person> = try form.id(act.field("person")) else {
            throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/person")
        }
        return person
    }

    private func reversedItem() throws(Refusal) -> Int {
        guard let number = try form.integer(act.field("item")) else {
            throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/item")
        }
        return number
    }

    private func agrees() throws(Refusal) -> Bool {
        guard !text("agrees").isEmpty else {
            throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/agrees")
        }
        return text("agrees") == "yes"
    }

    private func territory(_ country: String?) throws(Refusal) -> Territory {
        if let typed = try form.territory(act.field("territory")) { return typed }
        return try Territory(countries: [country].compactMap(\.self))
    }

    private func text(_ name: String) -> String { form[act.field(name)] }

    private func word<Word: RawRepresentable<String>>(_ name: String) throws(Refusal) -> Word {
        try form.word(act.field(name))
    }

    private func ticked<Word: RawRepresentable<String> & CaseIterable & Hashable>(_ name: String) -> [Word] {
        let words: Set<Word> = form.ticked(act.field(name))
        return Word.allCases.filter(words.contains)
    }
}
