import ArgumentParser
import Cooperation

/// Who stands behind an organisation.
struct InterestOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Who owns it, as words of a register: gov.id,fund.example.", valueName: "word,..."))
    var owners: String?
    @Option(help: ArgumentHelp("Who pays for it.", valueName: "word,..."))
    var funders: String?
    @Option(help: ArgumentHelp("The governments it belongs to or takes directions from.", valueName: "word,..."))
    var governments: String?
    @Flag(help: "Declare that there are no owners, funders and governments to name.")
    var noInterests = false

    func validate() throws {
        if noInterests, owners != nil || funders != nil || governments != nil {
            throw ValidationError("--no-interests excludes --owners, --funders and --governments.")
        }
    }

    /// The declaration; `nil` where nothing is declared.
    ///
    /// Who declares nothing is independent of nobody.
    func interests() throws(Refusal) -> Interests? {
        guard noInterests || owners != nil || funders != nil || governments != nil else { return nil }
        return try Interests(
            owners: Self.words(owners),
            funders: Self.words(funders),
            governments: Self.words(governments)
        )
    }

    private static func words(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }
    }
}
