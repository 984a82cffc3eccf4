import Fingerprints

/// The PDQ hash that a picture has when it is turned or mirrored.
package struct TurnedHash: Sendable, Hashable {
    /// How it is turned.
    package let orientation: DihedralTransform
    /// The hash that it has then.
    package let hash: Hash256

    package init(_ orientation: DihedralTransform, _ hash: Hash256) {
        self.orientation = orientation
        self.hash = hash
    }
}
