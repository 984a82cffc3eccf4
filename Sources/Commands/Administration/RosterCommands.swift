import ArgumentParser
import Cooperation

/// Whom a node reaches when something can't wait.
struct RosterCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roster",
        abstract: "Show and write whom a node reaches when something can't wait.",
        subcommands: [Show.self, Write.self]
    )

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show who is asked, in order.",
            discussion: "  perisai roster show --data lentera"
        )
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try Listing.roster.print(try await access.administer { try await $0.roster() }, access)
        }
    }

    struct Write: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set",
            abstract: "Write who is asked, in order, in place of what was written before.",
            discussion: """
                Each person is an id, and may have shifts after a colon: DAY/HH:MM+HOURS in UTC, several with commas. Those \
                whose shift is on are asked first, then the others. Without anybody, nobody is reached and nothing alerted.

                  perisai roster set 01970000-0000-7000-8000-000000000010:mon/18:00+12,tue/18:00+12 \
                01970000-0000-7000-8000-000000000011 --data lentera
                """
        )
        @Argument(
            help: ArgumentHelp("Who is asked, in order.", valueName: "person[:shift,...]"),
            transform: RosterEntry.init(argument:)
        )
        var entries: [RosterEntry] = []
        @OptionGroup var access: AccessOptions

        func run() async throws {
            let entries = entries
            try Listing.roster.print(try await access.administer { try await $0.setRoster(entries) }, access)
        }
    }
}

extension RosterEntry {
    private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// Reads a person with shifts, as `ID:mon/18:00+12`.
    init(argument text: String) throws {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard let id = parts.first, let person = ID<Person>(id) else {
            throw ValidationError("'\(text)' does not begin with the id of a person.")
        }
        let words = parts.count < 2 ? [] : parts[1].split(separator: ",", omittingEmptySubsequences: false)
        self.init(person: person, shifts: try words.map { try Self.shift(String($0)) })
    }

    private static func shift(_ text: String) throws -> WeeklyShift {
        guard let match = text.firstMatch(of: #/^([a-z]{3})/(\d\d):(\d\d)\+(\d{1,3})$/#),
            let day = days.firstIndex(of: String(match.1)), let hour = Int(match.2), hour < 24,
            let minute = Int(match.3), minute < 60, let hours = Int(match.4), (1...168).contains(hours)
        else { throw ValidationError("'\(text)' is no shift; one is as mon/18:00+12, in UTC and hours.") }
        return WeeklyShift(startMinute: (day * 24 + hour) * 60 + minute, minutes: hours * 60)
    }
}
