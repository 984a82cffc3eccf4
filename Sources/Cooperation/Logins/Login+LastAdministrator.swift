extension Login {
    /// Whether a role of the person counts once they are in.
    ///
    /// - Parameters:
    ///   - role: one that the person has.
    ///   - passkeysRequired: whether roles that need a passkey rest for whoever got in without one.
    /// - Returns: false also where the person was only invited, or the login was closed.
    public func opens(_ role: Role, passkeysRequired: Bool) -> Bool {
        role.needsPasskey && passkeysRequired ? hasPasskeys : isEnrolled
    }

    /// Refuses to close the last login by which an administrator gets in: nobody would be left on the pages to let anybody in.
    ///
    /// - Parameters:
    ///   - person: whose login is to be closed.
    ///   - administrators: those of the organisation who can log in as administrators now.
    /// - Throws: `Refusal` `last-administrator` with what to do instead.
    public static func requireAdministrator(
        besides person: ID<Person>,
        among administrators: Set<ID<Person>>
    ) throws(Refusal) {
        guard administrators != [person] else {
            throw Refusal(
                .conflict,
                "last-administrator",
                "Nobody else can log in as an administrator. Let another one in first, or change what you log in with."
            )
        }
    }
}
