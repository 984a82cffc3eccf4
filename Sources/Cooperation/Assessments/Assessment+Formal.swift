extension Assessment {
    /// Notes that the formal request came after an emergency, whereupon its agency is asked for nothing more.
    ///
    /// What this node has recorded proves itself. What it has not is somebody's word, and whoever let the data out does not
    /// give it.
    func noteFormal(_ request: ID<Request>?, _ note: String, by person: ID<Person>) throws(Refusal) -> [Act] {
        guard formalDueAt != nil || isFormalMissed else { return [] }
        guard request == nil else { return [Act(AssessmentFormalised(request: request), on: id)] }
        guard answerers?.contains(person) != true else {
            throw Refusal(
                .conflict,
                "same-person",
                "Another person than those who wrote and approved the answer has to say that it came."
            )
        }
        let note = try Texts.required(note, "note")
        return [Act(AssessmentFormalised(request: nil), on: id, sealed: ["note": note])]
    }
}
