import Fingerprints

/// Two picture hashes as a square of 16 by 16 bits, those that differ marked.
struct DifferingBits: Sendable {
    struct Square: Sendable {
        let x: Int
        let y: Int
    }

    static let side = 16

    let squares: [Square]
    let label: String

    init(_ one: Hash256, _ other: Hash256, in texts: Catalogue) {
        squares = (0..<Self.side * Self.side).filter { one.bit($0) != other.bit($0) }.map { bit in
            Square(x: bit % Self.side, y: bit / Self.side)
        }
        label = texts.bits(squares.count)
    }
}
