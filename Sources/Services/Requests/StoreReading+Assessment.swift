import CanonicalJSON
import Cooperation

extension StoreReading {
    /// An assessment with its texts, and what there is to know beside it, as far as a caller may see it.
    func view(
        _ assessment: Assessment,
        _ desk: RequestDesk,
        at now: Timestamp,
        for caller: Caller
    ) throws -> AssessmentView {
        let assessment = try informed(assessment)
        let request = try existingRequest(ID<Request>(assessment.id.identifier))
        let history = try events(EventQuery(subject: assessment.id.identifier, limit: Node.assessmentHistoryMax))
            .filter { $0.type.hasPrefix(Assessment.name + ".") }
        let people = try names(of: history.map { ID<Person>($0.actor) })
        let view = try view(request)
        var proposed: [Int: String] = [:]
        if let proposal = assessment.proposal,
            let text = try sealedPart("reasons", at: proposal.position)
        {
            for entry in try JSONValue(parsing: Array(text.utf8)).arrayValue ?? [] {
                guard let number = entry["number"]?.integerValue else { continue }
                proposed[Int(number)] = entry["reasons"]?.stringValue
            }
        }
        let notes = try assessment.assessedAtPosition.map { position in
            try sealedParts(["legalBasis", "reasons"], at: [position])[position] ?? [:]
        }
        let office = try request.filing.office.flatMap { try load(Office.self, $0) }
        return AssessmentView(
            assessment: assessment,
            request: view,
            proposed: proposed,
            legalBasis: notes?["legalBasis"],
            reasons: notes?["reasons"],
            widened: try sealedParts(["reasons"], at: (assessment.widened ?? []).map(\.position))
                .compactMapValues { $0["reasons"] },
            stayUp: caller.isShown(.stayUp) ? try stayUp(about: request, of: desk.organisation, at: now) : [],
            clocks: try openClocks(
                about: request,
                [.measure, .disclosure, .notice, .firstContact, .stayUp, .redress]
            ),
            keptUntil: try desk.keptUntil(of: request, from: now, in: self),
            frozen: try desk.frozen(request, in: self),
            history: history,
            people: Dictionary(
                people.map { ($0.key.identifier, $0.value) },
                uniquingKeysWith: { first, _ in first }
            ),
            callBack: try office.map { try callBack(of: $0, for: request) },
            takesHandedElsewhere: try takesHandedElsewhere(view)
        )
    }

    private func takesHandedElsewhere(_ view: RequestView) throws -> Bool {
        let filing = view.request.filing
        guard filing.channel == .paper, filing.kind.asksData, filing.kind != .emergencyDisclosure else { return false }
        if try disclosureKeys(of: view).isEmpty { return true }
        // The clock of whoever keeps the register may be ahead.
        return try view.request.receivedAt.map {
            try !hadDisclosureKey(for: view.request, at: $0 + RequestDesk.aheadMax)
        } ?? false
    }

    /// Which open requests ask that one of the items of a removal stay up, whichever way they and it came.
    func stayUp(about removal: Request, of organisation: ID<Organisation>, at now: Timestamp) throws -> [ID<Request>] {
        guard removal.filing.kind.asksRemoval else { return [] }
        return try stayUp(about: try items(of: removal), of: removal, by: organisation, at: now).map(\.id)
    }

    /// Which open requests ask that one of some items of a removal stay up.
    func stayUp(
        about items: [RequestItem],
        of removal: Request,
        by organisation: ID<Organisation>,
        at now: Timestamp
    ) throws -> [Request] {
        let asking = try find(
            AggregateQuery<Request>(
                try conditions(asking: [.stayUp], of: organisation, as: removal.filing.addressee),
                order: .descending(.receivedAt),
                limit: 200
            )
        ).filter { $0.state != .withdrawn && $0.countsAsAsked }
        // It holds while its clock runs, and a judge's renewal has one of its own.
        let running = try clocks(about: asking.map(\.id.identifier), .stayUp)
            .filter { $0.state == .running && $0.deadline > now }
        let holding = Set(running.map(\.subject))
        guard !holding.isEmpty else { return [] }
        return try naming(items, among: asking.filter { holding.contains($0.id.identifier) })
    }

    /// Which removals that wait for an answer name one of the items that a request asks to stay up.
    func removals(of stayUp: Request, of organisation: ID<Organisation>) throws -> [ID<Request>] {
        let kept = try items(of: stayUp)
        var conditions = try conditions(
            asking: RequestKind.allCases.filter(\.asksRemoval),
            of: organisation,
            as: stayUp.filing.addressee
        )
        conditions.append(.isOneOf(.state, Request.State.waiting.map { .text($0.rawValue) }))
        var (found, after): ([ID<Request>], AggregateQuery<Request>.Bookmark?) = ([], nil)
        while true {
            let page = try find(
                AggregateQuery<Request>(conditions, order: .descending(.receivedAt), after: after, limit: 200)
            )
            found += try naming(kept, among: page).map(\.id)
            guard page.count == 200, let last = page.last else { return found }
            after = .init(value: last.value(of: .receivedAt), id: last.id)
        }
    }

    private func conditions(
        asking kinds: [RequestKind],
        of organisation: ID<Organisation>,
        as addressee: Addressee
    ) throws -> [AggregateQuery<Request>.Condition] {
        // One on paper names this node's own id, one from an exchange the member's there.
        let addressees = try ownIDs(of: organisation).union([ID(addressee.id)])
        return [
            .isOneOf(.addressee, addressees.map { .text($0.description) }),
            .isOneOf(.kind, kinds.map { .text($0.rawValue) }),
        ]
    }

    /// Those of some requests that name one of these items.
    private func naming(_ items: [RequestItem], among requests: [Request]) throws -> [Request] {
        guard !requests.isEmpty else { return [] }
        let spellings = Set(items.filter { !$0.address.isEmpty }.map { ItemAddress($0.address).text })
        let addresses = try sealedParts(["address"], at: requests.flatMap { $0.items.map(\.filedAtPosition) })
        return requests.filter { request in
            request.items.contains { item in
                addresses[item.filedAtPosition]?["address"].map { spellings.contains(ItemAddress($0).text) } ?? false
            }
        }
    }

    private func callBack(of office: Office, for request: Request) throws -> AssessmentView.CallBack {
        func text(_ part: OfficeText) throws -> String? {
            try office.textPositions[part].flatMap { try sealedPart(part.rawValue, at: $0) }
        }
        // Nobody is led to call a number that counts for nothing.
        let isShown = office.hasNumber(for: request)
        return AssessmentView.CallBack(
            office: try text(.name),
            telephone: try isShown ? text(.telephone) : nil,
            source: try isShown ? text(.telephoneSource) : nil
        )
    }
}
