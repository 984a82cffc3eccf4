import CanonicalJSON
import Passkeys

/// Judges one answer of a browser about a passkey, as a line of JSON, for the comparison with fido2.
enum PasskeyJudge {
    /// - Parameter line: what the browser was asked (`challenge`, `origin`, `relyingParty`), what it answered, and for a
    ///   login the `publicKey`; bytes in Base64 for addresses.
    /// - Returns: what was read of it, or the word for what is wrong, as a line of JSON.
    /// - Throws: `ToolError`, where the line itself is wrong.
    static func answer(_ line: String) throws -> String {
        guard let fields = try JSONValue(parsing: Array(line.utf8)).objectValue else {
            throw ToolError(message: "a line is no object")
        }
        func text(_ name: String) throws -> String {
            guard let text = fields[name]?.stringValue else { throw ToolError(message: "a line has no \(name)") }
            return text
        }
        func bytes(_ name: String) throws -> [UInt8] {
            guard let bytes = Base64URL.decode(try text(name)) else { throw ToolError(message: "\(name) is no Base64") }
            return bytes
        }
        let expectation = PasskeyExpectation(
            challenge: try bytes("challenge"),
            origin: try text("origin"),
            relyingParty: try text("relyingParty")
        )
        let answer: JSONValue
        do {
            if fields["publicKey"] == nil {
                let registration = PasskeyRegistration(
                    id: try bytes("id"),
                    clientDataJSON: try bytes("clientDataJSON"),
                    attestationObject: try bytes("attestationObject")
                )
                let (credential, counter) = try registration.verify(expectation)
                answer = [
                    "id": .string(Base64URL.encode(credential.id)),
                    "publicKey": .string(Base64URL.encode(credential.publicKey.bytes)),
                    "counter": .integer(Int64(counter)),
                ]
            } else {
                let assertion = PasskeyAssertion(
                    id: try bytes("id"),
                    clientDataJSON: try bytes("clientDataJSON"),
                    authenticatorData: try bytes("authenticatorData"),
                    signature: try bytes("signature"),
                    userHandle: []
                )
                let key = try PasskeyPublicKey(bytes: try bytes("publicKey"))
                answer = ["counter": .integer(Int64(try assertion.verify(expectation, publicKey: key)))]
            }
        } catch let error as PasskeyError {
            return JSONValue.object(["refused": .string(error.code.rawValue)]).canonicalString
        }
        return answer.canonicalString
    }
}
