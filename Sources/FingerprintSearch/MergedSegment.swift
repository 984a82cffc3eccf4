/// A finished merge, to be given back to the index that offered it.
public struct MergedSegment: Sendable {
    /// The sources as they were when the merge was offered.
    let sources: [LiveSegment]
    let segment: Segment
}
