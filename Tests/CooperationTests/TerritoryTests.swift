import CanonicalJSON
import Cooperation
import Testing

@Suite("A territory")
struct TerritoryTests {
    @Test(
        "is refused where a country is not two capital letters",
        arguments: [[], [""], ["id"], ["I1"], ["IDN"], ["ID", "x"]]
    )
    func refuses(countries: [String]) {
        #expect { try Territory(countries: countries) } throws: { ($0 as? Refusal)?.code == "territory-invalid" }
    }

    @Test("lists each country once, in order")
    func normalises() throws {
        #expect(try Territory(countries: ["TL", "ID", "TL"]) == .countries(["ID", "TL"]))
    }

    @Test("covers another where nothing of that is left out")
    func covers() throws {
        let one = try Territory(countries: ["ID"])
        let two = try Territory(countries: ["ID", "MY"])
        #expect(two.covers(one) && one.covers(one) && Territory.everywhere.covers(two))
        #expect(!one.covers(two) && !two.covers(.everywhere) && Territory.everywhere.covers(.everywhere))
    }

    @Test("survives being written and read")
    func coding() throws {
        for territory in [Territory.everywhere, try Territory(countries: ["SG", "ID"])] {
            let json = try JSONValueEncoder().encode(territory)
            #expect(try JSONValueDecoder().decode(Territory.self, from: json) == territory)
        }
    }

    @Test("is not read from anything else", arguments: ["worldwide", [], ["id"], 7, nil] as [JSONValue?])
    func refusesJSON(value: JSONValue?) {
        #expect(throws: JSONError.self) { try JSONValueDecoder().decode(Territory.self, from: value ?? .null) }
    }
}
