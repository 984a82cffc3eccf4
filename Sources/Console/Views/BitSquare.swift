import Fingerprints

/// A picture hash as a square of 16 by 16 bits, those that are set marked.
struct BitSquare: Sendable {
    let squares: [DifferingBits.Square]
    let label: String

    init(_ hash: Hash256, label: String) {
        squares = (0..<DifferingBits.side * DifferingBits.side).filter { hash.bit($0) }.map { bit in
            DifferingBits.Square(x: bit % DifferingBits.side, y: bit / DifferingBits.side)
        }
        self.label = label
    }
}
