import ArgumentParser
import Cooperation

/// Languages as they are written on a command line: `id,ms`, or `any` for none in particular.
struct LanguageList: ExpressibleByArgument {
    let tags: [String]

    /// Reads the list; `nil` where a part is no BCP 47 tag of a language.
    init?(argument: String) {
        guard argument != "any" else {
            tags = []
            return
        }
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy({ LanguageTag.primary(of: $0) != nil }) else { return nil }
        tags = parts
    }
}
