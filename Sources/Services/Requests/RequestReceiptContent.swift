import CanonicalJSON
import Cooperation
import Statements
import TransparencyLog

/// What a receipt of a request says, read from the file alone.
///
/// A page that is made of it shows nothing that the file does not prove, nor anything newer than its checkpoint.
package struct RequestReceiptContent: Sendable {
    /// One item, as far as the reader may see it.
    package struct Item: Sendable, Hashable {
        package let number: Int
        package var ground: RequestGround?
        package var address: String?
        /// Why the authority asked.
        package var asked: String?
        package var outcome: ItemOutcome?
        /// Why it was answered so.
        package var reasons: String?
        package var answeredAt: Timestamp?
        /// When its addressee signed that answer, by the clock of its node; `nil` where this reader sees no signed answer.
        package var signedAt: Timestamp?
        /// When what was done was undone.
        package var reversedAt: Timestamp?
    }

    /// Data that were handed over.
    package struct Disclosure: Sendable, Hashable {
        package let category: DataCategory
        /// When that was recorded where the request lives.
        package let time: Timestamp
    }

    package private(set) var kind: RequestKind?
    package private(set) var instrument: String?
    /// Who asked, where it is a member.
    package private(set) var authority: ID<Organisation>?
    /// Who asked on paper, where this reader may know.
    package private(set) var authorityName: String?
    package private(set) var receivedAt: Timestamp?
    package private(set) var personToldAt: Timestamp?
    /// The key that signed the answer, where this reader may see it, and when it was recorded.
    package private(set) var answerKey: (key: String, time: Timestamp)?
    /// How many items the request has, of which the receipt may be about one.
    private var itemCount: Int?
    /// In order of number.
    package private(set) var items: [Item] = []
    /// In the order in which they were handed over: for the request, of whose items they name none.
    package private(set) var disclosures: [Disclosure] = []

    /// Whether the request has items besides those of which the receipt tells.
    package var hasOtherItems: Bool { itemCount.map { $0 > items.count } ?? false }

    /// When the last of what was to be done was done; `nil` where nothing was.
    ///
    /// Of what asks for data nothing is done by its answer, but by handing them over. Else it is when the addressee signed that
    /// it was done, as the documents about the same act say; and where this reader sees no signed answer, when it was recorded.
    package var carriedOutAt: Timestamp? {
        guard kind?.asksData != true else { return disclosures.map(\.time).max() }
        return done.compactMap { $0.signedAt ?? $0.answeredAt }.max()
    }

    /// Whether `carriedOutAt` is no more than when that was recorded where the request lives.
    package var isCarryingOutRecorded: Bool { kind?.asksData == true || done.contains { $0.signedAt == nil } }

    private var done: [Item] { items.filter { $0.outcome?.isCompliance == true } }

    /// Reads a receipt.
    ///
    /// - Throws: `ReceiptError` where it is none.
    package init(parsing bytes: [UInt8]) throws(ReceiptError) {
        var found: [Int: Item] = [:]
        for event in try Receipt.parse(bytes).events.map(\.event) {
            func text(_ name: String) -> String? { FieldName(name).flatMap { event.value(of: $0)?.stringValue } }
            func time(_ name: String) -> Timestamp? { text(name).flatMap { Timestamp($0) } }
            let number = FieldName("fact.number").flatMap { event.value(of: $0)?.integerValue }.map(Int.init)
            var item = number.map { found[$0] ?? Item(number: $0) }
            switch text("type") {
            case RequestFiled.type:
                kind = text("fact.kind").flatMap { RequestKind(rawValue: $0) }
                instrument = text("fact.instrument")
                authority = text("fact.authority").flatMap { ID($0) }
                authorityName = text("sealed.authorityName")
                itemCount = FieldName("fact.items").flatMap { event.value(of: $0)?.integerValue }.map(Int.init)
            case RequestItemFiled.type:
                item?.ground = text("fact.ground").flatMap { RequestGround(rawValue: $0) }
                item?.address = text("sealed.address")
                item?.asked = text("sealed.reasons")
            case RequestReceived.type: receivedAt = time("fact.receivedAt") ?? time("time")
            case RequestTurnedAway.type: receivedAt = time("time")
            case RequestItemAnswered.type:
                item?.outcome = text("fact.outcome").flatMap { ItemOutcome(rawValue: $0) }
                item?.reasons = text("sealed.reasons")
                item?.answeredAt = time("time")
                item?.signedAt = nil
            case RequestItemReversed.type: item?.reversedAt = time("time")
            case RequestDisclosed.type:
                if let category = text("fact.category").flatMap(DataCategory.init(rawValue:)), let at = time("time") {
                    disclosures.append(Disclosure(category: category, time: at))
                }
            case RequestPersonTold.type: personToldAt = time("time")
            case RequestAnswered.type:
                let signed = text("sealed.answer").flatMap { try? SignedStatement(parsing: Array($0.utf8)) }
                if let key = signed?.signatures.first?.key.description, let at = time("time") { answerKey = (key, at) }
                if let signed, signed.purpose == .answer,
                    let at = signed.statement["answeredAt"]?.stringValue.flatMap({ Timestamp($0) })
                {
                    for told in signed.statement["items"]?.arrayValue ?? [] {
                        if let number = told["number"]?.integerValue { found[Int(number)]?.signedAt = at }
                    }
                }
            default: break
            }
            if let item { found[item.number] = item }
        }
        items = found.values.sorted { $0.number < $1.number }
    }
}
