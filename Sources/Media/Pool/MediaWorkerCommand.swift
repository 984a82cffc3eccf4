/// How a media worker is started.
package struct MediaWorkerCommand: Sendable {
    /// The program's path; the node gives its own.
    package let executablePath: String
    /// Its arguments, without the program's name.
    package let arguments: [String]

    package init(executablePath: String, arguments: [String]) {
        self.executablePath = executablePath
        self.arguments = arguments
    }
}
