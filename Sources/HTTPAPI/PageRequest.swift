import Cooperation
import HTTPServing
import Services

/// The page of a list that a client asks for.
///
/// Its cursor is opaque, and only this node can make one.
struct PageRequest {
    let after: String?
    let limit: Int

    /// Reads `cursor` and `limit`.
    ///
    /// - Parameters:
    ///   - query: the query.
    ///   - list: the name of the list, so that a cursor of one is none of another.
    ///   - node: whose secrets tell a cursor from a made-up one.
    /// - Throws: `Problem` where the cursor is none of this list's, or the limit is out of range.
    init(_ query: Query, list: String, node: Node) throws {
        limit = try query.integer("limit", in: 1...APIRoutes.pageSizeMax) ?? APIRoutes.pageSizeDefault
        guard let text = query["cursor"] else {
            after = nil
            return
        }
        guard let words = PageCursor.words(of: text, list: list, secrets: node.secrets) else {
            throw Problem.invalidField("cursor", "Use a cursor as this list gave it to you, or none to begin anew.")
        }
        after = words
    }

    /// The cursor for going on after an entry.
    static func cursor(after words: String, list: String, node: Node) -> String {
        PageCursor.text(after: words, list: list, secrets: node.secrets)
    }

    /// The entry to go on after, as an id.
    func afterID<Subject>() -> ID<Subject>? { after.flatMap(ID<Subject>.init(_:)) }
}

/// A page of a list as it is answered.
struct WirePage<Item: Encodable>: Encodable {
    let items: [Item]
    /// Where to go on; absent at the end.
    let cursor: String?
}

extension APIRoutes {
    /// The words of a cursor in a list that is ordered by a number.
    func words<A>(_ bookmark: AggregateQuery<A>.Bookmark) -> String {
        guard case .integer(let value) = bookmark.value else { return PageCursor.words(value: nil, id: bookmark.id) }
        return PageCursor.words(value: value, id: bookmark.id)
    }

    /// What `words` says.
    func bookmark<A>(_ words: String?) -> AggregateQuery<A>.Bookmark? {
        guard let place: (value: Int64?, id: ID<A>) = words.flatMap({ PageCursor.place($0) }) else { return nil }
        return .init(value: place.value.map { .integer($0) }, id: place.id)
    }

    /// Which query parameters a list knows, besides those of its own.
    static let pageParameters: Set<String> = ["cursor", "limit"]

    func page<Item: Encodable, Subject>(
        _ items: [Item],
        next: ID<Subject>?,
        list: String
    ) throws -> OutgoingResponse {
        try .json(
            encoding: WirePage(
                items: items,
                cursor: next.map { PageRequest.cursor(after: $0.description, list: list, node: node) }
            )
        )
    }
}

extension Query {
    /// The country that the parameter `country` names; `nil` where it is absent.
    func country() throws(Problem) -> String? {
        try value("country", "two capital letters, as ID") { Territory.isCountry($0) ? $0 : nil }
    }
}

extension PathParameters {
    func id<Subject>(_ name: String = "id") throws -> ID<Subject> {
        try value(name) { ID<Subject>($0) }
    }
}
