import Cooperation
import Services
import Testing

/// Threats to life on the pages: the sender's people, the authority's duty officer, and nobody else.
@Suite struct ThreatPageTests {
    /// An authority with a police office that the platform vouches for.
    private static func police(on platform: TestPlatform) async throws -> (authority: Caller, office: ID<Office>) {
        func person(_ of: Caller, _ role: Role, _ number: UInt64) -> Caller {
            Caller(
                organisation: of.organisation,
                key: of.key,
                role: role,
                person: ID(Identifier(derivedHigh: 8, low: number)),
                isOnExchange: false
            )
        }
        let authority = try await platform.member(.authority)
        let new = Node.NewOffice(
            authority: authority.organisation.id,
            function: .police,
            country: "ID",
            zone: "Asia/Jakarta",
            instruments: [],
            texts: [
                .name: "TEST Police office", .telephone: "+62 21 555 0100", .telephoneSource: "TEST directory",
                .law: "TEST police act",
            ]
        )
        let office = try await platform.node.enterOffice(new, by: person(authority, .administrator, 1)).office.id
        let voucher = person(platform.administrator, .administrator, 2)
        _ = try await platform.node.vouchForOffice(office, how: "TEST call", by: voucher)
        return (authority, office)
    }

    @Test
    func `a threat is flagged with the recommended office, approved by two others, and answered by the authority`()
        async throws
    {
        let platform = try await TestPlatform()
        _ = try await platform.node.importClockRules(ClockRuleText.first(), by: platform.administrator)
        let (authority, office) = try await Self.police(on: platform)
        try await LiveConsole.serving(platform) { console in
            let reviewer = try await console.browser(.reviewer)
            let new = "/console/threats/new?country=ID"
            let form = try await reviewer.page(new)
            #expect(form.shows("TEST Police office") && form.shows("TEST police act"))
            #expect(form.shows("The register recommends it") && form.shows("<option value=\"\(office)\" selected>"))
            var fields = [
                "level": "highSpecific", "seenAt": "2018-11-05 03:10", "country": "ID", "office": office.description,
                "what": "TEST a post names a place", "why": "TEST tonight", "identifiers": "TEST account",
                "choice": "", "case": "", "exercise": "yes",
            ]
            fields["why"] = " "
            let refused = try await reviewer.send("/console/threats/new", fields, from: new)
            #expect(refused.status == 422 && refused.shows("TEST a post names a place"), "Nothing typed is lost.")
            fields["why"] = "TEST tonight"
            let raised = try await reviewer.send("/console/threats/new", fields, from: new)
            #expect(raised.status == 200 && raised.shows("Waits for approval") && raised.shows("This is an exercise"))
            let id = try #require(try await Self.only(platform))
            let path = "/console/threats/\(id)"
            #expect(!raised.shows(path + "/approval"), "Who flagged it does not approve it.")
            for role in [Role.lead, .dutyOfficer] {
                let colleague = try await console.browser(role)
                if try await colleague.page(path).shows("Waits for approval") {
                    _ = try await colleague.send(path + "/approval", [:], from: path)
                }
            }
            #expect(try await reviewer.page("/console/threats").shows("Exercise"))
            #expect(try await reviewer.page(path).shows(">Sent</span>"))

            let duty = try await console.browser(.dutyOfficer, of: authority)
            #expect(try await duty.page("/console").shows("href=\"/console/threat-alerts\""))
            let inbox = try await duty.page("/console/threat-alerts")
            #expect(inbox.shows("data-clock") && inbox.shows("High and specific") && inbox.shows("Exercise"))
            let notice = "/console/threat-alerts/\(id)"
            let page = try await duty.page(notice)
            #expect(page.shows("TEST a post names a place") && page.shows("TEST account"))
            #expect(try await duty.page(notice + "/file").shows("perisai-statement/1"))
            #expect(try await duty.send(notice + "/acknowledgement", [:], from: notice).shows("Acknowledged"))
            #expect(try await duty.send(notice + "/outcome", ["outcome": "", "note": ""], from: notice).status == 422)
            let report = ["outcome": "lifeProtected", "note": "TEST safe"]
            #expect(try await duty.send(notice + "/outcome", report, from: notice).shows("Outcome reported"))
            let closed = try await reviewer.page(path)
            #expect(closed.shows("Somebody was in danger and is safe") && closed.shows("TEST safe"))
        }
    }

    @Test func `a threat in a country without an office is flagged by its country, and says why nobody is told`()
        async throws
    {
        let platform = try await TestPlatform()
        _ = try await platform.node.importClockRules(ClockRuleText.first(), by: platform.administrator)
        _ = try await Self.police(on: platform)
        try await LiveConsole.serving(platform) { console in
            let reviewer = try await console.browser(.reviewer)
            let new = "/console/threats/new"
            let empty = try await reviewer.page(new)
            #expect(empty.shows("country=ID") && empty.shows(#"name="country""#) && !empty.shows(#"name="office""#))
            let elsewhere = try await reviewer.page(new + "?country=VN")
            #expect(elsewhere.shows("no office of this country") && !elsewhere.shows(#"name="office""#))
            var fields = [
                "level": "highSpecific", "seenAt": "2018-11-05 03:10", "country": "ID", "what": "TEST a place",
                "why": "TEST tonight", "identifiers": "", "choice": "", "case": "",
            ]
            let known = try await reviewer.send(new, fields, from: new)
            #expect(known.status == 422 && known.shows("office-error") && known.shows("TEST a place"))
            #expect(known.shows("TEST Police office"))
            // The country was mended, and the office of the one before is still chosen.
            let chosen = try #require(known.text.firstMatch(of: #/<option value="([0-9a-f-]{36})"/#)).output.1
            fields["office"] = String(chosen)
            fields["country"] = "PH"
            let mended = try await reviewer.send(new, fields, from: new)
            #expect(mended.status == 422 && mended.shows("The chosen office is in another country"))
            #expect(try await Self.only(platform) == nil)
            fields["office"] = nil
            fields["country"] = "vn"
            let raised = try await reviewer.send(new, fields, from: new)
            #expect(raised.status == 200 && raised.shows("The register has no office of the country"))
            let id = try #require(try await Self.only(platform))
            #expect(raised.shows("the duty officer is told") && raised.shows("/console/threats/\(id)/recipient"))
            let lead = try await console.browser(.lead)
            #expect(try await !lead.page("/console/threats/\(id)").shows("/console/threats/\(id)/approval"))
            #expect(try await lead.page("/console/threats").shows("VN"))
            let call = "/console/threats/\(id)/call"
            #expect(try await lead.page("/console/threats/\(id)").shows(call), "Somebody telephones, and notes it.")
        }
    }

    @Test func `a request leads to a threat and back, once, and whoever asked is shown nothing of it`() async throws {
        let world = try await RequestWorld()
        let request = try await world.file().request
        try await LiveConsole.serving(world.platform) { console in
            let counsel = try await console.browser(.counsel)
            let (path, new) = ("/console/assessments/\(request)", "/console/threats/new")
            #expect(try await counsel.page(path).shows("\(new)?request=\(request)"))
            #expect(try await counsel.page("\(new)?request=\(request)&country=ID").shows("value=\"\(request)\""))
            let fields = [
                "level": "high", "seenAt": "2018-11-05 03:10", "country": "ID", "office": world.office.description,
                "what": "TEST secret", "why": "TEST tonight", "identifiers": "", "choice": "TEST", "case": "",
                "request": request.description,
            ]
            let raised = try await counsel.send(new, fields, from: new)
            #expect(raised.status == 200 && raised.shows("href=\"\(path)\""))
            let id = try #require(try await Self.only(world.platform))
            let again = try await counsel.send(new, fields, from: new)
            #expect(again.status == 422 && again.shows("This request was flagged already"))
            let reviewer = try await console.browser(.reviewer)
            let read = try await reviewer.page("/console/threats/\(id)")
            #expect(read.status == 200 && !read.shows(request.description), "They may not read what is made of it.")
            let own = try await counsel.page("/console/threats/\(id)")
            #expect(own.shows(request.description) && own.shows("href=\"\(path)\""))
            #expect(try await !reviewer.page(new).shows(#"name="request""#))
            let officer = console.browser(session: world.officer)
            let asked = try await officer.page("/console/requests/\(request)")
            #expect(asked.status == 200 && !asked.shows(new) && !asked.shows(id.description))
        }
    }

    @Test func `to another authority neither the alert nor its file exists, and its lists are empty`() async throws {
        let platform = try await TestPlatform()
        let (addressed, office) = try await Self.police(on: platform)
        let (other, _) = try await Self.police(on: platform)
        let flag = ThreatFlag(
            level: .low,
            office: office,
            seenAt: Timestamp(microseconds: 0),
            words: try ThreatWords(what: "TEST secret", why: "TEST", identifiers: [], choice: "TEST")
        )
        let people = (UInt64(1)...3).map { number in
            Caller(
                organisation: platform.administrator.organisation,
                key: platform.administrator.key,
                role: .lead,
                person: ID(Identifier(derivedHigh: 9, low: number)),
                isOnExchange: false
            )
        }
        let id = try await platform.node.raiseThreat(flag, by: people[0]).alert.id
        for person in people.dropFirst() { _ = try await platform.node.approveThreat(id, by: person) }
        try await LiveConsole.serving(platform) { console in
            let duty = try await console.browser(.dutyOfficer, of: addressed)
            let notice = try await duty.page("/console/threat-alerts/\(id)")
            #expect(notice.status == 200 && notice.shows("TEST secret"), "For the addressed authority it is there.")
            for role in [Role.officer, .supervisor, .dutyOfficer, .auditor] {
                let stranger = try await console.browser(role, of: other)
                for path in [
                    "/console/threat-alerts/\(id)", "/console/threat-alerts/\(id)/file", "/console/threats/\(id)",
                ] {
                    let page = try await stranger.page(path)
                    #expect(page.status == 404 && !page.shows("TEST secret"), "\(role) \(path)")
                }
                #expect(try await stranger.page("/console/threat-alerts").shows("There are none."))
                #expect(try await stranger.page("/console/threats").shows("There are none."))
            }
        }
    }

    private static func only(_ platform: TestPlatform) async throws -> ID<ThreatAlert>? {
        let organisation = platform.administrator.organisation
        let reader = Caller(
            organisation: organisation,
            key: platform.administrator.key,
            role: .lead,
            person: nil,
            isOnExchange: false
        )
        let found = try await platform.node.threats(limit: 10, for: reader).threats
        return found.count == 1 ? found.first?.alert.id : nil
    }
}
