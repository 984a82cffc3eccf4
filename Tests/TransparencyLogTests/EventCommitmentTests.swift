import CanonicalJSON
import Crypto
import SeededRandomness
import Testing
import TransparencyLog

struct EventCommitmentTests {
    @Test(arguments: [
        "", "A", "1a", ".a", "a b", "a_b", "a-b", "é", "a\u{301}", "fact.é", "sealed.\u{212A}", "a\n",
        String(repeating: "a", count: 65),
    ])
    func `a name with other characters or too long is refused`(text: String) {
        #expect(FieldName(text) == nil)
    }

    @Test func `names order by bytes and know their kind`() throws {
        let names = ["a", "fact.A", "fact.B", "fact.a", "factor", "sealed.x", "type"].compactMap(FieldName.init)
        #expect(names.count == 7)
        #expect(names.shuffled().sorted() == names)
        #expect(FieldName.fact("measure")?.factKey == "measure")
        #expect(FieldName.sealed("reasons")?.sealedKey == "reasons")
        #expect(FieldName.sealed("reasons")?.isSealed == true)
        #expect(FieldName.type.factKey == nil)
    }

    @Test func `the leaf is what the document says, computed here by hand`() throws {
        var random = SplitMix64(seed: 1)
        let eventSalt = SeededEvents.salt(&random)
        let partSalt = SeededEvents.salt(&random)
        let commitment = try EventCommitment(
            eventSalt: eventSalt,
            open: [.type: "signal.proposed", .version: 1],
            sealed: [SeededEvents.name("sealed.rationale"): .present("TEST", partSalt)]
        )
        func code(_ key: [UInt8], _ message: [UInt8]) -> [UInt8] {
            Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key)))
        }
        func salt(_ name: String) -> [UInt8] { code(eventSalt.bytes, Array("perisai/field-salt/v1\u{0}\(name)".utf8)) }
        let hashes = [
            code(partSalt.bytes, Array("sealed.rationale\u{0}\"TEST\"".utf8)),
            code(salt("type"), Array("type\u{0}\"signal.proposed\"".utf8)),
            code(salt("version"), Array("version\u{0}1".utf8)),
        ]
        func leaf(_ data: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: [0] + data)) }
        func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: [1] + left + right)) }
        let data = node(node(leaf(hashes[0]), leaf(hashes[1])), leaf(hashes[2]))
        #expect(commitment.fields.map(\.hash.bytes) == hashes)
        #expect(commitment.leafData.bytes == data)
        #expect(commitment.leafHash.bytes == leaf(data))
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `a field's hash is the library's HMAC for values of every length`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for length in 0..<150 {
            let salt = SeededEvents.salt(&random)
            let value = JSONValue.string(String(repeating: "x", count: length))
            let field = ShownField(name: .type, value: value, salt: salt)
            let code = HMAC<SHA256>.authenticationCode(
                for: Array("type\u{0}".utf8) + value.canonicalBytes,
                using: SymmetricKey(data: salt.bytes)
            )
            #expect(field.hash.bytes == Array(code), "seed \(seed), length \(length)")
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `any subset of fields leads to the same leaf, in memory and as JSON`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let commitment = try SeededEvents.decision(&random)
        let event = commitment.disclosed { _ in Bool.random(using: &random) }
        #expect(try event.leafData() == commitment.leafData, "seed \(seed)")
        let read = try DisclosedEvent(json: JSONValue(parsingCanonical: event.json.canonicalBytes))
        #expect(read == event)
        #expect(read.shownFields.count + read.hiddenCount == commitment.fields.count)
    }

    @Test func `a changed value, salt, name, hash or order leads to another leaf or is refused`() throws {
        var random = SplitMix64(seed: 3)
        let commitment = try SeededEvents.decision(&random)
        let event = commitment.disclosed { $0 != .actor }
        let other = SeededEvents.salt(&random)
        for (place, field) in event.fields.enumerated() {
            var changed: [DisclosedField]
            switch field {
            case .hidden: changed = [.hidden(MerkleTree.emptyRoot)]
            case .shown(let content):
                changed = [
                    .shown(ShownField(name: content.name, value: .null, salt: content.salt)),
                    .shown(ShownField(name: content.name, value: content.value, salt: other)),
                    .shown(
                        ShownField(
                            name: SeededEvents.name(content.name.text + "x"),
                            value: content.value,
                            salt: content.salt
                        )
                    ),
                ]
            }
            for change in changed {
                var fields = event.fields
                fields[place] = change
                #expect(try DisclosedEvent(fields: fields).leafData() != commitment.leafData)
            }
            var fewer = event.fields
            fewer.remove(at: place)
            #expect(try DisclosedEvent(fields: fewer).leafData() != commitment.leafData)
        }
        var swapped = event.fields
        swapped.swapAt(2, 3)
        #expect(throws: EventError(code: .notAscending)) { try DisclosedEvent(fields: swapped).leafData() }
        #expect(throws: EventError(code: .wrongFieldCount)) { try DisclosedEvent(fields: []).leafData() }
        let many = Array(repeating: DisclosedField.hidden(MerkleTree.emptyRoot), count: 257)
        #expect(throws: EventError(code: .wrongFieldCount)) { try DisclosedEvent(fields: many).leafData() }
    }

    @Test func `after a sealed part was erased the leaf is the same and the part can no longer be shown`() throws {
        var random = SplitMix64(seed: 4)
        let eventSalt = SeededEvents.salt(&random)
        let name = SeededEvents.name("sealed.name")
        let open: [FieldName: JSONValue] = [.type: "person.added", .version: 1]
        let before = try EventCommitment(
            eventSalt: eventSalt,
            open: open,
            sealed: [name: .present("Tes Terhapus", SeededEvents.salt(&random))]
        )
        let kept = try #require(before.hash(of: name))
        let after = try EventCommitment(eventSalt: eventSalt, open: open, sealed: [name: .erased(kept)])
        #expect(after.leafHash == before.leafHash)
        let event = after.disclosed { _ in true }
        #expect(event.hiddenCount == 1)
        #expect(try event.leafData() == before.leafData)
        #expect(after.proof(of: name) == nil)
        #expect(try before.disclosed { _ in true }.leafData() == after.leafData)
    }

    @Test func `a field is proved alone, and only at its place with its value`() throws {
        var random = SplitMix64(seed: 5)
        let commitment = try SeededEvents.decision(&random)
        for field in commitment.fields {
            let proof = try #require(commitment.proof(of: field.name))
            try proof.verify(leafData: commitment.leafData)
            #expect(proof.path.count <= 4)
            let moved = FieldProof(
                field: proof.field,
                position: (proof.position + 1) % proof.fieldCount,
                fieldCount: proof.fieldCount,
                path: proof.path
            )
            #expect(throws: EventError(code: .proofFails)) { try moved.verify(leafData: commitment.leafData) }
            let other = FieldProof(
                field: ShownField(name: field.name, value: "other", salt: proof.field.salt),
                position: proof.position,
                fieldCount: proof.fieldCount,
                path: proof.path
            )
            #expect(throws: EventError(code: .proofFails)) { try other.verify(leafData: commitment.leafData) }
        }
        #expect(commitment.proof(of: SeededEvents.name("fact.absent")) == nil)
    }

    @Test func `open and sealed names can't be mixed up, and an event has fields`() throws {
        var random = SplitMix64(seed: 6)
        let salt = SeededEvents.salt(&random)
        let sealed = SeededEvents.name("sealed.x")
        #expect(throws: EventError(code: .wrongName)) {
            try EventCommitment(eventSalt: salt, open: [sealed: 1], sealed: [:])
        }
        #expect(throws: EventError(code: .wrongName)) {
            try EventCommitment(eventSalt: salt, open: [:], sealed: [.type: .present(1, salt)])
        }
        #expect(throws: EventError(code: .wrongFieldCount)) {
            try EventCommitment(eventSalt: salt, open: [:], sealed: [:])
        }
    }

    @Test(arguments: [
        "null", "[]", "{}", "[1]", "[\"\"]", "[[]]", "[{}]", "[{\"name\":\"type\",\"salt\":\"00\",\"value\":1}]",
        "[{\"name\":\"Type\",\"salt\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"value\":1}]",
        "[{\"name\":\"type\",\"salt\":\"000000000000000000000000000000000000000000000000000000000000000A\",\"value\":1}]",
        "[{\"name\":\"type\",\"more\":1,\"salt\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"value\":1}]",
        "[{\"name\":\"type\",\"salt\":\"0000000000000000000000000000000000000000000000000000000000000000\"}]",
    ])
    func `JSON that is not the fields of an event is refused`(text: String) throws {
        let json = try JSONValue(parsing: Array(text.utf8))
        #expect(throws: EventError.self) { try DisclosedEvent(json: json) }
    }
}
