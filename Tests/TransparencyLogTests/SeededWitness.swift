import SeededRandomness
import TransparencyLog

/// Invented witnesses.
enum SeededWitness {
    static func cosigner(_ name: String, _ random: inout SplitMix64) throws -> Cosigner {
        guard let name = NoteKeyName(name) else { throw NoteError(code: .malformedKey) }
        return try Cosigner(name: name, seed: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    }
}
