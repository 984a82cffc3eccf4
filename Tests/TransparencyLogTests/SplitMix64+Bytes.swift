import SeededRandomness

extension SplitMix64 {
    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }

    /// Changes a text a little: flips, removes, inserts, doubles, swaps.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &self) {
            let place = Int.random(in: 0...max(0, bytes.count - 1), using: &self)
            switch Int.random(in: 0..<5, using: &self) {
            case 0 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 1 where !bytes.isEmpty: bytes.remove(at: place)
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &self), at: place)
            case 3 where !bytes.isEmpty: bytes.insert(bytes[place], at: place)
            case 4 where bytes.count > 1:
                bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &self))
            default: bytes.append(UInt8.random(in: 0x20...0x7E, using: &self))
            }
        }
        return bytes
    }
}
