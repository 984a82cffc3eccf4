import ArgumentParser
import CanonicalJSON
import Cooperation
import Services

/// Running deadlines, and the registry of the rules by which they run.
struct ClockCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock",
        abstract: "List running deadlines, and keep the rules by which they run.",
        subcommands: [List.self, Rules.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the organisation's clocks, the one that ends soonest first.",
            discussion: "  perisai clock list --url http://127.0.0.1:8481 --key-file counsel.key"
        )
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try Listing.clocks.print(try await access.administer { try await $0.clocks() }, access)
        }
    }

    struct Rules: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List, import and keep the rules of the clock registry.",
            subcommands: [
                ListRules.self, Import.self, ProposeRule.self, AdoptRule.self, ConfirmRule.self, RetireRule.self,
            ]
        )
    }

    struct ListRules: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the rules: how long, from what, from where, and whether a local lawyer confirmed them.",
            discussion: "  perisai clock rules list --data lentera"
        )
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try Listing.clockRules.print(try await access.administer { try await $0.clockRules() }, access)
        }
    }

    struct Import: AsyncParsableCommand {
        /// The longest file that is read, in bytes.
        private static let bytesMax = 4 << 20

        static let configuration = CommandConfiguration(
            abstract: "Propose and adopt the rules of a file, and print those that are new.",
            discussion: """
                The file is a JSON array of rules as POST /v1/clocks/rules takes them. A rule takes the place of the one \
                with the same code; one that is in force as the file has it stays. Clocks that run keep their terms. \
                Without a file, in the data folder alone, those of the rules that this program begins with are taken that the \
                node has from an earlier program or not at all; what people changed or retired stays.

                  perisai clock rules import rules.json --data lentera
                """
        )
        @Argument(help: ArgumentHelp("The file.", valueName: "file"), completion: .file())
        var file: String?
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let rules = try file.map(Self.rules)
            try Listing.clockRules.print(try await access.administer { try await $0.importClockRules(rules) }, access)
        }

        private static func rules(in file: String) throws -> [JSONValue] {
            let bytes = try FileContents.read(named: file, bytesMax: bytesMax)
            guard let rules = (try? JSONValue(parsing: bytes))?.arrayValue else {
                throw CommandFailure("\(file) is no JSON array of rules.")
            }
            return rules
        }
    }
}
