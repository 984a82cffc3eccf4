/// Sentences which say that what stands before a picture protects whoever looks: what was seen was seen, so none may say it.
enum VeilClaims {
    private static let veils = ["blur", "unblur", "grey", "gray", "veil", "unveil"]
    private static let veilWords: Set<String> = ["mute", "mutes", "muted", "muting"]
    private static let claims = ["protect", "safe", "shield"]
    private static let claimWords: Set<String> = ["spare", "spares", "spared", "sparing"]
    private static let denials: Set<String> = ["no", "not", "never", "nobody", "nothing", "none", "neither", "nor"]

    /// The sentences of a text that claim it, where they do not deny it.
    static func found(in text: String) -> [String] {
        sentences(of: text).filter { sentence in
            let words = sentence.lowercased().split { !$0.isLetter && $0 != "'" }.map(String.init)
            func has(_ beginnings: [String], _ whole: Set<String>) -> Bool {
                words.contains { word in whole.contains(word) || beginnings.contains { word.hasPrefix($0) } }
            }
            let denies = words.contains { denials.contains($0) || $0.hasSuffix("n't") }
            return has(veils, veilWords) && has(claims, claimWords) && !denies
        }
    }

    /// A sentence goes over the ends of lines, and not over those of paragraphs, headings, items of lists and rows.
    private static func sentences(of text: String) -> [String] {
        var sentences = [""]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let words = line.split(separator: " ")
            let mark = words.first?.first
            let isBeginning = mark.map { "-*|#".contains($0) } ?? true
            if isBeginning { sentences.append("") }
            for word in words {
                sentences[sentences.count - 1].append(" \(word)")
                let last = word.last(where: { !"\"')*`".contains($0) })
                let isEnd = last.map { ".!?;:".contains($0) } ?? false
                if isEnd { sentences.append("") }
            }
            if mark == "#" { sentences.append("") }
        }
        return sentences
    }
}
