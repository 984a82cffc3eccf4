extension Assessment {
    /// Where somebody was reached who denied it, in order.
    var denials: [IdentityCheck] { identityChecks.filter { $0.method != .signature && $0.result == .denied } }

    /// Whether another person than those who were told that it is denied, and than who cleared it, called after the latest denial
    /// and was confirmed.
    var isConfirmedAfterDenial: Bool {
        let denials = self.denials
        guard let latest = denials.last, let place = identityChecks.lastIndex(of: latest) else { return false }
        return identityChecks[place...].contains { check in
            check.method == .callBack && check.result == .confirmed && check.by != clearedBy
                && !denials.contains { $0.by == check.by }
        }
    }

    /// Notes how it was made sure who asks.
    ///
    /// A forged letter brings a number of its own: where the register has none, whoever called and was confirmed says which
    /// number that was and from which other source they have it, so that the next person can look.
    ///
    /// - Throws: `Refusal` `person-needed`, `text-missing`, `text-too-long`.
    func checkIdentity(
        _ method: IdentityCheck.Method,
        _ result: IdentityCheck.Result,
        _ note: String,
        by person: ID<Person>?,
        _ called: IdentityCheck.Called?
    ) throws(Refusal) -> Act {
        guard method == .signature || person != nil else {
            throw Refusal(.invalid, "person-needed", "A person calls back, and nobody else.")
        }
        let bytesMax = RequestDocument.wordBytesMax
        let number = try Texts.optional(called?.number, "callBack", bytesMax: bytesMax)
        let source = try Texts.optional(called?.source, "callBackSource", bytesMax: bytesMax)
        if method == .callBack, result == .confirmed, opening.isUnregistered == true {
            for (text, pointer) in [(number, "/callBack"), (source, "/callBackSource")] where text == nil {
                throw Refusal(
                    .invalid,
                    "text-missing",
                    "The register has no number of theirs: write which one you called, and which source it is from.",
                    pointer: pointer
                )
            }
        }
        return Act(
            AssessmentIdentityChecked(method: method, result: result, by: person),
            on: id,
            sealed: ["note": try Texts.required(note, "note"), "callBack": number, "callBackSource": source]
        )
    }
}
