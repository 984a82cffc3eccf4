import CanonicalJSON
import Cooperation
import Statements

extension RequestDesk {
    /// How young a key is that says little yet about who has it.
    private static let newKeyTime = Seconds.days(30)
    /// The hours of the day in which offices are taken to work, in their own zone.
    private static let officeHours: Range<Int64> = 7..<19
    /// How many of an authority's requests are looked at for one by the same officer.
    private static let officerScanMax = 1000

    /// Opens what people work on for a request that reached its addressee's node, and tells that it is here.
    func openAssessment(of request: Request, in transaction: any StoreTransaction) throws {
        let id = ID<Assessment>(request.id.identifier)
        guard request.isWaiting, request.filing.kind != .weakenEncryption,
            try transaction.load(Assessment.self, id) == nil
        else { return }
        let author = Author.node(of: organisation)
        let isFirst = try isFirstOfKind(request, in: transaction)
        let opening = AssessmentOpened(
            kind: request.filing.kind,
            authority: request.authority,
            country: request.filing.country,
            categories: request.filing.categories,
            items: request.items.count,
            isExercise: request.filing.isExercise,
            isFirstOfKind: isFirst,
            factors: try factors(of: request, in: transaction)
        )
        for act in try Assessment.decide(nil, .open(opening), id: id, now: transaction.now) {
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
        try say(.acknowledged, nil, of: request, person: nil, in: transaction, by: author)
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
            let facts = try JSONValueDecoder().decode(RequestClockStopped.self, from: .object(event.facts))
            for clock in try transaction.answerClocks(of: request) where clock.state == .running {
                do {
                    try transaction.stopClock(clock.id, facts.reason, calendar: calendar, by: .node(of: organisation))
                } catch is Refusal {}
            }
        case RequestClockResumed.type where event.facts["dispatch"] == nil:
            _ = try resumeClocks(of: request, in: transaction)
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

    /// Mends what this node did when it said something that the exchange then refused.
    func noteRefusal(of word: RequestWord, about id: ID<Request>, in transaction: any StoreTransaction) throws {
        guard word.stopsClock, let request = try transaction.load(Request.self, id), request.state != .stopped else {
            return
        }
        _ = try resumeClocks(of: request, in: transaction)
    }

    /// The clock that this node watches itself: it goes on when the exchange is away.
    func startOwnClock(of request: Request, in transaction: any StoreTransaction, by author: Author) throws {
        let instrument = try transaction.instrument(request.filing.instrument, keptBy: request.origin?.exchange)
        guard let text = instrument?.terms.clock, let code = ClockCode(text),
            try transaction.clockRule(inForce: code, for: request.origin?.exchange) != nil
        else { return }
        let office = try request.filing.office.flatMap { try transaction.load(Office.self, $0) }
        _ = try transaction.startClock(
            code,
            ClockStart(
                about: request.id.identifier,
                .request,
                owner: organisation,
                // The exchange's clock may be ahead of this node's.
                startedAt: min(request.receivedAt ?? transaction.now, transaction.now),
                authorityZone: office.flatMap { ZoneName($0.zone) } ?? .utc
            ),
            keptBy: request.origin?.exchange,
            calendar: calendar,
            by: author
        )
    }

    private func isFirstOfKind(_ request: Request, in transaction: any StoreTransaction) throws -> Bool {
        guard let authority = request.authority else { return true }
        let earlier: [AggregateQuery<Assessment>.Condition] = [
            .equals(.authority, .text(authority.description)),
            .equals(.kind, .text(request.filing.kind.rawValue)),
        ]
        let exercises = try transaction.count(AggregateQuery<Assessment>(earlier + [.equals(.isExercise, .integer(1))]))
        return try transaction.count(AggregateQuery<Assessment>(earlier)) == exercises
    }

    /// What a program can see that makes a request look forged.
    private func factors(of request: Request, in transaction: any StoreTransaction) throws -> [RiskFactor] {
        let filing = request.filing
        var factors: Set<RiskFactor> = []
        if request.sameTargetElsewhere { factors.insert(.sameTargetElsewhere) }
        if filing.categories.contains(.content) { factors.insert(.contentAsked) }
        if filing.kind.asksData, filing.supervisor == nil { factors.insert(.noSupervisor) }
        guard let officerID = filing.officer, let officer = try transaction.load(Officer.self, officerID),
            let office = try transaction.load(Office.self, officer.office)
        else { return factors.union([.newOfficer]).sorted() }
        let earlier = try transaction.find(
            AggregateQuery<Request>(
                [.equals(.authority, .text(officer.authority.description))],
                limit: Self.officerScanMax
            )
        )
        let isKnown = earlier.contains {
            $0.id != request.id && $0.filing.officer == officerID && (!$0.filing.isExercise || filing.isExercise)
        }
        if !isKnown {
            factors.insert(.newOfficer)
        }
        let received = request.receivedAt ?? transaction.now
        // The key that signed, and not one that the officer has besides.
        let used = try transaction.statement(of: request)?.signatures.first?.key.description
        if let key = used.flatMap({ officer.key($0) }), key.addedAt > received - Self.newKeyTime {
            factors.insert(.newKey)
        }
        if let zone = ZoneName(office.zone), let civil = calendar.civil(received, in: zone),
            !Self.officeHours.contains(civil.hour)
        {
            factors.insert(.offHours)
        }
        let instrument = try transaction.instrument(filing.instrument, keptBy: request.origin?.exchange)
        if let law = instrument?.terms.country, law != office.country, law != instrument?.terms.territory {
            factors.insert(.foreignLaw)
        }
        return factors.sorted()
    }

    /// Verifies the signatures once more with the keys of the register as this node has it, and that the request is recorded
    /// as what was signed.
    ///
    /// - Returns: what is noted about it; `nil` where nothing was signed or it can't be verified here.
    private func verifiedSigner(of request: Request, in transaction: any StoreTransaction) throws -> String? {
        let received = request.receivedAt ?? transaction.now
        guard let statement = try transaction.statement(of: request),
            let document = try? RequestDocument(
                text: String(decoding: statement.statement.canonicalBytes, as: UTF8.self)
            ),
            document.id == request.id,
            let signers = try? transaction.signers(of: statement, document),
            (try? signers.requireKeys(of: statement, at: received)) != nil,
            RequestFiled(document, supervisor: signers.supervisor?.officer.id) == request.filing,
            try transaction.items(of: request) == document.items
        else { return nil }
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
    fileprivate func statement(of request: Request) throws -> SignedStatement? {
        guard let text = try sealedPart("document", at: request.filedAtPosition) else { return nil }
        return try? SignedStatement(parsing: Array(text.utf8))
    }

    /// The items as they are recorded.
    fileprivate func items(of request: Request) throws -> [RequestItem] {
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
    @discardableResult
    func command(
        _ command: AssessmentCommand,
        on id: ID<Assessment>,
        by author: Author
    ) throws -> (assessment: Assessment, acts: [Act]) {
        let state = try load(Assessment.self, id)
        let acts = try Assessment.decide(state, command, id: id, now: now)
        for act in acts { try append(act, by: author) }
        guard let assessment = try load(Assessment.self, id) else {
            throw Refusal(.notFound, "not-found", "There is no such request.")
        }
        return (assessment, acts)
    }
}
