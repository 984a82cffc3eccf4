import CanonicalJSON
import Cooperation
import HTTPAPI
import HTTPServing
import Services
import Testing

/// The limits of the description beside those of the program.
@Suite struct `Limits` {
    /// Where in the schemas a limit stands, and what the program keeps.
    private static let known: [(place: String, limit: Int64)] = [
        ("Text/maxLength", Int64(Texts.bytesMax)),
        ("OptionalText/maxLength", Int64(Texts.bytesMax)),
        ("Name/maxLength", Int64(Organisation.nameBytesMax)),
        ("Reference/maxLength", Int64(Submission.referenceBytesMax)),
        ("OptionalReference/maxLength", Int64(CheckRequest.Context.referenceBytesMax)),
        ("Context/properties/language/maxLength", Int64(LanguageTag.bytesMax)),
        ("Context/properties/views/maximum", CaseContext.viewsMax),
        ("CheckRequest/properties/fingerprints/maxItems", Int64(CheckRequest.printsMax)),
        ("Proposal/properties/fingerprints/maxItems", Int64(Signal.fingerprintsMax)),
        ("ProposalBatch/properties/signals/maxItems", Int64(Node.proposalsMax)),
        ("ViewingLink/properties/link/maxLength", Int64(ViewingLink.addressBytesMax)),
        ("BankSettingsInput/properties/radius/maximum", Int64(BankSettings.radiusMax)),
        ("BankSettingsInput/properties/actRadius/maximum", Int64(BankSettings.radiusMax)),
        ("BankSettings/properties/radius/maximum", Int64(BankSettings.radiusMax)),
        ("BankSettings/properties/actRadius/maximum", Int64(BankSettings.radiusMax)),
        ("Match/properties/distance/maximum", Int64(BankSettings.radiusMax)),
        ("NewAgreement/properties/parties/maxItems", Int64(Agreement.partiesMax)),
        ("Interests/properties/owners/maxItems", Int64(Interests.wordsMax)),
        ("Interests/properties/owners/items/maxLength", Int64(Interests.wordBytesMax)),
        ("Case/properties/matches/maxItems", Int64(Case.matchesMax)),
        ("Case/properties/priority/maximum", Int64(CasePriority.highest)),
        ("Case/properties/sameAccount/maxItems", Int64(Case.sameAccountMax)),
        ("LanguageTag/maxLength", Int64(LanguageTag.bytesMax)),
        ("Languages/maxItems", Int64(Person.languagesMax)),
        ("SavedViewList/properties/items/maxItems", Int64(Preferences.viewsMax)),
        ("EventPage/properties/events/maxItems", Int64(Node.eventsPerPageMax)),
    ]

    @Test func `each is the one that the program keeps`() throws {
        let document = try APIDescription.ofRepository()
        for (place, limit) in Self.known {
            #expect(document[reference: "#/components/schemas/" + place]?.integerValue == limit, "\(place)")
        }
    }

    @Test func `those of a door stand in the introduction`() throws {
        let introduction = try #require(
            try APIDescription.ofRepository()[reference: "#/info/description"]?.stringValue
        ).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let serving = ServingLimits()
        let connection = ConnectionLimits()
        let uploads = UploadLimits()
        let sentences = [
            "One key may send \(Int(serving.perKey.perSecond)) requests a second",
            "have \(serving.openRequestsPerKeyMax) open at once, everybody together \(serving.openRequestsMax).",
            "Without a key an address may have \(serving.openRequestsPerAddressMax) open, all of these together "
                + "\(serving.openRequestsWithoutKeyMax), and an address \(connection.connectionsPerAddressMax) connections.",
            "Of files one key may have \(uploads.filesPerKeyMax) and \(uploads.bytesPerKeyMax) bytes under way at once",
            "everybody together \(uploads.bytesMax) bytes",
            "Without a key an address may send \(Int(serving.withoutKeyPerAddress.perSecond)) a second",
            "after \(serving.failedAuthenticationsPerAddress.burst) keys that were not valid one more every "
                + "\(Int(1 / serving.failedAuthenticationsPerAddress.perSecond)) seconds.",
            "A header has at most \(connection.headerBytesMax) bytes and \(connection.headerFieldsMax) fields",
            "within \(connection.bodyTimeout.components.seconds) seconds.",
            "\(BacklogLimits(folder: "").memoryBytesMax) bytes of answers wait in memory, up to "
                + "\(BacklogRoom.bytesPerKeyMaxStandard) more of one key in files, of all answers together up to "
                + "\(BacklogRoom.bytesMaxStandard), as long as the disk has \(BacklogLimits(folder: "").spareBytesMin) to spare.",
            "A line has at most \(LineLimits().lineBytesMax) bytes, a body at most \(LineLimits().linesMax) lines",
            "as long as something comes every \(connection.idleTimeout.components.seconds) seconds",
            "JSON nests at most \(JSONLimits.standard.depthMax) deep.",
            "A request ends after \(RouteLimits.standard.timeout?.components.seconds ?? 0) seconds",
            "one that may bring a file after \(APIRoutes.fileLimits.timeout?.components.seconds ?? 0) seconds",
        ]
        for sentence in sentences { #expect(introduction.contains(sentence), "\(sentence)") }
    }
}
