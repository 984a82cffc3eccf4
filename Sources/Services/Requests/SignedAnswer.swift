import CanonicalJSON
import Cooperation
import Statements

/// What an addressee signed about where something was done, when, and until when.
package struct SignedAnswer: Sendable, Hashable {
    /// Which items it answers.
    package let items: Set<Int>
    /// Where what was done has effect.
    package let territory: Territory
    /// When it was signed, by the clock of the addressee's node: what it says was done was done by then.
    package let answeredAt: Timestamp
    /// When what was done ends by itself, unless it is confirmed; `nil` where it stays.
    package let measureEndsAt: Timestamp?

    /// Reads a signed answer; `nil` for what is none.
    ///
    /// - Parameter text: the signed statement as it came; its signature is not looked at here.
    package init?(_ text: String) {
        guard let file = try? SignedStatement(parsing: Array(text.utf8)), file.purpose == .answer,
            let territory = file.statement["territory"],
            let place = try? JSONValueDecoder().decode(Territory.self, from: territory),
            let answeredAt = file.statement["answeredAt"]?.stringValue.flatMap(Timestamp.init)
        else { return nil }
        let told = file.statement["items"]?.arrayValue ?? []
        items = Set(told.compactMap { $0["number"]?.integerValue.map { Int($0) } })
        self.territory = place
        self.answeredAt = answeredAt
        measureEndsAt = file.statement["measureEndsAt"]?.stringValue.flatMap(Timestamp.init)
    }
}

extension RequestView {
    /// What its addressee signed last; `nil` where nothing was signed.
    package var signedAnswer: SignedAnswer? { answer.flatMap(SignedAnswer.init) }

    /// Whether every item was done, is still done, and has effect everywhere where the request wants that.
    ///
    /// What was done in the issuing country alone is that only where no other country was asked for; so is what nobody signed
    /// to have effect anywhere else.
    package var coversTerritory: Bool {
        let (asked, signed) = (request.filing.territory, signedAnswer)
        let inCountry = Territory.countries([request.filing.country])
        return !request.items.isEmpty
            && request.items.allSatisfy { item in
                guard !item.isReversed else { return false }
                switch item.outcome {
                case .complied:
                    // Where it has effect was signed for the items of the last answer; of others it is not known here.
                    let signed = signed.flatMap { $0.items.contains(item.number) ? $0 : nil }
                    return (signed?.territory ?? inCountry).covers(asked)
                case .compliedInCountry: return inCountry.covers(asked)
                default: return false
                }
            }
    }
}
