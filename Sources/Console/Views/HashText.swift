import Cooperation
import Fingerprints
import Services

/// Hashes as a person pastes them: one a line, in the manner of the lists that `scan --against` reads.
enum HashText {
    /// Reads all of them.
    ///
    /// - Throws: `Refusal` that names the line and points at the field.
    static func fingerprints(_ text: String, field: String) throws(Refusal) -> [Fingerprint] {
        var parser = HashListParser()
        var prints: [Fingerprint] = []
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            do throws(HashListError) {
                for entry in try parser.take(line) where !prints.contains(entry.fingerprint) {
                    prints.append(entry.fingerprint)
                }
            } catch {
                throw Refusal(.invalid, "hash-invalid", error.description, pointer: "/" + field)
            }
        }
        return prints
    }

    /// Reads one, or none from an empty text.
    static func fingerprint(_ text: String, field: String) throws(Refusal) -> Fingerprint? {
        let prints = try fingerprints(text, field: field)
        guard prints.count <= 1 else {
            throw Refusal(.invalid, "one-hash", "Write one hash.", pointer: "/" + field)
        }
        return prints.first
    }

    /// A fingerprint as such a list has it.
    static func line(_ fingerprint: Fingerprint) -> String { fingerprint.kind.rawValue + " " + fingerprint.value }
}
