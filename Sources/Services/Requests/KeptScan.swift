import Cooperation

/// The scan of a paper, opened for a person who may read it.
package struct KeptScan: Sendable, Hashable {
    package let bytes: [UInt8]
    /// What the file is called: its request's id, with the ending of what it seems to be.
    package let name: String

    init(bytes: [UInt8], of assessment: ID<Assessment>) {
        self.bytes = bytes
        name = "scan-\(assessment).\(Self.ending(bytes))"
    }

    /// How files of a few common kinds begin; the ending helps a person, and nobody relies on it.
    private static func ending(_ bytes: [UInt8]) -> String {
        let beginnings: [(bytes: [UInt8], ending: String)] = [
            (Array("%PDF-".utf8), "pdf"), ([0x89, 0x50, 0x4E, 0x47], "png"), ([0xFF, 0xD8, 0xFF], "jpg"),
            ([0x49, 0x49, 0x2A, 0x00], "tif"), ([0x4D, 0x4D, 0x00, 0x2A], "tif"),
        ]
        return beginnings.first { bytes.starts(with: $0.bytes) }?.ending ?? "bin"
    }
}
