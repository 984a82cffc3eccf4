import Cooperation
import Testing

/// How far a request reaches, and what belongs to it.
@Suite struct RequestReachTests {
    private static func code(_ change: (inout RequestDocument) throws -> Void) throws -> String? {
        var document = Build.document(.removalOrder)
        try change(&document)
        do throws(Refusal) {
            try document.requireComplete()
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `a territory beyond the issuing country needs its reasons, and that country alone takes none`() throws {
        let wide: [Territory] = [
            .everywhere, try Territory(countries: ["ID", "MY"]), try Territory(countries: ["MY"]),
        ]
        for territory in wide {
            #expect(try Self.code { $0.territory = territory } == "territory-reasons-missing")
            for empty in ["", " \n"] {
                #expect(
                    try Self.code {
                        $0.territory = territory
                        $0.territoryReasons = empty
                    } == "territory-reasons-missing"
                )
            }
            #expect(
                try Self.code {
                    $0.territory = territory
                    $0.territoryReasons = "TEST it is read there"
                } == nil
            )
        }
        #expect(try Self.code { _ in } == nil)
        #expect(try Self.code { $0.territoryReasons = "TEST" } == "territory-not-wider")
    }

    @Test func `a file shows an item that is there, or the whole request`() throws {
        func attach(_ item: Int?) throws -> String? {
            try Self.code {
                let hash = String(repeating: "0a", count: 32)
                $0.attachments = [.init(sha256: hash, name: "TEST.png", bytes: 17, item: item)]
            }
        }
        for item in [nil, 1, 2] { #expect(try attach(item) == nil) }
        for item in [0, 3, -1, Int.max] { #expect(try attach(item) == "attachment-invalid") }
    }

    @Test func `what was signed before files named items and territories had reasons reads as it was`() throws {
        var document = Build.document()
        document.attachments = [.init(sha256: String(repeating: "0a", count: 32), name: "TEST.png", bytes: 17)]
        #expect(!document.text.contains("territoryReasons") && !document.text.contains(#""item""#))
        #expect(try RequestDocument(text: document.text) == document)
    }
}
