import CanonicalJSON
import Cooperation
import Statements

extension RequestDesk {
    /// How young a key is that says little yet about who has it.
    private static let newKeyTime = Seconds.days(30)
    /// The hours of the day in which offices are taken to work, in their own zone.
    private static let officeHours: Range<Int64> = 7..<19
    /// How many earlier assessments about the same items are looked at.
    private static let earlierMax = 200
    /// How many of them are named.
    private static let earlierNamedMax = 10
    /// How many offices of one authority are looked at.
    private static let officesMax = 1000

    /// Tells that a request reached its addressee's node, and opens what people work on.
    ///
    /// How many acts that makes depends on what is asked and by which instrument, and on nothing that this node knows besides.
    func openAssessment(of request: Request, in transaction: any StoreTransaction) throws {
        let id = ID<Assessment>(request.id.identifier)
        guard request.isWaiting, request.filing.kind != .weakenEncryption,
            try transaction.load(Assessment.self, id) == nil
        else { return }
        let author = Author.node(of: organisation)
        // First: who files here reads in their receipt which place in the journal this has, and so what stands before it.
        try say(.acknowledged, nil, of: request, person: nil, in: transaction, by: author)
        let isFirst = try isFirstOfKind(request, in: transaction)
        let keys = try itemKeys(of: request, in: transaction)
        let earlier = try earlier(about: keys, request, in: transaction)
        var factors = Set(try factors(of: request, in: transaction))
        // Whom its own office denied once about the same thing is doubted again.
        let isDenied = earlier.contains { $0.opening.authority == request.authority && $0.standingDenial != nil }
        if isDenied { factors.insert(.callBackFailed) }
        let canaries = try canaries(namedBy: request, in: transaction)
        if !canaries.isEmpty { factors.insert(.canaryTarget) }
        let opening = AssessmentOpened(
            kind: request.filing.kind,
            authority: request.authority,
            country: request.filing.country,
            categories: request.filing.categories,
            items: request.items.count,
            isExercise: request.filing.isExercise,
            isFirstOfKind: isFirst,
            factors: factors.sorted(),
            officer: request.filing.officer,
            // Only what this node's own people recorded from paper needs no signature, whatever an exchange says of others.
            isSigned: request.origin != nil || request.filing.channel != .paper,
            isUnregistered: request.filing.office == nil,
            earlier: earlier.prefix(Self.earlierNamedMax).map(\.id),
            dangers: Set(earlier.flatMap(\.dangers)).sorted(),
            protectedRoles: Set(earlier.flatMap(\.protectedRoles)).sorted(),
            // Practice is outside of all figures.
            canaries: request.filing.isExercise ? [] : canaries.map(\.id),
            lockedBy: canaries.last?.registeredBy
        )
        let agency = request.filing.kind == .emergencyDisclosure ? try agency(of: request, in: transaction) : Agency()
        for act in try Assessment.decide(nil, .open(opening, agency), id: id, now: transaction.now) {
            try transaction.append(act, by: author)
        }
        if let note = try verifiedSigner(of: request, in: transaction) {
            try transaction.command(
                .checkIdentity(.signature, .confirmed, note: note, by: nil),
                on: id,
                by: author
            )
        }
        if request.origin != nil {
            // What the registers of two nodes disagree on is no reason to stop following.
            do { try startOwnClock(of: request, in: transaction, by: author) } catch is Refusal {}
        }
        if request.filing.kind == .stayUp {
            let (code, received) = (RequestClock.stayUp, request.receivedAt)
            try start(code, .stayUp, about: request, nil, since: received, in: transaction, by: author)
        }
        // Nor does a window that can't be counted keep people from what is asked.
        do { try startRedress(of: request, in: transaction, by: author) } catch is Refusal {}
    }

    /// Makes the items of an assessment known to later requests about the same, where something was found to remember.
    ///
    /// What was found earlier is remembered of this one too when somebody works on it, and not when it is opened: whoever files
    /// would count the acts. Until then the earlier one is found.
    func remember(_ assessment: Assessment, in transaction: any StoreTransaction) throws {
        guard assessment.remembers, !assessment.isMarked else { return }
        let request = try transaction.existingRequest(ID<Request>(assessment.id.identifier))
        let keys = try itemKeys(of: request, in: transaction)
        try transaction.command(.mark(keys), on: assessment.id, by: .node(of: organisation))
    }

    /// For each item the keyed hash by which this node finds others about the same.
    private func itemKeys(of request: Request, in transaction: any StoreTransaction) throws -> [String] {
        try transaction.items(of: request).map { secrets.itemKey(of: ItemAddress($0.address).text) }
    }

    /// Earlier assessments about the same items in which something was found, the newest first.
    private func earlier(
        about keys: [String],
        _ request: Request,
        in transaction: any StoreTransaction
    ) throws -> [Assessment] {
        let found = try transaction.subjects(.markedItem, equalToAnyOf: keys, limit: Self.earlierMax)
        let ids = Set(found.values.joined()).map { ID<Assessment>($0) }
        return try transaction.load(Assessment.self, ids: ids).values
            .filter { $0.opening.isExercise == request.filing.isExercise }
            .sorted { ($1.openedAt, $1.id) < ($0.openedAt, $0.id) }
    }

    /// Closes what people worked on for a request that is over.
    func closeAssessment(of request: Request, in transaction: any StoreTransaction) throws {
        let id = ID<Assessment>(request.id.identifier)
        guard try transaction.load(Assessment.self, id) != nil else { return }
        try transaction.command(.close, on: id, by: .node(of: organisation))
    }

    /// Does what follows here from an event of the exchange about a request of this node's own.
    func follow(_ event: EventReceived.Inner, as member: ID<Organisation>, in transaction: any StoreTransaction) throws
    {
        guard event.type.hasPrefix(Request.name + "."),
            let request = try transaction.load(Request.self, ID<Request>(event.subject)),
            request.filing.addressee.member == member
        else { return }
        switch event.type {
        case RequestReceived.type: try openAssessment(of: request, in: transaction)
        // What this node said itself took effect here when it was said, and more may have been said since.
        case RequestClockStopped.type where event.facts["dispatch"] == nil:
            guard let reason = event.facts["reason"]?.stringValue.flatMap(ClockTerms.StopReason.init(rawValue:)) else {
                return
            }
            for clock in try transaction.answerClocks(of: request) where clock.state == .running {
                do {
                    try transaction.stopClock(clock.id, reason, calendar: calendar, by: .node(of: organisation))
                } catch is Refusal {}
            }
        case RequestClockResumed.type where event.facts["dispatch"] == nil || event.organisation != member:
            _ = try resumeClocks(of: request, in: transaction)
        case RequestWaitEnded.type: try followWait(of: request, in: transaction)
        case RequestAnswered.type where request.state == .answered && event.facts["dispatch"] == nil:
            // Answered on the exchange itself.
            try endClocks(of: request, in: transaction)
            try closeAssessment(of: request, in: transaction)
        case RequestWithdrawn.type:
            try endClocks(of: request, in: transaction)
            try closeAssessment(of: request, in: transaction)
        default: break
        }
    }

    /// Lets this node's own watch of the answer begin, unless it began by itself already or the answer is out.
    private func followWait(of request: Request, in transaction: any StoreTransaction) throws {
        let state = try transaction.load(Assessment.self, ID(request.id.identifier))?.state
        guard let state, state != .answered, state != .closed, try transaction.answerClocks(of: request).isEmpty else {
            return
        }
        let author = Author.node(of: organisation)
        let wait = try transaction.openClocks(about: request, [.firstContact]).first
        try end([.firstContact], of: request, in: transaction, by: author)
        do {
            try startOwnClock(of: request, from: wait?.deadline ?? transaction.now, in: transaction, by: author)
        } catch is Refusal {}
    }

    /// Mends what this node did when it said something that the exchange then refused.
    func noteRefusal(of word: RequestWord, about id: ID<Request>, in transaction: any StoreTransaction) throws {
        guard word.stopsClock, let request = try transaction.load(Request.self, id), request.state != .stopped else {
            return
        }
        _ = try resumeClocks(of: request, in: transaction)
    }

    /// The clock that this node watches itself: it goes on when the exchange is away.
    ///
    /// Of a first order whose time has not begun, it is first the one by which it waits. Of the instruments that a paper
    /// may name, the earliest counts, as when it was recorded.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - moment: since when the answer's clock runs; `nil` for since it was received.
    ///   - transaction: the transaction.
    ///   - author: who does what starts it.
    /// - Throws: `Refusal` where no clock can start by the rule; `StoreError`.
    func startOwnClock(
        of request: Request,
        from moment: Timestamp? = nil,
        in transaction: any StoreTransaction,
        by author: Author
    ) throws {
        let isWaiting = moment == nil && request.waitsUntil != nil
        let named = try possibleInstruments(of: request, in: transaction).compactMap {
            isWaiting ? $0.terms.firstContactClock : $0.terms.clock
        }
        // The exchange's clock may be ahead of this node's.
        let startedAt = min(moment ?? request.receivedAt ?? transaction.now, transaction.now)
        let zone = try zone(of: request, in: transaction)
        let exchange = request.origin?.exchange
        let code = try earliest(of: named, from: startedAt, in: zone, keptBy: exchange, in: transaction)
        guard let code else { return }
        _ = try transaction.startClock(
            code,
            ClockStart(
                about: request.id.identifier,
                isWaiting ? .firstContact : .request,
                owner: organisation,
                startedAt: startedAt,
                authorityZone: zone,
                isExercise: request.filing.isExercise
            ),
            keptBy: exchange,
            calendar: calendar,
            by: author
        )
    }

    private func isFirstOfKind(_ request: Request, in transaction: any StoreTransaction) throws -> Bool {
        guard let authority = request.authority else { return true }
        let key = Assessment.knownKey(request.filing.kind, of: authority)
        return try transaction.lookUp(Assessment.self, key, limit: 1).isEmpty
    }

    /// Whether something that this officer asked was answered here before; practice makes nobody known but for practice.
    private func isKnown(_ officer: ID<Officer>, isExercise: Bool, in transaction: any StoreTransaction) throws -> Bool
    {
        try (isExercise ? [false, true] : [false]).contains { kind in
            let key = Assessment.knownKey(officer, isExercise: kind)
            return try !transaction.lookUp(Assessment.self, key, limit: 1).isEmpty
        }
    }

    /// What a program can see that makes a request look forged.
    private func factors(of request: Request, in transaction: any StoreTransaction) throws -> [RiskFactor] {
        let filing = request.filing
        var factors: Set<RiskFactor> = []
        if request.sameTargetElsewhere { factors.insert(.sameTargetElsewhere) }
        if filing.categories.contains(.content) { factors.insert(.contentAsked) }
        if filing.kind.asksData, filing.supervisor == nil, filing.hasSupervisorOnPaper != true {
            factors.insert(.noSupervisor)
        }
        if filing.channel == .paper,
            try isFromSharedMailbox(request, in: transaction) || isFromLookAlike(request, in: transaction)
                || isFromBarredMailbox(request, in: transaction)
        {
            factors.insert(.doubtfulAddress)
        }
        if let id = filing.office, let office = try transaction.load(Office.self, id),
            office.doubt(about: request) != nil
        {
            factors.insert(.officeMisused)
        }
        let officer = try filing.officer.flatMap { try transaction.load(Officer.self, $0) }
        let office = try (officer?.office ?? filing.office).flatMap { try transaction.load(Office.self, $0) }
        factors.formUnion(try placeFactors(of: request, from: office, in: transaction))
        guard let officer, office != nil else { return factors.union([.newOfficer]).sorted() }
        if try !isKnown(officer.id, isExercise: filing.isExercise, in: transaction) { factors.insert(.newOfficer) }
        // The key that signed, and not one that the officer has besides.
        let used = try transaction.statement(of: request)?.signatures.first?.key.description
        let received = request.receivedAt ?? transaction.now
        if let key = used.flatMap({ officer.key($0) }), key.addedAt > received - Self.newKeyTime {
            factors.insert(.newKey)
        }
        return factors.sorted()
    }

    /// What the hour and the law say, as far as the register or the paper tells where who asks is.
    private func placeFactors(
        of request: Request,
        from office: Office?,
        in transaction: any StoreTransaction
    ) throws -> Set<RiskFactor> {
        let filing = request.filing
        var factors: Set<RiskFactor> = []
        if let zone = office.flatMap({ ZoneName($0.zone) }) ?? filing.zone,
            let civil = calendar.civil(request.receivedAt ?? transaction.now, in: zone),
            !Self.officeHours.contains(civil.hour)
        {
            factors.insert(.offHours)
        }
        let quoted =
            try [filing.country] + possibleInstruments(of: request, in: transaction).compactMap(\.terms.country)
        // Which states belong to the union no program knows.
        let laws = Set(quoted).subtracting([Office.union])
        let homes = try homes(of: request, office, in: transaction)
        if !homes.isEmpty, !laws.isSubset(of: homes) { factors.insert(.foreignLaw) }
        return factors
    }

    /// In which countries who asks has offices; of a stranger it is believed whose law they quote.
    private func homes(of request: Request, _ office: Office?, in reading: any StoreReading) throws -> Set<String> {
        if let office { return [office.country] }
        let offices = try request.authority.map { authority in
            try reading.find(
                AggregateQuery<Office>([.equals(.authority, .text(authority.description))], limit: Self.officesMax)
            )
        }
        let countries = Set((offices ?? []).map(\.country))
        return countries.isEmpty ? Set([request.filing.country]).subtracting([Office.union]) : countries
    }

    /// Verifies the signatures once more with the keys of the register as this node has it, and that the request is recorded
    /// as what was signed.
    ///
    /// - Returns: what is noted about it; `nil` where nothing was signed or it can't be verified here.
    private func verifiedSigner(of request: Request, in transaction: any StoreTransaction) throws -> String? {
        let received = request.receivedAt ?? transaction.now
        guard let statement = try transaction.statement(of: request) else { return nil }
        do {
            try statement.requireSignatures(by: try transaction.signingKeys(of: statement))
            let document = try RequestDocument(text: statement.documentText)
            let signers = try transaction.signers(of: statement, document)
            try signers.requireKeys(
                of: statement,
                at: received,
                inEmergency: document.kind == .emergencyDisclosure
            )
            guard document.id == request.id,
                RequestFiled(document, supervisor: signers.supervisor?.officer.id) == request.filing,
                try transaction.items(of: request) == document.items
            else { return nil }
        } catch is Refusal {
            // It does not verify. What the store can't read is another matter, and is thrown.
            return nil
        }
        return statement.signatures.map { "\($0.role.rawValue) \($0.key)" }.joined(separator: ", ")
    }
}

extension RequestWord {
    fileprivate var stopsClock: Bool {
        guard case .clockStopped = self else { return false }
        return true
    }
}

extension StoreReading {
    /// What was signed; `nil` for a request on paper, or where it was erased.
    func statement(of request: Request) throws -> SignedStatement? {
        guard let text = try sealedPart("document", at: request.filedAtPosition) else { return nil }
        return try? SignedStatement(parsing: Array(text.utf8))
    }

    /// The items as they are recorded.
    func items(of request: Request) throws -> [RequestItem] {
        let parts = try sealedParts(["address", "reasons"], at: request.items.map(\.filedAtPosition))
        return request.items.map { item in
            RequestItem(
                number: item.number,
                kind: item.kind,
                address: parts[item.filedAtPosition]?["address"] ?? "",
                ground: item.ground,
                reasons: parts[item.filedAtPosition]?["reasons"] ?? ""
            )
        }
    }
}

extension StoreTransaction {
    /// Carries a command out on an assessment.
    ///
    /// The adviser is told apart from who works on it by who the author is, also where the command names nobody.
    @discardableResult
    func command(
        _ command: AssessmentCommand,
        on id: ID<Assessment>,
        _ deadlines: AnswerDeadlines = AnswerDeadlines(),
        by author: Author
    ) throws -> (assessment: Assessment, acts: [Act]) {
        let state = try load(Assessment.self, id).map(informed)
        let acts = try Assessment.decide(
            state,
            command,
            id: id,
            by: ID<Person>(author.actor),
            now: now,
            deadlines: deadlines
        )
        for act in acts { try append(act, by: author) }
        guard let assessment = try load(Assessment.self, id) else {
            throw Refusal(.notFound, "not-found", "There is no such request.")
        }
        return (assessment, acts)
    }
}
