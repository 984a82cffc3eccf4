import ArgumentParser

/// Where a node's data are.
struct DataOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("The node's data folder (or PERISAI_DATA).", valueName: "folder"),
        completion: .directory
    )
    var data: String?

    /// The folder that was named.
    func folder(_ environment: EnvironmentValues) throws(CommandFailure) -> DataFolder {
        guard let path = data ?? environment.text("PERISAI_DATA") else {
            throw CommandFailure("No data folder was named.", advice: "Give --data FOLDER, or set PERISAI_DATA.")
        }
        return DataFolder(Self.trimmed(path))
    }

    /// A folder named with a slash at the end is the same folder.
    static func trimmed(_ path: String) -> String {
        path.count > 1 && path.last == "/" ? String(path.dropLast()) : path
    }
}
