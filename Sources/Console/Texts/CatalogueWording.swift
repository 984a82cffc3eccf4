import Cooperation
import Services

/// The words of messages as the catalogues have them, in the languages that somebody reviewed.
package struct CatalogueWording: MessageWording {
    private let catalogues: Catalogues

    /// Takes the catalogues.
    package init(_ catalogues: Catalogues) { self.catalogues = catalogues }

    /// The words in a language; `nil` for English, a draft, and a language without a catalogue.
    package func words(for kind: Alert.Kind, in language: String) -> MessageWords? {
        guard let texts = catalogues.named(language), texts.reviewedBy != nil, texts.code != catalogues.english.code
        else { return nil }
        let what = texts.word("alertKind", kind)
        return MessageWords(
            subject: what,
            sentence: what,
            acknowledge: texts.text("alerts.acknowledgeBy"),
            exercise: texts.text("requests.exerciseMark")
        )
    }
}
