extension Assessment {
    /// Notes that the formal request came after an emergency, whereupon its agency is asked for nothing more.
    ///
    /// Whoever let the data out does not say so, be it that this node has recorded it or that it is their word alone.
    func noteFormal(_ request: ID<Request>?, _ note: String, by person: ID<Person>) throws(Refusal) -> [Act] {
        guard formalDueAt != nil || isFormalMissed else { return [] }
        guard answerers?.contains(person) != true else {
            throw Refusal(
                .conflict,
                "same-person",
                "Another person than those who wrote and approved the answer has to say that it came."
            )
        }
        guard request == nil else { return [Act(AssessmentFormalised(request: request), on: id)] }
        let note = try Texts.required(note, "note")
        return [Act(AssessmentFormalised(request: nil), on: id, sealed: ["note": note])]
    }
}
