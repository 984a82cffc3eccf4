/// The arrows between the rooms as a manifest draws them.
enum ManifestRules {
    /// No target in `Sources` depends on what its room may not use, whether a file imports it yet or not.
    static func arrows(path: String, text: String) -> [Violation] {
        let rooms = Set(Rooms.parts.keys).union(Rooms.cRooms.keys)
        return Manifest(text).targets.filter { rooms.contains($0.name) }.flatMap { target in
            target.dependencies.compactMap { dependency in
                Rooms.objection(to: dependency, from: target.name).map {
                    Violation(path: path, line: target.line, rule: "manifest", message: $0)
                }
            }
        }
    }

    /// Every folder in `Sources` is a target, and every target that isn't elsewhere is a room of the table.
    static func rooms(path: String, text: String, folders: Set<String>) -> [Violation] {
        let targets = Manifest(text).targets
        let known = Set(Rooms.parts.keys).union(Rooms.cRooms.keys)
        let missing = folders.subtracting(targets.map(\.name)).sorted().map {
            Violation(path: path, line: 1, rule: "manifest", message: "the folder \($0) is no target")
        }
        let unknown = targets.filter { folders.contains($0.name) && !known.contains($0.name) }.map {
            Violation(path: path, line: $0.line, rule: "manifest", message: "\($0.name) is not in the table of rooms")
        }
        return missing + unknown
    }
}
