import CanonicalJSON
import Cooperation
import Services

/// A request as its authority and its addressee read it.
struct WireRequest: Encodable {
    struct Item: Encodable {
        let number: Int
        let kind: RequestItem.Kind
        let ground: RequestGround
        let address: String?
        let reasons: String?
        let outcome: ItemOutcome?
        let answer: String?
        let isReversed: Bool
    }

    struct Disclosure: Encodable {
        /// By which it is fetched.
        let number: Int
        let category: DataCategory
        let sha256: String
        /// Whether they were handed over outside of any node, so that nothing can be fetched.
        let isElsewhere: Bool?
        /// When that was, as whoever noted it says.
        let handedAt: Timestamp?
    }

    let id: ID<Request>
    let batch: ID<RequestDraft>?
    let state: Request.State
    let kind: RequestKind
    let instrument: String
    let channel: RequestChannel
    let isSigned: Bool
    let isExercise: Bool
    let authority: ID<Organisation>?
    let authorityName: String?
    let office: ID<Office>?
    let officer: ID<Officer>?
    let supervisor: ID<Officer>?
    let addressee: Addressee
    let addresseeName: String?
    let country: String
    let territory: Territory
    let language: String
    let categories: [DataCategory]
    let authorisation: RequestDocument.Authorisation.Source?
    let silentUntil: Timestamp?
    let scan: String?
    let issuedAt: Timestamp
    let receivedAt: Timestamp?
    let dueAt: Timestamp?
    /// When the time of a first order begins.
    let waitsUntil: Timestamp?
    let firstContact: RequestFiled.FirstContact?
    let renews: ID<Request>?
    let hasSupervisorOnPaper: Bool?
    let function: OfficeFunction?
    let acknowledgedAt: Timestamp?
    let stoppedFor: ClockTerms.StopReason?
    let answeredAt: Timestamp?
    /// When what was done ends by itself, as its addressee signed it.
    let measureEndsAt: Timestamp?
    let personToldAt: Timestamp?
    let turnedAwayFor: String?
    let guestLinkExpiresAt: Timestamp?
    /// Told to addressees alone: an authority does not learn what others ask.
    let sameTargetElsewhere: Bool?
    let itemCount: Int
    /// Absent in a list, as are the following.
    let items: [Item]?
    let notes: [String]?
    let disclosures: [Disclosure]?
    let document: JSONValue?
    let answer: JSONValue?
    /// What people here said about it and its exchange has not recorded.
    let ownWords: [WireOwnWord]?

    /// Makes one for a caller.
    ///
    /// - Parameters:
    ///   - view: the request.
    ///   - organisation: who reads it.
    ///   - isWhole: whether the items and the signed texts are told as well.
    init(_ view: RequestView, for organisation: Organisation, isWhole: Bool) {
        let (request, filing) = (view.request, view.request.filing)
        let isAuthority = organisation.kind == .authority
        id = request.id
        batch = isAuthority ? filing.batch : nil
        state = request.state
        kind = filing.kind
        instrument = filing.instrument
        channel = filing.channel
        isSigned = filing.isSigned
        isExercise = filing.isExercise
        authority = filing.authority
        authorityName = view.authorityName ?? view.paperAuthority
        office = filing.office
        officer = filing.officer
        supervisor = filing.supervisor
        addressee = filing.addressee
        addresseeName = view.addresseeName
        country = filing.country
        territory = filing.territory
        language = filing.language
        categories = filing.categories
        authorisation = filing.authorisation
        silentUntil = filing.silentUntil
        scan = filing.scan
        issuedAt = filing.issuedAt
        receivedAt = request.receivedAt
        dueAt = request.isWaiting ? request.dueAt : nil
        waitsUntil = request.isWaiting ? request.waitsUntil : nil
        firstContact = filing.firstContact
        renews = filing.renews
        hasSupervisorOnPaper = filing.hasSupervisorOnPaper
        function = filing.function
        acknowledgedAt = request.acknowledgedAt
        stoppedFor = request.stoppedFor
        answeredAt = request.answeredAt
        measureEndsAt = isWhole ? view.signedAnswer?.measureEndsAt : nil
        personToldAt = request.personToldAt
        turnedAwayFor = request.turnedAwayFor
        guestLinkExpiresAt = isAuthority ? request.guestLinkExpiresAt : nil
        sameTargetElsewhere = isAuthority ? nil : request.sameTargetElsewhere
        itemCount = request.items.count
        items = isWhole ? view.items.map(Item.init) : nil
        notes = isWhole ? view.notes : nil
        disclosures =
            isWhole
            ? request.disclosures.enumerated().map { index, disclosure in
                Disclosure(
                    number: index + 1,
                    category: disclosure.category,
                    sha256: disclosure.sha256,
                    isElsewhere: disclosure.isElsewhere,
                    handedAt: disclosure.handedAt
                )
            } : nil
        document = isWhole ? view.signed.flatMap { try? JSONValue(parsing: Array($0.utf8)) } : nil
        answer = isWhole ? view.answer.flatMap { try? JSONValue(parsing: Array($0.utf8)) } : nil
        ownWords = isWhole && !view.ownWords.isEmpty ? view.ownWords.map(WireOwnWord.init) : nil
    }
}

extension WireRequest.Item {
    init(_ item: RequestView.Item) {
        number = item.item.number
        kind = item.item.kind
        ground = item.item.ground
        address = item.address
        reasons = item.reasons
        outcome = item.item.outcome
        answer = item.item.outcome?.fixedReasons ?? item.answer
        isReversed = item.item.isReversed
    }
}
