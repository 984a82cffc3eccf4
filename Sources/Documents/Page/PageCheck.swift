import CanonicalJSON

/// What lets a page check the signed data in it by itself, wherever it is opened: a script of the program, and its words.
///
/// The page's policy names the script by its hash, and nothing else of the page runs.
public struct PageCheck: Sendable {
    /// What stands there, and what the script says.
    public enum Word: String, Sendable, CaseIterable {
        case title, noScript, key, keyHint, start, intact, genuine, refused, differs, unable, badKey, checked, act
    }

    /// The script; it finds the data by its id, and its place and its words in `#check`.
    public let script: String
    private let words: [Word: Phrase]
    /// What the page shows for each word of the data, by `PAGE.WORD`.
    private let vocabulary: [String: Phrase]

    /// Makes a check.
    ///
    /// - Parameters:
    ///   - script: a script of the program.
    ///   - vocabulary: what the page shows for the words in its data, as `itemOutcome.complied`, so that the script can
    ///     compare the two.
    ///   - words: every word; `{signer}`, `{size}`, `{origin}`, `{position}`, `{shown}`, `{hidden}` and `{path}` are filled in.
    /// - Throws: ``DocumentError`` `document-script` where a browser would end the script before its end, or a word is missing.
    public init(
        script: String,
        vocabulary: [String: Phrase] = [:],
        words: [Word: Phrase]
    ) throws(DocumentError) {
        let lower = script.lowercased()
        guard !["</script", "<script", "<!--"].contains(where: lower.contains), words.count == Word.allCases.count
        else {
            throw DocumentError("document-script", "Give a script that stands in a page as it is, and all its words.")
        }
        self.script = script
        self.vocabulary = vocabulary
        self.words = words
    }

    /// The vocabulary as JSON: for each word its lines, the translation last.
    var vocabularyText: String {
        let lines = vocabulary.mapValues { phrase in
            JSONValue.array(
                [phrase.text.string, phrase.beside?.text.string].compactMap(\.self).map { .string($0) }
            )
        }
        return String(decoding: JSONValue.object(lines).canonicalBytes, as: UTF8.self)
    }

    func phrase(_ word: Word) -> Phrase { words[word] ?? Phrase(word.rawValue) }
}

extension HTMLWriter {
    /// Writes the place of a check.
    mutating func check(_ check: PageCheck, digest: String?) {
        markup("<section class=\"check\" id=\"check\"")
        if let digest { attribute("data-digest", digest) }
        data("data-intact", check.phrase(.intact))
        data("data-genuine", check.phrase(.genuine))
        data("data-refused", check.phrase(.refused))
        data("data-differs", check.phrase(.differs))
        data("data-unable", check.phrase(.unable))
        data("data-bad-key", check.phrase(.badKey))
        data("data-checked", check.phrase(.checked))
        data("data-act", check.phrase(.act))
        attribute("data-vocabulary", check.vocabularyText)
        markup(">\n<h2>")
        phrase(check.phrase(.title))
        markup("</h2>\n<noscript><p>")
        phrase(check.phrase(.noScript))
        markup("</p></noscript>\n<div data-verdict role=\"status\"></div>\n<form hidden><label for=\"key\">")
        phrase(check.phrase(.key))
        markup("</label><span class=\"label\" id=\"key-hint\">")
        phrase(check.phrase(.keyHint))
        markup(
            "</span><input id=\"key\" autocomplete=\"off\" spellcheck=\"false\" aria-describedby=\"key-hint\"><button>"
        )
        phrase(check.phrase(.start))
        markup("</button></form>\n</section>\n")
    }

    private mutating func data(_ name: StaticString, _ phrase: Phrase) {
        attribute(name, [phrase.text.string, phrase.beside?.text.string].compactMap(\.self).joined(separator: "\n"))
    }
}
