import Cooperation
import Fingerprints
import Services

/// A list of hashes, read line by line; one that can't be read does not stop the others.
struct ImportList: Sendable {
    /// How large a file may be, in bytes.
    static let bytesMax = 16 << 20
    /// How many lines with hashes it may have.
    static let linesMax = 100_000

    struct Line: Sendable {
        /// From 1.
        let number: Int
        let fingerprints: Result<[Fingerprint], HashListError>
    }

    /// The lines that hold something: no comments, no header.
    let lines: [Line]

    /// Reads a file.
    ///
    /// - Throws: `Refusal` that points at the file where it holds nothing or too much.
    init(_ bytes: [UInt8]) throws(Refusal) {
        var parser = HashListParser()
        var lines: [Line] = []
        for text in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let result: Result<[Fingerprint], HashListError>
            do throws(HashListError) {
                let prints = try parser.take(text).map(\.fingerprint)
                if prints.isEmpty { continue }
                var different: [Fingerprint] = []
                for print in prints where !different.contains(print) { different.append(print) }
                result = .success(different)
            } catch {
                result = .failure(error)
            }
            guard lines.count < Self.linesMax else {
                throw Refusal(
                    .limitReached,
                    "list-too-long",
                    "A list has at most \(Self.linesMax) lines with hashes. Split the file.",
                    pointer: "/file"
                )
            }
            lines.append(Line(number: parser.lines, fingerprints: result))
        }
        guard !lines.isEmpty else {
            throw Refusal(.invalid, "list-empty", "The file holds no hashes.", pointer: "/file")
        }
        self.lines = lines
    }
}
