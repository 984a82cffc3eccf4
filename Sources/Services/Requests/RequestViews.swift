import Cooperation
import Statements

/// A draft with its documents.
package struct RequestDraftView: Sendable {
    /// An item that this authority asked about before.
    package struct Earlier: Sendable, Hashable {
        /// In which request, and which item there.
        package let request: ID<Request>
        package let receivedAt: Timestamp?
    }

    /// How far a signed statement came that was handed to an exchange.
    package struct Filing: Sendable, Hashable {
        package let state: Dispatch.State
        /// Why the exchange refused it; `nil` where it did not.
        package let code: String?
    }

    package let draft: RequestDraft
    /// The texts that are signed, one for each addressee, in order.
    package let documents: [RequestDocument]
    /// What this authority asked before about the same items, by the item's one spelling.
    package let earlier: [String: [Earlier]]
    /// What became of each request that went out to an exchange; empty before, and where requests are filed here.
    package let filings: [ID<Request>: Filing]
}

/// A request with its texts.
package struct RequestView: Sendable {
    /// One item with its texts.
    package struct Item: Sendable {
        package let item: Request.Item
        package let address: String?
        package let reasons: String?
        package let answer: String?
    }

    package let request: Request
    /// In order of number; empty in a list.
    package let items: [Item]
    /// The signed document; `nil` for one on paper, in a list, or where it was erased.
    package let document: RequestDocument?
    /// The signed statement as it came.
    package let signed: String?
    /// What the addressee signed.
    package let answer: String?
    /// What was said about the clock, in order.
    package let notes: [String]
    /// The names of authority and addressee, as far as they are known here.
    package let authorityName: String?
    package let addresseeName: String?
    /// Who asks, as a paper says.
    package let paperAuthority: String?
    /// What people here said about it and its exchange has not recorded; empty in a list.
    package var ownWords: [OwnWord] = []

    /// The id of the key that signed the answer; `nil` where nothing was signed.
    package var answerKey: String? {
        guard let answer, let statement = try? SignedStatement(parsing: Array(answer.utf8)) else { return nil }
        return statement.signatures.first?.key.description
    }
}

/// What an addressee makes of a request, with its texts.
package struct AssessmentView: Sendable {
    package let assessment: Assessment
    package let request: RequestView
    /// The reasons of the answer that waits, by item.
    package let proposed: [Int: String]
    /// What the last finding quotes and says.
    package let legalBasis: String?
    package let reasons: String?
    /// Why less was not enough in an emergency, by the position of who said so.
    package let widened: [Int64: String]
    /// Which other authorities' requests ask, for counsel's eyes only, that one of these items stay up; empty for anybody else.
    package let stayUp: [ID<Request>]
    /// What runs about it besides the time of its answer: a measure's end, a formal request, a first order's wait.
    package let clocks: [Clock]
    /// Until when what it concerns would be kept, were that confirmed now; `nil` where no rule says so.
    package let keptUntil: Timestamp?
    /// Why the agency gets nothing in an emergency.
    package let frozen: [FrozenAgency]
    /// The acts on it, in order.
    package let history: [JournalEvent]
    package let people: [Identifier: String]
    /// Where the office of the authority is called back, from an independent source.
    package let callBack: CallBack?
    /// Whether data that left another way can be noted: they were asked for on paper, in no emergency, and nobody has a key to
    /// which they could be encrypted, or nobody had when it was received.
    package let takesHandedElsewhere: Bool

    /// Where to call, and how it is known.
    package struct CallBack: Sendable {
        package let office: String?
        /// `nil` while nobody vouches for the office.
        package let telephone: String?
        package let source: String?
    }
}
