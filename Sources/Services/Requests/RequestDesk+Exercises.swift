import Cooperation

extension RequestDesk {
    /// How many exercises are looked at to which one request was added.
    private static let plansMax = 1000

    /// Fails where a request says of itself that it is an exercise, and nobody but its authority says so.
    ///
    /// What is for practice is outside of all figures and of what slows an authority down: so it is for whoever is asked, or
    /// for those who run the node, to say that it is.
    ///
    /// - Throws: `Refusal` `exercise-not-planned`; `StoreError`.
    func requirePlanned(_ document: RequestDocument, in reading: any StoreReading) throws {
        guard document.isExercise else { return }
        if let member = document.addressee.member,
            try reading.load(Organisation.self, member)?.takesExercises == true
        {
            return
        }
        let found = try reading.lookUp(Exercise.self, Exercise.key(of: document.id), limit: Self.plansMax)
        let exercises = try reading.load(Exercise.self, ids: found)
        let planners = try reading.load(Organisation.self, ids: Array(Set(exercises.values.map(\.organisation))))
        let isPlanned = exercises.values.contains { exercise in
            planners[exercise.organisation].map { exercise.plans(document, as: $0) } ?? false
        }
        guard isPlanned else {
            throw Refusal(
                .conflict,
                "exercise-not-planned",
                """
                Nobody but your authority says that this is an exercise. Let whoever is asked, the secretariat or whoever runs \
                the node where it is filed add the request \(document.id) to an exercise that they planned; then file it. A member may also declare that it \
                takes exercises.
                """,
                pointer: "/isExercise"
            )
        }
    }
}
