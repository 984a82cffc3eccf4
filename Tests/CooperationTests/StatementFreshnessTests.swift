import CanonicalJSON
import Cooperation
import Testing

@Suite struct `A statement that is handed in` {
    private static let members: [String: JSONValue] = [
        "id": "01970000-0000-7000-8000-00000000000a", "issuedAt": "2026-03-04T05:06:07.000008Z",
        "addressee": "0190a000-0000-7000-8000-000000000001", "nonce": "000102030405060708090a0b0c0d0e0f",
        "kind": "referral",
    ]

    private static func refusal(of work: () throws -> Void) -> Refusal? {
        do {
            try work()
            return nil
        } catch { return error as? Refusal }
    }

    private static func code(
        _ rule: StatementFreshness = .standard,
        after: Seconds = Seconds(0),
        microseconds: Int64 = 0,
        isSeen: Bool = false,
        addressee: String = "0190a000-0000-7000-8000-000000000001"
    ) throws -> String? {
        let header = try StatementHeader(of: .object(members))
        let now = Timestamp(microseconds: (header.issuedAt + after).microseconds + microseconds)
        let addressee = try #require(ID<Organisation>(addressee))
        return refusal { try rule.check(header, now: now, addressee: addressee, isSeen: isSeen) }?.code
    }

    @Test func `now and to whom it is meant for is fresh`() throws {
        #expect(try Self.code() == nil)
    }

    @Test func `for another organisation is refused`() throws {
        #expect(try Self.code(addressee: "0190a000-0000-7000-8000-000000000002") == "statement-for-another")
    }

    @Test func `is refused when it is older than a day`() throws {
        #expect(try Self.code(after: .days(1)) == nil)
        #expect(try Self.code(after: .days(1), microseconds: 1) == "statement-too-old")
    }

    @Test func `is refused when it comes from more than five minutes ahead`() throws {
        #expect(try Self.code(after: .minutes(-5)) == nil)
        #expect(try Self.code(after: .minutes(-5), microseconds: -1) == "statement-from-the-future")
    }

    @Test func `a second time is refused, while it is young; after that its age refuses it`() throws {
        #expect(try Self.code(isSeen: true) == "statement-seen")
        #expect(try Self.code(after: .days(1), isSeen: true) == "statement-seen")
        #expect(try Self.code(after: .days(2), isSeen: true) == "statement-too-old")
    }

    @Test func `is held to the rule that is given`() throws {
        let rule = StatementFreshness(ageMax: .minutes(10), aheadMax: Seconds(0))
        #expect(try Self.code(rule, after: .minutes(11)) == "statement-too-old")
        #expect(try Self.code(rule, microseconds: -1) == "statement-from-the-future")
    }

    @Test(
        arguments: [
            ("id", nil), ("id", "01970000-0000-4000-8000-00000000000a"), ("id", "01970000-0000-7000-c000-00000000000a"),
            ("id", "nonsense"), ("id", 7), ("issuedAt", nil), ("issuedAt", "2026-03-04T05:06:07Z"),
            ("issuedAt", "2026-03-04T05:06:07.000008+07:00"), ("addressee", nil), ("addressee", "Lentera"),
            ("nonce", nil), ("nonce", ""), ("nonce", "000102030405060708090A0B0C0D0E0F"),
            ("nonce", "000102030405060708090a0b0c0d0e0f00"),
        ] as [(String, JSONValue?)]
    )
    func `lacks nothing of what says when, to whom and which`(member: String, value: JSONValue?) {
        var members = Self.members
        members[member] = value
        let refusal = Self.refusal { _ = try StatementHeader(of: .object(members)) }
        #expect(refusal?.code == "statement-malformed")
        #expect(refusal?.pointer == "/" + member)
    }
}
