/// A proof that one field belongs to a leaf, without the hashes of all the others.
public struct FieldProof: Sendable, Hashable {
    /// The field with value and salt.
    public let field: ShownField
    /// The field's place among the event's fields, from 0.
    public let position: Int
    /// How many fields the event has.
    public let fieldCount: Int
    /// The hashes of the siblings in the tree of fields, from the field upward.
    public let path: [LogHash]

    /// Makes a proof of received parts; nothing is checked before `verify`.
    ///
    /// - Parameters:
    ///   - field: the field with value and salt.
    ///   - position: the field's place among the event's fields.
    ///   - fieldCount: how many fields the event has.
    ///   - path: the hashes of the siblings, from the field upward.
    public init(field: ShownField, position: Int, fieldCount: Int, path: [LogHash]) {
        self.field = field
        self.position = position
        self.fieldCount = fieldCount
        self.path = path
    }

    /// Checks that the field belongs to the leaf with this data.
    ///
    /// - Parameter leafData: what the leaf is made of.
    /// - Throws: `EventError` where the proof does not show it.
    public func verify(leafData: LogHash) throws(EventError) {
        let proof = InclusionProof(index: Int64(position), size: Int64(fieldCount), path: path)
        do throws(ProofError) {
            try proof.verify(leafHash: MerkleTree.leafHash(of: field.hash), root: leafData)
        } catch {
            throw EventError(code: .proofFails)
        }
    }
}
