import Cooperation
import Testing

@Suite("The last administrator")
struct LastAdministratorTests {
    private static let first = ID<Person>.number(1)
    private static let second = ID<Person>.number(2)
    private static let other = ID<Person>.number(3)

    @Test("keeps their login, and any other login is closed")
    func lastStays() {
        #expect {
            try Login.requireAdministrator(besides: Self.first, among: [Self.first])
        } throws: {
            ($0 as? Refusal)?.code == "last-administrator"
        }
        #expect(throws: Never.self) {
            try Login.requireAdministrator(besides: Self.first, among: [Self.first, Self.second])
        }
        #expect(throws: Never.self) { try Login.requireAdministrator(besides: Self.other, among: [Self.first]) }
        #expect(throws: Never.self, "Whoever can't log in anyway locks nobody out.") {
            try Login.requireAdministrator(besides: Self.other, among: [])
        }
    }

    @Test("is not somebody whose role rests, who was only invited, or whose login was closed")
    func whoCounts() throws {
        let invited = try LoginTests.after(nil, LoginTests.invite())
        let byPassword = try LoginTests.after(invited, LoginTests.enrol())
        let passkey = LoginCommand.enrolPasskey(tokenHash: LoginTests.link, LoginTests.passkey("k1", at: 10))
        let byPasskey = try LoginTests.after(invited, passkey)
        let closed = try LoginTests.after(byPasskey, .close)
        for (login, strictly, leniently) in [
            (invited, false, false), (byPassword, false, true), (byPasskey, true, true), (closed, false, false),
        ] {
            #expect(login.opens(.administrator, passkeysRequired: true) == strictly)
            #expect(login.opens(.administrator, passkeysRequired: false) == leniently)
        }
        #expect(byPassword.opens(.lead, passkeysRequired: true), "This role needs no passkey.")
    }
}
