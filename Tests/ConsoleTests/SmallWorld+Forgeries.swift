import Cooperation
import Services
import Store
import Testing

extension SmallWorld {
    /// Requests in the name of offices that a forger used and somebody vouched for anew since, each of which was locked and
    /// cleared; the last is about as many items, and was cleared as many times.
    mutating func makeDoubted() async throws {
        let (voucher, counsel) = (try caller(.vouchForMandates), try caller(.assessRequests))
        let author = platform.administrator.author
        let before = try #require(Timestamp("1990-01-01T00:00:00Z"))
        for (number, authority) in authorities.enumerated() {
            let office = try await platform.office(of: authority, instruments: [])
            _ = try await node.vouchForOffice(office, how: "TEST call", by: voucher)
            let isLast = number == authorities.count - 1
            let paper = try paper(100 + number, items: isLast ? count : 1, at: before, from: office)
            let request = try await node.recordPaperRequest(paper, from: nil, by: counsel).request.id
            try await platform.store.write { transaction in
                let state = try transaction.load(Office.self, office)
                for act in try Office.decide(state, .noteMisuse(key: nil), id: office) {
                    try transaction.append(act, by: author)
                }
            }
            _ = try await node.vouchForOffice(office, how: "TEST new call", by: voucher)
            let id = ID<Assessment>(request.identifier)
            try await clear(id, times: isLast ? count : 1)
            subjects["assessments"] = id.identifier
        }
    }

    private func clear(_ id: ID<Assessment>, times: Int) async throws {
        let author = platform.administrator.author
        // A colleague, who needs no login here.
        let colleague = ID<Person>(Identifier(derivedHigh: 7, low: 1))
        try await platform.store.write { transaction in
            for _ in 0..<times {
                let commands: [AssessmentCommand] = [
                    .lock(factors: [.alteredDocument], note: "TEST"), .unlock(note: "TEST", by: colleague),
                ]
                for command in commands {
                    let state = try transaction.load(Assessment.self, id)
                    for act in try Assessment.decide(state, command, id: id, now: transaction.now) {
                        try transaction.append(act, by: author)
                    }
                }
            }
        }
        let shown = try await node.assessment(id, for: try caller(.readAssessments)).assessment
        #expect(shown.factors.contains(.officeMisused) && shown.clearedBy == colleague)
    }
}
