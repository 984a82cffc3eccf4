import CanonicalJSON
import Console
import Cooperation
import Services
import Statements
import Testing

@Suite struct RequestPageTests {
    private static let links =
        "http://www.lentera.example/p/1/?utm_source=x\nhttps://other.example/9\n\nhttps://lentera.example/p/1"

    /// The officer's way through the pages without a script, up to the draft; gives its path.
    private static func write(
        _ world: RequestWorld,
        _ browser: LiveConsole.Browser
    ) async throws -> (path: String, page: LiveConsole.Page) {
        let new = "/console/requests/new"
        let links = ["links": "https://lentera.example/p/1", "instrument": RequestWorld.code, "language": "en"]
        let first = try await browser.send(new, links, from: new)
        #expect(first.status == 200 && first.shows("1. https://lentera.example/p/1"))
        let own = world.platform.administrator.organisation.id.description
        var fields = [
            "links": "https://lentera.example/p/1", "instrument": RequestWorld.code, "language": "en", "to-1": own,
            "kind-1": "content", "ground-1": "incites", "reasons-1": " ", "statute": "TEST act, article 1",
        ]
        let refused = try await browser.send(new + "/items", fields, from: new)
        #expect(refused.status == 422 && refused.shows("Give each item a reason of its own."))
        #expect(refused.shows("TEST act, article 1"), "What was typed is not lost.")
        fields["reasons-1"] = "TEST <reason>"
        let draft = try await browser.send(new + "/items", fields, from: new)
        #expect(draft.status == 200 && draft.shows("TEST &lt;reason&gt;"))
        let match = try #require(draft.text.firstMatch(of: #/\/console\/requests\/drafts\/[0-9a-f-]+/#))
        return (String(match.output), draft)
    }

    private static func sign(_ page: LiveConsole.Page, with key: SigningSecretKey) throws -> [UInt8] {
        let match = try #require(page.text.firstMatch(of: #/<pre data-statement>(.*?)<\/pre>/#))
        let value = try JSONValue(parsing: Array(RequestWorld.plain(match.output.1).utf8))
        return try SignedStatement.sign(value, for: .request, with: key).bytes
    }

    /// Files a request through the pages; gives the path of its assessment.
    private static func file(_ world: RequestWorld, _ console: LiveConsole) async throws -> String {
        let officer = console.browser(session: world.officer)
        let keys = "/console/requests/keys"
        let wrong = try await officer.send(keys, ["signing": "ed25519:00"], from: keys)
        #expect(wrong.status == 422 && wrong.shows("ed25519:00"))
        let added = try await officer.send(keys, ["signing": world.key.publicKey.description], from: keys)
        #expect(added.status == 200 && added.shows("Nobody vouched"))
        try await world.vouchForKey()
        let (path, draft) = try await write(world, officer)
        let nothing = try await officer.upload(path + "/signature", ["signed": ""], from: path)
        #expect(nothing.status == 422)
        let signed = try sign(draft, with: world.key)
        let filed = try await officer.upload(
            path + "/signature",
            [:],
            file: (field: "file-1", bytes: signed),
            from: path
        )
        #expect(filed.status == 200 && filed.shows("1 request") && filed.shows("+00:00 (UTC)"))
        let match = try #require(filed.text.firstMatch(of: #/href="\/console\/requests\/([0-9a-f-]{36})"/#))
        let own = try await officer.page("/console/requests/\(match.output.1)")
        #expect(own.shows("TEST &lt;reason&gt;") && own.shows("Withdraw the request"))
        return "/console/assessments/\(match.output.1)"
    }

    @Test func `links are brought into one spelling, each once, and grouped by platform`() async throws {
        let world = try await RequestWorld()
        try await LiveConsole.serving(world.platform) { console in
            let officer = console.browser(session: world.officer)
            let new = "/console/requests/new"
            let page = try await officer.send(
                new,
                ["links": Self.links, "instrument": RequestWorld.code, "language": "en"],
                from: new
            )
            #expect(page.shows("1. https://lentera.example/p/1") && page.shows("2. https://other.example/9"))
            #expect(!page.shows("3. https://") && page.shows("id=\"to-2\"") && !page.shows("id=\"to-3\""))
            let empty = try await officer.send(new, ["instrument": RequestWorld.code, "language": "en"], from: new)
            #expect(empty.status == 422 && empty.shows("Name at least one item, and not more than the page allows."))
        }
    }

    @Test func `a request goes from the officer's list to the second person's approval without a script`() async throws
    {
        let world = try await RequestWorld()
        try await LiveConsole.serving(world.platform) { console in
            let path = try await Self.file(world, console)
            let counsel = try await console.browser(.counsel)
            let inbox = try await counsel.page("/console/assessments")
            #expect(inbox.shows("TEST unit") && inbox.shows("+00:00 (UTC)"))
            let page = try await counsel.page(path)
            #expect(page.shows("+62 21 555 0100") && page.shows("TEST directory"))
            #expect(page.shows("Before anything can be complied with") && page.shows("weigh it under Proportionality"))
            let no = ["outcome-1": "refusedRights", "reasons-1": "TEST it is a report", "answer-territory": "ID"]
            let early = try await counsel.send(path + "/answer", no, from: path)
            #expect(early.status == 422 && early.shows("TEST it is a report"), "What was typed is not lost.")
            #expect(early.shows("Weigh first whether what is asked is proportionate."))
            let hasty = ["form-factors-urgentWords", "lock-factors-urgentWords"]
            #expect(hasty.allSatisfy { page.shows("name=\"\($0)\"") } && page.shows("Presses for speed"))
            let typed = ["finding-legalBasis": "TEST quoted", "finding-reasons": "TEST why", "finding-territory": "ID"]
            let unweighed = try await counsel.send(path + "/finding", typed, from: path)
            #expect(unweighed.status == 422 && unweighed.shows("TEST quoted") && unweighed.shows("TEST why"))
            _ = try await counsel.send(path + "/form", ["form-note": "TEST complete"], from: path)
            var finding = typed
            let rabat = ["context", "speaker", "intent", "contentAndForm", "extent", "likelihood"]
            for name in rabat { finding["finding-" + name] = "2" }
            let found = ["hasLegitimateAim", "isCompetent", "isSpecific", "tellsPerson"]
            for name in found { finding["finding-found-" + name] = "yes" }
            let weighed = try await counsel.send(path + "/finding", finding, from: path)
            #expect(weighed.status == 200 && weighed.shows("2 / 3"))
            #expect(!weighed.shows("weigh it under Proportionality"))
            let day = String((world.platform.node.clock() + Seconds.days(190)).description.prefix(10))
            for (until, status) in [("2999-01-01", 422), (day, 200)] {
                let kept = try await counsel.send(path + "/preservation", ["preservation-until": until], from: path)
                #expect(kept.status == status)
            }
            let answer = ["outcome-1": "complied", "reasons-1": "TEST agreed", "answer-territory": "ID"]
            let proposed = try await counsel.send(path + "/answer", answer, from: path)
            #expect(proposed.status == 200 && proposed.shows("Another person has to approve it."))
            let colleague = try await console.browser(.counsel)
            let approved = try await colleague.send(path + "/approval", [:], from: path)
            #expect(approved.status == 200 && approved.shows("TEST agreed"))
            let officer = console.browser(session: world.officer)
            let read = try await officer.page(path.replacing("assessments", with: "requests"))
            #expect(read.shows("TEST agreed") && read.shows("Complied with"))
            #expect(!read.shows("TEST why"), "What was found stays with the platform.")
        }
    }

    @Test func `a first order says how orders work, or why it can't wait, and loses neither where both are typed`()
        async throws
    {
        let world = try await RequestWorld(firstContactClock: "EU_TCO_FIRST_INFO")
        try await LiveConsole.serving(world.platform) { console in
            let browser = console.browser(session: world.officer)
            let new = "/console/requests/new"
            let own = world.platform.administrator.organisation.id.description
            var fields = [
                "links": "https://lentera.example/p/1", "instrument": RequestWorld.code, "language": "en", "to-1": own,
                "kind-1": "content", "ground-1": "incites", "reasons-1": "TEST reasons", "statute": "TEST act",
                "information": "TEST how orders work", "firstEmergency": "TEST why not",
            ]
            let refused = try await browser.send(new + "/items", fields, from: new)
            #expect(refused.status == 422 && refused.shows("TEST how orders work") && refused.shows("TEST why not"))
            fields["firstEmergency"] = ""
            var mute = fields
            mute["information"] = " "
            let silent = try await browser.send(new + "/items", mute, from: new)
            #expect(silent.status == 422 && silent.shows("This is the first order of your authority"))
            let draft = try await browser.send(new + "/items", fields, from: new)
            #expect(draft.status == 200 && draft.shows("TEST how orders work"))
        }
    }

    @Test func `what is to stay up is nothing of the perpetrators', and names what a judge renews`() async throws {
        let world = try await RequestWorld(.stayUp)
        try await LiveConsole.serving(world.platform) { console in
            let browser = console.browser(session: world.officer)
            let new = "/console/requests/new"
            let own = world.platform.administrator.organisation.id.description
            var fields = [
                "links": "https://lentera.example/p/1", "instrument": RequestWorld.code, "language": "en", "to-1": own,
                "kind-1": "content", "ground-1": "incites", "reasons-1": "TEST reasons",
            ]
            let form = try await browser.send(
                new,
                ["links": "https://lentera.example/p/1", "instrument": RequestWorld.code, "language": "en"],
                from: new
            )
            #expect(form.shows(#"name="notPerpetrators""#) && form.shows(#"name="renews""#))
            let refused = try await browser.send(new + "/items", fields, from: new)
            #expect(refused.status == 422 && refused.shows("TEST reasons"))
            fields["notPerpetrators"] = "yes"
            fields["renews"] = ID<Request>(Identifier(derivedHigh: 7, low: 9)).description
            let nothing = try await browser.send(new + "/items", fields, from: new)
            #expect(nothing.status == 422 && nothing.shows(fields["renews"] ?? "–"), "Nothing is there to be renewed.")
            fields["renews"] = ""
            let draft = try await browser.send(new + "/items", fields, from: new)
            #expect(draft.status == 200 && draft.shows("TEST reasons"))
        }
    }

    @Test func `the page of an emergency says why its agency gets nothing, and from when a formal request is missing`()
        async throws
    {
        let world = try await RequestWorld()
        let (platform, node) = (world.platform, world.platform.node)
        let owing = try await world.emergency([.subscriber])
        try await world.comply(with: owing)
        try await LiveConsole.serving(platform) { console in
            let page = try await console.browser(.counsel).page("/console/assessments/\(owing)")
            // The end of the clock, where it is counted and in UTC.
            #expect(page.status == 200 && page.shows("(UTC)") && page.shows("A disclosure"))
        }
        platform.clock.advance(.days(16))
        while try await ClockKeeper(node: node).turn() > 0 {}
        let later = try await world.emergency([.subscriber])
        try await LiveConsole.serving(platform) { console in
            let page = try await console.browser(.counsel).page("/console/assessments/\(later)")
            #expect(page.status == 200 && page.shows("It was recognised by its membership") && page.shows("\(owing)"))
        }
    }

    @Test func `paper is recorded with the hash of its scan, which a mistake elsewhere does not lose`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let counsel = try await console.browser(.counsel)
            let path = "/console/assessments/paper"
            var fields = [
                "kind": "referral", "instrument": "TEST_PAPER", "country": "ID", "language": "en", "function": "police",
                "issuedAt": "1990-01-01T10:00", "receivedAt": "", "authorityName": "TEST office", "ground": "incites",
                "items": "https://lentera.example/1 | TEST first\nTEST account",
            ]
            let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            let file = (field: "file", bytes: Array("abc".utf8))
            let refused = try await counsel.upload(path, fields, file: file, from: path)
            #expect(refused.status == 422 && refused.shows(hash) && refused.shows("TEST first"))
            fields["receivedAt"] = "1990-01-01T11:00"
            fields["scan"] = hash
            let recorded = try await counsel.upload(path, fields, from: path)
            #expect(recorded.status == 200 && recorded.shows(hash) && recorded.shows("TEST account"))
            #expect(recorded.shows("not signed"))
            let brought = try #require(recorded.text.firstMatch(of: #/\/console\/assessments\/[0-9a-f-]{36}\/scan/#))
            let scan = String(brought.output)
            let assessment = String(scan.dropLast("/scan".count))
            let wrong = try await counsel.upload(scan, [:], file: (field: "file", bytes: [1]), from: assessment)
            #expect(wrong.status == 422 && wrong.shows("another SHA-256"))
            let kept = try await counsel.upload(scan, [:], file: file, from: assessment)
            #expect(kept.status == 200 && kept.shows("Download the scan"))
            #expect(try await counsel.page(scan).text == "abc")
            let erased = try await counsel.send(scan + "/erasure", ["reason": "TEST why"], from: assessment)
            #expect(erased.status == 200 && erased.shows("The scan was erased."))
            #expect(try await counsel.page(scan).status == 404)
        }
    }

    @Test func `paper is recorded together with its scan, which is kept`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let counsel = try await console.browser(.counsel)
            let path = "/console/assessments/paper"
            let fields = [
                "kind": "referral", "instrument": "TEST_PAPER", "country": "ID", "language": "en", "function": "police",
                "issuedAt": "1990-01-01T10:00", "receivedAt": "1990-01-01T11:00", "authorityName": "TEST office",
                "items": "https://lentera.example/1 | TEST first", "ground": "incites",
            ]
            let bytes = Array("%PDF-1.7 TEST".utf8)
            let recorded = try await counsel.upload(path, fields, file: (field: "file", bytes: bytes), from: path)
            #expect(recorded.status == 200 && recorded.shows("Download the scan"))
            let scan = try #require(recorded.text.firstMatch(of: #/\/console\/assessments\/[0-9a-f-]{36}\/scan/#))
            #expect(try await counsel.page(String(scan.output)).text == "%PDF-1.7 TEST")
        }
    }

    @Test func `screenshots come as hashes, and a wider territory with its reasons, into what is signed`() async throws
    {
        let world = try await RequestWorld()
        try await LiveConsole.serving(world.platform) { console in
            let officer = console.browser(session: world.officer)
            let new = "/console/requests/new"
            let hash = String(repeating: "0A", count: 32)
            let first = [
                "links": "https://lentera.example/p/1", "instrument": RequestWorld.code, "language": "en",
            ]
            let form = try await officer.send(new, first, from: new)
            #expect(form.shows(#"id="territory" name="territory" type="text" value="ID""#))
            #expect(form.shows("data-hashing=") && form.shows("/file-hashing.js"))
            var fields = first.merging([
                "to-1": world.platform.administrator.organisation.id.description, "kind-1": "content",
                "ground-1": "incites", "reasons-1": "TEST", "statute": "TEST act", "territory": "my, id",
                "files-1": "\(hash) 17", "files": "\(hash)  5\tTEST all of it.pdf\n",
            ]) { $1 }
            let nameless = try await officer.send(new + "/items", fields, from: new)
            #expect(nameless.status == 422 && nameless.shows("Write each file as a line"))
            #expect(nameless.shows("\(hash) 17") && nameless.shows("TEST all of it.pdf"), "What was typed is not lost.")
            fields["files-1"] = "\(hash) 17 TEST shot.png"
            let unreasoned = try await officer.send(new + "/items", fields, from: new)
            #expect(unreasoned.status == 422 && unreasoned.shows("beyond the issuing country"))
            fields["territoryReasons"] = "TEST it is read there"
            let draft = try await officer.send(new + "/items", fields, from: new)
            #expect(draft.status == 200 && draft.shows("TEST it is read there") && draft.shows("ID, MY"))
            #expect(draft.shows("TEST shot.png, 17 bytes, item 1") && draft.shows("TEST all of it.pdf, 5 bytes"))
            #expect(draft.shows("It is filed once the officer and a supervisor have signed."))
            let match = try #require(draft.text.firstMatch(of: #/\/console\/requests\/drafts\/([0-9a-f-]+)/#))
            let again = try await officer.page(new + "?draft=\(match.output.1)")
            #expect(again.shows("\(hash.lowercased()) 17 TEST shot.png") && again.shows("ID MY"))
        }
    }

    @Test func `paper from a member is counted as that member's, under its name`() async throws {
        let platform = try await TestPlatform()
        let authority = try await platform.member(.authority)
        let id = authority.organisation.id
        try await LiveConsole.serving(platform) { console in
            let counsel = try await console.browser(.counsel)
            let path = "/console/assessments/paper"
            var fields = [
                "kind": "referral", "instrument": "TEST_PAPER", "country": "ID", "language": "en", "function": "police",
                "issuedAt": "1990-01-01T10:00", "receivedAt": "1990-01-01T11:00",
                "scan": String(repeating: "0a", count: 32),
                "items": "https://lentera.example/1 | TEST first", "authority": "01970000-0000-7000-8000-000000000077",
                "ground": "incites",
            ]
            let unknown = try await counsel.upload(path, fields, from: path)
            #expect(unknown.status == 422)
            fields["authority"] = id.description
            let recorded = try await counsel.upload(path, fields, from: path)
            #expect(recorded.status == 200)
        }
        let caller = Caller(
            organisation: platform.administrator.organisation,
            key: platform.administrator.key,
            role: .counsel,
            person: platform.administrator.person,
            isOnExchange: false
        )
        let found = try await platform.node.assessments(limit: 10, for: caller).assessments
        #expect(found.map(\.assessment.opening.authority) == [id])
    }

    @Test func `a link that never was answers a guest with a page that tells nobody where it is`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let nobody = LiveConsole.Browser(console: console, cookies: [])
            let page = try await nobody.page("/guest/" + String(repeating: "0", count: 64))
            #expect(page.status == 404 && page.shows("This link was used or is over."))
            #expect(page.shows("<meta name=\"referrer\" content=\"no-referrer\">") && !page.shows("/console/login"))
        }
    }
}
