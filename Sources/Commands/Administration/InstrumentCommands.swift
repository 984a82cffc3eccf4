import ArgumentParser
import CanonicalJSON
import Cooperation
import Services

/// Which legal instruments a node's register holds.
struct InstrumentCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "instrument",
        abstract: "List, import and keep the legal instruments of a node's register.",
        subcommands: [List.self, Import.self, Propose.self, Adopt.self, Confirm.self, Retire.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the instruments, with their state and clock.",
            discussion: "  perisai instrument list --data exchange"
        )
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try Listing.instruments.print(try await access.administer { try await $0.instruments() }, access)
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adopt the instruments of a file.",
            discussion: """
                The file is a JSON array of instruments. What the register holds word for \
                word stays as it is; what differs takes the place of what had its code. Without a file, in the \
                data folder alone, those of the instruments that this program begins with are taken that the node has from \
                an earlier program or not at all; what people changed or retired stays.

                  perisai instrument import instruments.json --data exchange
                """
        )
        @Argument(help: "The file.", completion: .file())
        var file: String?
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let bytes = try file.map { try FileContents.read(named: $0, bytesMax: Self.fileBytesMax) }
            let result = try await access.administer { try await $0.importInstruments(bytes) }
            try Listing.instrumentImports.print([result], access)
        }

        private static let fileBytesMax = 16 << 20
    }
}
