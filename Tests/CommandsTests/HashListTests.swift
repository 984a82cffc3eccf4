import Commands
import Fingerprints
import Services
import Testing

@Suite struct HashListTests {
    private static let pdq = String(repeating: "0f", count: 32)
    private static let sha256 = String(repeating: "ab", count: 32)
    private static let md5 = String(repeating: "cd", count: 16)

    @Test(
        arguments: [
            ("", 1, "the list holds no hashes"),
            ("# only a comment\n", 2, "the list holds no hashes"),
            ("pdq,name\n", 2, "the list holds no hashes"),
            ("pdq abc", 1, "line 1: expected 64 hexadecimal digits, got 3 bytes"),
            ("# x\n\npdq \(pdq)\nmd5 \(pdq)", 4, "line 4: expected 32 hexadecimal digits, got 64 bytes"),
            (
                "pdq \(String(repeating: "0g", count: 32))", 1,
                "line 1: the character at offset 1 is not a hexadecimal digit"
            ),
            ("vpdq \(pdq)", 1, "line 1: write pdq, sha256 or md5 before the hash, or the hash alone"),
            ("pdq \(pdq) 12", 1, "line 1: there is more on the line than a hash; comments begin with #"),
            ("abc", 1, "line 1: a bare hash has 64 digits (pdq) or 32 (md5); for another kind write it first"),
            ("name,pdq\nx,\(pdq)\n\"y,\(pdq)", 3, "line 3: a quote is not closed"),
            ("name,pdq\nx,\n", 2, "line 2: the row has no hash"),
            ("name,pdq\nx\n", 2, "line 2: the row has no hash"),
            (
                "name,hash\nx,12\n", 2,
                "line 2: a bare hash has 64 digits (pdq) or 32 (md5); for another kind write it first"
            ),
        ])
    func `a bad list is refused with its line`(_ text: String, _ line: Int, _ words: String) {
        let error = #expect(throws: HashListError.self) { try HashList(text: text) }
        #expect(error?.line == line)
        #expect(error?.description == words)
    }

    @Test(
        arguments: [
            "pdq \(pdq)", "\(pdq)", "  PDQ\t\(pdq.uppercased())  \r\n", "# known\n\n\(pdq)\n\(pdq)\n",
            "pdq\n\(pdq)\n", "hash\r\n\(pdq)\r\n", "\u{FEFF}name,hash\nx,\(pdq)",
            "\"the, name\",\"PDQ\",md5\n\"a \"\"b\"\", c\",\(pdq),\n",
        ])
    func `one hash is read from every form of list`(_ text: String) throws {
        let list = try HashList(text: text)
        #expect(list.count == 1)
        #expect(list.matches(of: try prints(Self.pdq), radius: 0).map(\.fingerprint.value) == [Self.pdq])
    }

    @Test func `digests match by equality and say on which line they stand`() throws {
        let list = try HashList(text: "sha256 \(Self.sha256)\nmd5 \(Self.md5)\n\(Self.md5)\npdq \(Self.pdq)")
        #expect(list.count == 3)
        let file = FileFingerprints(
            sha256: try Hash256(hex: Self.sha256),
            md5: Self.md5,
            picture: .none(reason: "not-an-image", quality: nil)
        )
        let matches = list.matches(of: file, radius: 128)
        #expect(matches.map(\.fingerprint.kind) == [.sha256, .md5])
        #expect(matches.map(\.line) == [1, 2])
    }

    @Test func `a picture matches up to the radius and not beyond, nearest first`() throws {
        let far = String(repeating: "0f", count: 28) + "ffffffff"
        let list = try HashList(text: "\(far)\n\(Self.pdq)")
        let file = try prints(Self.pdq)
        #expect(list.matches(of: file, radius: 16).map(\.distance) == [0, 16])
        #expect(list.matches(of: file, radius: 15).map(\.line) == [2])
    }

    @Test func `a turned picture matches by its other orientations`() throws {
        let list = try HashList(text: Self.pdq)
        let file = FileFingerprints(
            sha256: .zero,
            md5: "",
            picture: .fingerprint(try Hash256(hex: Self.sha256), quality: 60),
            turned: [.init(orientation: "rotate90", hash: try Hash256(hex: Self.pdq))]
        )
        #expect(list.matches(of: file, radius: 0).map(\.distance) == [0])
    }

    private func prints(_ hex: String) throws -> FileFingerprints {
        FileFingerprints(sha256: .zero, md5: "", picture: .fingerprint(try Hash256(hex: hex), quality: 60))
    }
}

extension Hash256 {
    fileprivate static let zero = Hash256(0, 0, 0, 0)
}
