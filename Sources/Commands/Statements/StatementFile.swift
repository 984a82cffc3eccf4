import CanonicalJSON
import Statements

/// Reads and writes the files that are signed.
enum StatementFile {
    /// The bytes of a file.
    static func bytes(_ path: String) throws(CommandFailure) -> [UInt8] {
        let path = RawPath(path)
        do throws(FileProblem) {
            // One byte more, so that the format itself can say that it is too large.
            return try FileContents.read(path, bytesMax: StatementLimits.bytesMax + 1)
        } catch {
            throw CommandFailure("\(path.shown) can't be read: \(error).")
        }
    }

    /// A statement that is not signed yet, in any spelling of JSON.
    static func statement(_ path: String) throws(CommandFailure) -> JSONValue {
        let bytes = try bytes(path)
        do throws(JSONError) {
            return try JSONValue(parsing: bytes)
        } catch {
            throw CommandFailure(
                "\(RawPath(path).shown) is no JSON: \(error)",
                advice: "A statement is a JSON object with whole numbers only."
            )
        }
    }

    /// A public key for checking signatures.
    static func publicKey(_ text: String) throws(CommandFailure) -> SigningPublicKey {
        do throws(SignatureProblem) { return try SigningPublicKey(text) } catch {
            throw CommandFailure("--public-key can't be used.", advice: error.message)
        }
    }
}
