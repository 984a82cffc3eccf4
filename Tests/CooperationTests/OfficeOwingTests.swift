import Cooperation
import Testing

@Suite("An office that owes formal requests")
struct OfficeOwingTests {
    private static func after(_ words: [Bool]) throws -> Office {
        var office = try Build.office()
        for (index, isMore) in words.enumerated() {
            let acts = try Office.decide(office, .noteOwing(isMore: isMore), id: office.id)
            office = try Office.after(office, acts, at: .start + .hours(Int64(index + 1))) ?? office
        }
        return office
    }

    @Test("owes since the first that is missing, for as many as are, until the last came")
    func counts() throws {
        let cases: [([Bool], Int?, Int64)] = [
            ([true], 1, 1), ([true, true], 2, 1), ([true, true, false], 1, 1), ([true, false], nil, 0),
            ([true, false, true], 1, 3), ([false], nil, 0), ([true, false, false, true], 1, 4),
        ]
        for (words, requests, hour) in cases {
            let office = try Self.after(words)
            #expect(office.owing?.requests == requests, "\(words)")
            let since: Timestamp? = requests == nil ? nil : Timestamp.start + Seconds.hours(hour)
            #expect(office.owing?.since == since, "\(words)")
            let keys: Set<LookupKey> = requests == nil ? [] : [Office.owingKey(of: office.authority)]
            #expect(office.lookupKeys == keys)
        }
    }

    @Test("is known to every member but other authorities")
    func told() throws {
        let office = try Self.after([true])
        let others = try [
            Build.organisation(7), Build.organisation(8, .civilSociety), Build.organisation(2, .authority),
        ]
        #expect(others.allSatisfy(office.tellsOwing))
        #expect(office.authority == ID<Organisation>.number(2))
        #expect(try !office.tellsOwing(to: Build.organisation(9, .authority)))
    }
}
