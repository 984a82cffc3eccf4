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
            stayUp: caller.isShown(.stayUp) ? try stayUp(about: view, of: desk.organisation, at: now) : [],
            clocks: try openClocks(about: request, [.measure, .disclosure, .notice, .firstContact, .stayUp]),
            keptUntil: try desk.keptUntil(of: request, from: now, in: self),
            frozen: try desk.frozen(request, in: self),
            history: history,
            people: Dictionary(
                people.map { ($0.key.identifier, $0.value) },
                uniquingKeysWith: { first, _ in first }
            ),
            callBack: try office.map { try callBack(of: $0) }
        )
    }

    /// Which open requests ask that one of these items stay up, whichever way they and the removal came.
    private func stayUp(
        about view: RequestView,
        of organisation: ID<Organisation>,
        at now: Timestamp
    ) throws -> [ID<Request>] {
        guard view.request.filing.kind.asksRemoval else { return [] }
        // One on paper names this node's own id, one from an exchange the member's there.
        let addressees = try ownIDs(of: organisation).union([ID(view.request.filing.addressee.id)])
        let spellings = Set(view.items.compactMap { $0.address.map { ItemAddress($0).text } })
        let asking = try find(
            AggregateQuery<Request>(
                [
                    .isOneOf(.addressee, addressees.map { .text($0.description) }),
                    .equals(.kind, .text(RequestKind.stayUp.rawValue)),
                ],
                order: .descending(.receivedAt),
                limit: 200
            )
        ).filter { $0.state != .withdrawn && $0.state != .turnedAway }
        // It holds while its clock runs, and a judge's renewal has one of its own.
        let running = try clocks(about: asking.map(\.id.identifier), .stayUp)
            .filter { $0.state == .running && $0.deadline > now }
        let holding = Set(running.map(\.subject))
        let kept = asking.filter { holding.contains($0.id.identifier) }
        let addresses = try sealedParts(["address"], at: kept.flatMap { $0.items.map(\.filedAtPosition) })
        return kept.filter { request in
            request.items.contains { item in
                addresses[item.filedAtPosition]?["address"].map { spellings.contains(ItemAddress($0).text) } ?? false
            }
        }.map(\.id)
    }

    private func callBack(of office: Office) throws -> AssessmentView.CallBack {
        func text(_ part: OfficeText) throws -> String? {
            try office.textPositions[part].flatMap { try sealedPart(part.rawValue, at: $0) }
        }
        return AssessmentView.CallBack(
            office: try text(.name),
            telephone: try text(.telephone),
            source: try text(.telephoneSource)
        )
    }
}
