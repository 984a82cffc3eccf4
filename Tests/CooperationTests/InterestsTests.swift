import CanonicalJSON
import Cooperation
import SeededRandomness
import Testing

@Suite("A declaration of interests")
struct InterestsTests {
    @Test(
        "is refused where a word is none of the register",
        arguments: ["", "Gov.id", "gov id", "gov_id", "gov/id", "é", "gov.id\n", String(repeating: "a", count: 65)]
    )
    func refuses(word: String) {
        for place in 0..<3 {
            let lists = (0..<3).map { $0 == place ? ["gov.id", word] : [] }
            #expect { try Interests(owners: lists[0], funders: lists[1], governments: lists[2]) } throws: {
                ($0 as? Refusal)?.code == "interests-invalid"
            }
        }
    }

    @Test("holds at most its limit of words in each list")
    func limit() throws {
        let words = (0..<Interests.wordsMax).map { "word-\($0)" }
        let full = try Interests(owners: words, funders: words, governments: words)
        #expect(full.owners.count == Interests.wordsMax)
        #expect { try Interests(funders: words + ["one-more"]) } throws: {
            ($0 as? Refusal)?.code == "interests-invalid"
        }
        #expect(try Interests(owners: [String(repeating: "a", count: Interests.wordBytesMax)]).owners.count == 1)
    }

    @Test("lists each word once, in order")
    func normalises() throws {
        let interests = try Interests(owners: ["b", "a", "b"])
        #expect(interests.owners == ["a", "b"])
    }

    @Test(
        "is independent of another exactly where no word is common, in whatever part",
        arguments: 1...8 as ClosedRange<UInt64>
    )
    func independence(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<200 {
            let draw = { (random: inout SplitMix64) in
                (0..<3).map { _ in ["a", "b", "c", "d", "e", "f"].filter { _ in random.next() % 6 == 0 } }
            }
            let (left, right) = (draw(&random), draw(&random))
            let first = try Interests(owners: left[0], funders: left[1], governments: left[2])
            let second = try Interests(owners: right[0], funders: right[1], governments: right[2])
            var areIndependent = true
            for word in left.joined() where right.joined().contains(word) { areIndependent = false }
            #expect(first.areIndependent(of: second) == areIndependent, "seed \(seed)")
            #expect(second.areIndependent(of: first) == areIndependent, "seed \(seed)")
        }
    }

    @Test("is not read where it could not have been made")
    func checkedWhenRead() {
        let json: JSONValue = ["owners": ["Some One"], "funders": [], "governments": []]
        #expect(throws: JSONError.self) { try JSONValueDecoder().decode(Interests.self, from: json) }
    }
}
