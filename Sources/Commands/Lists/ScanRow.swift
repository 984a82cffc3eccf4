import CanonicalJSON
import Fingerprints

/// A file that was compared with a list.
struct ScanRow {
    let file: FileExamination.Examined
    let matches: [HashList.Match]

    /// Looks a file up.
    init(_ file: FileExamination.Examined, in list: HashList, radius: Int) {
        self.file = file
        matches =
            switch file.outcome {
            case .success(let prints): list.matches(of: prints, radius: radius)
            case .failure: []
            }
    }

    /// The line of `scan --json`.
    var json: JSONValue {
        var members: [String: JSONValue] = ["path": .string(file.path.text)]
        if case .success(let prints) = file.outcome {
            var fingerprints: [JSONValue] = []
            if case .fingerprint(let hash, let quality) = prints.picture {
                fingerprints.append(
                    ["kind": "pdq", "value": .string(hash.hex), "quality": .integer(Int64(quality))])
            }
            fingerprints.append(["kind": "sha256", "value": .string(prints.sha256.hex)])
            fingerprints.append(["kind": "md5", "value": .string(prints.md5)])
            members["fingerprints"] = .array(fingerprints)
            if case .none(let reason, _) = prints.picture { members["reason"] = .string(reason) }
        }
        if let problem = file.problem { members["error"] = .string(problem.code) }
        members["matches"] = .array(
            matches.map {
                [
                    "kind": .string($0.fingerprint.kind.rawValue), "value": .string($0.fingerprint.value),
                    "distance": .integer(Int64($0.distance)), "line": .integer(Int64($0.line)),
                ]
            }
        )
        return .object(members)
    }

    /// The lines for people; none where there is nothing to say.
    var lines: [String] {
        let found = matches.map { match in
            let how =
                match.fingerprint.kind == .pdq ? "pdq, distance \(match.distance)" : match.fingerprint.kind.rawValue
            return "\(file.path.shown): matches line \(match.line) (\(how))"
        }
        return found + (file.problem.map { ["\(file.path.shown): error: \($0)"] } ?? [])
    }
}
