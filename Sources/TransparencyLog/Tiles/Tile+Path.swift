extension Tile {
    private static let prefix = "/tile/"
    private static let entriesWord = "entries"

    /// The tile's path on a server, as `/tile/0/x001/x234/067` or `/tile/entries/000.p/5`.
    public var path: String {
        var groups = ""
        var rest = index
        repeat {
            let group = String(rest % 1000)
            let digits = String(repeating: "0", count: 3 - group.utf8.count) + group
            // Every group but the last one, which is made first, is marked with an x.
            groups = groups.isEmpty ? digits : "x\(digits)/\(groups)"
            rest /= 1000
        } while rest > 0
        let folder =
            switch content {
            case .entries: Self.entriesWord
            case .hashes(let level): String(level)
            }
        return "\(Self.prefix)\(folder)/\(groups)" + (isFull ? "" : ".p/\(width)")
    }

    /// Reads a path, which must be in the one spelling that `path` writes.
    ///
    /// `nil` for any other text.
    ///
    /// - Parameter path: the path, beginning with `/tile/`.
    /// - Complexity: O(*n*) for texts up to the longest path, O(1) beyond.
    public init?(path: String) {
        guard path.utf8.count <= Self.pathBytesMax, path.utf8.starts(with: Self.prefix.utf8) else { return nil }
        var parts = path.utf8.dropFirst(Self.prefix.utf8.count)
            .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { Substring($0) }
        guard parts.count >= 2 else { return nil }
        let folder = parts.removeFirst()
        let content: Content
        if folder == Self.entriesWord {
            content = .entries
        } else if let level = DecimalNumber.decode(folder), level <= Self.levelMax {
            content = .hashes(level: Int(level))
        } else {
            return nil
        }
        var width = Self.fullWidth
        if parts.count >= 2, parts[parts.count - 2].hasSuffix(".p") {
            guard let partial = DecimalNumber.decode(parts.removeLast()), partial < Self.fullWidth else { return nil }
            width = Int(partial)
            parts.append(parts.removeLast().dropLast(2))
        }
        var index: Int64 = 0
        for (position, part) in parts.enumerated() {
            let isLast = position == parts.count - 1
            guard isLast || part.hasPrefix("x") else { return nil }
            let digits = isLast ? part.utf8[...] : part.utf8.dropFirst()
            guard digits.count == 3 else { return nil }
            for digit in digits {
                guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9"), index < Int64.max / 10 else { return nil }
                index = index * 10 + Int64(digit - UInt8(ascii: "0"))
            }
        }
        self.init(content: content, index: index, width: width)
        // Catches what the steps above let pass, as a first group of zeros.
        guard self.path.hasBytes(of: path) else { return nil }
    }

    /// The length of no path is greater, in bytes.
    static var pathBytesMax: Int { 64 }
}
