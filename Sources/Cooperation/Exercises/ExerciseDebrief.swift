/// What happened in an exercise, and when, beside what was planned: reckoned from events, and from nothing else.
public struct ExerciseDebrief: Encodable, Hashable, Sendable {
    /// One step of one request.
    public struct Step: Encodable, Hashable, Sendable {
        /// What ends the step.
        public let stage: ExerciseStage
        /// How long it should take at most, in seconds.
        public let planned: Seconds
        /// How long it took from the end of the step before, in whole seconds; `nil` where one of them did not end.
        public let taken: Seconds?
        /// Whether it took no longer than planned; `nil` where it is not known.
        public let wasInTime: Bool?
    }

    /// One request.
    public struct Request: Encodable, Hashable, Sendable {
        /// Which.
        public let request: ID<Cooperation.Request>
        /// When it was filed; `nil` where its events are not here.
        public let filedAt: Timestamp?
        /// When it was whole, and its clock began.
        public let receivedAt: Timestamp?
        /// When the platform's node had it.
        public let acknowledgedAt: Timestamp?
        /// When a person of the platform looked at it first; `nil` also where that is not known on this node.
        public let lookedAt: Timestamp?
        /// When it was answered last.
        public let answeredAt: Timestamp?
        /// Whether a clock of it was breached, or it was noted that nobody answered in time.
        public let wasBreached: Bool
        /// Its steps, as planned.
        public let steps: [Step]
    }

    /// Which exercise.
    public let exercise: ID<Exercise>
    /// Whether it is over.
    public let state: Exercise.State
    /// Its requests, in the order in which they were added.
    public let requests: [Request]

    /// Reckons a debrief.
    ///
    /// - Parameters:
    ///   - exercise: the exercise.
    ///   - histories: for each request the events about it, about what its addressee makes of it, and about its clocks.
    public init(of exercise: Exercise, _ histories: [ID<Cooperation.Request>: [JournalEvent]]) {
        self.exercise = exercise.id
        state = exercise.state
        requests = exercise.requests.map { id in
            Request(id, exercise.steps, (histories[id] ?? []).sorted { $0.position < $1.position })
        }
    }
}

extension ExerciseDebrief.Request {
    init(_ id: ID<Cooperation.Request>, _ plan: [ExerciseStep], _ events: [JournalEvent]) {
        func first(_ type: String) -> Timestamp? { events.first { $0.type == type }?.time }
        let filed = first(RequestFiled.type)
        var times: [ExerciseStage: Timestamp] = [:]
        times[.received] = first(RequestReceived.type)
        times[.acknowledged] = first(RequestAcknowledged.type)
        // What the node does by itself is nobody's look.
        times[.lookedAt] =
            events.first {
                $0.type.hasPrefix(Assessment.name + ".") && $0.actor != $0.organisation.identifier
            }?.time
        times[.answered] = events.last { $0.type == RequestAnswered.type }?.time
        let breaches = [ClockBreached.type, RequestUnanswered.type]
        var before = filed
        var steps: [ExerciseDebrief.Step] = []
        for step in plan {
            let end = times[step.stage]
            let taken: Seconds? =
                if let before, let end {
                    Seconds(max(0, (end.microseconds - before.microseconds) / 1_000_000))
                } else {
                    nil
                }
            steps.append(
                ExerciseDebrief.Step(
                    stage: step.stage,
                    planned: step.within,
                    taken: taken,
                    wasInTime: taken.map { $0 <= step.within }
                )
            )
            before = end
        }
        self.init(
            request: id,
            filedAt: filed,
            receivedAt: times[.received],
            acknowledgedAt: times[.acknowledged],
            lookedAt: times[.lookedAt],
            answeredAt: times[.answered],
            wasBreached: events.contains { breaches.contains($0.type) },
            steps: steps
        )
    }
}

extension ExerciseDebrief {
    /// The debrief for people, line by line.
    ///
    /// - Parameter title: what the exercise is called; `nil` where that was erased.
    /// - Returns: the lines.
    public func lines(title: String?) -> [String] {
        var lines = ["EXERCISE: \(title ?? exercise.description) (\(state.rawValue))"]
        for request in requests {
            lines += ["", "request \(request.request)"]
            let times: [(String, Timestamp?)] = [
                ("filed", request.filedAt), ("received", request.receivedAt),
                ("acknowledged", request.acknowledgedAt), ("first looked at", request.lookedAt),
                ("answered", request.answeredAt),
            ]
            lines += times.map { name, time in "  \(name): \(time?.description ?? "not known")" }
            lines.append("  clock: \(request.wasBreached ? "breached" : "not breached")")
            lines += request.steps.map { step in
                let verdict = step.wasInTime.map { $0 ? "in time" : "late" } ?? "not done"
                let taken = step.taken.map { "\($0.count) s" } ?? "-"
                return "  step \(step.stage.rawValue): \(taken) of \(step.planned.count) s, \(verdict)"
            }
        }
        return lines
    }
}
