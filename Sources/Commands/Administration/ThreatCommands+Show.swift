import ArgumentParser
import CanonicalJSON
import Cooperation
import TransparencyLog

extension ThreatCommands {
    struct Show: AsyncParsableCommand {
        /// What is told below the table, and the word before it.
        private static let words = [
            ("what", "What"), ("why", "Why imminent"), ("identifiers", "Found by"), ("choice", "Why this office"),
            ("dangers", "Dangers"), ("dangerNotes", "Of the dangers"), ("telephone", "Telephone"),
            ("telephoneSource", "Number from"), ("calls", "Calls"), ("note", "The authority"),
        ]

        static let configuration = CommandConfiguration(
            abstract: "Show one alert of the organisation: its words, whom to telephone, and what became of it.",
            discussion: """
                  perisai threat show 01970000-0000-7000-8000-0000000000a0 --url http://127.0.0.1:8481 \
                --key-file sari.key
                """
        )
        @Argument(help: "The alert's id.")
        var id: ID<ThreatAlert>
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let found = try await access.threats(.show(id))
            try Listing.threats.print(found, access)
            guard !access.json, let threat = found.first else { return }
            let terminal = try CommandContext.current().terminal
            for (member, word) in Self.words {
                let texts = threat[member]?.arrayValue ?? [threat[member]].compactMap(\.self)
                for text in texts.compactMap(\.stringValue) {
                    try terminal.line("\(word): \(RawPath(text).shown)")
                }
            }
        }
    }

    struct Received: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fetch an alert as the authority that it was sent to, or as its sender.",
            discussion: """
                With --out what was sent becomes a file: the signed statement, or the same sealed to the office's keys, for \
                'perisai open'; the command says which.

                  perisai threat received 01970000-0000-7000-8000-0000000000a0 --out alert --url http://127.0.0.1:8480 \
                --key-file officer.key
                """
        )
        @Argument(help: "The alert's id.")
        var id: ID<ThreatNotice>
        @Option(help: ArgumentHelp("The new file (mode 0600).", valueName: "file"), completion: .file())
        var out: String?
        @OptionGroup var access: AccessOptions

        func run() async throws {
            guard let out else {
                return try Listing.threatNotices.print(try await access.threats(.received(id)), access)
            }
            var file = try NewFile(out)
            let found = try await access.threats(.received(id))
            guard let notice = found.first else { throw RemoteAdministration.unreadable }
            try Listing.threatNotices.print(found, access)
            guard let text = notice["text"]?.stringValue else {
                throw CommandFailure("The text of this alert was erased.")
            }
            let isSealed = notice["envelope"]?["isSealed"]?.boolValue ?? false
            guard let bytes = isSealed ? Base64.decode(text) : Array(text.utf8) else {
                throw RemoteAdministration.unreadable
            }
            try file.write(bytes)
            try file.complete()
            let words = isSealed ? "sealed" : "signed"
            try CommandContext.current().terminal.note("Written: \(RawPath(out).shown) (\(words))")
        }
    }

    struct Figures: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count the alerts of the organisation, or of its authority, without exercises.",
            discussion: "  perisai threat figures --url http://127.0.0.1:8481 --key-file sari.key"
        )
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let found = try await access.threats(.figures)
            let rows = ["states", "outcomes"].flatMap { group in
                (found.first?[group]?.objectValue ?? [:]).sorted { $0.key < $1.key }.map { word, count in
                    ["of": .string(group), "word": .string(word), "count": count] as JSONValue
                }
            }
            try Listing.threatFigures.print(access.json ? found : rows, access)
        }
    }
}
