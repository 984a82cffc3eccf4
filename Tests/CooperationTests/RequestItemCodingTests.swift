import CanonicalJSON
import Cooperation
import Testing

@Suite struct `An item of a request` {
    private static let filed = #"[1,"content","incites",7]"#

    @Test(arguments: [
        filed, #"[2,"account","incites",8,"complied",9,false,null,false,null,null]"#,
        #"[3,"content","instructs",8,null,null,true,"2018-11-05T05:00:00.000000Z",true,null,null]"#,
        #"[4,"content","incites",8,null,null,false,null,false,"2018-11-05T05:00:00.000000Z","notFound"]"#,
    ])
    func `is read back as it was written`(_ text: String) throws {
        let value = try JSONValue(parsing: Array(text.utf8))
        let item = try JSONValueDecoder().decode(Request.Item.self, from: value)
        #expect(try JSONValueEncoder().encode(item).canonicalString == text)
    }

    @Test func `that nothing happened to is its place, what it is, why, and where it was filed`() throws {
        let value = try JSONValue(parsing: Array(Self.filed.utf8))
        let item = try JSONValueDecoder().decode(Request.Item.self, from: value)
        #expect(item.number == 1 && item.kind == .content && item.ground == .incites && item.filedAtPosition == 7)
        #expect(item.outcome == nil && item.answeredAtPosition == nil && !item.isReversed)
        #expect(item.reversedAt == nil && item.lookedAt == nil && item.finding == nil)
    }

    @Test(arguments: [
        #"[1,"content","incites"]"#, #"[1,"content","nothing",7]"#, #"{"number":1}"#,
        #"[1,"content","incites",7,null]"#,
    ])
    func `that is written otherwise is not read`(_ text: String) throws {
        let value = try JSONValue(parsing: Array(text.utf8))
        #expect(throws: (any Error).self) { try JSONValueDecoder().decode(Request.Item.self, from: value) }
    }
}
