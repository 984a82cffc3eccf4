import ArgumentParser

/// What can be done with requests: on a node, and with their signed statements offline.
struct RequestCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: "Write, sign, file and follow requests; sign and verify them offline.",
        subcommands: [
            DraftRequest.self, StatementKeyCommands.self, SignRequest.self, SubmitRequest.self, FileRequest.self,
            ListRequests.self, ShowRequest.self, FetchAnswer.self, WithdrawRequest.self, ClarifyRequest.self,
            VerifyRequest.self, CheckRequest.self, StillUpCommand.self, CanaryCommands.self,
            RequestFiguresCommand.self,
            FetchRequestReceipt.self, FetchDisclosure.self, InviteGuest.self, ListRequestDrafts.self,
            ShowRequestDraft.self,
            DiscardRequestDraft.self,
        ]
    )
}
