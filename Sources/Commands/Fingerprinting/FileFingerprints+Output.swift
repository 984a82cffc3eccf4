import CanonicalJSON
import Fingerprints

extension FileExamination.Examined {
    /// The line of `hash --json`.
    var hashJSON: JSONValue {
        var members: [String: JSONValue] = ["path": .string(path.text)]
        switch outcome {
        case .failure(let problem): members["error"] = .string(problem.code)
        case .success(let prints):
            members["sha256"] = .string(prints.sha256.hex)
            members["md5"] = .string(prints.md5)
            switch prints.picture {
            case .fingerprint(let hash, let quality):
                members["pdq"] = .string(hash.hex)
                members["quality"] = .integer(Int64(quality))
            case .none(let reason, let quality):
                members["reason"] = .string(reason)
                members["quality"] = quality.map { .integer(Int64($0)) }
            case .failed(let problem): members["error"] = .string(problem.code)
            }
            if !prints.turned.isEmpty {
                members["orientations"] = .object(
                    Dictionary(
                        prints.turned.map { ($0.orientation, .string($0.hash.hex)) },
                        uniquingKeysWith: { first, _ in first }
                    )
                )
            }
        }
        return .object(members)
    }

    /// The lines of `hash`: a list that `scan --against` reads, with the rest in comments.
    var hashLines: [String] {
        switch outcome {
        case .failure(let problem): return ["# \(path.shown): \(problem)"]
        case .success(let prints):
            var lines: [String]
            switch prints.picture {
            case .fingerprint(let hash, let quality):
                lines = ["# \(path.shown): quality \(quality)", "pdq \(hash.hex)"]
            case .none(let reason, let quality):
                lines = ["# \(path.shown): no pdq, \(reason)" + (quality.map { ", quality \($0)" } ?? "")]
            case .failed(let problem): lines = ["# \(path.shown): no pdq, \(problem)"]
            }
            lines += prints.turned.flatMap { ["# \($0.orientation)", "pdq \($0.hash.hex)"] }
            return lines + ["sha256 \(prints.sha256.hex)", "md5 \(prints.md5)"]
        }
    }

    /// Why there is nothing, or no picture, to go by.
    var problem: FileProblem? {
        switch outcome {
        case .failure(let problem): problem
        case .success(let prints): prints.problem
        }
    }
}
