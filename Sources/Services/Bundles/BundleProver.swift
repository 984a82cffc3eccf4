import Cooperation
import TransparencyLog

/// Proves from what stands in a bundle what its checkpoint claims.
struct BundleProver: LogProving {
    let header: BundleHeader
    /// The ways from leaves to the checkpoint's root, by position.
    let paths: [Int64: [LogHash]]

    func isBeginning(
        _ older: (size: Int64, root: LogHash),
        of newer: (size: Int64, root: LogHash)
    ) async throws -> Bool {
        if older.size == newer.size { return older.root == newer.root }
        guard newer.size == header.checkpoint.size else {
            throw Refusal(
                .conflict,
                "bundle-older",
                "This node verified the exchange's log up to position \(newer.size) already, and this bundle ends before "
                    + "that. Ask for a new one, made with --verified \(newer.size)."
            )
        }
        guard older.size == header.start.size else {
            throw Refusal(
                .conflict,
                "bundle-start",
                "This node verified a checkpoint of the exchange of size \(older.size), and this bundle begins with one of "
                    + "size \(header.start.size), so that it does not prove that nothing was rewritten. Ask for one made "
                    + "with --verified \(older.size)."
            )
        }
        // That the log grew from this root was proved when the first line was read.
        return older.root == header.start.root
    }

    func isIncluded(_ leaf: LogHash, at index: Int64, in checkpoint: Checkpoint) async throws -> Bool {
        guard let path = paths[index] else { throw Self.missing(at: index) }
        let proof = InclusionProof(index: index, size: checkpoint.size, path: path)
        return (try? proof.verify(leafHash: leaf, root: checkpoint.root)) != nil
    }

    static func missing(at position: Int64) -> Refusal {
        Refusal(
            .conflict,
            "bundle-proof-missing",
            "What this node received over the line from position \(position) on is not proved yet, and this bundle does "
                + "not hold it. Ask for a bundle made with --after \(position), or let the node go on over the line."
        )
    }
}
