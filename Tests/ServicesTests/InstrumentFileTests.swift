import Cooperation
import Services
import Testing

@Suite struct `A file of instruments` {
    @Test func `is taken twice and changes nothing the second time`() async throws {
        let exchange = try await TestNode("TEST exchange", kind: .secretariat, isExchange: true)
        let file = try InstrumentFile(
            Array(
                """
                [{"code": "ID_TEST_ORDER", "country": "ID", "kind": "removalOrder", "functions": ["police"],
                  "sourceDate": "2024-02-29", "title": "TEST", "law": "TEST", "source": "TEST"},
                 {"code": "ID_TEST_REFUSED", "country": "ID", "kind": "removalOrder", "functions": ["police"],
                  "sourceDate": "2024-02-29", "title": "TEST", "law": "TEST", "source": "TEST",
                  "isAccepted": false, "reasonNotAccepted": "TEST"}]
                """.utf8
            )
        )
        let secretary = try await exchange.person(.secretary)
        let first = try await exchange.node.importInstruments(file, by: secretary)
        #expect(first.added == 2 && first.replaced == 0 && first.unchanged == 0)
        let again = try await exchange.node.importInstruments(file, by: secretary)
        #expect(again.added == 0 && again.replaced == 0 && again.unchanged == 2)
        let changed = try InstrumentFile(
            Array(
                """
                [{"code": "ID_TEST_ORDER", "country": "ID", "kind": "removalOrder", "functions": ["police"],
                  "sourceDate": "2025-02-28", "title": "TEST", "law": "TEST", "source": "TEST"}]
                """.utf8
            )
        )
        #expect(try await exchange.node.importInstruments(changed, by: secretary).replaced == 1)
        let states = try await exchange.node.instruments(limit: 100).instruments.map(\.instrument.state)
        #expect(states.filter { $0 == .adopted }.count == 2 && states.filter { $0 == .replaced }.count == 1)
        for text in [#"{"a": 1}"#, #"[{"code": "X"}]"#, "no JSON"] {
            #expect(throws: Refusal.self) { try InstrumentFile(Array(text.utf8)) }
        }
    }
}
