/// A fact of an act, as the payload of the act declares it.
struct PayloadFact: Sendable {
    /// The type of the act, as `request.filed`.
    let act: String
    /// The fact's name, as `kind`.
    let name: String
    /// What it is declared as, without the marks of what is absent or several at times: `RequestKind`.
    let declared: String

    /// Every fact of every act.
    ///
    /// They are read from the sources, because an example has no value for each fact that is absent at times.
    static func all() throws -> [PayloadFact] {
        try Repository.files(below: "Sources/Cooperation").filter { $0.hasSuffix(".swift") }
            .flatMap { facts(in: try Repository.text("Sources/Cooperation/" + $0)) }
    }

    private static func facts(in source: String) -> [PayloadFact] {
        var facts: [PayloadFact] = []
        var act: String?
        for line in source.split(separator: "\n") {
            if line.hasPrefix("}") { act = nil }
            if let match = line.wholeMatch(of: #/[ ]{4}public static let type = "([a-zA-Z]+\.[a-zA-Z]+)"/#) {
                act = String(match.output.1)
            } else if let act, let match = line.wholeMatch(of: #/[ ]{4}public let ([a-zA-Z0-9]+): ([^={]+)/#) {
                let declared = match.output.2.filter { !"[]?".contains($0) }
                facts.append(PayloadFact(act: act, name: String(match.output.1), declared: String(declared)))
            }
        }
        return facts
    }
}
