import Cooperation
import HTTPServing

/// Why a case is left to others, as it was sent and refused.
struct SkipForm: Sendable {
    let reason: String
    let note: String
    let refusal: Refusal

    init(_ fields: FormFields, _ refusal: Refusal) {
        reason = fields["reason"]
        note = fields["note"]
        self.refusal = refusal
    }
}
