import SeededRandomness

extension [UInt8] {
    /// The bytes with one to three random changes.
    func mutated(_ random: inout SplitMix64) -> [UInt8] {
        var bytes = self
        for _ in 0...Int.random(in: 0...2, using: &random) {
            guard !bytes.isEmpty else { break }
            let index = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<7, using: &random) {
            case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes[index] = UInt8.random(in: 0...255, using: &random)
            case 2: bytes.remove(at: index)
            case 3: bytes.insert([0, 0x22, 0x7B, 0x80, 0xFF].randomElement(using: &random) ?? 0, at: index)
            case 4: bytes.removeSubrange(index...)
            case 5: bytes.swapAt(index, Int.random(in: 0..<bytes.count, using: &random))
            default: bytes += bytes[index...]
            }
        }
        return bytes
    }
}
