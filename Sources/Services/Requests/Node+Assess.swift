import Cooperation
import Statements

extension Node {
    /// How long plain data that are handed over in one file may be, in bytes.
    package static let disclosureBytesMax = 4 << 20
    static let assessmentHistoryMax = 500

    /// A request with all that people of this node made of it.
    ///
    /// An adviser sees the one that they were asked about, and no other.
    ///
    /// - Throws: `Refusal` `not-found`; `StoreError`.
    package func assessment(_ id: ID<Assessment>, for caller: Caller) async throws -> AssessmentView {
        let (now, desk) = (clock(), requestDesk)
        return try await store.read { reading in
            try reading.view(try reading.assessment(id, for: caller), desk, at: now, for: caller)
        }
    }

    /// Assessments of this node, the newest first.
    package func assessments(
        _ state: Assessment.State? = nil,
        after: AggregateQuery<Assessment>.Bookmark? = nil,
        limit: Int,
        for caller: Caller
    ) async throws -> (
        assessments: [(assessment: Assessment, request: RequestView)], next: AggregateQuery<Assessment>.Bookmark?
    ) {
        let conditions = Assessment.open(to: caller) + (state.map { [.equals(.state, .text($0.rawValue))] } ?? [])
        return try await store.read { reading in
            let page = try reading.find(
                AggregateQuery<Assessment>(conditions, order: .descending(.openedAt), after: after, limit: limit)
            )
            let requests = try reading.load(Request.self, ids: page.map { ID<Request>($0.id.identifier) })
            let views = try reading.views(Array(requests.values))
            let byID = Dictionary(views.map { ($0.request.id.identifier, $0) }, uniquingKeysWith: { first, _ in first })
            let last = page.count == limit ? page.last : nil
            return (
                try reading.informed(page).compactMap { assessment in
                    byID[assessment.id.identifier].map { (assessment, $0) }
                },
                last.map { .init(value: .integer($0.openedAt.microseconds), id: $0.id) }
            )
        }
    }

    /// Carries out what a person says of a request: a check, a finding, a lock, an approval.
    ///
    /// Where an answer is complete with it, it goes out.
    ///
    /// - Parameters:
    ///   - command: what the person says.
    ///   - id: the assessment.
    ///   - caller: the person; already authorised for this kind of command.
    /// - Returns: the assessment.
    /// - Throws: `Refusal`; `StoreError`.
    package func assess(
        _ command: AssessmentCommand,
        on id: ID<Assessment>,
        by caller: Caller
    ) async throws -> AssessmentView {
        let desk = requestDesk
        try command.requireSaid(by: caller)
        return try await store.write { transaction in
            let before = try transaction.assessment(id, for: caller)
            let request = try transaction.existingRequest(ID<Request>(id.identifier))
            try command.requireAdviser(of: caller.organisation.id, in: transaction)
            try desk.settle(request, in: transaction)
            try desk.requireRegisteredNumber(command, of: request, in: transaction)
            var deadlines = AnswerDeadlines()
            if case .confirmMeasure = command {
                try desk.requireWeighedByCounsel(before.outcomes, of: request, by: caller, in: transaction)
            }
            if case .approve = command {
                let outcomes = before.proposal?.outcomes ?? []
                if outcomes.contains(where: \.outcome.isCompliance) {
                    try desk.requireRegister(of: request, in: transaction)
                }
                try desk.requireNotFrozen(before, request, in: transaction)
                try desk.requireWeighedByCounsel(outcomes, of: request, by: caller, in: transaction)
                deadlines = try desk.deadlines(of: request, in: transaction)
            }
            if case .preserve = command {
                let since = before.keptSince(at: transaction.now) ?? transaction.now
                let removed = before.removalCounts(at: transaction.now)
                deadlines.keptUntil = try desk.keptUntil(of: request, from: since, removed: removed, in: transaction)
            }
            // An answer that never got there brought nobody data, and so owes nothing.
            if case .takeForgeryBack = command, request.items.contains(where: { $0.outcome?.isCompliance == true }) {
                deadlines = try desk.deadlines(of: request, in: transaction)
                // What is owed stays owed where the registry has lost the row by which that was counted.
                deadlines.formalDueAt = deadlines.formalDueAt ?? before.forgery?.formalDueAt
            }
            if case .noteFormal(let formal?, _, _) = command {
                try desk.requireFormal(formal, after: before, in: transaction)
            }
            let (assessment, acts) = try transaction.command(command, on: id, deadlines, by: caller.author)
            if case .approve = command {
                let outcomes = before.proposal?.outcomes ?? []
                try desk.requireAuthorisation(for: outcomes, before, of: request, in: transaction)
                try desk.requireReach(of: outcomes, to: request, in: transaction)
                try desk.requireLead(of: before, by: caller, in: transaction)
            }
            if case .confirmMeasure = command {
                try desk.requireAuthorisation(for: before.outcomes, before, of: request, in: transaction)
            }
            try desk.remember(assessment, in: transaction)
            try desk.send(acts, of: assessment, in: transaction, by: caller)
            switch command {
            case .findForged where acts.isEmpty, .takeForgeryBack where acts.isEmpty:
                try desk.repeatForgery(of: request, assessment, in: transaction, by: caller)
            default: break
            }
            // More may follow from it.
            let after = try transaction.assessment(id, for: caller)
            return try transaction.view(after, desk, at: transaction.now, for: caller)
        }
    }

    /// Writes an answer; it goes out at once where nobody else has to agree.
    package func proposeAnswer(
        _ answer: AnswerProposal,
        to id: ID<Assessment>,
        by caller: Caller
    ) async throws -> AssessmentView {
        let desk = requestDesk
        let person = try caller.requiredPerson()
        return try await store.write { transaction in
            _ = try transaction.assessment(id, for: caller)
            let request = try transaction.existingRequest(ID<Request>(id.identifier))
            try desk.settle(request, in: transaction)
            let outcomes = answer.items.map { Assessment.ItemFact(number: $0.number, outcome: $0.outcome) }
            if outcomes.contains(where: \.outcome.isCompliance) {
                try desk.requireRegister(of: request, in: transaction)
            }
            try desk.requireWeighedByCounsel(outcomes, of: request, by: caller, in: transaction)
            let isFrozen = try !desk.frozen(request, in: transaction).isEmpty
            let (assessment, acts) = try transaction.command(
                .propose(answer, by: person, isAgencyFrozen: isFrozen),
                on: id,
                desk.deadlines(of: request, in: transaction),
                by: caller.author
            )
            try desk.requireAuthorisation(for: outcomes, assessment, of: request, in: transaction)
            try desk.requireReach(of: outcomes, to: request, in: transaction)
            try desk.send(acts, of: assessment, in: transaction, by: caller)
            try desk.remember(assessment, in: transaction)
            return try transaction.view(assessment, desk, at: transaction.now, for: caller)
        }
    }

    /// Says why the clock of a request stands, or lets it go on.
    ///
    /// - Parameters:
    ///   - stop: why, with what is missing or wrong; `nil` to let it go on.
    ///   - id: the assessment.
    ///   - caller: who says it.
    /// - Returns: the assessment.
    /// - Throws: `Refusal`; `StoreError`.
    package func stopRequestClock(
        _ stop: (reason: ClockTerms.StopReason, note: String)?,
        of id: ID<Assessment>,
        by caller: Caller
    ) async throws -> AssessmentView {
        let desk = requestDesk
        let person = try caller.requiredPerson()
        return try await store.write { transaction in
            let assessment = try transaction.assessment(id, for: caller)
            let before = try transaction.existingRequest(ID<Request>(id.identifier))
            try desk.settle(before, in: transaction)
            let request = try transaction.existingRequest(before.id)
            // The exchange may not have heard of it yet.
            guard request.isWaiting, assessment.state != .answered, assessment.state != .closed else {
                throw Refusal(.conflict, "request-over", "This request waits for no answer any more.")
            }
            if let stop {
                let note = try Texts.required(stop.note, "note")
                try request.requireBegun()
                try desk.say(
                    .clockStopped(reason: stop.reason),
                    RequestWordText(note: note),
                    of: request,
                    person: person,
                    in: transaction,
                    by: caller.author
                )
                if request.origin != nil {
                    try desk.stopClocks(of: request, stop.reason, in: transaction, by: caller.author)
                }
            } else {
                try desk.say(.clockResumed, nil, of: request, person: person, in: transaction, by: caller.author)
                if request.origin != nil { _ = try desk.resumeClocks(of: request, in: transaction) }
            }
            return try transaction.view(assessment, desk, at: transaction.now, for: caller)
        }
    }

    /// Hands over data of one category, encrypted to the authority's key before they leave this node.
    ///
    /// - Parameters:
    ///   - category: which data.
    ///   - file: the plain bytes; kept nowhere.
    ///   - name: what the file is called.
    ///   - id: the assessment.
    ///   - caller: who hands over.
    /// - Returns: the assessment.
    /// - Throws: `Refusal`; `StoreError`.
    package func disclose(
        _ category: DataCategory,
        _ file: [UInt8],
        named name: String,
        of id: ID<Assessment>,
        by caller: Caller
    ) async throws -> AssessmentView {
        let desk = requestDesk
        let person = try caller.requiredPerson()
        let view = try await assessment(id, for: caller)
        let keys = try await store.read { try desk.requiredKeys(of: view.request, in: $0) }
        let sealed = try SealedDisclosure(file, named: name, to: keys)
        return try await store.write { transaction in
            let request = try transaction.existingRequest(ID<Request>(id.identifier))
            // The clock of whoever recorded the request may be ahead of this node's.
            let moment = max(transaction.now, request.receivedAt ?? transaction.now)
            if request.filing.channel == .paper {
                let now = try transaction.disclosureKeys(of: try transaction.view(request))
                guard Set(keys).isSubset(of: now) else { throw Officer.keyNotVouched }
            } else {
                for key in keys { try transaction.requireGoodKey(key, of: request, at: moment) }
            }
            try desk.settle(request, in: transaction)
            try desk.requireRegister(of: request, in: transaction)
            try desk.requireNotFrozen(try transaction.assessment(id, for: caller), request, in: transaction)
            let (assessment, _) = try transaction.command(
                .disclose(category, sealedFile: sealed.sha256),
                on: id,
                by: caller.author
            )
            try desk.requireAuthorisation(for: assessment.outcomes, assessment, of: request, in: transaction)
            try desk.requireReach(to: category, of: request, in: transaction)
            try desk.requireLead(handingOver: assessment, by: caller, in: transaction)
            try desk.say(
                .disclosed(category: category, sha256: sealed.sha256),
                RequestWordText(file: sealed.base64),
                of: request,
                person: person,
                in: transaction,
                by: caller.author
            )
            return try transaction.view(assessment, desk, at: transaction.now, for: caller)
        }
    }

    /// Notes that data of one category were handed over outside of this node, to somebody who asked on paper.
    ///
    /// The same has to hold as for data that are handed over here. It is a way for whoever has no key, or had none when they were
    /// handed over, and no way around one that somebody vouches for; in an emergency it is no way at all.
    ///
    /// - Parameters:
    ///   - category: which data.
    ///   - sha256: the SHA-256 of the file, in lowercase hexadecimal.
    ///   - note: how and to whom they were handed over.
    ///   - handedAt: when, which counts for whether there was a key; `nil` for now.
    ///   - id: the assessment.
    ///   - caller: who handed them over.
    /// - Returns: the assessment.
    /// - Throws: `Refusal`: `not-on-paper`, `hash-invalid`, `standing-insufficient`, `signature-or-office-needed`,
    ///   `hand-over-here`, `emergency-needs-key`, `time-in-future`, `handed-before-received`, and what handing over is refused
    ///   for; `StoreError`.
    package func noteDisclosure(
        _ category: DataCategory,
        sha256: String,
        note: String,
        handedAt: Timestamp? = nil,
        of id: ID<Assessment>,
        by caller: Caller
    ) async throws -> AssessmentView {
        let desk = requestDesk
        _ = try caller.requiredPerson()
        return try await store.write { transaction in
            let before = try transaction.assessment(id, for: caller)
            let request = try transaction.existingRequest(ID<Request>(id.identifier))
            guard request.origin == nil, request.filing.channel == .paper else { throw Request.notOnPaper }
            try desk.settle(request, in: transaction)
            try desk.requireRegister(of: request, in: transaction)
            try desk.requireNotFrozen(before, request, in: transaction)
            try desk.requireNoKey(of: transaction.view(request), at: handedAt, in: transaction)
            let command = AssessmentCommand.disclose(category, sealedFile: sha256)
            let (assessment, _) = try transaction.command(command, on: id, by: caller.author)
            try desk.requireAuthorisation(for: assessment.outcomes, assessment, of: request, in: transaction)
            try desk.requireReach(to: category, of: request, in: transaction)
            try desk.requireLead(handingOver: assessment, by: caller, in: transaction)
            _ = try transaction.command(
                .noteDisclosure(category, sha256: sha256, note: note, handedAt: handedAt),
                on: request,
                by: caller.author
            )
            return try transaction.view(assessment, desk, at: transaction.now, for: caller)
        }
    }
}

extension StoreReading {
    /// To how many keys of an office data are encrypted at most.
    private var disclosureKeysMax: Int { 16 }
    /// How many officers of an office, with those who left, are looked at.
    private var officersMax: Int { 1_000 }

    /// The keys to which data for a request are encrypted, in hexadecimal: the one that it names, or for a paper from an
    /// office of the register those of its officers that are vouched for.
    ///
    /// Empty for paper that names no office, or one for which nobody vouches.
    func disclosureKeys(of view: RequestView) throws -> [String] {
        if let key = view.document?.encryptionKey { return [key] }
        guard view.request.filing.channel == .paper, let id = view.request.filing.office,
            let office = try load(Office.self, id), office.isVouched
        else { return [] }
        return try encryptionKeys(of: office, limit: disclosureKeysMax)
            .map { String($0.description.dropFirst("x25519:".count)) }
    }

    /// Whether somebody vouched, at a moment, for the office that a paper names and for a key of one of its officers, also where
    /// the key or the officer is gone by now.
    func hadDisclosureKey(for request: Request, at moment: Timestamp) throws -> Bool {
        guard let id = request.filing.office, let office = try load(Office.self, id),
            (try? office.requireStanding(at: moment)) != nil
        else { return false }
        let officers = try find(
            AggregateQuery<Officer>([.equals(.office, .text(office.id.description))], limit: officersMax)
        )
        return officers.contains { officer in
            (officer.leftAt.map { $0 > moment } ?? true) && officer.vouchings.stood(at: moment)
                && !officer.goodKeys(.encryption, at: moment).isEmpty
        }
    }
}

extension Assessment {
    /// Whether a person reads it: the adviser the one that they were asked about, and that something is to stay up counsel.
    func isOpen(to caller: Caller) -> Bool {
        guard caller.isShown(kind) else { return false }
        return caller.role != .adviser || (caller.person != nil && caller.person == adviser)
    }

    /// The conditions by which those are found that a person reads, so that a page is no shorter for those that the person
    /// does not see.
    static func open(to caller: Caller) -> [AggregateQuery<Assessment>.Condition] {
        guard caller.role == .adviser else {
            let kinds = RequestKind.allCases.filter(caller.isShown)
            return kinds.count == RequestKind.allCases.count ? [] : [.isOneOf(.kind, kinds.map { .text($0.rawValue) })]
        }
        // Nobody's id is empty.
        return [.equals(.adviser, .text(caller.person?.description ?? ""))]
    }
}

extension StoreReading {
    /// An assessment that is open to the caller.
    ///
    /// - Throws: `Refusal` `not-found`.
    func assessment(_ id: ID<Assessment>, for caller: Caller) throws -> Assessment {
        guard let assessment = try load(Assessment.self, id), assessment.isOpen(to: caller) else {
            throw Refusal(.notFound, "not-found", "There is no such request.")
        }
        return assessment
    }
}
