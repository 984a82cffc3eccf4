import CanonicalJSON
import Documents
import Foundation

/// The files of the repository that these tests read and compare with.
enum Repository {
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: root.appending(path: path)))
    }

    static let languages = ["en", "id", "ms", "fil", "zh", "th", "my", "ta"]

    /// What the console's catalogue of a language holds for documents.
    static func texts(_ language: String) throws -> [DocumentWord: String] {
        let json = try JSONValue(parsing: bytes("Sources/CConsoleAssets/assets/\(language).json"))
        let texts = json["texts"]?["document"]?.objectValue ?? [:]
        return Dictionary(
            uniqueKeysWithValues: DocumentWord.allCases.compactMap { word in
                texts[word.rawValue]?.stringValue.map { (word, $0) }
            }
        )
    }

    static func words(_ language: String, isReviewed: Bool = false) throws -> DocumentWords {
        try DocumentWords(
            language: language,
            texts: texts(language),
            isReviewed: isReviewed,
            english: texts("en")
        )
    }
}
