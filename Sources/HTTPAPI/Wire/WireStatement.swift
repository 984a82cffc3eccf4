import CanonicalJSON
import Cooperation
import HTTPServing
import Statements

/// A signed request as it comes: each of its fields is known, and it is whole.
struct WireStatement: Decodable {
    struct Signature: Decodable {
        let key: String
        let role: StatementSignature.Role
        let signature: String
    }

    let format: String
    let purpose: StatementPurpose
    let signatures: [Signature]
    let statement: RequestDocument

    /// Reads one in any spelling of JSON; what was signed is its canonical form.
    ///
    /// - Parameters:
    ///   - value: the file.
    ///   - pointer: where in the body it stands.
    /// - Returns: the statement.
    /// - Throws: `Refusal` `signature-wrong` where it is none; that the signatures hold is asked elsewhere.
    static func statement(_ value: JSONValue, at pointer: String? = nil) throws(Refusal) -> SignedStatement {
        do throws(SignatureProblem) {
            return try SignedStatement(parsing: value.canonicalBytes)
        } catch {
            throw Refusal(.invalid, "signature-wrong", error.message, pointer: pointer)
        }
    }
}

/// Signed requests in the order of their draft's documents, as they come.
struct WireStatements: Decodable {
    let statements: [WireStatement]

    /// The statements of a body that was read as this.
    static func statements(_ body: JSONValue) throws -> [SignedStatement] {
        do throws(JSONError) {
            _ = try JSONValueDecoder().decode(Self.self, from: body)
        } catch {
            throw Problem(error)
        }
        return try (body["statements"]?.arrayValue ?? []).enumerated().map { index, value in
            try WireStatement.statement(value, at: "/statements/\(index)")
        }
    }
}
