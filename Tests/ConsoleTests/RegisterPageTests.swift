import Cooperation
import Services
import Testing

@Suite struct `Pages of the register` {
    private static let publicKey = "ed25519:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    private static let offices = "/console/register/offices"

    /// A platform whose node keeps the register of one authority.
    private struct Place {
        let platform: TestPlatform
        let authority: Caller
        let office: ID<Office>
        let person: ID<Person>
        let officer: ID<Officer>
        /// The session of the officer.
        let session: String

        init() async throws {
            platform = try await TestPlatform()
            authority = try await platform.member(.authority)
            _ = try await platform.instrument("ID_TEST_ORDER")
            office = try await platform.office(of: authority, instruments: ["ID_TEST_ORDER"])
            session = try await platform.session([.officer], of: authority)
            let visit = try await platform.access.visit(session)
            person = try #require(visit).person.id
            officer = try await platform.officer(person, at: office, of: authority)
        }

        /// Whether somebody vouches for the office now.
        func isVouchedFor() async throws -> Bool {
            try await platform.node.office(office, for: platform.administrator).office.vouchings.standing != nil
        }

        var officePath: String { "/console/register/offices/\(office)" }
        var officerPath: String { "/console/register/officers/\(officer)" }
    }

    private static let entry = [
        "name": "TEST new unit", "function": "police", "country": "ID", "zone": "Asia/Jakarta",
        "telephone": "12", "telephoneSource": "TEST other directory", "law": "TEST other act",
        "instruments": "ID_TEST_ORDER", "address": "", "contact": "",
    ]

    @Test func `an authority enters an office, loses nothing that was typed, and does not vouch for itself`()
        async throws
    {
        let place = try await Place()
        try await LiveConsole.serving(place.platform) { console in
            let own = try await console.browser(.administrator, of: place.authority)
            let path = Self.offices + "/new"
            let refused = try await own.send(path, Self.entry, from: path)
            #expect(refused.status == 422 && refused.shows("as it is dialled from abroad"))
            for typed in ["TEST new unit", "TEST other directory", "TEST other act", "value=\"12\""] {
                #expect(refused.shows(typed), "\(typed)")
            }
            let unknown = try await own.send(
                path,
                Self.entry.merging(["telephone": "+62 21 555 0199", "instruments": "ID_TEST_NONE"]) { $1 },
                from: path
            )
            #expect(unknown.status == 422 && unknown.shows("ID_TEST_NONE") && unknown.shows("+62 21 555 0199"))
            let entered = try await own.send(
                path,
                Self.entry.merging(["telephone": "+62 21 555 0199"]) { $1 },
                from: path
            )
            #expect(entered.status == 200 && entered.shows("TEST new unit") && entered.shows("Nobody vouches"))
            #expect(!entered.shows("/vouching\""), "No authority vouches for itself.")
            let list = try await own.page("/console/register")
            #expect(list.shows("2 offices") && list.shows("TEST other directory") && list.shows("Asia/Jakarta"))
        }
    }

    @Test func `an office for which one person vouches says so, and takes the second word from another`() async throws {
        let place = try await Place()
        let form = place.officePath + "/vouching\""
        let lacking = "An emergency needs two, neither of whom entered or changed it."
        try await LiveConsole.serving(place.platform) { console in
            func vouch(_ browser: LiveConsole.Browser) async throws -> LiveConsole.Page {
                try await browser.send(place.officePath + "/vouching", ["how": "TEST called"], from: place.officePath)
            }
            let first = try await console.browser(.administrator)
            let given = try await vouch(first)
            #expect(given.status == 200 && given.shows(lacking) && !given.shows(form))
            #expect(given.shows("You vouch for it already"))
            let second = try await console.browser(.administrator)
            let offered = try await second.page(place.officePath)
            #expect(offered.shows(lacking) && offered.shows(form))
            let both = try await vouch(second)
            #expect(both.status == 200 && both.shows("Vouched for 2 times") && !both.shows(lacking))
        }
    }

    @Test func `the operator vouches and is named for it, and a new number ends it while the same one does not`()
        async throws
    {
        let place = try await Place()
        let node = place.platform.node
        // Nothing else on the page lacks anybody who vouches for it.
        let administrator = place.platform.administrator
        let voucher = Caller(
            organisation: administrator.organisation,
            key: administrator.key,
            role: .administrator,
            person: ID(Identifier(derivedHigh: 7, low: 3)),
            isOnExchange: false
        )
        _ = try await node.vouchForOfficer(place.officer, how: "TEST call", by: voucher)
        try await LiveConsole.serving(place.platform) { console in
            let operators = try await console.browser(.administrator)
            let empty = try await operators.send(
                place.officePath + "/vouching",
                ["how": " "],
                from: place.officePath
            )
            #expect(empty.status == 422 && empty.shows("This must not be empty."))
            let given = try await operators.send(
                place.officePath + "/vouching",
                ["how": "TEST called the directory"],
                from: place.officePath
            )
            #expect(given.status == 200 && given.shows("TEST called the directory") && given.shows("TEST platform"))
            let own = try await console.browser(.administrator, of: place.authority)
            let same = [
                "name": "TEST renamed", "function": "police", "zone": "Asia/Jakarta", "telephone": "+62 21 555 0100",
                "telephoneSource": "TEST directory", "law": "TEST act", "instruments": "ID_TEST_ORDER", "address": "",
                "contact": "",
            ]
            let renamed = try await own.send(place.officePath + "/change", same, from: place.officePath)
            #expect(renamed.status == 200 && renamed.shows("TEST renamed") && !renamed.shows("Nobody vouches"))
            #expect(try await place.isVouchedFor())
            let other = same.merging(["telephone": "+62 21 555 0101"]) { $1 }
            let changed = try await own.send(place.officePath + "/change", other, from: place.officePath)
            #expect(changed.status == 200 && changed.shows("Nobody vouches") && changed.shows("Vouched for 1 time"))
            #expect(try await !place.isVouchedFor())
            let revoked = try await own.send(
                place.officePath + "/revocation",
                ["reason": "TEST dissolved"],
                from: place.officePath
            )
            #expect(revoked.shows("Revoked") && revoked.shows("TEST dissolved") && !revoked.shows("/change\""))
        }
    }

    @Test func `a key is added by its officer, vouched for by the operator, revoked with its reason, and stays shown`()
        async throws
    {
        let place = try await Place()
        let path = place.officerPath
        try await LiveConsole.serving(place.platform) { console in
            let officer = console.browser(session: place.session)
            let wrong = try await officer.send(path + "/keys", ["publicKey": "TEST no key"], from: path)
            #expect(wrong.status == 422 && wrong.shows("TEST no key"))
            let added = try await officer.send(path + "/keys", ["publicKey": Self.publicKey], from: path)
            #expect(added.status == 200 && added.shows("Nobody vouched for it yet."))
            let view = try await place.platform.node.officer(place.officer, for: place.platform.administrator)
            let key = try #require(view.keys.first?.key.id)
            let again = try await officer.send(path + "/keys", ["publicKey": Self.publicKey], from: path)
            #expect(again.status == 409 && again.shows(Self.publicKey))
            let operators = try await console.browser(.administrator)
            let vouched = try await operators.send(
                path + "/keys/vouching",
                ["key": key, "keyHow": "TEST read out"],
                from: path
            )
            #expect(vouched.status == 200 && vouched.shows("TEST read out"))
            let nameless = try await officer.send(
                path + "/keys/revocation",
                ["revokedKey": key, "why": "", "reason": "TEST stolen"],
                from: path
            )
            #expect(nameless.status == 422 && nameless.shows("TEST stolen"))
            let revoked = try await officer.send(
                path + "/keys/revocation",
                ["revokedKey": key, "why": "lost", "reason": "TEST stolen"],
                from: path
            )
            #expect(revoked.status == 200 && revoked.shows("Nobody has it any more") && revoked.shows("TEST stolen"))
            #expect(revoked.shows(key) && revoked.shows("TEST read out"), "What it was stays.")
            let keeper = try await console.browser(.administrator, of: place.authority)
            let rank = try await keeper.send(path + "/rank", ["rank": "supervisor"], from: path)
            #expect(rank.status == 422 && rank.shows("Give the person this role first."))
            let left = try await keeper.send(path + "/departure", ["leaving": ""], from: path)
            #expect(left.status == 200 && left.shows("Left") && !left.shows("/departure\""))
        }
    }

    @Test(arguments: RoleTable.roles(of: .authority).sorted())
    func `do not exist for another authority, whatever its person sends`(role: Role) async throws {
        let place = try await Place()
        let stranger = try await place.platform.member(.authority)
        try await LiveConsole.serving(place.platform) { console in
            let browser = try await console.browser(role, of: stranger)
            let list = try await browser.page("/console/register")
            #expect(list.status == 200 && !list.shows("MARKER") && !list.shows("TEST directory"))
            for path in [place.officePath, place.officerPath] {
                let page = try await browser.page(path)
                #expect(page.status == 404 && !page.shows("MARKER"), "\(path)")
            }
            let forms: [(String, [String: String])] = [
                ("\(place.officePath)/change", ["function": "police", "name": "TEST"]),
                ("\(place.officePath)/revocation", ["reason": "TEST"]),
                ("\(place.officePath)/vouching", ["how": "TEST"]),
                (
                    "\(place.officePath)/officers",
                    ["person": "\(place.person)", "rank": "officer", "officerName": "TEST"]
                ), ("\(place.officerPath)/rank", ["rank": "supervisor"]),
                ("\(place.officerPath)/vouching", ["how": "TEST"]), ("\(place.officerPath)/departure", ["leaving": ""]),
                ("\(place.officerPath)/keys", ["publicKey": Self.publicKey]),
            ]
            let before = try await place.platform.node.officer(place.officer, for: place.platform.administrator)
            for (path, fields) in forms {
                let answer = try await browser.send(path, fields, from: "/console/register")
                #expect(answer.status == 404 && !answer.shows("MARKER"), "\(path): \(answer.status)")
            }
            let after = try await place.platform.node.officer(place.officer, for: place.platform.administrator)
            #expect(before.officer == after.officer)
        }
    }

    @Test func `instruments say their law and source, and only who keeps them changes them`() async throws {
        let place = try await Place()
        let found = try await place.platform.node.instruments(limit: 1).instruments.first
        let path = "/console/instruments/\(try #require(found).instrument.id)"
        try await LiveConsole.serving(place.platform) { console in
            let reader = try await console.browser(.reviewer)
            let list = try await reader.page("/console/instruments")
            for words in ["ID_TEST_ORDER", "TEST law", "TEST gazette", "2024-02-29", "Not confirmed"] {
                #expect(list.shows(words), "\(words)")
            }
            #expect(try await !reader.page(path).shows("/retirement\""))
            let keeper = try await console.browser(.administrator)
            let wrong = try await keeper.send(
                path + "/confirmation",
                ["confirmedOn": "yesterday", "confirmation": "TEST lawyer"],
                from: path
            )
            #expect(wrong.status == 422 && wrong.shows("TEST lawyer") && wrong.shows("yesterday"))
            let confirmed = try await keeper.send(
                path + "/confirmation",
                ["confirmedOn": "2026-01-31", "confirmation": "TEST lawyer"],
                from: path
            )
            #expect(confirmed.status == 200 && confirmed.shows("2026-01-31") && confirmed.shows("TEST lawyer"))
            let retired = try await keeper.send(path + "/retirement", ["reason": "TEST repealed"], from: path)
            #expect(retired.status == 200 && retired.shows("Retired") && !retired.shows("/retirement\""))
        }
    }
}
