import Cooperation

/// What a message about a kind of alert says in one language.
package struct MessageWords: Sendable, Hashable {
    /// The subject, without the program's name.
    package let subject: String
    /// What happened.
    package let sentence: String
    /// What stands above the link; `{time}` is the time by which to acknowledge.
    package let acknowledge: String
    /// What stands first in the subject of an exercise.
    package let exercise: String

    package init(subject: String, sentence: String, acknowledge: String, exercise: String) {
        self.subject = subject
        self.sentence = sentence
        self.acknowledge = acknowledge
        self.exercise = exercise
    }
}

/// The words of messages in languages other than English.
package protocol MessageWording: Sendable {
    /// The words in a language.
    ///
    /// - Parameters:
    ///   - kind: what the message is about.
    ///   - language: what the recipient chose, as BCP 47 writes it.
    /// - Returns: `nil` where nobody reviewed words in that language: the message is then in English.
    func words(for kind: Alert.Kind, in language: String) -> MessageWords?
}

/// Messages in English alone.
package struct EnglishWording: MessageWording {
    package init() {}

    /// None.
    package func words(for kind: Alert.Kind, in language: String) -> MessageWords? { nil }
}
