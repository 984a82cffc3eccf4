import CanonicalJSON
import Services
import TransparencyLog

extension ReceivedEvents {
    /// Reads a page as it comes.
    ///
    /// `nil` where a part is missing or not valid, or there are more events than are ever asked for. Whether the fields give the leaf is not asked here.
    init?(parsing bytes: [UInt8]) {
        guard let json = try? JSONValue(parsing: bytes), let cursor = json["cursor"]?.stringValue,
            (1...ExchangeLimits.cursorBytesMax).contains(cursor.utf8.count), let elements = json["events"]?.arrayValue,
            elements.count <= Node.eventsPerPageMax
        else { return nil }
        var events: [EventSlice] = []
        for element in elements {
            guard let slice = EventSlice(json: element) else { return nil }
            events.append(slice)
        }
        let position = json["position"]?.integerValue
        guard (position ?? 0) >= 0 else { return nil }
        self.init(events: events, cursor: cursor, position: position)
    }
}

extension EventSlice {
    fileprivate init?(json: JSONValue) {
        guard let position = json["position"]?.integerValue,
            let leafHash = json["leafHash"]?.stringValue.flatMap({ LogHash(hex: $0) }),
            let fields = json["fields"], let event = try? DisclosedEvent(json: fields)
        else { return nil }
        self.init(position: position, leafHash: leafHash, event: event)
    }
}
