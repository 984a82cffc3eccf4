import Console
import Cooperation
import Services
import Testing

/// The page on which somebody is asked once more whether a request is forged, and what others then see.
@Suite struct `Finding a request to be forged` {
    /// Says on the pages that a request is forged: one locks it, and another one finds it.
    private static func find(
        _ path: String,
        told reach: String,
        _ console: LiveConsole
    ) async throws {
        let (first, second) = (try await console.browser(.counsel), try await console.browser(.counsel))
        let early = try await second.page(path + "/forgery")
        #expect(early.status == 200 && !early.shows("forgery-note") && early.shows("This request is not locked."))
        _ = try await first.send(path + "/lock", ["lock-note": "TEST the desk knows nothing"], from: path)
        let own = try await first.page(path + "/forgery")
        #expect(own.status == 200 && !own.shows("forgery-note"), "Who locked it does not find it.")
        #expect(try await !first.page(path).shows(path + "/forgery"))
        let page = try await second.page(path)
        #expect(page.shows("href=\"\(path)/forgery\"") && !page.shows("forgery-note"), "It is asked once more.")
        let asked = try await second.page(path + "/forgery")
        #expect(asked.shows("Is this request forged?") && asked.shows(reach))
        #expect(RequestWorld.plain(asked.text[...]).contains("Another person can take the finding back later"))
        let empty = try await second.send(path + "/forgery", ["forgery-note": " "], from: path + "/forgery")
        #expect(empty.status == 422 && empty.shows("Is this request forged?") && empty.shows("forgery-note"))
        let found = try await second.send(
            path + "/forgery",
            ["forgery-note": "TEST nobody asked"],
            from: path + "/forgery"
        )
        #expect(found.status == 200 && found.shows("Found to be forged") && !found.shows("/forgery\""))
        #expect(!found.shows("genuine-reasons"), "Who found it does not take it back.")
        let again = try await second.page(path + "/forgery")
        #expect(again.status == 200 && !again.shows("forgery-note"))
    }

    @Test func `asks once more, and says of paper that others are not told`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let counsel = try await console.browser(.counsel)
            let path = "/console/assessments/paper"
            let fields = [
                "kind": "referral", "instrument": "TEST_PAPER", "country": "ID", "language": "en",
                "issuedAt": "1990-01-01T10:00", "receivedAt": "1990-01-01T11:00", "authorityName": "TEST office",
                "function": "police", "scan": String(repeating: "0a", count: 32),
                "items": "https://lentera.example/1 | TEST first", "ground": "incites",
            ]
            let recorded = try await counsel.upload(path, fields, from: path)
            let match = recorded.text.firstMatch(of: #/\/console\/assessments\/[0-9a-f-]{36}/#)
            let assessment = String(try #require(match).output)
            try await Self.find(assessment, told: "Others are not told; call them, and the authority.", console)
        }
    }

    @Test func `marks an office of this node in its register, for everybody but its authority`() async throws {
        let world = try await RequestWorld()
        let id = try await world.file().request
        try await LiveConsole.serving(world.platform) { console in
            let counsel = try await console.browser(.counsel)
            #expect(try await !counsel.page("/console/register").shows("Name used by a forger"))
            try await Self.find("/console/assessments/\(id)", told: "the register of this node says", console)
            let list = try await counsel.page("/console/register")
            #expect(list.shows("Name used by a forger</span>") && !list.shows("Vouched for</span>"))
            let own = try await console.browser(.administrator, of: world.authority).page("/console/register")
            #expect(own.shows("TEST unit") && own.shows("Vouched for</span>") && !own.shows("Name used by a forger"))
        }
    }

    @Test func `has what came before it called back about, on its page too`() async throws {
        let world = try await RequestWorld()
        let (forged, before) = (try await world.file().request, try await world.file(isFirst: false).request)
        try await LiveConsole.serving(world.platform) { console in
            let counsel = try await console.browser(.counsel)
            let path = "/console/assessments/\(before)"
            let warning = "Call back before you trust"
            #expect(try await !counsel.page(path).shows(warning))
            try await Self.find("/console/assessments/\(forged)", told: "the register of this node says", console)
            #expect(try await counsel.page(path).shows(warning))
        }
    }

    @Test func `is taken back on the page by another than who found it, and cleared by yet another one`() async throws {
        let world = try await RequestWorld()
        let id = try await world.file().request
        try await LiveConsole.serving(world.platform) { console in
            let path = "/console/assessments/\(id)"
            let (taker, clearer) = (try await console.browser(.counsel), try await console.browser(.counsel))
            #expect(try await !taker.page(path).shows("genuine-reasons"), "Nobody found it forged.")
            try await Self.find(path, told: "the register of this node says", console)
            let page = try await taker.page(path)
            #expect(page.shows("genuine-reasons") && page.shows("Take the finding back"))
            let empty = try await taker.send(path + "/genuine", ["genuine-reasons": " "], from: path)
            #expect(empty.status == 422 && empty.shows("genuine-reasons"))
            let taken = try await taker.send(
                path + "/genuine",
                ["genuine-reasons": "TEST a call was found"],
                from: path
            )
            #expect(taken.status == 200 && taken.shows("Finding of forgery taken back"))
            #expect(!taken.shows("genuine-reasons"))
            let own = try await taker.send(path + "/unlock", ["unlock-note": "TEST it is theirs"], from: path)
            #expect(own.status == 422)
            let cleared = try await clearer.send(path + "/unlock", ["unlock-note": "TEST it is theirs"], from: path)
            #expect(cleared.status == 200 && !cleared.shows("href=\"\(path)/forgery\""))
            #expect(try await clearer.page("/console/register").shows("Name used by a forger</span>"))
        }
    }
    @Test func `and taken back can be called about and cleared anew on the page, once it is over, while it is denied`()
        async throws
    {
        let world = try await RequestWorld()
        let id = try await world.file().request
        try await LiveConsole.serving(world.platform) { console in
            let path = "/console/assessments/\(id)"
            let (taker, clearer) = (try await console.browser(.counsel), try await console.browser(.counsel))
            try await Self.find(path, told: "the register of this node says", console)
            _ = try await taker.send(path + "/genuine", ["genuine-reasons": "TEST a call was found"], from: path)
            _ = try await clearer.send(path + "/unlock", ["unlock-note": "TEST it is theirs"], from: path)
            let caller = try await console.browser(.counsel)
            let denial = ["identity-method": "callBack", "identity-result": "denied", "identity-note": "TEST no"]
            #expect(try await caller.send(path + "/identity", denial, from: path).status == 200)
            _ = try await world.platform.node.withdrawRequest(id, reason: "TEST", by: try await world.asker())
            let page = try await clearer.page(path)
            #expect(page.shows("identity-note") && page.shows("unlock-note"))
        }
    }
}
