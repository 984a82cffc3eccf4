import Cooperation

/// Whether a request is proportionate, as a person finds it, as it comes.
struct WireWeighing: Decodable {
    let hasLegitimateAim: Bool
    let isCompetent: Bool
    let authorisation: RequestDocument.Authorisation.Source?
    let isSpecific: Bool
    let rabat: Proportionality.Rabat?
    let wouldLessDo: Bool
    let protectedRoles: [ProtectedRole]?
    let dangers: [Danger]?
    let territory: Territory
    let tellsPerson: Bool
    let silenceEndsAt: Timestamp?
    let legalBasis: String
    let reasons: String

    var command: AssessmentCommand {
        .weigh(
            Proportionality(
                hasLegitimateAim: hasLegitimateAim,
                isCompetent: isCompetent,
                authorisation: authorisation,
                isSpecific: isSpecific,
                rabat: rabat,
                wouldLessDo: wouldLessDo,
                protectedRoles: protectedRoles ?? [],
                dangers: dangers ?? [],
                territory: territory,
                tellsPerson: tellsPerson,
                silenceEndsAt: silenceEndsAt
            ),
            Proportionality.Notes(legalBasis: legalBasis, reasons: reasons)
        )
    }
}
