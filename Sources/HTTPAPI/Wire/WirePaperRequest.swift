import Cooperation

/// A request on paper as staff record it, as it comes.
struct WirePaperRequest: Decodable {
    struct Item: Decodable {
        let kind: RequestItem.Kind
        let address: String
        let ground: RequestGround
        let reasons: String?
    }

    /// Which member it comes from, where it is one.
    let authority: ID<Organisation>?
    let authorityName: String
    let authorityContact: String?
    let supervisorName: String?
    let reference: String?
    /// The office of the register that it comes from.
    let office: ID<Office>?
    /// What the office is, where none of the register is named.
    let function: OfficeFunction?
    /// The zone in which who asks counts, where no office is named.
    let zone: String?
    let kind: RequestKind
    let instrument: String
    let country: String
    let territory: Territory?
    let language: String
    let issuedAt: Timestamp
    let receivedAt: Timestamp
    let isExercise: Bool?
    let categories: [DataCategory]?
    let authorisation: RequestDocument.Authorisation.Source?
    let silentUntil: Timestamp?
    /// Whether it says why a life can't wait until the platform knows how orders work.
    let isFirstEmergency: Bool?
    /// Whether it says that nothing of what is to stay up was made by those who committed an attack.
    let isNotPerpetrators: Bool?
    let items: [Item]
    let scan: String

    /// What it says.
    ///
    /// - Throws: `Refusal` `territory-invalid`, `zone-invalid`.
    func paper() throws(Refusal) -> PaperRequest {
        let territory = if let territory { territory } else { try Territory(countries: [country]) }
        let zone = try zone.map(PaperRequest.zone)
        return PaperRequest(
            kind: kind,
            instrument: instrument,
            country: country,
            territory: territory,
            language: language,
            issuedAt: issuedAt,
            receivedAt: receivedAt,
            isExercise: isExercise ?? false,
            categories: (categories ?? []).sorted(),
            authorisation: authorisation,
            silentUntil: silentUntil,
            items: items.enumerated().map { index, item in
                RequestItem(
                    number: index + 1,
                    kind: item.kind,
                    address: item.address,
                    ground: item.ground,
                    reasons: item.reasons ?? ""
                )
            },
            scan: scan,
            authorityName: authorityName,
            authorityContact: authorityContact,
            supervisorName: supervisorName,
            reference: reference,
            office: office,
            function: function,
            zone: zone,
            isFirstEmergency: isFirstEmergency ?? false,
            isNotPerpetrators: isNotPerpetrators ?? false
        )
    }
}
