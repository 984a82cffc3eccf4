import CanonicalJSON

extension SignedStatement {
    /// Reads the file of a signed statement.
    ///
    /// - Throws: `SignatureProblem` at the first thing that is not exactly as the format says.
    public init(parsing bytes: [UInt8]) throws(SignatureProblem) {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsingCanonical: bytes, limits: StatementLimits.json)
        } catch {
            throw error.code == .tooLarge
                ? SignatureProblem(.tooLarge, "The file is larger than a signed statement may be.")
                : SignatureProblem(.notCanonical, "The file is not canonical JSON: \(error)")
        }
        let file = try Self.members(of: value, "the file", ["format", "purpose", "signatures", "statement"])
        guard let format = file["format"]?.stringValue, let purposeText = file["purpose"]?.stringValue,
            let signatures = file["signatures"]?.arrayValue, let statement = file["statement"]
        else { throw SignatureProblem(.wrongShape, "A member of the file is of another kind than it must be.") }
        guard format == Self.format else {
            throw SignatureProblem(.unknownFormat, "The file has a format that this program does not know.")
        }
        guard let purpose = StatementPurpose(rawValue: purposeText) else {
            throw SignatureProblem(.wrongPurpose, "The file has a purpose that this program does not know.")
        }
        guard signatures.count <= StatementLimits.signaturesMax else {
            throw SignatureProblem(.wrongShape, "A statement has at most \(StatementLimits.signaturesMax) signatures.")
        }
        var read: [StatementSignature] = []
        for signature in signatures { read.append(try Self.signature(signature)) }
        try self.init(statement, for: purpose, signatures: read)
    }

    /// The file of a signed statement.
    public var bytes: [UInt8] {
        JSONValue.object([
            "format": .string(Self.format),
            "purpose": .string(purpose.rawValue),
            "signatures": .array(
                signatures.map { signature in
                    [
                        "key": .string(signature.key.description),
                        "role": .string(signature.role.rawValue),
                        "signature": .string(Hexadecimal.encode(signature.signature)),
                    ]
                }
            ),
            "statement": statement,
        ]).canonicalBytes
    }

    private static func signature(_ value: JSONValue) throws(SignatureProblem) -> StatementSignature {
        let members = try members(of: value, "a signature", ["key", "role", "signature"])
        guard let key = members["key"]?.stringValue.flatMap(PublicKeyID.init),
            let role = members["role"]?.stringValue.flatMap(StatementSignature.Role.init),
            let text = members["signature"]?.stringValue,
            let bytes = Hexadecimal.decode(text, count: SigningAlgorithm.signatureBytes)
        else { throw SignatureProblem(.wrongShape, "A signature's key, role or value is not written as it must be.") }
        return try StatementSignature(key: key, role: role, signature: bytes)
    }

    private static func members(
        of value: JSONValue,
        _ name: String,
        _ keys: Set<String>
    ) throws(SignatureProblem) -> [String: JSONValue] {
        guard let members = value.objectValue, Set(members.keys) == keys else {
            throw SignatureProblem(
                .wrongShape,
                "The members of \(name) must be exactly \(keys.sorted().joined(separator: ", "))."
            )
        }
        return members
    }
}
