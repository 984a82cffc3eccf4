/// Why an event could not be committed to, or what was disclosed of one not be believed.
public struct EventError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was wrong, for programs.
    public enum Code: String, Sendable {
        /// An open field is named like a sealed part, or a sealed part like an open field.
        case wrongName
        /// There are no fields, or more than the limit.
        case wrongFieldCount
        /// The names of the shown fields do not ascend.
        case notAscending
        /// The JSON form does not have the shape of disclosed fields.
        case malformed
        /// A field's proof does not lead to the leaf's data.
        case proofFails
    }

    /// What was wrong, for programs.
    public let code: Code

    /// Makes an error.
    ///
    /// - Parameter code: what was wrong.
    public init(code: Code) {
        self.code = code
    }

    /// What was wrong, for people.
    public var description: String {
        switch code {
        case .wrongName: "A field has a name that its kind does not allow."
        case .wrongFieldCount: "An event has from 1 to \(EventCommitment.fieldsMax) fields."
        case .notAscending: "The names of the shown fields do not ascend."
        case .malformed: "These are not the disclosed fields of an event."
        case .proofFails: "The field is not in the leaf."
        }
    }
}
