import SeededRandomness
import Testing
import TransparencyLog

struct WitnessPolicyTests {
    private let cosigners: [Cosigner]
    private let log: NoteVerifierKey

    init() throws {
        var random = SplitMix64(seed: 21)
        cosigners = try (0..<6).map { try SeededWitness.cosigner("witness.example/w\($0)", &random) }
        log = try SeededEvents.signer(&random).verifierKey
    }

    private func policy(_ text: String) throws -> WitnessPolicy { try WitnessPolicy(parsing: Array(text.utf8)) }

    private func lines(_ count: Int = 6) -> String {
        (0..<count).map { "witness w\($0) \(cosigners[$0].key.text)\n" }.joined()
    }

    /// Which sets of witnesses are enough, each as the digits of its members.
    private func enough(_ policy: WitnessPolicy, of count: Int) -> Set<String> {
        Set(
            (0..<1 << count).compactMap { bits in
                let members = (0..<count).filter { bits >> $0 & 1 == 1 }
                return policy.isMet(by: members.map { cosigners[$0].key }) ? members.map(String.init).joined() : nil
            }
        )
    }

    @Test func `two of three are enough, whichever they are`() throws {
        let policy = try policy("log \(log.text)\n" + lines(3) + "group g 2 w0 w1 w2\nquorum g\n")
        #expect(enough(policy, of: 3) == ["01", "02", "12", "012"])
        #expect(policy.logs.map(\.key) == [log])
        #expect(policy.witnesses.map(\.key) == cosigners.prefix(3).map(\.key))
    }

    @Test func `groups of groups count as the format says`() throws {
        let text = lines(5) + "group a 2 w0 w1 w2\ngroup b any w3 w4\ngroup both all a b\nquorum both\n"
        let found = enough(try policy(text), of: 5)
        let expected = (0..<1 << 5).filter { bits in (bits & 7).nonzeroBitCount >= 2 && bits >> 3 != 0 }
        #expect(found.count == expected.count)
        #expect(found.contains("013") && !found.contains("03") && !found.contains("01"))
    }

    @Test func `one witness, all, any and nobody can be asked for`() throws {
        #expect(enough(try policy(lines(2) + "quorum w1\n"), of: 2) == ["1", "01"])
        #expect(enough(try policy(lines(2) + "group g all w0 w1\nquorum g"), of: 2) == ["01"])
        #expect(enough(try policy(lines(2) + "group g any w0 w1\nquorum g"), of: 2) == ["0", "1", "01"])
        #expect(enough(try policy("quorum none\n"), of: 2) == ["", "0", "1", "01"])
    }

    @Test func `comments, tabs, blanks, addresses and foreign letters are read as the format says`() throws {
        let text = """
            # Who we trust

            \twitness  Ü\t\(cosigners[0].key.text)   https://witness.example \t
             # another
            log \(log.text) https://log.example
            quorum\tÜ
            """
        let policy = try policy(text)
        #expect(policy.witnesses.map(\.address) == ["https://witness.example"])
        #expect(policy.logs.map(\.address) == ["https://log.example"])
        #expect(policy.isMet(by: [cosigners[0].key]) && !policy.isMet(by: [cosigners[1].key]))
    }

    @Test func `names that only look alike are different names`() throws {
        let kelvin = "witness K \(cosigners[0].key.text)\nwitness \u{212A} \(cosigners[1].key.text)\nquorum K\n"
        #expect(enough(try policy(kelvin), of: 2) == ["0", "01"])
    }

    @Test func `what is no policy is refused with its line and its reason`() throws {
        let one = "witness a \(cosigners[0].key.text)\n"
        let other = "witness b \(cosigners[1].key.text)\n"
        let cases: [(String, WitnessPolicyError.Code, Int?)] = [
            ("", .noQuorum, nil), (one, .noQuorum, nil), (one + "quorum a\nquorum a\n", .repeatedQuorum, 3),
            ("quorum a\n" + one, .unknownName, 1), (one + "quorum\n", .wrongWords, 2),
            (one + "quorum a b\n", .wrongWords, 2), ("trust me\n", .unknownLine, 1), ("LOG x\n", .unknownLine, 1),
            ("log\n", .wrongWords, 1), ("log x y z\n", .wrongWords, 1), ("log x\n", .malformedKey, 1),
            ("log \(cosigners[0].key.text)\n", .malformedKey, 1), ("witness a \(log.text)\n", .malformedKey, 1),
            ("log \(log.text)\nlog \(log.text)\n", .repeatedKey, 2),
            (one + "witness b \(cosigners[0].key.text)\n", .repeatedKey, 2),
            (one + "witness a \(cosigners[1].key.text)\n", .nameTaken, 2),
            ("witness none \(cosigners[0].key.text)\n", .nameTaken, 1), ("witness a\n", .wrongWords, 1),
            (one + "group a any a\n", .nameTaken, 2), (one + "group g any\n", .wrongWords, 2),
            (one + "group g 0 a\n", .wrongThreshold, 2), (one + "group g 2 a\n", .wrongThreshold, 2),
            (one + "group g some a\n", .wrongThreshold, 2), (one + "group g 01 a\n", .wrongThreshold, 2),
            (one + "group g any none\n", .unknownName, 2), (one + "group g any g\n", .unknownName, 2),
            (one + other + "group g any a a\n", .repeatedMember, 3),
            (one + other + "group g any a\ngroup h any a b\n", .repeatedMember, 4),
            ("# \u{1}\n", .wrongCharacter, 1), (one + "quorum a\r\n", .wrongCharacter, 2),
        ]
        for (text, code, line) in cases {
            let error = #expect(throws: WitnessPolicyError.self, "\(text)") { try policy(text) }
            #expect(error?.code == code && error?.line == line, "\(text): \(String(describing: error))")
        }
    }

    @Test func `limits hold: bytes, and entries of each kind`() throws {
        var random = SplitMix64(seed: 22)
        let many = try (0...WitnessPolicy.entriesMax).map { index in
            "witness n\(index) \(try SeededWitness.cosigner("w.example/\(index)", &random).key.text)\n"
        }
        #expect(try policy(many.dropLast().joined() + "quorum n0\n").witnesses.count == WitnessPolicy.entriesMax)
        #expect(throws: WitnessPolicyError.self) { try policy(many.joined() + "quorum n0\n") }
        let long = "# " + String(repeating: "x", count: WitnessPolicy.bytesMax) + "\nquorum none\n"
        #expect(throws: WitnessPolicyError.self) { try policy(long) }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `changed bytes are a policy or are refused, and nothing else happens`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let good = Array((lines(3) + "group g 2 w0 w1 w2\nquorum g\n").utf8)
        var refused = 0
        for _ in 0..<200 where (try? WitnessPolicy(parsing: random.mutated(good))) == nil { refused += 1 }
        #expect(refused > 0)
    }
}
