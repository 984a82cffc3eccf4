import Cooperation
import Services
import Store
import Testing

extension RequestScene {
    // MARK: Asking

    /// Two authorities ask about the same: this one that it goes, which is refused, and another that it stays up.
    func ask(
        beside other: ID<Organisation>,
        _ office: ID<Office>,
        _ officer: Signer
    ) async throws -> (mine: ID<Request>, theirs: ID<Request>) {
        let items = [Self.item(1, "https://third.example/1")]
        let mine = try await ask(.removalOrder, "ID_TEST_ORDER", items: items)
        var document = try document(.stayUp, "ID_TEST_STAY", items: items)
        (document.authority, document.office, document.officer) = (other, office, officer.record)
        _ = try await exchange.node.fileSignedRequest(Self.sign(document, officer.key))
        try await sync()
        try await prepare(mine)
        try await propose([.refusedScope], to: mine)
        try await sync()
        return (mine, document.id)
    }

    // MARK: Reading

    func onExchange(_ id: ID<Request>) async throws -> Request {
        try #require(try await exchange.store.read { try $0.load(Request.self, id) })
    }

    func onPlatform(_ id: ID<Request>) async throws -> Request? {
        try await platform.store.read { try $0.load(Request.self, id) }
    }

    func assessment(_ id: ID<Request>) async throws -> Assessment? {
        try await platform.store.read { try $0.load(Assessment.self, ID<Assessment>(id.identifier)) }
    }

    /// The clocks about a request, but for those of what is kept for it.
    func clocks(_ id: ID<Request>, on node: TestNode) async throws -> [Clock] {
        try await node.store.read { try $0.clocks(about: id.identifier) }.filter { $0.subjectKind != .preservation }
    }

    /// The clocks of what the platform keeps for a request, in order.
    func preservations(_ id: ID<Request>) async throws -> [Clock] {
        try await platform.store.read { try $0.clocks(about: id.identifier) }.filter { $0.subjectKind == .preservation }
    }

    // MARK: Answering

    func assess(_ command: AssessmentCommand, _ id: ID<Request>, by caller: Caller? = nil) async throws {
        _ = try await platform.node.assess(command, on: ID(id.identifier), by: caller ?? counsel)
    }

    /// Somebody who had no part in the answer says that the formal request came by another way.
    func settleElsewhere(_ id: ID<Request>) async throws {
        let other = try await platform.person(.counsel)
        let person = try #require(other.person)
        try await assess(.noteFormal(nil, note: "TEST it came by post", by: person), id, by: other)
    }

    /// Everything that has to be done before an answer that complies.
    func prepare(
        _ id: ID<Request>,
        dangers: [Danger] = [],
        defects: [FormDefect] = [],
        calls: Bool = true
    ) async throws {
        // That something is to stay up is for counsel alone.
        let caller = try await assessment(id)?.kind == .stayUp ? counsel : lead
        let call = AssessmentCommand.checkIdentity(
            .callBack,
            .confirmed,
            note: "TEST call",
            by: caller.person,
            called: IdentityCheck.Called(number: "+62 21 555 0100", source: "TEST directory")
        )
        if calls { try await assess(call, id, by: caller) }
        try await assess(.checkForm(defects: defects, factors: [], note: nil), id)
        try await weigh(id, .test(dangers: dangers))
        try await assess(.preserve(until: platform.clock.now + .days(190)), id)
    }

    /// What has to be done before an answer that refuses for rights.
    func weigh(_ id: ID<Request>, _ finding: Proportionality = .test()) async throws {
        try await assess(.weigh(finding, .init(legalBasis: "TEST basis", reasons: "TEST reasons")), id)
    }

    func propose(
        _ outcomes: [ItemOutcome],
        from first: Int = 1,
        to id: ID<Request>,
        territory: Territory = .countries(["ID"]),
        isTemporary: Bool = false,
        saying words: String? = nil
    ) async throws {
        let items = outcomes.enumerated().map {
            RequestAnswer.Item(
                number: $0.offset + first,
                outcome: $0.element,
                reasons: words ?? "TEST answer \($0.element)"
            )
        }
        let proposal = AnswerProposal(items: items, territory: territory, isTemporary: isTemporary)
        _ = try await platform.node.proposeAnswer(proposal, to: ID(id.identifier), by: counsel)
    }

    func approve(_ id: ID<Request>) async throws {
        try await assess(.approve(by: try #require(lead.person)), id, by: lead)
    }

    /// A second person of counsel agrees, for nobody else knows of what is to stay up.
    func approveAsCounsel(_ id: ID<Request>) async throws {
        let other = try await platform.person(.counsel)
        try await assess(.approve(by: try #require(other.person)), id, by: other)
    }

    static func code(_ work: () async throws -> some Any) async throws -> String? {
        do {
            _ = try await work()
            return nil
        } catch let refusal as Refusal {
            return refusal.code
        }
    }

    /// How many events the exchange's journal holds of one type, or about requests at all.
    func events(_ type: String? = nil) async throws -> Int {
        try await exchange.store.read { reading in
            try reading.events(EventQuery(limit: 100_000)).filter { event in
                type.map { event.type == $0 } ?? event.type.hasPrefix("request.")
            }.count
        }
    }
}
