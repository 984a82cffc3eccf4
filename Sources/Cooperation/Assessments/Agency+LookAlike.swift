extension Agency {
    /// Whether a domain is none of some known ones and looks like one: it reads the same at a glance, or one or two letters of
    /// what sets it apart are others, missing, too many or changed about.
    ///
    /// One that begins with a known one, and goes on, is meant to be read no further. The labels that both end with are left
    /// aside: where they are three, nobody else gets a name below them. Of short names that differ none looks like the other,
    /// for two offices of one government differ by little more than two letters.
    ///
    /// - Parameters:
    ///   - domain: a domain in small letters.
    ///   - known: domains in small letters that somebody is known by; what is below one of them is no look-alike.
    /// - Returns: whether it does.
    /// - Complexity: O(|known| · n · m) in the lengths, for those of nearly the same length alone.
    public static func isLookAlike(_ domain: String, of known: Set<String>) -> Bool {
        guard !known.contains(where: { domain == $0 || domain.hasSuffix("." + $0) }) else { return false }
        return known.contains { domain.hasPrefix($0 + ".") || looks(domain, like: $0) }
    }

    private static func looks(_ domain: String, like known: String) -> Bool {
        var (own, other) = (domain.split(separator: "."), known.split(separator: "."))
        var common = 0
        while let last = own.last, last == other.last {
            own.removeLast()
            other.removeLast()
            common += 1
        }
        guard common < 3 else { return false }
        let (apart, from) = (Array(own.joined(separator: ".")), Array(other.joined(separator: ".")))
        guard !apart.isEmpty, !from.isEmpty else { return false }
        if shape(of: apart) == shape(of: from) { return true }
        let most = min(2, from.count / 4)
        return abs(apart.count - from.count) <= most && distance(apart, from) <= most
    }

    /// Letters that are taken for one another at a glance, each as one of them.
    private static let alike: [Character: Character] = [
        "0": "o", "1": "l", "i": "l", "3": "e", "5": "s", "а": "a", "α": "a", "с": "c", "ԁ": "d", "е": "e", "һ": "h",
        "і": "l", "ı": "l", "ӏ": "l", "ο": "o", "о": "o", "р": "p", "ρ": "p", "ѕ": "s", "ν": "v", "х": "x", "у": "y",
    ]
    /// Pairs of letters that are taken for one.
    private static let pairs = [("rn", "m"), ("vv", "w"), ("cl", "d")]

    private static func shape(of name: [Character]) -> String {
        // A pair is looked for as it was written: `ci` is no `cl`.
        var text = String(name)
        for (pair, one) in pairs { text = text.replacing(pair, with: one) }
        return String(text.map { alike[$0] ?? $0 })
    }

    /// How many letters are to be put in, left out, replaced or changed about with their neighbour to make one name of another.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var before = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1] + [Int](repeating: 0, count: right.count)
            for j in right.indices {
                row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    row[j + 1] = min(row[j + 1], before[j - 1] + 1)
                }
            }
            (before, last) = (last, row)
        }
        return last[right.count]
    }
}
