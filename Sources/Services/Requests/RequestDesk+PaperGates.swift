import Cooperation

extension RequestDesk {
    /// How many earlier requests about the same items, or from the same authority, are looked at.
    private static let earlierPaperMax = 1000

    /// The keyed hash of the name of somebody who is no member, within the country whose law they quote.
    func paperKey(of paper: PaperRequest) -> String? {
        Agency.spelling(of: paper.authorityName).map { secrets.pseudonym("request-paper", paper.country + " " + $0) }
    }

    /// Fails where paper asks what would be refused at the door were it signed: by whom it comes, by what it asks with, or for
    /// how long something is to stay up.
    ///
    /// - Returns: the earlier request that a judge renews by it; `nil` for none.
    /// - Throws: `Refusal`: `standing-insufficient`, and as ``PaperRequest/requireMandate(_:_:)``; `stay-up-again`,
    ///   `nothing-to-renew`, `renewed-already`, `stay-up-over`, `judge-needed`; `StoreError`.
    func requireAskable(_ asking: PaperAsking, in transaction: any StoreTransaction) throws -> ID<Request>? {
        let paper = asking.paper
        let isHeard = asking.member.map { paper.kind == .emergencyDisclosure && $0.isHeardInEmergency } ?? true
        // Who is no member yet, or none any more, is a stranger, and the law does not ask for members alone.
        let isBarred = asking.member?.isBarred ?? false
        guard !isBarred || isHeard else {
            throw Refusal(
                .forbidden,
                "standing-insufficient",
                "The members suspended or restricted this authority; nothing is taken from it."
            )
        }
        // A demand to weaken encryption is refused and counted by itself, whatever it names.
        guard paper.kind != .weakenEncryption else { return nil }
        try paper.requireMandate(asking.instruments, asking.office)
        guard paper.kind == .stayUp else { return nil }
        let earlier = try earlierStayUps(asking, in: transaction)
        guard !earlier.isEmpty else { return nil }
        guard paper.authorisation == .judge else {
            throw Refusal(
                .conflict,
                "stay-up-again",
                "The authority asked already that one of these items stay up; only a judge's instrument renews that."
            )
        }
        guard earlier.count == 1, let first = earlier.first, first.filing.renews == nil else {
            throw Refusal(.conflict, "renewed-already", "This was renewed already, and it is renewed once.")
        }
        let found = try transaction.subjects(.itemKey, equalToAnyOf: asking.itemKeys, limit: Self.earlierPaperMax)
        guard first.state != .withdrawn,
            asking.itemKeys.allSatisfy({ found[$0]?.contains(first.id.identifier) == true })
        else {
            throw Refusal(.conflict, "nothing-to-renew", "Not all of these items stood in the earlier request.")
        }
        // One that needs no judge renews nothing, and the paper may name it.
        let instrument = asking.instruments.first { $0.terms.authorisation != .judge } ?? asking.instruments.first
        try requireJudge(given: paper.issuedAt, instrument, first, in: transaction)
        return first.id
    }

    /// What the same authority asked to stay up before of these items, as far as it was not refused.
    private func earlierStayUps(_ asking: PaperAsking, in transaction: any StoreTransaction) throws -> [Request] {
        let found = try transaction.subjects(.itemKey, equalToAnyOf: asking.itemKeys, limit: Self.earlierPaperMax)
        let ids = Array(Set(found.values.joined())).map { ID<Request>($0) }
        let own = try paperOf(asking, in: transaction)
        let earlier = try transaction.load(Request.self, ids: ids).values.filter { request in
            let isSame = asking.member.map { request.authority == $0.id } ?? own.contains(request.id)
            return isSame && request.filing.kind == .stayUp && request.countsAsAsked && !request.isRefused
                && request.filing.isExercise == asking.paper.isExercise
        }
        return try confirmed(earlier, in: transaction)
    }

    /// Those of some requests that came with a signature, or of whose paper it was made sure who asks, and that nobody here
    /// found forged: whoever writes in another's name is not to silence that other.
    func confirmed(_ requests: [Request], in transaction: any StoreTransaction) throws -> [Request] {
        let known = try assessments(of: requests, in: transaction)
        let informed = try transaction.informed(Array(known.values))
        let assessments = Dictionary(informed.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return requests.filter { request in
            let assessment = assessments[ID(request.id.identifier)]
            guard assessment?.foundForgedAt == nil else { return false }
            guard request.origin == nil, request.filing.channel == .paper else { return true }
            return assessment.map { !$0.looksForged && $0.isIdentified } ?? false
        }
    }

    /// What this node's people made of some requests, which the exchange of one may not have recorded.
    private func assessments(
        of requests: [Request],
        in transaction: any StoreTransaction
    ) throws -> [ID<Assessment>: Assessment] {
        try transaction.load(Assessment.self, ids: requests.map { ID<Assessment>($0.id.identifier) })
    }

    /// Earlier paper of the same name, where who asks is no member.
    private func paperOf(_ asking: PaperAsking, in transaction: any StoreTransaction) throws -> Set<ID<Request>> {
        guard let party = asking.party else { return [] }
        let known = try transaction.subjects(.partyKey, equalTo: party, limit: Self.earlierPaperMax)
        guard known.isEmpty else { return Set(known.map { ID<Request>($0) }) }
        // What older programs recorded has no such key.
        guard let name = Agency.spelling(of: asking.paper.authorityName) else { return [] }
        let papers = try transaction.find(
            AggregateQuery<Request>(
                [.equals(.addressee, .text(organisation.description)), .isNull(.authority)],
                order: .descending(.receivedAt),
                limit: Self.earlierPaperMax
            )
        ).filter { $0.filing.channel == .paper && $0.filing.country == asking.paper.country }
        let names = try transaction.sealedParts(["authorityName"], at: papers.map(\.filedAtPosition))
        return Set(
            papers.filter { Agency.spelling(of: names[$0.filedAtPosition]?["authorityName"] ?? "") == name }.map(\.id)
        )
    }

    /// Whether the time of an order on paper begins only when the platform has had it for a while: it is the authority's first
    /// one here, and does not say why a life can't wait.
    ///
    /// It does not wait where it may name an instrument by which it would not. Unlike one that is signed, it is taken also where
    /// it does not say how orders work: it is the first word of that.
    func hasToWait(_ asking: PaperAsking, in transaction: any StoreTransaction) throws -> Bool {
        let paper = asking.paper
        guard paper.kind == .removalOrder, !paper.isExercise, !paper.isFirstEmergency, !asking.instruments.isEmpty,
            asking.instruments.allSatisfy({ $0.terms.firstContactClock != nil })
        else { return false }
        let orders: [Request]
        if let member = asking.member {
            orders = try transaction.find(
                AggregateQuery<Request>(
                    [
                        .equals(.authority, .text(member.id.description)),
                        .equals(.kind, .text(RequestKind.removalOrder.rawValue)), .isNull(.isExercise),
                    ],
                    limit: Self.earlierPaperMax
                )
            )
        } else {
            orders = Array(
                try transaction.load(Request.self, ids: Array(try paperOf(asking, in: transaction))).values
            )
        }
        let had = orders.filter { order in
            order.filing.kind == .removalOrder && !order.filing.isExercise && order.countsAsAsked
        }
        let assessments = try assessments(of: had, in: transaction)
        return had.allSatisfy { assessments[ID($0.id.identifier)]?.foundForgedAt != nil }
    }
}

extension Organisation {
    /// Whether the other members decided that nothing is taken from it.
    var isBarred: Bool { standing == .suspended || standing == .restricted }
}
