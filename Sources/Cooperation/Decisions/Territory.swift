/// Where a decision has effect: in named countries, or everywhere.
public enum Territory: Hashable, Sendable {
    /// In these countries, as two capital letters each (ISO 3166-1), in order.
    case countries([String])
    /// Everywhere, which only the platform's own terms can justify.
    case everywhere

    /// Makes a territory of countries; sorts and drops repeats.
    ///
    /// - Throws: `Refusal` `territory-invalid`.
    public init(countries: [String]) throws(Refusal) {
        guard !countries.isEmpty, countries.allSatisfy(Self.isCountry) else {
            throw Refusal(
                .invalid,
                "territory-invalid",
                "Name the countries by two capital letters each, as [\"ID\"], or write \"everywhere\".",
                pointer: "/territory"
            )
        }
        self = .countries(Set(countries).sorted())
    }

    /// Whether what has effect here has effect in all of another territory.
    public func covers(_ other: Territory) -> Bool {
        switch (self, other) {
        case (.everywhere, _): true
        case (.countries, .everywhere): false
        case (.countries(let own), .countries(let asked)): Set(asked).isSubset(of: own)
        }
    }

    /// Whether a text has the form of a country code.
    ///
    /// Which codes are taken is for the register of members to say.
    public static func isCountry(_ text: String) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }
}

extension Territory: Codable {
    private static let everywhereWord = "everywhere"

    /// Reads a list of countries or the word `everywhere`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let word = try? container.decode(String.self) {
            guard word == Self.everywhereWord else {
                throw DecodingError.dataCorruptedError(
                    in: container,
                    debugDescription: "This must be a list of countries or \"everywhere\"."
                )
            }
            self = .everywhere
            return
        }
        do {
            self = try Territory(countries: container.decode([String].self))
        } catch let refusal as Refusal {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: refusal.message)
        }
    }

    /// Writes a list of countries or the word `everywhere`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .countries(let countries): try container.encode(countries)
        case .everywhere: try container.encode(Self.everywhereWord)
        }
    }
}
