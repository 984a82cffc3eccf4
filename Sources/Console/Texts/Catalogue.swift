import CanonicalJSON
import Cooperation

/// The texts of the console in one language.
///
/// A catalogue is a JSON file: `language`, `name`, `reviewedBy` where somebody reviewed it, and `texts`, which holds texts by
/// page and name. A text that counts something is an object with a text for each plural category of the language.
package struct Catalogue: Sendable {
    /// A catalogue that can't be read: a mistake of the program, found by the tests.
    package struct Damaged: Error, CustomStringConvertible {
        package let description: String
    }

    /// One text, or one for each plural category.
    package enum Entry: Sendable, Hashable {
        case text(String)
        case plural([String: String])
    }

    /// The language's code, as `id`.
    package let code: String
    /// The language's own name.
    package let name: String
    /// Who reviewed the texts; `nil` for a draft.
    package let reviewedBy: String?
    /// Texts by page and name.
    package let entries: [String: [String: Entry]]
    /// What templates see.
    let branches: TextBranch
    let formats: LanguageFormats

    /// Reads a catalogue.
    ///
    /// - Throws: ``Damaged`` with what is wrong.
    package init(_ asset: ConsoleAsset) throws(Damaged) {
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue(parsing: asset.bytes)
        } catch {
            throw Damaged(description: "\(asset.name): \(error)")
        }
        guard let code = json["language"]?.stringValue, let name = json["name"]?.stringValue,
            let pages = json["texts"]?.objectValue
        else { throw Damaged(description: "\(asset.name): language, name or texts are missing") }
        self.code = code
        self.name = name
        reviewedBy = json["reviewedBy"]?.stringValue
        var entries: [String: [String: Entry]] = [:]
        for (page, texts) in pages {
            for (key, value) in texts.objectValue ?? [:] {
                guard let entry = Entry(value) else {
                    throw Damaged(description: "\(asset.name): \(page).\(key) is neither a text nor texts by plural")
                }
                entries[page, default: [:]][key] = entry
            }
        }
        self.entries = entries
        branches = TextBranch(entries)
        formats = try LanguageFormats(code)
    }

    private init(code: String, name: String, entries: [String: [String: Entry]]) throws(Damaged) {
        self.code = code
        self.name = name
        reviewedBy = nil
        self.entries = entries
        branches = TextBranch(entries)
        formats = try LanguageFormats(code)
    }

    /// The same texts with the English ones beside them, so that nobody depends on words that nobody has reviewed.
    ///
    /// - Throws: ``Damaged``.
    func beside(_ english: Catalogue) throws(Damaged) -> Catalogue {
        let both = entries.map { page, texts in
            let pairs = texts.map { key, entry in (key, entry.beside(english.entries[page]?[key])) }
            return (page, Dictionary(uniqueKeysWithValues: pairs))
        }
        return try Catalogue(code: code, name: name, entries: Dictionary(uniqueKeysWithValues: both))
    }

    /// A text, with its placeholders filled in.
    ///
    /// - Parameters:
    ///   - key: page and name, as `case.title`.
    ///   - values: what stands for `{name}`, by name.
    /// - Returns: the text; the key itself where there is none, which a test rules out.
    func text(_ key: String, _ values: [String: String] = [:]) -> String {
        guard case .text(let text)? = entry(key) else { return key }
        return Self.fill(text, values)
    }

    /// A text that counts: `{count}` is the number as the language writes it.
    func count(_ key: String, _ number: Int, _ values: [String: String] = [:]) -> String {
        guard case .plural(let texts)? = entry(key) else { return key }
        let text = texts[formats.plural(Int64(number))] ?? texts["other"] ?? key
        return Self.fill(text, values.merging(["count": formats.number(Int64(number))]) { given, _ in given })
    }

    /// The text of a word of the domain, as `behaviour.threat`.
    func word(_ page: String, _ value: some RawRepresentable<String>) -> String { text(page + "." + value.rawValue) }

    /// Whether there is a text.
    func has(_ key: String) -> Bool { entry(key) != nil }

    private func entry(_ key: String) -> Entry? {
        let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
        return parts.count == 2 ? entries[parts[0]]?[parts[1]] : nil
    }

    /// One pass, so that a value that looks like a placeholder stays as it is.
    private static func fill(_ text: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            result += rest[..<open]
            result += values[name] ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}

extension Catalogue.Entry {
    fileprivate init?(_ json: JSONValue) {
        if let text = json.stringValue {
            self = .text(text)
        } else if let object = json.objectValue {
            let texts = object.compactMapValues(\.stringValue)
            guard texts.count == object.count, texts["other"] != nil else { return nil }
            self = .plural(texts)
        } else {
            return nil
        }
    }

    /// The entry with another one's text behind it; of one that counts, the form for any number.
    fileprivate func beside(_ other: Catalogue.Entry?) -> Catalogue.Entry {
        let behind: String? =
            switch other {
            case .text(let text)?: text
            case .plural(let texts)?: texts["other"]
            case nil: nil
            }
        guard let behind else { return self }
        return switch self {
        case .text(let text): .text("\(text) [\(behind)]")
        case .plural(let texts): .plural(texts.mapValues { "\($0) [\(behind)]" })
        }
    }

    /// The texts that it holds.
    package var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .plural(let texts): texts.keys.sorted().compactMap { texts[$0] }
        }
    }
}
