import ArgumentParser

/// The program's command line.
package struct PerisaiCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "perisai",
        abstract: "Share signals of terrorist content, check uploads against them, decide, and prove what was decided.",
        discussion: """
            A node keeps its data in one folder. Set it up once, then run it:

              perisai init --data /var/lib/perisai --kind platform --name "Lentera"
              perisai serve --data /var/lib/perisai

            Files can be checked against a list without any node:

              perisai scan ~/Pictures --against list.txt

            Every option that names no other can also be given as an environment variable, as PERISAI_DATA or \
            PERISAI_URL; what stands on the command line wins. Secrets are read from files only.

            Exit status: 0 all is well; 1 the command ran and found something (matches, a difference, a receipt that \
            was refused); 2 it could not run.
            """,
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Running a node",
                subcommands: [
                    InitCommand.self, ServeCommand.self, DoctorCommand.self, BackupCommand.self, RestoreCommand.self,
                    DemoCommand.self,
                ]
            ),
            CommandGroup(name: "Files, without a node", subcommands: [HashCommand.self, ScanCommand.self]),
            CommandGroup(
                name: "Requests and sealed files",
                subcommands: [RequestCommands.self, AssessmentCommands.self, SealCommand.self, OpenCommand.self]
            ),
            CommandGroup(
                name: "Members of a node",
                subcommands: [
                    OrganisationCommands.self, PersonCommands.self, KeyCommands.self, ReadsCommand.self,
                    EventCommands.self,
                ]
            ),
            CommandGroup(name: "Signals", subcommands: [SignalCommands.self]),
            CommandGroup(
                name: "Exchanges that a node follows",
                subcommands: [ExchangeCommands.self, BundleCommands.self]
            ),
            CommandGroup(
                name: "The register of mandates",
                subcommands: [InstrumentCommands.self, OfficeCommands.self, OfficerCommands.self]
            ),
            CommandGroup(name: "Practising", subcommands: [ExerciseCommands.self]),
            CommandGroup(
                name: "Reaching people and keeping time",
                subcommands: [RosterCommands.self, AlertCommands.self, ThreatCommands.self, ClockCommands.self]
            ),
            CommandGroup(name: "Proofs", subcommands: [LogCommands.self, ReceiptCommands.self, WitnessCommands.self]),
            CommandGroup(name: "Inside", subcommands: [MediaWorkerSelfTest.self]),
        ]
    )

    package init() {}
}
