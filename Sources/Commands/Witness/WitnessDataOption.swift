import ArgumentParser

/// Where a witness keeps its key.
struct WitnessDataOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("The witness's folder (or PERISAI_DATA).", valueName: "folder"),
        completion: .directory
    )
    var data: String?

    /// The folder that was named.
    func folder(_ environment: EnvironmentValues) throws(CommandFailure) -> WitnessFolder {
        guard let path = data ?? environment.text("PERISAI_DATA") else {
            throw CommandFailure("No folder was named.", advice: "Give --data FOLDER, or set PERISAI_DATA.")
        }
        return WitnessFolder(path.count > 1 && path.last == "/" ? String(path.dropLast()) : path)
    }
}
