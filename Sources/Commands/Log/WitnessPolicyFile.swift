import TransparencyLog

/// A file that says which logs and witnesses are trusted, as C2SP tlog-policy.
package enum WitnessPolicyFile {
    /// Reads a policy.
    ///
    /// - Parameter path: the file.
    /// - Returns: the policy.
    /// - Throws: `CommandFailure` where it can't be read, or is none; it names the line.
    package static func read(_ path: String) throws(CommandFailure) -> WitnessPolicy {
        let bytes = try FileContents.read(named: path, bytesMax: WitnessPolicy.bytesMax)
        do throws(WitnessPolicyError) {
            return try WitnessPolicy(parsing: bytes)
        } catch {
            throw CommandFailure(
                "\(RawPath(path).shown) is no policy: \(error).",
                advice: "See docs/formats/witnesses.md for what such a file holds."
            )
        }
    }
}
