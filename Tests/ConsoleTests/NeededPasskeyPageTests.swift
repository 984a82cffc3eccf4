import Console
import Cooperation
import Services
import Testing

/// The pages of a node that asks people for a passkey whose roles bind others.
@Suite struct `Where passkeys are needed` {
    private static let notOffered = "Your roles need a passkey, so a password is not offered."

    private static func strictPlatform() async throws -> TestPlatform {
        try await TestPlatform(setting: { $0.passkeysRequired = true })
    }

    /// Gives somebody who logged in with a password these roles; whose they are.
    private static func give(
        _ roles: Set<Role>,
        to session: String,
        on platform: TestPlatform,
        by administrator: Caller
    ) async throws -> ID<Person> {
        let person = try #require(try await platform.access.visit(session)).person.id
        let own = administrator.organisation.id
        return try await platform.node.changePerson(person, of: own, .changeRoles(roles), by: administrator).person.id
    }

    @Test(arguments: [OrganisationKind.platform, .authority])
    func `a set-up page offers a password to those alone of whose roles none binds others`(
        kind: OrganisationKind
    ) async throws {
        let platform = try await Self.strictPlatform()
        let keeper = try await kind == .platform ? platform.administrator : platform.member(kind)
        var settings = ConsoleSettings()
        settings.origin = ConsoleOrigin("https://console.example")
        try await LiveConsole.serving(platform, settings: settings) { console in
            for role in RoleTable.roles(of: kind).sorted() {
                let person = try await platform.node.addPerson(
                    to: keeper.organisation.id,
                    name: "TEST new",
                    roles: [role],
                    by: keeper
                ).person.id
                let secret = try await platform.access.invite(person, lasting: .hours(1), by: keeper)
                let page = try await console.stranger.page("/console/setup/\(secret)")
                #expect(page.status == 200 && page.shows(#"data-passkey="register""#), "\(role)")
                #expect(page.shows(Self.notOffered) == role.needsPasskey, "\(role)")
                for part in [#"name="password""#, #"name="code""#, "otpauth://"] {
                    #expect(page.shows(part) != role.needsPasskey, "\(role): \(part)")
                }
            }
        }
    }

    @Test func `a set-up form with a password that the page did not offer sets nothing up`() async throws {
        let platform = try await Self.strictPlatform()
        let person = try await platform.node.addPerson(
            to: platform.administrator.organisation.id,
            name: "TEST new",
            roles: [.counsel],
            by: platform.administrator
        ).person.id
        let secret = try await platform.access.invite(person, lasting: .hours(1), by: platform.administrator)
        let generator = try #require(try await platform.access.enrolment(secret)).totpSecret
        let step = platform.clock.now.microseconds / 1_000_000 / OneTimeCode.stepSeconds
        let code = OneTimeCode.code(secret: generator, step: step)
        try await LiveConsole.serving(platform) { console in
            let path = "/console/setup/\(secret)"
            let sent = try await console.stranger.forge(path, "name=TEST&password=TEST+password&code=\(code)")
            #expect(sent.status == 403 && sent.shows("<code>passkey-needed</code>"), "\(sent.status)")
            #expect(try await console.stranger.page(path).shows(Self.notOffered), "The link was not used.")
        }
    }

    @Test func `a role that was given later rests after a password, and pages and forms say so`() async throws {
        let platform = try await Self.strictPlatform()
        let session = try await platform.session([.lead])
        let person = try await Self.give(
            [.lead, .administrator],
            to: session,
            on: platform,
            by: platform.administrator
        )
        try await LiveConsole.serving(platform) { console in
            let browser = console.browser(session: session)
            let closing = "/console/people/\(person)/closing"
            for page in ["/console/keys", closing] {
                let refused = try await browser.page(page)
                #expect(refused.status == 403 && refused.shows("<code>passkey-needed</code>"), "\(page)")
                #expect(refused.shows("Log in with a passkey to do this."), "\(page)")
            }
            let sent = try await browser.send(closing, [:], from: "/console/account/preferences")
            #expect(sent.status == 403 && sent.shows("<code>passkey-needed</code>"), "\(sent.status)")
            #expect(try await platform.access.visit(session) != nil)
            let account = try await browser.page("/console/account")
            #expect(account.shows("These roles of yours rest until you log in with a passkey: Administrator."))
            #expect(try await browser.page("/console/queue").status == 200, "The other role does not rest.")
        }
    }

    @Test func `an authority's officer is asked for a passkey, and not told that there is no such page`() async throws {
        let platform = try await Self.strictPlatform()
        let authority = try await platform.member(.authority)
        let session = try await platform.session([.auditor], of: authority)
        _ = try await Self.give([.auditor, .officer], to: session, on: platform, by: authority)
        try await LiveConsole.serving(platform) { console in
            let browser = console.browser(session: session)
            let resting = try await browser.page("/console/submissions/new")
            #expect(resting.status == 403 && resting.shows("<code>passkey-needed</code>"), "\(resting.status)")
            #expect(try await browser.page("/console/keys").status == 200)
            let nothing = try await browser.page("/console/banks/new")
            #expect(nothing.status == 404 && !nothing.shows("passkey-needed"), "\(nothing.status)")
        }
    }
}
