import Cooperation
import Services
import Testing

extension RequestWorld {
    /// Who works on requests at the platform.
    var counsel: Caller { colleague(.counsel, 1) }
    /// Who agrees to what counsel answers.
    var lead: Caller { colleague(.lead, 2) }

    /// Somebody of the platform who needs no login.
    private func colleague(_ role: Role, _ number: UInt64) -> Caller {
        Caller(
            organisation: platform.administrator.organisation,
            key: platform.administrator.key,
            role: role,
            person: ID(Identifier(derivedHigh: 7, low: number)),
            isOnExchange: false
        )
    }

    /// Records a paper of this moment in the name of a ministry that is no member.
    ///
    /// - Parameters:
    ///   - kind: what is asked.
    ///   - instrument: by what.
    ///   - items: what it is about.
    ///   - caller: who records it; `nil` for counsel.
    ///   - change: what it says otherwise.
    /// - Returns: its id.
    /// - Throws: what recording throws.
    func recordPaper(
        _ kind: RequestKind,
        _ instrument: String = "OTHER",
        items: [RequestItem],
        by caller: Caller? = nil,
        _ change: (inout PaperRequest) -> Void = { _ in }
    ) async throws -> ID<Request> {
        let now = platform.clock.now
        var paper = PaperRequest(
            kind: kind,
            instrument: instrument,
            country: "ID",
            territory: .countries(["ID"]),
            language: "id",
            issuedAt: now,
            receivedAt: now,
            items: items,
            scan: String(repeating: "0", count: 64),
            authorityName: "TEST Ministry",
            function: .police
        )
        change(&paper)
        return try await platform.node.recordPaperRequest(paper, from: nil, by: caller ?? counsel).request.id
    }

    /// Records an order on paper, for some countries of which the first is that of its authority.
    func order(items: Int = 1, for countries: [String]) async throws -> ID<Request> {
        let asked = (1...items).map { number in
            RequestItem(
                number: number,
                kind: .content,
                address: "https://lentera.example/\(number)",
                ground: .incites,
                reasons: "TEST asked \(number)"
            )
        }
        return try await recordPaper(.removalOrder, Self.code, items: asked, by: platform.administrator) {
            $0.territory = .countries(countries)
            $0.language = "en"
        }
    }

    /// Records an emergency on paper that names the office and asks for data about an account.
    func emergency(_ categories: [DataCategory]) async throws -> ID<Assessment> {
        let item = RequestItem(
            number: 1,
            kind: .account,
            address: "@test",
            ground: .threatens,
            reasons: "TEST reasons"
        )
        let request = try await recordPaper(.emergencyDisclosure, items: [item]) {
            $0.categories = categories
            $0.supervisorName = "TEST Head"
            $0.office = office
        }
        return ID<Assessment>(request.identifier)
    }

    /// Calls the office of a paper about one item and complies with it: counsel answers, and a lead agrees.
    ///
    /// - Parameters:
    ///   - id: the assessment of the paper.
    ///   - rabat: how what was said there is weighed, where the paper asks about content.
    ///   - time: how long what may be removed is kept; `nil` where nothing may be.
    /// - Throws: what answering throws.
    func comply(
        with id: ID<Assessment>,
        rabat: Proportionality.Rabat? = nil,
        keptFor time: Seconds? = nil
    ) async throws {
        let (node, counsel, lead) = (platform.node, counsel, lead)
        let call = AssessmentCommand.checkIdentity(
            .callBack,
            .confirmed,
            note: "TEST",
            by: lead.person,
            called: IdentityCheck.Called(number: "+62 21 555 0100", source: "TEST directory")
        )
        _ = try await node.assess(call, on: id, by: lead)
        _ = try await node.assess(.checkForm(defects: [], factors: [], note: nil), on: id, by: counsel)
        let finding = Proportionality(
            hasLegitimateAim: true,
            isCompetent: true,
            isSpecific: true,
            rabat: rabat,
            wouldLessDo: false,
            territory: .countries(["ID"]),
            tellsPerson: true
        )
        let weighing = AssessmentCommand.weigh(finding, .init(legalBasis: "TEST", reasons: "TEST"))
        _ = try await node.assess(weighing, on: id, by: counsel)
        if let time { _ = try await node.assess(.preserve(until: platform.clock.now + time), on: id, by: counsel) }
        let answer = AnswerProposal(
            items: [.init(number: 1, outcome: .complied, reasons: "TEST")],
            territory: .countries(["ID"]),
            isTemporary: false
        )
        _ = try await node.proposeAnswer(answer, to: id, by: counsel)
        _ = try await node.assess(.approve(by: try #require(lead.person)), on: id, by: lead)
    }
}
