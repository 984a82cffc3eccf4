/// Why a file is no policy.
public struct WitnessPolicyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was wrong, for programs.
    public enum Code: String, Sendable {
        /// The file, or one of its lists, is longer than a named limit allows.
        case tooLarge
        /// A byte may not stand in a policy.
        case wrongCharacter
        /// A line is none of those that a policy has.
        case unknownLine
        /// A line has too few or too many words.
        case wrongWords
        /// A key can't be read, or is of the wrong kind.
        case malformedKey
        /// A key stands there twice.
        case repeatedKey
        /// A name stands there twice, or is `none`.
        case nameTaken
        /// A name was not defined on a line before.
        case unknownName
        /// A name is a member of more than one group.
        case repeatedMember
        /// How many of a group's members must agree is no number from 1 to that of its members.
        case wrongThreshold
        /// There is a second quorum.
        case repeatedQuorum
        /// There is no quorum.
        case noQuorum
    }

    /// What was wrong, for programs.
    public let code: Code
    /// The line, from 1; `nil` where it is about the whole.
    public let line: Int?

    /// What was wrong, for people.
    public var description: String {
        let words =
            switch code {
            case .tooLarge: "the policy is too long, or names more than \(WitnessPolicy.entriesMax) of one kind"
            case .wrongCharacter: "a policy has no control characters but tabs and line feeds"
            case .unknownLine: "a line begins with log, witness, group, quorum or #"
            case .wrongWords: "the line has too few or too many words"
            case .malformedKey: "this is no key of that kind, NAME+ID+KEY"
            case .repeatedKey: "this key stands there already"
            case .nameTaken: "this name is taken"
            case .unknownName: "no line before defines this name"
            case .repeatedMember: "a name may be a member of one group only"
            case .wrongThreshold: "a group asks for any, all, or a number from 1 to that of its members"
            case .repeatedQuorum: "a policy has one quorum"
            case .noQuorum: "the policy has no quorum"
            }
        return line.map { "line \($0): \(words)" } ?? words
    }
}
