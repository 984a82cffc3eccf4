import CanonicalJSON
import Console
import Cooperation
import Documents
import Fingerprints
import Services
import Statements
import Testing
import TransparencyLog

/// The files that are handed out about a request: the order, its answer, and its receipts.
@Suite struct RequestFileTests {
    private static func answer(_ outcomes: [ItemOutcome]) -> RequestCommand {
        .answer(
            RequestAnswer(
                items: outcomes.enumerated().map {
                    .init(number: $0.offset + 1, outcome: $0.element, reasons: "TEST answer \($0.offset + 1)")
                },
                signed: nil
            )
        )
    }

    private static func cell(_ field: String, in page: LiveConsole.Page) -> Substring? {
        guard let start = page.text.firstRange(of: "data-field=\"\(field)\"") else { return nil }
        return page.text[start.upperBound...].prefix { $0 != "\n" }
    }

    @Test func `what was refused was not carried out, and what was undone says so`() async throws {
        let world = try await RequestWorld()
        let id = try await world.file(items: 2).request
        try await world.decide(Self.answer([.refusedScope, .refusedRights]), on: id)
        _ = try await world.platform.node.log.sign()
        let path = "/console/requests/\(id)/receipt?form=html"
        try await LiveConsole.serving(world.platform) { console in
            let page = try await console.browser(.counsel).page(path)
            #expect(page.status == 200 && page.shows("Refused"))
            #expect(Self.cell("carriedOutAt", in: page) == nil && !page.shows("Carried out at"))
        }
        let other = try await world.file(isFirst: false).request
        try await world.decide(Self.answer([.complied]), on: other)
        _ = try await world.platform.node.log.sign()
        try await LiveConsole.serving(world.platform) { console in
            let page = try await console.browser(.counsel).page("/console/requests/\(other)/receipt?form=html")
            #expect(Self.cell("carriedOutAt", in: page) != nil && page.shows("Complied with</span>"))
        }
        try await world.decide(.reverse(item: 1, reasons: "TEST its time was over", dispatch: nil), on: other)
        _ = try await world.platform.node.log.sign()
        try await LiveConsole.serving(world.platform) { console in
            let page = try await console.browser(.counsel).page("/console/requests/\(other)/receipt?form=html")
            let outcome = try #require(Self.cell("outcome", in: page))
            #expect(outcome.contains("Complied with (undone since ") && outcome.contains(" UTC)"))
        }
    }

    @Test func `everybody reads what became of each item, and not which it is`() async throws {
        let world = try await RequestWorld()
        let id = try await world.file(items: 2).request
        try await world.decide(Self.answer([.refusedScope, .complied]), on: id)
        _ = try await world.platform.node.log.sign()
        world.platform.clock.advance(.days(1))
        try await LiveConsole.serving(world.platform) { console in
            let browser = try await console.browser(.counsel)
            let page = try await browser.page("/console/requests/\(id)/receipt?form=html&view=public")
            #expect(page.status == 200 && page.shows("data-number=\"1\"") && page.shows("data-number=\"2\""))
            #expect(page.shows("Complied with</span>") && !page.shows("TEST answer") && !page.shows("TEST asked"))
            #expect(!page.shows("lentera.example/1"))
            let person = try await browser.page("/console/requests/\(id)/receipt?form=html&view=person&item=2")
            #expect(person.shows("data-number=\"2\"") && !person.shows("data-number=\"1\""))
            #expect(person.shows("https://lentera.example/2") && person.shows("TEST answer 2"))
            let links = try await browser.page("/console/requests/\(id)")
            for link in ["view=public", "view=person&amp;item=1", "view=person&amp;item=2"] {
                #expect(links.shows(link), "\(link)")
            }
        }
    }

    @Test func `the code on a receipt leads whoever has it to the very file, without a login`() async throws {
        let world = try await RequestWorld()
        let id = try await world.file().request
        try await world.decide(Self.answer([.refusedScope]), on: id)
        _ = try await world.platform.node.log.sign()
        try await LiveConsole.serving(world.platform) { console in
            let query = "/console/requests/\(id)/receipt?view=person&item=1&form="
            let browser = try await console.browser(.counsel)
            let page = try await browser.page(query + "html")
            let file = try await browser.page(query + "json")
            let match = try #require(page.text.firstMatch(of: #/\/receipts\/([0-9a-f]{64})\/[0-9a-z.-]+/#))
            #expect(page.shows("data-digest=\"\(match.output.1)\""))
            _ = try await world.platform.node.log.sign()
            let found = try await console.stranger.page(String(match.output.0))
            #expect(found.status == 200 && found.text == file.text)
            var digester = ContentDigester()
            Array(found.text.utf8).withUnsafeBytes { digester.update($0) }
            let digest = digester.finalize().sha256.hex
            #expect(digest == match.output.1)
            let other = match.output.0.replacing(".person.1.", with: ".platform.0.")
            #expect(try await console.stranger.page(String(other)).status == 404)
        }
    }

    @Test func `while the clock of an order stands, Annex III says why`() async throws {
        let world = try await RequestWorld(form: .annexI)
        let id = try await world.file().request
        let path = "/console/requests/\(id)/answer?form=html"
        try await LiveConsole.serving(world.platform) { console in
            let browser = try await console.browser(.counsel)
            #expect(try await browser.page(path).status == 404)
        }
        try await world.decide(.stopClock(.manifestError, note: "TEST the address is of nobody", dispatch: nil), on: id)
        try await LiveConsole.serving(world.platform) { console in
            let browser = try await console.browser(.counsel)
            let page = try await browser.page(path)
            #expect(page.status == 200 && page.shows("TEST the address is of nobody"))
            #expect(Self.isTicked("The order has a manifest error", in: page))
            #expect(
                !Self.isTicked("Force majeure", in: page) && !page.shows("E-mail"),
                "What nobody knows has no line."
            )
            #expect(try await browser.page("/console/requests/\(id)").shows("answer?form=pdf"))
        }
        try await world.decide(.resumeClock(dueAt: nil, dispatch: nil), on: id)
        try await world.decide(Self.answer([.clarificationAsked]), on: id)
        try await LiveConsole.serving(world.platform) { console in
            let page = try await console.browser(.counsel).page(path)
            #expect(page.status == 200 && Self.isTicked("The order does not say enough", in: page))
            #expect(!Self.isTicked("The order has a manifest error", in: page) && page.shows("TEST answer 1"))
        }
    }

    /// An answer as an addressee's node signs it.
    private static func signed(
        _ outcome: ItemOutcome,
        in territory: [String],
        at moment: Timestamp,
        endsAt: Timestamp? = nil,
        with key: SigningSecretKey
    ) throws -> RequestCommand {
        var members: [String: JSONValue] = [
            "answeredAt": .string(moment.description),
            "territory": .array(territory.map { .string($0) }),
            "items": .array([.object(["number": .integer(1), "outcome": .string(outcome.rawValue)])]),
        ]
        members["measureEndsAt"] = endsAt.map { .string($0.description) }
        let statement = try SignedStatement.sign(.object(members), for: .answer, with: key)
        return .answer(
            RequestAnswer(
                items: [.init(number: 1, outcome: outcome, reasons: "TEST answer 1")],
                signed: String(decoding: statement.bytes, as: UTF8.self)
            )
        )
    }

    @Test func `Annex II says when and until when, and only of what was done wherever the order is for`() async throws {
        let world = try await RequestWorld(form: .annexI)
        let done = world.platform.clock.now + .minutes(1)
        let ends = done + .hours(72)
        let removed = "The content was removed"
        let disabled = "Access was disabled in all states that the order concerns"
        let cases: [(asked: [String], outcome: ItemOutcome, told: [String], ticked: String?)] = [
            (["ID"], .complied, ["ID"], removed), (["ID"], .compliedInCountry, ["ID"], disabled),
            (["ID", "MY"], .complied, ["ID", "MY"], removed), (["ID", "MY"], .complied, ["ID"], nil),
            (["ID", "MY"], .compliedInCountry, ["ID"], nil),
        ]
        for (asked, outcome, told, ticked) in cases {
            let id = try await world.order(for: asked)
            let isLimited = outcome == .compliedInCountry
            try await world.decide(
                Self.signed(outcome, in: told, at: done, endsAt: isLimited ? ends : nil, with: world.key),
                on: id
            )
            // The answer arrives later than it was signed.
            world.platform.clock.advance(.hours(1))
            try await LiveConsole.serving(world.platform) { console in
                let browser = try await console.browser(.counsel)
                let page = try await browser.page("/console/requests/\(id)/answer?form=html")
                #expect(page.status == 200, "\(asked) \(outcome)")
                for box in [removed, disabled] {
                    #expect(Self.isTicked(box, in: page) == (box == ticked), "\(asked) \(outcome) \(box)")
                }
                #expect(page.shows("Answer to a request") == (ticked == nil), "\(asked) \(outcome)")
                #expect(page.shows("Ends by itself, unless confirmed") == isLimited)
                #expect(page.shows(Self.minute(ends)) == isLimited, "\(asked) \(outcome)")
                if ticked != nil { #expect(page.shows(Self.minute(done)), "\(asked) \(outcome)") }
                let sheet = try await browser.page("/console/requests/\(id)")
                #expect(sheet.shows("Ends by itself, unless confirmed") == isLimited)
            }
        }
    }

    @Test func `a receipt says when it was signed that it was done, or to whom it can not, when that was recorded`()
        async throws
    {
        let world = try await RequestWorld()
        let id = try await world.file().request
        let done = world.platform.clock.now + .minutes(1)
        // The answer arrives later than it was signed.
        world.platform.clock.advance(.hours(1))
        let recorded = world.platform.clock.now
        try await world.decide(Self.signed(.complied, in: ["ID"], at: done, with: world.key), on: id)
        _ = try await world.platform.node.log.sign()
        world.platform.clock.advance(.days(1))
        let path = "/console/requests/\(id)/receipt?form=html&item=1&view="
        try await LiveConsole.serving(world.platform) { console in
            let browser = try await console.browser(.counsel)
            let own = try await browser.page(path + "platform")
            #expect(own.status == 200 && own.shows("Carried out at") && !own.shows("Recorded as carried out at"))
            #expect(Self.cell("carriedOutAt", in: own)?.contains(Self.minute(done)) == true)
            for view in ["person", "public"] {
                let page = try await browser.page(path + view)
                #expect(page.status == 200 && page.shows("Recorded as carried out at"), "\(view)")
                #expect(Self.cell("carriedOutAt", in: page)?.contains(Self.minute(recorded)) == true, "\(view)")
            }
        }
    }

    private static func digest(_ bytes: [UInt8]) -> String {
        var digester = ContentDigester()
        bytes.withUnsafeBytes { digester.update($0) }
        return digester.finalize().sha256.hex
    }

    @Test func `an answer is a page that holds what was signed, paper that names it, and that itself`() async throws {
        let world = try await RequestWorld()
        let id = try await world.file().request
        let now = world.platform.clock.now
        try await world.decide(Self.signed(.refusedScope, in: ["ID"], at: now, with: world.key), on: id)
        try await LiveConsole.serving(world.platform) { console in
            let browser = try await console.browser(.counsel)
            let path = "/console/requests/\(id)/answer?form="
            let signed = Array(try await browser.page(path + "json").text.utf8)
            let statement = try SignedStatement(parsing: signed)
            #expect(throws: Never.self) { try statement.verify(as: .answer, by: [world.key.publicKey]) }
            let page = try await browser.page(path + "html")
            #expect(try EmbeddedData(fromPage: Array(page.text.utf8)).bytes == signed)
            let paper = try await browser.page(path + "pdf").text
            #expect(paper == "%PDF TEST answerLetter\nanswer-\(id).json\n\(Self.digest(signed))")
        }
    }

    @Test func `an answer that nobody signed names no signed file`() async throws {
        let world = try await RequestWorld()
        let id = try await world.file().request
        try await world.decide(Self.answer([.refusedScope]), on: id)
        try await LiveConsole.serving(world.platform) { console in
            let browser = try await console.browser(.counsel)
            let path = "/console/requests/\(id)/answer?form="
            #expect(try await browser.page(path + "pdf").text.hasPrefix("%PDF TEST answerLetter"))
            #expect(try await !browser.page(path + "pdf").text.contains(".json"))
            #expect(try await browser.page(path + "json").status == 404)
        }
    }

    @Test func `what was undone since is no more told as done by Annex II`() async throws {
        let world = try await RequestWorld(form: .annexI)
        let id = try await world.file().request
        try await world.decide(Self.answer([.complied]), on: id)
        let path = "/console/requests/\(id)/answer?form=html"
        try await LiveConsole.serving(world.platform) { console in
            let page = try await console.browser(.counsel).page(path)
            #expect(Self.isTicked("The content was removed", in: page))
        }
        try await world.decide(.reverse(item: 1, reasons: "TEST its time was over", dispatch: nil), on: id)
        try await LiveConsole.serving(world.platform) { console in
            let page = try await console.browser(.counsel).page(path)
            #expect(!page.shows("The content was removed") && page.shows("Complied with (undone"))
        }
    }

    /// A moment as documents write it in UTC, to the minute.
    private static func minute(_ moment: Timestamp) -> String {
        String(moment.description.prefix(16)).replacing("T", with: " ")
    }

    private static func isTicked(_ words: String, in page: LiveConsole.Page) -> Bool {
        page.text.split(separator: "\n").contains { $0.contains("class=\"ticked\"") && $0.contains(words) }
    }

    @Test(arguments: [RequestForm.annexI, .modelForm, .plain])
    func `the order is a file with what was signed, by whom and for which office`(form: RequestForm) async throws {
        let world = try await RequestWorld(form: form)
        let (id, signed) = try await world.file()
        try await LiveConsole.serving(world.platform) { console in
            let browser = try await console.browser(.counsel)
            let path = "/console/requests/\(id)/order?form="
            let page = try await browser.page(path + "html")
            // Without what is embedded.
            let shown = page.text.prefix(upTo: try #require(page.text.firstRange(of: "<script")).lowerBound)
            #expect(page.status == 200 && shown.contains("A. Issuer and addressee") == (form == .annexI))
            for text in [
                "TEST unit", "+62 21 555 0100", "TEST 17/2026", "https://lentera.example/1", "TEST asked 1",
                "TEST Officer", world.key.publicKey.id.description,
            ] {
                #expect(shown.contains(text), "\(text)")
            }
            #expect(shown.contains("TEST act, article 1") == (form != .annexI))
            #expect(try EmbeddedData(fromPage: Array(page.text.utf8)).bytes == signed.bytes)
            #expect(try await browser.page(path + "json").text == String(decoding: signed.bytes, as: UTF8.self))
            let digest = Self.digest(signed.bytes)
            let paper = try await browser.page(path + "pdf").text
            #expect(paper == "%PDF TEST \(DocumentKind.removalOrder.rawValue)\nrequest-\(id).json\n\(digest)")
            #expect(
                try await console.stranger.page(path + "json").text != String(decoding: signed.bytes, as: UTF8.self)
            )
        }
    }

    @Test func `an order by Annex I says to whom and until when one turns, and whether a copy goes to another state`()
        async throws
    {
        for isCopied in [true, nil] {
            let world = try await RequestWorld(form: .annexI)
            let id = try await world.file {
                ($0.redress, $0.redressBody, $0.redressDeadline) = ("TEST in writing", "TEST court", "TEST 30 days")
                $0.isCopied = isCopied
            }.request
            try await LiveConsole.serving(world.platform) { console in
                let browser = try await console.browser(.counsel)
                let page = try await browser.page("/console/requests/\(id)/order?form=html")
                let shown = page.text.prefix(upTo: try #require(page.text.firstRange(of: "<script")).lowerBound)
                for text in ["TEST in writing", "TEST court", "TEST 30 days"] {
                    #expect(shown.contains(text), "\(text)")
                }
                #expect(
                    Self.isTicked("A copy goes to the state of main establishment", in: page) == (isCopied == true)
                )
                let sheet = try await browser.page("/console/requests/\(id)")
                #expect(sheet.shows("TEST 30 days") && sheet.shows("Court or body to turn to"))
            }
        }
    }

    @Test func `a guest sees which office signed with which key, and gets the signed file while the link works`()
        async throws
    {
        let world = try await RequestWorld()
        let (id, signed) = try await world.file(to: .guest(name: "TEST Other"))
        let secret = try await world.platform.node.inviteGuest(to: id, by: try await world.asker()).secret
        try await LiveConsole.serving(world.platform) { console in
            let page = try await console.stranger.page("/guest/\(secret)")
            for text in [
                "TEST unit", "+62 21 555 0100", "TEST directory", world.key.publicKey.description,
                "perisai request verify", "/guest/\(secret)/document",
            ] {
                #expect(page.shows(text), "\(text)")
            }
            let file = try await console.stranger.page("/guest/\(secret)/document")
            #expect(file.status == 200 && file.text == String(decoding: signed.bytes, as: UTF8.self))
            let statement = try SignedStatement(parsing: Array(file.text.utf8))
            #expect(throws: Never.self) { try statement.verify(as: .request, by: [world.key.publicKey]) }
            let paper = try await console.stranger.page("/guest/\(secret)/document?form=pdf")
            #expect(paper.text.hasPrefix("%PDF TEST"))
            let none = try await console.stranger.page("/guest/\(String(repeating: "0", count: 64))/document")
            #expect(none.status == 404 && !none.shows("TEST unit"))
            _ = try await world.platform.node.answerAsGuest(
                secret,
                [.init(number: 1, outcome: .refusedScope, reasons: "TEST it is news")]
            )
            #expect(try await console.stranger.page("/guest/\(secret)/document").status == 404)
        }
    }
}
