import Cooperation
import HTTPServing

/// What was typed into a form about a decision, with what is wrong.
struct DecisionWord: Sendable {
    /// Which form it was.
    let form: String
    let fields: FormFields
    let refusal: Refusal
}
