import TransparencyLog

/// The definitions of RFC 6962 section 2.1 word for word, over all leaf hashes: slow and plainly right.
enum NaiveTree {
    static func root(_ leaves: ArraySlice<LogHash>) -> LogHash {
        guard let first = leaves.first else { return MerkleTree.emptyRoot }
        guard leaves.count > 1 else { return first }
        let middle = leaves.startIndex + split(leaves.count)
        return MerkleTree.nodeHash(root(leaves[..<middle]), root(leaves[middle...]))
    }

    static func path(_ index: Int, _ leaves: ArraySlice<LogHash>) -> [LogHash] {
        guard leaves.count > 1 else { return [] }
        let half = split(leaves.count)
        let middle = leaves.startIndex + half
        return index < half
            ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
            : path(index - half, leaves[middle...]) + [root(leaves[..<middle])]
    }

    static func proof(_ size: Int, _ leaves: ArraySlice<LogHash>, isWhole: Bool = true) -> [LogHash] {
        guard size != leaves.count else { return isWhole ? [] : [root(leaves)] }
        let half = split(leaves.count)
        let middle = leaves.startIndex + half
        return size <= half
            ? proof(size, leaves[..<middle], isWhole: isWhole) + [root(leaves[middle...])]
            : proof(size - half, leaves[middle...], isWhole: false) + [root(leaves[..<middle])]
    }

    static func split(_ count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }
}
