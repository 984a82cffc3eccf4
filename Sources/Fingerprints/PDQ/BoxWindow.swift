/// The moving average that PDQ runs over each row and each column: which samples enter and leave the sum, and when.
///
/// Each side of the picture is cut into 64 blocks. Two passes with half a block each weigh the neighbours like a tent,
/// so the window is one 128th of the side, rounded up. Near an edge only the samples inside the picture are averaged.
struct BoxWindow {
    /// How many thumbnail samples a side gives.
    static let samples = 64

    /// Samples along this side of the picture.
    let length: Int
    /// Samples in a full window.
    let size: Int
    /// How far the window reaches beyond the sample it is for.
    let ahead: Int
    /// How far back lies the sample that has just left the window.
    let behind: Int

    init(length: Int) {
        self.length = length
        size = (length + 2 * Self.samples - 1) / (2 * Self.samples)
        ahead = size / 2
        behind = size - ahead
    }

    /// How many samples lie in the window of `output`.
    func count(at output: Int) -> Int {
        min(length - 1, output + ahead) - max(-1, output - behind)
    }

    /// The position in the picture that a thumbnail sample is taken from: the middle of its block.
    func position(ofSample sample: Int) -> Int {
        (2 * sample + 1) * length / (2 * Self.samples)
    }
}
