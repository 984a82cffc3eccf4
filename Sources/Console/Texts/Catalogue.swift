import CanonicalJSON

/// The texts of the console in one language.
package struct Catalogue: Sendable {
    /// A catalogue that can't be read: a mistake of the program, found by the tests.
    package struct Damaged: Error, CustomStringConvertible {
        package let description: String
    }

    /// The language's code, as `id`.
    package let code: String
    /// The language's own name.
    package let name: String
    /// Who reviewed the texts; `nil` for a draft.
    package let reviewedBy: String?
    /// Texts by page and name.
    package let texts: [String: [String: String]]

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
        texts = pages.mapValues { page in (page.objectValue ?? [:]).compactMapValues(\.stringValue) }
    }

    /// A text, with its placeholders filled in.
    ///
    /// - Parameters:
    ///   - key: page and name, as `case.title`.
    ///   - values: what stands for `{name}`, by name.
    /// - Returns: the text; the key itself where there is none, which a test rules out.
    func text(_ key: String, _ values: [String: String] = [:]) -> String {
        let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let text = texts[parts[0]]?[parts[1]] else { return key }
        // One pass, so that a value that looks like a placeholder stays as it is.
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

    /// The text of a word of the domain, or the word itself where this language has none.
    func word(_ page: String, _ value: String) -> String { texts[page]?[value] ?? value }
}
