import Cooperation
import Services
import Testing

@Suite struct ImportPageTests {
    private static let said = [
        "kind": "image", "behaviours-glorification": "yes", "provenance": "observed", "rationale": "TEST rationale",
        "exemptionAssessment": "TEST no exemption", "source": "TEST list", "expiresAt": "",
    ]

    private static func hash(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 64 - digits.count) + digits
    }

    @Test func `a list is refused before its first line where the form is wrong`() async throws {
        let platform = try await TestPlatform()
        let bank = try await platform.bank()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.curator)
            let before = try await platform.journalSize()
            var said = Self.said
            said["rationale"] = "  "
            let path = "/console/banks/\(bank)/import"
            let list = (field: "file", bytes: Array(Self.hash(1).utf8))
            let page = try await browser.upload(path, said, file: list, from: path)
            #expect(page.status == 422 && page.shows(#"id="rationale-error""#) && page.shows("TEST no exemption"))
            let none = try await browser.upload(path, Self.said, from: path)
            #expect(none.status == 422 && none.shows(#"id="file-error""#))
            let empty = (field: "file", bytes: Array("# TEST\n".utf8))
            #expect(
                try await browser.upload(path, Self.said, file: empty, from: path).shows("The file holds no hashes.")
            )
            #expect(try await platform.journalSize() == before)
        }
    }

    @Test func `every line is accounted for, on the page and in the file, and the same list again adds nothing`()
        async throws
    {
        let platform = try await TestPlatform()
        let bank = try await platform.bank()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.curator)
            let good = (1...2300).map(Self.hash)
            let lines = ["# TEST", "TEST hash", String(repeating: "b", count: 32), Self.hash(7)] + good
            let list = (field: "file", bytes: Array(lines.joined(separator: "\n").utf8))
            let path = "/console/banks/\(bank)/import"
            let page = try await browser.upload(path, Self.said, file: list, from: path)
            #expect(page.status == 200 && page.shows("Every line was looked at."))
            #expect(page.isPage && PageGuards(of: page) == .page, "Also while it grows.")
            // One transaction for each thousand, and a step before the first.
            #expect(page.text.matches(of: #/<progress /#).count == 4)
            let link = try #require(page.text.firstMatch(of: #/\/console\/imports\/([0-9a-z]+)/#))
            let report = try await browser.page(String(link.output.0))
            #expect(report.shows("The first 1,000 of 2,303 lines") && report.shows("line 2:"))
            let csv = try await browser.page(String(link.output.0) + "/csv")
            let rows = csv.text.split(separator: "\r\n").dropFirst()
            #expect(rows.count == 2303)
            #expect(rows.count { $0.contains(",accepted,") } == 2300)
            #expect(rows.count { $0.contains(",duplicate,") } == 1)
            #expect(rows.first == #"2,refused,,hash-invalid,"\#(Self.noHash)""#)
            #expect(rows.dropFirst().first?.hasPrefix("3,refused,,kind-not-proposable,") == true)

            let size = try await platform.journalSize()
            let again = try await browser.upload(path, Self.said, file: list, from: path)
            #expect(again.shows("Every line was looked at."))
            #expect(try await platform.journalSize() == size)

            let other = try await console.browser(.curator)
            #expect(try await other.page(String(link.output.0)).status == 404)
        }
    }

    private static let noHash = "line 2: write pdq, sha256 or md5 before the hash, or the hash alone"
}
