import Cooperation

extension Proportionality {
    /// A finding that lets somebody comply in the country of the authority, but for what is said.
    static func test(
        rabat: Rabat? = Rabat(context: 2, speaker: 2, intent: 3, contentAndForm: 2, extent: 2, likelihood: 3),
        protectedRoles: [ProtectedRole] = [],
        dangers: [Danger] = [],
        territory: Territory = .countries(["ID"]),
        tellsPerson: Bool = true,
        silenceEndsAt: Timestamp? = nil
    ) -> Proportionality {
        Proportionality(
            hasLegitimateAim: true,
            isCompetent: true,
            isSpecific: true,
            rabat: rabat,
            wouldLessDo: false,
            protectedRoles: protectedRoles,
            dangers: dangers,
            territory: territory,
            tellsPerson: tellsPerson,
            silenceEndsAt: silenceEndsAt
        )
    }
}
