import ArgumentParser
import CanonicalJSON
import Cooperation

extension Assessment.State: ExpressibleByArgument {}

/// What the people of a platform do with a request.
struct AssessmentCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assessment",
        abstract: "Work on the requests that reached one's platform.",
        subcommands: [
            List.self, Show.self, Take.self, Identity.self, Lock.self, Unlock.self, Forged.self, NotForged.self,
            Form.self, Weigh.self, Preserve.self, Adviser.self, Danger.self, NoteDanger.self, Answer.self,
            Approve.self, Return.self,
            StopClock.self, ResumeClock.self, Widen.self, Disclose.self, DiscloseElsewhere.self, ConfirmMeasure.self,
            Undo.self, NoteFormal.self,
            NoteTold.self, Reopen.self, Paper.self, AssessmentScanCommands.self,
        ]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what there is to assess, the newest first.",
            discussion: "  perisai assessment list --state open --url http://127.0.0.1:8481 --key-file counsel.key"
        )
        @Option(help: "Only this state.")
        var state: Assessment.State?
        @OptionGroup var remote: RemoteOptions

        func run() async throws {
            let filter = state.map { ["state=\($0.rawValue)"] } ?? []
            try remote.print(try await remote.node().list("/v1/assessments", filter), as: .assessments)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show an assessment with its request, and who to call back.",
            discussion: "  perisai assessment show REQUEST --key-file counsel.key"
        )
        @OptionGroup var subject: AssessmentSubject

        func run() async throws {
            let assessment = try await subject.remote.node().get("/v1/assessments/\(subject.id)")
            try subject.remote.print([assessment], as: .assessments)
            guard !subject.remote.json else { return }
            try subject.remote.print(assessment["request"]?["items"]?.arrayValue ?? [], as: .requestItems)
            let callBack = ["office", "telephone", "source"].compactMap { assessment["callBack"]?[$0]?.stringValue }
            guard !callBack.isEmpty else { return }
            try CommandContext.current().terminal.line(
                "Call back: " + callBack.map { RawPath($0).shown }.joined(separator: ", ")
            )
        }
    }

    struct Paper: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record a request that came by letter, e-mail or another portal.",
            discussion: """
                The file is JSON as POST /v1/paper-requests takes it.

                  perisai assessment paper letter.json --key-file counsel.key
                """
        )
        @Argument(help: "What the letter says.", completion: .file())
        var file: String
        @OptionGroup var remote: RemoteOptions

        func run() async throws {
            let request = try await remote.node().send("POST", "/v1/paper-requests", StatementFile.statement(file))
            try remote.print([request], as: .requests)
        }
    }
}

/// Which assessment is meant, and where.
struct AssessmentSubject: ParsableArguments {
    @Argument(help: ArgumentHelp("The request.", valueName: "request"))
    var id: ID<Assessment>
    @OptionGroup var remote: RemoteOptions

    /// Does something about it and prints what came of that.
    func act(_ word: String, _ body: JSONValue? = nil) async throws {
        let assessment = try await remote.node().send("POST", "/v1/assessments/\(id)/\(word)", body)
        try remote.print([assessment], as: .assessments)
    }
}
