import CanonicalJSON

extension Receipt {
    private enum Key {
        static let checkpoint = "checkpoint"
        static let events = "events"
        static let fields = "fields"
        static let format = "format"
        static let index = "index"
        static let path = "path"
        static let signer = "signer"
        static let witnesses = "witnesses"
    }

    /// The bytes of the file: canonical JSON (RFC 8785), without a line feed at the end.
    ///
    /// - Returns: the one encoding of this receipt.
    public func encoded() -> [UInt8] {
        var file: [String: JSONValue] = [
            Key.format: .string(Self.format), Key.checkpoint: .string(note.encoded), Key.signer: .string(signer.text),
            Key.events: .array(
                events.map {
                    .object([
                        Key.index: .integer($0.index), Key.fields: $0.event.json,
                        Key.path: .array($0.path.map { .string($0.hex) }),
                    ])
                }
            ),
        ]
        // A receipt without witnesses has one spelling too: the member is not there.
        if !witnesses.isEmpty { file[Key.witnesses] = .array(witnesses.map { .string($0.text) }) }
        return JSONValue.object(file).canonicalBytes
    }

    /// Reads a file and checks everything in it but who signed.
    ///
    /// - Parameter bytes: the whole file.
    /// - Returns: an intact receipt, whose `encoded()` are these bytes.
    /// - Throws: `ReceiptError` for any other bytes.
    public static func parse(_ bytes: [UInt8]) throws(ReceiptError) -> Receipt {
        guard bytes.count <= ReceiptLimits.bytesMax else { throw ReceiptError(code: .tooLarge) }
        let json = try json(bytes)
        var keys: Set<String> = [Key.checkpoint, Key.events, Key.format, Key.signer]
        if json[Key.witnesses] != nil { keys.insert(Key.witnesses) }
        let file = try members(of: json, keys)
        guard let format = file[Key.format]?.stringValue, let note = file[Key.checkpoint]?.stringValue,
            let signer = file[Key.signer]?.stringValue, let elements = file[Key.events]?.arrayValue
        else { throw ReceiptError(code: .wrongShape) }
        guard format.hasBytes(of: Self.format) else { throw ReceiptError(code: .unknownFormat) }
        guard elements.count <= ReceiptLimits.eventsMax else { throw ReceiptError(code: .badEvents) }
        let witnesses = try file[Key.witnesses].map(Self.texts)
        var events: [ReceiptEvent] = []
        for element in elements { events.append(try event(element)) }
        return try Receipt(
            events: events,
            exactly: try self.note(note),
            signer: try key(signer),
            witnesses: try witnesses.map(Self.witnesses) ?? []
        )
    }

    private static func json(_ bytes: [UInt8]) throws(ReceiptError) -> JSONValue {
        let limits = JSONLimits(
            bytesMax: ReceiptLimits.bytesMax,
            depthMax: ReceiptLimits.depthMax,
            valuesMax: ReceiptLimits.valuesMax
        )
        do throws(JSONError) {
            return try JSONValue(parsingCanonical: bytes, limits: limits)
        } catch {
            throw ReceiptError(code: .notCanonical)
        }
    }

    private static func members(of value: JSONValue, _ keys: Set<String>) throws(ReceiptError) -> [String: JSONValue] {
        guard let members = value.objectValue, Set(members.keys) == keys else {
            throw ReceiptError(code: .wrongShape)
        }
        return members
    }

    private static func event(_ value: JSONValue) throws(ReceiptError) -> ReceiptEvent {
        let event = try members(of: value, [Key.fields, Key.index, Key.path])
        guard let index = event[Key.index]?.integerValue, let hashes = event[Key.path]?.arrayValue,
            let fields = event[Key.fields]
        else { throw ReceiptError(code: .wrongShape) }
        let path = hashes.compactMap { $0.stringValue.flatMap { LogHash(hex: $0) } }
        guard path.count == hashes.count else { throw ReceiptError(code: .wrongShape) }
        do throws(EventError) {
            return ReceiptEvent(index: index, event: try DisclosedEvent(json: fields), path: path)
        } catch {
            throw ReceiptError(code: .badFields)
        }
    }

    private static func note(_ text: String) throws(ReceiptError) -> SignedNote {
        do throws(NoteError) {
            return try SignedNote(parsing: Array(text.utf8))
        } catch {
            throw ReceiptError(code: .badCheckpoint)
        }
    }

    private static func key(_ text: String) throws(ReceiptError) -> NoteVerifierKey {
        do throws(NoteError) {
            return try NoteVerifierKey(parsing: text)
        } catch {
            throw ReceiptError(code: .badSigner)
        }
    }

    private static func texts(_ value: JSONValue) throws(ReceiptError) -> [String] {
        guard let elements = value.arrayValue else { throw ReceiptError(code: .wrongShape) }
        let texts = elements.compactMap(\.stringValue)
        guard texts.count == elements.count, !texts.isEmpty else { throw ReceiptError(code: .wrongShape) }
        return texts
    }

    private static func witnesses(_ texts: [String]) throws(ReceiptError) -> [CosignerKey] {
        guard texts.count <= ReceiptLimits.witnessesMax else { throw ReceiptError(code: .badWitnesses) }
        var keys: [CosignerKey] = []
        for text in texts {
            do throws(NoteError) {
                keys.append(try CosignerKey(parsing: text))
            } catch {
                throw ReceiptError(code: .badWitnesses)
            }
        }
        return keys
    }
}
