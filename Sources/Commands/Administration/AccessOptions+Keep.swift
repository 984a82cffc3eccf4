import Cooperation

extension AccessOptions {
    /// Does something to a row of the registries of law, and prints what it is then.
    func keepLaw(_ act: LawAct, by person: ID<Person>?) async throws {
        try act.listing.print([try await administer { try await $0.keepLaw(act, by: person) }], self)
    }

    /// Does something to the register of mandates, and prints what the office or the officer is then.
    func keepRegister(_ act: RegisterAct, by person: ID<Person>?) async throws {
        try act.listing.print([try await administer { try await $0.keepRegister(act, by: person) }], self)
    }
}
