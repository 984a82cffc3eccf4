import ArgumentParser
import CanonicalJSON
import Cooperation

/// The scan of a request that came on paper.
struct AssessmentScanCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Keep, read and erase the scan of a request that came on paper.",
        subcommands: [Keep.self, Read.self, Erase.self]
    )

    struct Keep: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring the scan; the node seals it, and takes only the file with the recorded SHA-256.",
            discussion: "  perisai assessment scan keep REQUEST letter.pdf --key-file counsel.key"
        )
        @OptionGroup var subject: AssessmentSubject
        @Argument(help: "The scan.", completion: .file())
        var file: String

        func run() async throws {
            let bytes = try FileContents.read(named: file, bytesMax: Assessment.scanBytesMax)
            let path = "/v1/assessments/\(subject.id)/scan"
            let assessment = try await subject.remote.node().send(bytes, to: path, method: "PUT")
            try subject.remote.print([assessment], as: .assessments)
        }
    }

    struct Read: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fetch the scan; that you read it is recorded.",
            discussion: "  perisai assessment scan read REQUEST --out letter.pdf --key-file counsel.key"
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: ArgumentHelp("The new file (mode 0600).", valueName: "file"), completion: .file())
        var out: String

        func run() async throws {
            let path = "/v1/assessments/\(subject.id)/scan"
            try await NewFile.fill(out) { try await subject.remote.node().bytes(path) }
        }
    }

    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Erase the scan before its time; its SHA-256 stays.",
            discussion: "  perisai assessment scan erase REQUEST --reason \"Settled\" --key-file counsel.key"
        )
        @OptionGroup var subject: AssessmentSubject
        @Option(help: "Why.")
        var reason: String

        func run() async throws {
            let path = "/v1/assessments/\(subject.id)/scan/erasure"
            let answer = try await subject.remote.node().send("POST", path, ["reason": .string(reason)])
            try subject.remote.print([answer], as: .erasures)
        }
    }
}
