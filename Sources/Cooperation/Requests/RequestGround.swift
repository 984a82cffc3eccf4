/// Why an authority holds an item to be terrorist content: the five limbs of Article 2(7) of Regulation (EU) 2021/784, or
/// something else.
public enum RequestGround: String, Codable, CaseIterable, Sendable {
    /// Incites terrorist offences, or glorifies them and so advocates them.
    case incites
    /// Solicits somebody to commit or help to commit them.
    case solicitsOffence
    /// Solicits somebody to take part in a terrorist group.
    case solicitsParticipation
    /// Instructs in making or using weapons, explosives or noxious substances.
    case instructs
    /// Threatens with a terrorist offence.
    case threatens
    /// Something else, which the reasons name; outside what this channel is for.
    case other

    /// Whether it is one of the limbs of the definition.
    public var isTerrorism: Bool { self != .other }
}
