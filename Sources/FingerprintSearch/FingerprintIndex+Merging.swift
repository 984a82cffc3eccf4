extension FingerprintIndex {
    /// The merge that the index would gain most from, if any.
    ///
    /// It holds what it needs: the index may change while it runs. Run one at a time; a second call before `install`
    /// gives the same work again.
    ///
    /// - Returns: the work, or nil when nothing is worth merging.
    /// - Complexity: O(*s* log *s*) for *s* segments.
    public func pendingMerge() -> SegmentMerge? {
        let large = segments.filter { !isPlain($0) }.sorted { $0.count > $1.count }
        var sources: [LiveSegment] = []
        var smaller = large.reduce(0) { $0 + $1.count }
        for (place, segment) in large.enumerated() {
            smaller -= segment.count
            let isCrowded = place + 1 < large.count && segment.count <= tuning.mergeRatio * smaller
            // References to rows have 32 bits.
            if isCrowded && segment.count + smaller <= Int(UInt32.max) {
                sources = Array(large[place...])
                break
            }
        }
        if sources.isEmpty {
            sources = large.filter { $0.segment.tables == nil || needsRewriting($0) }.suffix(1)
        }
        return sources.isEmpty ? nil : SegmentMerge(sources: sources, plainRowsMax: tuning.plainRowsMax)
    }

    /// Puts a finished merge in the place of its sources.
    ///
    /// What was removed from the sources since the merge was offered is removed from the result.
    ///
    /// - Parameter merged: what the merge gave.
    /// - Returns: false when the sources are no longer part of this index, which then stays as it is.
    /// - Complexity: O(*n* / 64) for *n* merged rows, and O(log *n*) for each removal since.
    @discardableResult
    public mutating func install(_ merged: MergedSegment) -> Bool {
        var result = LiveSegment(segment: merged.segment)
        for source in merged.sources {
            guard let own = segments.first(where: { $0.segment === source.segment }) else { return false }
            // A removal takes all rows an entry has, so all of its rows that reached the result go too.
            for row in own.removed.added(since: source.removed) {
                _ = result.remove(entry: own.segment.rows.entry(at: row))
            }
        }
        segments.removeAll { own in merged.sources.contains { $0.segment === own.segment } }
        if result.count > 0 {
            segments.append(result)
        }
        return true
    }

    /// Runs all pending merges now.
    ///
    /// - Complexity: O(*n*) at worst, about a second for a million hashes.
    public mutating func settle() {
        while let merge = pendingMerge() {
            install(merge.run())
        }
    }

    private func needsRewriting(_ segment: LiveSegment) -> Bool {
        segment.removed.count * tuning.removedDivisor > segment.segment.rows.count
    }
}
