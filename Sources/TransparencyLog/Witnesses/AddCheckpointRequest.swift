/// What a log sends a witness: a checkpoint, and the proof that it continues an older one (C2SP tlog-witness).
public struct AddCheckpointRequest: Sendable, Hashable {
    /// The most hashes of a proof.
    public static let proofHashesMax = 63
    /// The longest body, in bytes: the lines of size and proof, and a note.
    public static let bytesMax = 64 << 10

    /// The size of the checkpoint that the witness cosigned last, as far as the log knows; 0 for none.
    public let oldSize: Int64
    /// The hashes of the consistency proof, from the leaves upward.
    public let proof: [LogHash]
    /// The signed checkpoint.
    public let note: SignedNote

    /// Makes a request of its parts.
    public init(oldSize: Int64, proof: [LogHash], note: SignedNote) {
        self.oldSize = oldSize
        self.proof = proof
        self.note = note
    }

    /// Reads a body.
    ///
    /// - Parameter bytes: the body.
    /// - Throws: `WitnessRefusal` `malformed`.
    public init(parsing bytes: [UInt8]) throws(WitnessRefusal) {
        guard bytes.count <= Self.bytesMax else { throw .malformed }
        var rest = bytes[...]
        var lines: [String] = []
        // What ends the proof is an empty line; what follows is a note with empty lines of its own.
        while true {
            guard let end = rest.firstIndex(of: 0x0A), lines.count <= Self.proofHashesMax + 1,
                let line = String(validating: rest[..<end], as: UTF8.self)
            else { throw .malformed }
            rest = rest[(end + 1)...]
            if line.isEmpty { break }
            lines.append(line)
        }
        guard let first = lines.first, first.utf8.starts(with: "old ".utf8),
            let size = DecimalNumber.decode(first.dropFirst(4))
        else { throw .malformed }
        let hashes = lines.dropFirst().map { LogHash(base64: $0) }
        guard hashes.count <= Self.proofHashesMax else { throw .malformed }
        proof = hashes.compactMap(\.self)
        guard proof.count == hashes.count else { throw .malformed }
        oldSize = size
        do throws(NoteError) {
            note = try SignedNote(parsing: Array(rest))
        } catch {
            throw .malformed
        }
    }

    /// The body.
    public var encoded: [UInt8] {
        Array((["old \(oldSize)"] + proof.map(\.base64) + [""]).map { "\($0)\n" }.joined().utf8)
            + Array(note.encoded.utf8)
    }
}
