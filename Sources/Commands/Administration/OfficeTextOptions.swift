import ArgumentParser
import Cooperation

/// What is said of an office in words.
struct OfficeTextOptions: ParsableArguments {
    @Option(help: "What it is called.")
    var name: String?
    @Option(help: "The number that is called back, as it is dialled from abroad.")
    var telephone: String?
    @Option(help: ArgumentHelp("The independent source of the number.", valueName: "source"))
    var telephoneSource: String?
    @Option(help: "The law that it acts under.")
    var law: String?
    @Option(help: "Where it is.")
    var address: String?
    @Option(help: "Whom to ask for there.")
    var contact: String?

    /// The texts that were given.
    var texts: [OfficeText: String] {
        var texts: [OfficeText: String] = [:]
        texts[.name] = name
        texts[.telephone] = telephone
        texts[.telephoneSource] = telephoneSource
        texts[.law] = law
        texts[.address] = address
        texts[.contact] = contact
        return texts
    }

    /// Codes with commas between.
    static func codes(_ text: String) -> [String] {
        text.split { $0 == "," || $0.isWhitespace }.map { String($0) }
    }
}
