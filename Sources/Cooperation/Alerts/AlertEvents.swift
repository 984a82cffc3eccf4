/// Something can't wait.
public struct AlertRaised: EventPayload {
    /// What happened.
    public static let type = "alert.raised"
    /// It says itself whether it is an exercise.
    public static let tellsExercise = true
    /// Why people are reached.
    public let kind: Alert.Kind
    /// What it is raised for; absent for the node's own log.
    public let cause: Identifier?
    /// In which role somebody is wanted; absent where it is anybody of the roster.
    public let role: Role?
    /// Whether it is about an exercise; absent where it is not.
    public let isExercise: Bool?
}

/// More of the same came while people were asked.
public struct AlertJoined: EventPayload {
    /// What happened.
    public static let type = "alert.joined"
    /// What came.
    public let cause: Identifier
}

/// It is the turn of a person.
public struct AlertAddressed: EventPayload {
    /// What happened.
    public static let type = "alert.addressed"
    /// Whose.
    public let person: ID<Person>
    /// When it is the next one's, if this one's message is not out by then.
    public let dueAt: Timestamp
}

/// The mail server took the message.
public struct AlertSent: EventPayload {
    /// What happened.
    public static let type = "alert.sent"
    /// By when the person has to acknowledge, as the message says.
    public let dueAt: Timestamp
}

/// The message can't be delivered to this person.
public struct AlertRefused: EventPayload {
    /// What happened.
    public static let type = "alert.refused"
    /// The mail server's reply, as 550; absent where the person has no address any more.
    public let reply: Int?
}

/// A person took it on.
public struct AlertAcknowledged: EventPayload {
    /// What happened.
    public static let type = "alert.acknowledged"
    /// Who.
    public let person: ID<Person>
}

/// Everybody was asked, and nobody acknowledged in time.
public struct AlertExhausted: EventPayload {
    /// What happened.
    public static let type = "alert.exhausted"
}

/// What it was raised for needs nobody any more.
public struct AlertOver: EventPayload {
    /// What happened.
    public static let type = "alert.over"
}
