import Cooperation
import Testing

@Suite struct ComparePageTests {
    private static let one = String(repeating: "0", count: 64)
    private static let other = String(repeating: "0", count: 62) + "07"

    @Test func `two hashes show their distance, what each bank says, and leave nothing behind`() async throws {
        let platform = try await TestPlatform()
        _ = try await platform.bank()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.reviewer)
            let before = try await platform.journalSize()
            let hashes = ["oneHash": Self.one, "otherHash": "pdq " + Self.other]
            let page = try await browser.upload("/console/compare", hashes, from: "/console/compare")
            #expect(page.status == 200 && page.shows("3 of 256 bits differ"))
            #expect(page.shows("TEST bank") && page.shows("Matches; a person looks"))
            #expect(try await platform.journalSize() == before)
        }
    }

    @Test func `a side without a file and a hash is named`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.reviewer)
            let hashes = ["oneHash": Self.one, "otherHash": ""]
            let page = try await browser.upload("/console/compare", hashes, from: "/console/compare")
            #expect(page.status == 422 && page.shows(#"id="otherHash-error""#) && page.shows(Self.one))
        }
    }
}
