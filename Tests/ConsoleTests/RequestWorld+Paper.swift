import Cooperation
import Services

extension RequestWorld {
    /// Records an order on paper, for some countries of which the first is that of its authority.
    func order(items: Int = 1, for countries: [String]) async throws -> ID<Request> {
        let now = platform.clock.now
        let paper = PaperRequest(
            kind: .removalOrder,
            instrument: Self.code,
            country: "ID",
            territory: .countries(countries),
            language: "en",
            issuedAt: now,
            receivedAt: now,
            items: (1...items).map { number in
                RequestItem(
                    number: number,
                    kind: .content,
                    address: "https://lentera.example/\(number)",
                    ground: .incites,
                    reasons: "TEST asked \(number)"
                )
            },
            scan: String(repeating: "0", count: 64),
            authorityName: "TEST Ministry",
            function: .police
        )
        return try await platform.node.recordPaperRequest(paper, from: nil, by: platform.administrator).request.id
    }
}
