/// Why a proof could not be planned, made or believed.
public struct ProofError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was wrong, for programs.
    public enum Code: String, Sendable {
        /// There is no such leaf or no such pair of sizes.
        case outOfRange
        /// The proof has more or fewer hashes than the tree's shape asks for.
        case wrongLength
        /// The hashes lead to another root.
        case rootDiffers
        /// A tile that the plan asked for was not given, or has too few hashes.
        case missingTile
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
        case .outOfRange: "The tree has no such leaf or size."
        case .wrongLength: "The proof has the wrong number of hashes."
        case .rootDiffers: "The proof leads to another root."
        case .missingTile: "A tile that the proof needs is missing or too short."
        }
    }
}
