import Cooperation
import Testing

@Suite("An outcome")
struct ItemOutcomeTests {
    /// What a platform may answer, what that is, and whether more is to come.
    private static let table = """
        complied | referral removalOrder preservation disclosure emergencyDisclosure | compliance | final
        compliedInCountry | referral removalOrder | compliance | final
        compliedInPart | referral removalOrder preservation disclosure emergencyDisclosure | compliance | final
        clarificationAsked | referral removalOrder preservation disclosure emergencyDisclosure | - | more
        underReview | referral removalOrder preservation disclosure emergencyDisclosure | - | more
        refusedForm | referral removalOrder preservation disclosure emergencyDisclosure stayUp | refusal | final
        refusedScope | referral removalOrder preservation disclosure emergencyDisclosure stayUp | refusal | final
        refusedRights | referral removalOrder preservation disclosure emergencyDisclosure weakenEncryption | refusal | final
        impossible | referral removalOrder preservation disclosure emergencyDisclosure | - | final
        challenged | referral removalOrder preservation disclosure emergencyDisclosure | - | final
        redirected | referral removalOrder preservation disclosure emergencyDisclosure | - | final
        weighed | stayUp | - | final
        """

    @Test("is open to the kinds of request that the table says, and is what it says")
    func outcomes() throws {
        var seen: Set<ItemOutcome> = []
        for line in Self.table.split(separator: "\n") {
            let cells = line.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
            let outcome = try #require(ItemOutcome(rawValue: cells[0][0]))
            seen.insert(outcome)
            for kind in RequestKind.allCases {
                #expect(
                    ItemOutcome.allowed(for: kind).contains(outcome) == cells[1].contains(kind.rawValue),
                    "\(outcome) \(kind)"
                )
            }
            #expect(outcome.isCompliance == (cells[2] == ["compliance"]), "\(outcome)")
            #expect(outcome.isRefusal == (cells[2] == ["refusal"]), "\(outcome)")
            #expect(outcome.isFinal == (cells[3] == ["final"]), "\(outcome)")
        }
        #expect(seen == Set(ItemOutcome.allCases))
    }
}
