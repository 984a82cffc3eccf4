import Printing

/// How this program prints: by starting itself.
enum PrintingWorkers {
    /// The one argument of a process that prints.
    static let argument = "printing-worker"
    /// The program that runs, even when its file was replaced by a newer one meanwhile.
    private static let executablePath = "/proc/self/exe"

    static func printer(missingGlyphs: DocumentPrinter.MissingGlyphs = .spellOut) -> PrintingProcesses {
        PrintingProcesses(executablePath: executablePath, arguments: [argument], missingGlyphs: missingGlyphs)
    }
}
