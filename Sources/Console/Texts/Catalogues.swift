/// All languages of the console.
package struct Catalogues: Sendable {
    /// In the order of their codes.
    package let all: [Catalogue]
    /// The language whose texts count.
    package let english: Catalogue
    /// The languages that nobody reviewed, with English beside each text, by code.
    private let withEnglish: [String: Catalogue]

    /// Reads all catalogues of the program, or those of other files.
    ///
    /// - Throws: `Catalogue.Damaged`.
    package init(_ assets: [ConsoleAsset] = ConsoleAsset.all) throws(Catalogue.Damaged) {
        var all: [Catalogue] = []
        for asset in assets where asset.name.hasSuffix(".json") { all.append(try Catalogue(asset)) }
        guard let english = all.first(where: { $0.code == "en" }) else {
            throw Catalogue.Damaged(description: "there is no English catalogue")
        }
        self.all = all
        self.english = english
        var withEnglish: [String: Catalogue] = [:]
        for draft in all where draft.reviewedBy == nil { withEnglish[draft.code] = try draft.beside(english) }
        self.withEnglish = withEnglish
    }

    /// The catalogue of a language; `nil` where there is none.
    func named(_ code: String) -> Catalogue? { all.first { $0.code == code } }

    /// A language whose texts can be relied on: one that nobody reviewed has English beside each text.
    func reliable(_ catalogue: Catalogue) -> Catalogue { withEnglish[catalogue.code] ?? catalogue }

    /// The language that fits best.
    ///
    /// - Parameters:
    ///   - chosen: what the person chose.
    ///   - accepted: the Accept-Language header of the browser (RFC 9110 section 12.5.4).
    /// - Returns: the chosen one, else the first accepted one that there is, else English.
    func best(chosen: String?, accepted: String?) -> Catalogue {
        if let chosen, let catalogue = named(chosen) { return catalogue }
        let ranges = (accepted ?? "").split(separator: ",").prefix(20).map { range -> (code: String, quality: Double) in
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            let code = parts.first?.split(separator: "-").first.map(String.init) ?? ""
            return (code == "fil" || code == "tl" ? "fil" : code, quality)
        }
        let sorted = ranges.enumerated().sorted { ($1.element.quality, $0.offset) < ($0.element.quality, $1.offset) }
        for (_, range) in sorted where range.quality > 0 {
            if let catalogue = named(range.code) { return catalogue }
        }
        return english
    }
}
