/// A part of a document.
public enum DocumentBlock: Codable, Hashable, Sendable {
    /// Begins a section.
    case heading(Phrase)
    /// Running text; line ends begin new lines.
    case paragraph(Phrase)
    /// Names and what they stand for.
    case facts([DocumentFact])
    /// Boxes of which some are ticked.
    case checks(Phrase?, [DocumentCheck])
    /// What is asked for, numbered from 1.
    case items(Phrase?, [DocumentItem])
    /// What somebody else wrote.
    case quotation(Phrase)
    /// Who signed.
    case signatures([DocumentSignature])
    /// What a reader must know first.
    case notice(Phrase)
    /// Where to look a document up.
    case code(DocumentCode)

    /// How many rows it has.
    var rowCount: Int {
        switch self {
        case .heading, .paragraph, .quotation, .notice, .code: 1
        case .facts(let facts): facts.count
        case .checks(_, let checks): checks.count
        case .items(_, let items): items.count
        case .signatures(let signatures): signatures.count
        }
    }

    /// Everything written in it.
    var phrases: [Phrase] {
        switch self {
        case .heading(let phrase), .paragraph(let phrase), .quotation(let phrase), .notice(let phrase): [phrase]
        case .facts(let facts): facts.flatMap { [$0.label, $0.value] }
        case .checks(let caption, let checks): [caption].compactMap(\.self) + checks.map(\.label)
        case .items(let caption, let items): [caption].compactMap(\.self) + items.flatMap(\.phrases)
        case .signatures(let signatures): signatures.flatMap(\.phrases)
        case .code(let code): [code.label, Phrase(code.address), Phrase(code.digest)]
        }
    }
}
