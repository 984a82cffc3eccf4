import CanonicalJSON
import Documents
import Statements

/// Reads and writes the files that are signed.
enum StatementFile {
    /// The bytes of a file.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - bytesMax: how long it may be; one byte more than the format allows, which so can say itself that it is too large.
    /// - Returns: the bytes.
    /// - Throws: `CommandFailure` where it can't be read.
    static func bytes(
        _ path: String,
        bytesMax: Int = StatementLimits.bytesMax + 1
    ) throws(CommandFailure) -> [UInt8] {
        try FileContents.read(named: path, bytesMax: bytesMax)
    }

    /// The bytes of a signed statement, from its own file or from a page that it stands in.
    ///
    /// - Throws: `CommandFailure` where the file can't be read or is paper; `SignatureProblem` where a page holds no statement.
    static func signed(_ path: String) throws -> (bytes: [UInt8], isPage: Bool) {
        let bytes = try bytes(path, bytesMax: max(4 * DocumentLimits.embeddedBytesMax, StatementLimits.bytesMax + 1))
        guard !bytes.starts(with: "%PDF-".utf8) else {
            throw CommandFailure(
                "\(RawPath(path).shown) is paper, on which nothing is signed.",
                advice: "Verify the signed file that it names at its end, or the page (HTML) of the same document."
            )
        }
        guard bytes.first == UInt8(ascii: "<") else { return (bytes, false) }
        do throws(DocumentError) {
            return (try EmbeddedData(fromPage: bytes).bytes, true)
        } catch {
            throw SignatureProblem(.wrongShape, error.message)
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
