/// What can make fingerprints of files for as long as a command runs.
package protocol Fingerprinting: Sendable {
    /// The longest file that is looked at, in bytes.
    var fileBytesMax: Int { get }

    /// Makes everything ready, runs the body, and clears away.
    ///
    /// - Parameters:
    ///   - filesMax: how many files there are at most, where that is known; nothing more is made ready than they need.
    ///   - body: what needs the fingerprints.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws; `CommandFailure` where nothing can be fingerprinted at all.
    func run<Result: Sendable>(
        filesMax: Int?,
        _ body: @escaping @Sendable (any FileFingerprinting) async throws -> Result
    ) async throws -> Result

    /// Starts one confined process and tells what it was refused.
    ///
    /// - Throws: `CommandFailure` where it is not confined as it must be.
    func testConfinement() async throws -> ConfinementTest
}

/// What makes fingerprints of one file after the other.
package protocol FileFingerprinting: Sendable {
    /// How many files are worth handing over at the same time.
    var filesAtOnce: Int { get }

    /// Fingerprints a file.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - orientations: whether the hashes of the turned and mirrored picture are wanted too.
    /// - Returns: its digests, and what came of it as a picture.
    /// - Throws: `FileProblem` where there are not even digests.
    func fingerprints(of bytes: [UInt8], orientations: Bool) async throws(FileProblem) -> FileFingerprints
}

/// What a confined process tried and was refused.
package struct ConfinementTest: Hashable, Sendable {
    /// The forbidden things, all of which were refused.
    package let refused: [String]
    /// The kernel's landlock version; 0 where it has none.
    package let landlockVersion: Int

    package init(refused: [String], landlockVersion: Int) {
        self.refused = refused
        self.landlockVersion = landlockVersion
    }
}
