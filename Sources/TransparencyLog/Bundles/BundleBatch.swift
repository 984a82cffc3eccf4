import CanonicalJSON

/// Events of a bundle that are taken in together.
public struct BundleBatch: Sendable, Hashable {
    /// One event with its way to the checkpoint.
    public struct Event: Sendable, Hashable {
        /// The place of its leaf in the log.
        public let position: Int64
        /// The hash of its leaf.
        public let leafHash: LogHash
        /// All its fields, shown or hidden.
        public let event: DisclosedEvent
        /// The hashes that lead from its leaf to the checkpoint's root, from the leaf upward.
        public let path: [LogHash]

        /// Makes an event of its parts.
        ///
        /// - Parameters:
        ///   - position: the place of its leaf in the log.
        ///   - leafHash: the hash of its leaf.
        ///   - event: all its fields, shown or hidden.
        ///   - path: the hashes from its leaf to the root of the bundle's checkpoint.
        public init(position: Int64, leafHash: LogHash, event: DisclosedEvent, path: [LogHash]) {
            self.position = position
            self.leafHash = leafHash
            self.event = event
            self.path = path
        }
    }

    /// Where somebody stands who took in everything up to a batch's end.
    public struct Mark: Sendable, Hashable {
        /// The first position of the journal that is not taken in yet.
        public let position: Int64
        /// The cursor with which to go on there over a line.
        public let cursor: String

        /// Makes a mark.
        ///
        /// - Parameters:
        ///   - position: the first position that is not taken in yet.
        ///   - cursor: the cursor with which to go on there.
        public init(position: Int64, cursor: String) {
            self.position = position
            self.cursor = cursor
        }
    }

    private enum Key {
        static let cursor = "cursor"
        static let events = "events"
        static let fields = "fields"
        static let leafHash = "leafHash"
        static let mark = "mark"
        static let number = "number"
        static let path = "path"
        static let position = "position"
        static let ofEvent: Set = [fields, leafHash, path, position]
        static let ofMark: Set = [cursor, position]
    }

    /// Its number in the file, from 1.
    public let number: Int
    /// Its events, in the order in which they are taken in.
    public let events: [Event]
    /// Where its end is; `nil` in the midst of what was shared before an agreement was joined.
    public let mark: Mark?

    /// Makes a batch; nothing is checked here.
    ///
    /// - Parameters:
    ///   - number: its number in the file, from 1.
    ///   - events: its events.
    ///   - mark: where its end is, where that is a place to go on from.
    public init(number: Int, events: [Event], mark: Mark?) {
        self.number = number
        self.events = events
        self.mark = mark
    }

    /// The batch as JSON.
    var json: JSONValue {
        var members: [String: JSONValue] = [
            Key.number: .integer(Int64(number)), Key.events: .array(events.map(Self.json)),
        ]
        members[Key.mark] = mark.map {
            .object([Key.position: .integer($0.position), Key.cursor: .string($0.cursor)])
        }
        return .object(members)
    }

    /// One event as JSON.
    static func json(_ event: Event) -> JSONValue {
        [
            Key.position: .integer(event.position), Key.leafHash: .string(event.leafHash.hex),
            Key.fields: event.event.json, Key.path: .array(event.path.map { .string($0.hex) }),
        ]
    }

    /// Reads a batch; its proofs are not checked here.
    ///
    /// `nil` where a part is missing, unknown or not valid, or there is more than a limit allows.
    init?(json: JSONValue) {
        guard let members = json.objectValue,
            let number = members[Key.number]?.integerValue.flatMap(Int.init(exactly:)),
            let elements = members[Key.events]?.arrayValue, elements.count <= BundleLimits.eventsPerBatchMax,
            members.count == (members[Key.mark] == nil ? 2 : 3)
        else { return nil }
        var mark: Mark?
        if let json = members[Key.mark] {
            guard let members = json.objectValue, Set(members.keys) == Key.ofMark,
                let position = members[Key.position]?.integerValue, let cursor = members[Key.cursor]?.stringValue,
                (1...BundleLimits.cursorBytesMax).contains(cursor.utf8.count)
            else { return nil }
            mark = Mark(position: position, cursor: cursor)
        }
        var events: [Event] = []
        for element in elements {
            guard let event = Self.event(element) else { return nil }
            events.append(event)
        }
        self.init(number: number, events: events, mark: mark)
    }

    private static func event(_ json: JSONValue) -> Event? {
        guard let members = json.objectValue, Set(members.keys) == Key.ofEvent,
            let position = members[Key.position]?.integerValue,
            let leafHash = members[Key.leafHash]?.stringValue.flatMap({ LogHash(hex: $0) }),
            let fields = members[Key.fields], let event = try? DisclosedEvent(json: fields),
            let path = [LogHash](hex: members[Key.path])
        else { return nil }
        return Event(position: position, leafHash: leafHash, event: event, path: path)
    }
}

extension BundleBatch.Event {
    /// How many bytes it takes in a bundle.
    public var encodedBytes: Int { BundleBatch.json(self).canonicalBytes.count }
}
