import Console
import Cooperation
import Services
import Testing

@Suite struct RefusalTextTests {
    /// Where what pages do is refused: the subjects whose refusals have all been given texts.
    private static let folders =
        [
            "Agreements", "Alerts", "Authorisation", "Banks", "Cases", "Checks", "Clocks", "Decisions", "Exchanges",
            "Exercises", "Kernel", "Keys", "Logins", "Organisations", "People", "Preferences", "Readings", "Rosters",
            "Sessions", "Signals", "Submissions", "ThreatAlerts", "Webhooks", "Wellbeing",
        ].map { "Sources/Cooperation/" + $0 }
        + [
            "Alerts", "Cases", "Checks", "Clocks", "Events", "Exercises", "Lists", "Log", "Logins", "Members", "Node",
            "Pages", "Search", "Signals", "ThreatAlerts", "Webhooks", "Wellbeing",
        ].map { "Sources/Services/" + $0 }
        + ["Sources/Console"]

    /// The codes that nobody meets on a page, by why.
    private static let elsewhere: [String: Set<String>] = [
        "pages leave the id of what they make to the node": [
            "already-added", "already-issued", "already-made", "already-open", "already-planned", "already-proposed",
            "already-raised", "already-registered", "already-started", "already-submitted", "session-open",
        ],
        "a node starts a clock with what it does, and no page stops or moves one by itself": [
            "clock-over", "clock-stopped", "expires-by-itself", "stop-reason-not-allowed", "time-ahead",
            "too-many-stops",
        ],
        "a node says it to itself while it follows an exchange": [
            "alarm-stands", "checkpoint-older", "exchange-changed",
        ],
        "only a node hands a threat alert to another": ["already-received", "node-needed"],
        "a command of the operator is told so": ["already-initialised", "exchange-kind", "log-is-whole"],
        "the log refuses while it signs, not while somebody waits": ["log-refuses-to-sign"],
        "only keys of programs name an acting person or none": ["may-not-vouch", "person-needed", "viewer-missing"],
        "pages send numbers and names of their own making": [
            "nothing-matched", "operation-unknown", "overlap-invalid", "too-many-replays",
        ],
        "a rule that acts alone never asks to close an account": ["closure-needs-people"],
        "whoever left reads no answer": ["media-cancelled"],
    ]

    private static func codes() throws -> Set<String> {
        var codes: Set<String> = []
        for folder in folders {
            let sources = try Repository.sources(below: folder)
            #expect(!sources.isEmpty, "\(folder)")
            let made = #/\(\s*\.(?:notFound|forbidden|conflict|invalid|limitReached),\s*"([a-z0-9\-]+)"/#
            codes.formUnion(sources.matches(of: made).map { String($0.output.1) })
        }
        let media = try Repository.text("Sources/Media/MediaError.swift")
        codes.formUnion(media.matches(of: #/Code\(rawValue: "([a-z\-]+)"\)/#).map { String($0.output.1) })
        return codes
    }

    @Test func `each refusal that a page can meet has a text, or it is said why none meets it`() throws {
        let texts = try #require(try Catalogues().english.entries["refusal"])
        let codes = try Self.codes()
        #expect(codes.count > 150)
        let excused = Self.elsewhere.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        #expect(codes.subtracting(texts.keys).subtracting(excused).sorted() == [])
        #expect(excused.subtracting(codes).sorted() == [], "no refusal has these codes")
        #expect(excused.intersection(texts.keys).sorted() == [], "these have texts and need no excuse")
    }

    @Test func `what no form says is said in the reader's language as well`() async throws {
        let platform = try await TestPlatform()
        let text = try #require(try Catalogues().all.first { $0.code == "id" }?.entries["refusal"]?["role-not-allowed"])
        try await LiveConsole.serving(platform) { console in
            var browser = try await console.browser(.administrator)
            let suffix = platform.node.identity.organisation.description.suffix(12)
            browser.cookies.append("perisai-language-\(suffix)=id")
            let page = try await browser.page("/console/signals")
            let said = try #require(text.texts.first)
            #expect(page.status == 403 && page.shows(said))
            #expect(!page.text.contains(#"<p lang="en">"#))
        }
    }

    @Test func `the report of an import says in the reader's language why a line was refused`() async throws {
        let platform = try await TestPlatform()
        let bank = try await platform.bank()
        let text = try #require(
            try Catalogues().all.first { $0.code == "id" }?.entries["refusal"]?["kind-not-proposable"]
        )
        try await LiveConsole.serving(platform) { console in
            var browser = try await console.browser(.curator)
            let suffix = platform.node.identity.organisation.description.suffix(12)
            browser.cookies.append("perisai-language-\(suffix)=id")
            let path = "/console/banks/\(bank)/import"
            let list = (field: "file", bytes: Array(String(repeating: "b", count: 32).utf8))
            let said = [
                "kind": "image", "behaviours-glorification": "yes", "provenance": "observed",
                "rationale": "TEST rationale", "exemptionAssessment": "TEST no exemption", "source": "TEST list",
                "expiresAt": "",
            ]
            let page = try await browser.upload(path, said, file: list, from: path)
            let link = try #require(page.text.firstMatch(of: #/\/console\/imports\/([0-9a-z]+)/#))
            let report = try await browser.page(String(link.output.0))
            let reason = try #require(text.texts.first)
            #expect(report.shows(reason))
            #expect(!report.text.contains("MD5 can be forged"))
        }
    }
}
