import Cooperation
import TransparencyLog

/// For whom a receipt of a request is made.
package enum RequestReceiptView: String, Sendable, CaseIterable {
    /// The authority that asked.
    case authority
    /// The addressee.
    case platform
    /// The person whose content or account an item is.
    case person
    /// Anyone.
    case `public`

    /// Which fields of an event it shows.
    ///
    /// Nobody is shown by which keys items and parties are compared, nor what the addressee found about a person; an authority is not
    /// told what others ask, nor until when what was removed is kept.
    func shows(_ name: FieldName) -> Bool {
        switch self {
        case .authority: !Self.never.contains(name.text) && !Self.notForAuthority.contains(name.text)
        case .platform: !Self.never.contains(name.text)
        case .person: Self.publicFields.contains(name.text) || Self.personFields.contains(name.text)
        case .public: Self.publicFields.contains(name.text)
        }
    }

    /// Which fields it shows of one event: to an authority, what was undone because it was forged looks like what was wrong.
    func shows(_ name: FieldName, of event: JournalEvent) -> Bool {
        let isWhyUndone = event.type == RequestItemReversed.type && name.text == "sealed.reasons"
        return shows(name) && !(self == .authority && isWhyUndone)
    }

    /// A file of data that was handed over is fetched by itself, as long as it may be; a receipt bears its SHA-256.
    private static let never = Set(SealedKey.allCases.map { "sealed." + $0.rawValue })
        .union(["fact.tokenHash", "fact.dispatch", "sealed.file"])
    private static let notForAuthority: Set<String> = [
        "fact.sameTargetElsewhere", "fact.concernsProtectedRole", "fact.keptUntil",
    ]
    private static let publicFields: Set<String> = [
        "type", "version", "time", "organisation", "subject", "fact.kind", "fact.instrument", "fact.addressee",
        "fact.authority", "fact.channel", "fact.isSigned", "fact.country", "fact.territory", "fact.issuedAt",
        "fact.isExercise", "fact.items", "fact.number", "fact.ground", "fact.outcome", "fact.dueAt", "fact.reason",
        "fact.code", "fact.categories", "fact.category", "fact.authorisation", "fact.receivedAt",
    ]
    private static let personFields: Set<String> = [
        "sealed.address", "sealed.reasons", "sealed.authorityName", "fact.silentUntil",
    ]
}
