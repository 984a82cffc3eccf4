/// What happens to a request, as far as an exercise looks at it, in order.
public enum ExerciseStage: String, Codable, CaseIterable, Sendable, Comparable {
    /// It was whole, and its clock began.
    case received
    /// The platform's node had it.
    case acknowledged
    /// A person of the platform looked at it first; known on the platform's own node alone.
    case lookedAt
    /// Each item was answered.
    case answered

    /// Orders by when they happen.
    public static func < (left: ExerciseStage, right: ExerciseStage) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A step of an exercise's script, with the time that it should take.
public struct ExerciseStep: Codable, Hashable, Sendable {
    /// The longest time of a step.
    public static let timeMax = Seconds.days(30)

    /// What ends the step.
    public let stage: ExerciseStage
    /// How long it should take at most, from the end of the step before; the first from when the request was filed.
    public let within: Seconds

    /// Makes a step.
    public init(stage: ExerciseStage, within: Seconds) {
        self.stage = stage
        self.within = within
    }
}
