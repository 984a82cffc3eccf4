import Console
import Cooperation
import Services
import Testing

@Suite struct RefusalTextTests {
    /// Where what pages do is refused.
    private static let folders = ["Sources/Cooperation", "Sources/Services", "Sources/Console"]

    /// The codes that nobody meets on a page, by why.
    private static let elsewhere: [String: Set<String>] = [
        "pages leave the id of what they make to the node": [
            "already-added", "already-entered", "already-issued", "already-made", "already-open", "already-planned",
            "already-proposed", "already-queued", "already-raised", "already-registered", "already-started",
            "already-submitted", "already-written", "guest-id-taken", "session-open",
        ],
        "a node starts and ends a clock with what it does, and stops only one that runs": [
            "clock-stopped", "expires-by-itself", "time-ahead",
        ],
        "a node says it to itself while it follows an exchange": [
            "checkpoint-older", "exchange-changed", "exchange-key-differs",
        ],
        "bundles are made and taken in by the API and by commands alone": [
            "bundle-for-another", "bundle-gap", "bundle-of-another-exchange", "bundle-of-this-node", "bundle-older",
            "bundle-position", "bundle-proof-missing", "bundle-start", "exchange-newer", "exchange-not-followed",
            "no-checkpoint", "too-much-unproved",
        ],
        "only the API knows repeats of a request by a key of theirs": [
            "idempotency-key-in-use", "secret-already-shown",
        ],
        "only a node hands a threat alert to another": ["already-received", "node-needed"],
        "only a node asks for a bundle, and says to an exchange what its people said": ["not-a-node"],
        "a command of the operator is told so": ["already-initialised", "exchange-kind", "log-is-whole"],
        "the log refuses while it signs, not while somebody waits": ["log-refuses-to-sign"],
        "only keys of programs name an acting person or none": ["may-not-vouch", "person-needed", "viewer-missing"],
        "pages send numbers and names of their own making": [
            "factor-out-of-range", "key-id-invalid", "nothing-matched", "operation-unknown", "overlap-invalid",
            "too-many-replays",
        ],
        "a rule that acts alone never asks to close an account": ["closure-needs-people"],
        "a page writes down what is signed as its kind and office have it, each item once and numbered": [
            "country-not-of-office", "data-not-asked", "document-invalid", "document-not-canonical",
            "emergency-missing", "item-number-wrong", "item-repeated", "nonce-invalid", "not-a-stay-up",
            "not-an-emergency", "not-an-order", "version-unknown",
        ],
        "pages offer only what may be chosen, where that never changes": [
            "addressee-is-member", "authority-unknown", "exercise-not-fetched", "item-unknown", "not-an-authority",
            "not-on-paper", "outcome-not-allowed", "own-authority-vouches",
        ],
        "instruments are written down by the API and by commands alone": [
            "content-in-emergency", "data-categories-invalid", "functions-missing", "instrument-file-invalid",
            "reason-not-accepted-invalid", "register-code-invalid", "silence-days-invalid", "weakening-never-accepted",
        ],
        "a code finds only what is adopted, and only what is adopted with the same code takes its place": [
            "instrument-not-adopted", "replacement-invalid",
        ],
        "texts of events are erased by the API and by a command alone": [
            "case-erasure-needed", "login-closing-needed", "parts-unknown", "person-erasure-needed",
            "text-still-needed",
        ],
        "programs say over the API what they carried out": ["measure-missing", "other-measure"],
        "a node itself writes its words about requests, as their readers need them": [
            "file-not-sealed", "text-invalid",
        ],
        "who signs with a key that is none for signing is not known as a signer, which is said before": [
            "key-not-for-signing"
        ],
        "an upload that is too long is refused while it is read": ["scan-too-long"],
        "whoever left reads no answer": ["media-cancelled"],
        "a page asks which number was called only where the register has none": ["number-not-registered"],
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
