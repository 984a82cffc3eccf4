import CanonicalJSON
import Testing

@Suite struct `JSON value coding` {
    struct Inner: Codable, Equatable {
        var name: String
        var tags: [String]?
    }
    struct Outer: Codable, Equatable {
        var count: Int
        var inner: Inner?
        var list: [Inner]
        var map: [String: Int64]
        var anything: JSONValue?
    }

    static let good: JSONValue = [
        "count": 3, "inner": ["name": "a"], "list": [["name": "b", "tags": ["x"]]], "map": ["k": 7],
        "anything": ["free": [1, .null]],
    ]
    @Test func `typed values survive a round trip`() throws {
        let outer = try JSONValueDecoder().decode(Outer.self, from: Self.good)
        #expect(outer.inner == Inner(name: "a"))
        #expect(try JSONValueEncoder().encode(outer) == Self.good)
    }

    static let bad: [(JSONValue, JSONError.Code, String)] = [
        (["list": [], "map": [:]], .missingField, "/count"),
        (["count": "3", "list": [], "map": [:]], .wrongKind, "/count"),
        (["count": 3, "list": [["name": 1]], "map": [:]], .wrongKind, "/list/0/name"),
        (["count": 3, "list": [], "map": [:], "cuont": 3], .unknownField, "/cuont"),
        (["count": 3, "list": [["name": "a", "tag": []]], "map": [:]], .unknownField, "/list/0/tag"),
        (["count": 3, "list": [], "map": [:], "inner": ["name": "a", "x/y": 1]], .unknownField, "/inner/x~1y"),
        (7, .wrongKind, ""),
    ]

    @Test(arguments: bad)
    func `what is wrong is said with its place`(value: JSONValue, code: JSONError.Code, pointer: String) {
        #expect {
            try JSONValueDecoder().decode(Outer.self, from: value)
        } throws: {
            ($0 as? JSONError)?.code == code && ($0 as? JSONError)?.pointer == pointer
        }
    }

    @Test func `a newer writer's fields can be let through`() throws {
        let value: JSONValue = ["name": "a", "later": 1]
        #expect(try JSONValueDecoder(allowsUnknownFields: true).decode(Inner.self, from: value) == Inner(name: "a"))
    }

    @Test func `numbers that JSON can't hold exactly are refused`() {
        #expect(throws: JSONError.self) { try JSONValueEncoder().encode(["a": UInt64.max]) }
        #expect(throws: JSONError.self) { try JSONValueEncoder().encode([1.5]) }
        #expect(throws: JSONError.self) { try JSONValueDecoder().decode(UInt8.self, from: 256) }
    }
}
