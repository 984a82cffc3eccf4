/// A name and what it stands for.
public struct DocumentFact: Codable, Hashable, Sendable {
    /// The name.
    public let label: Phrase
    /// What it stands for.
    public let value: Phrase
    /// Whether it is read character by character, as a number of a file or a digest.
    public let isCode: Bool
    /// By which name the check of a page knows it; `nil` for what it does not compare.
    public let field: DocumentWord?

    /// Makes a fact.
    public init(_ label: Phrase, _ value: Phrase, isCode: Bool = false, field: DocumentWord? = nil) {
        self.label = label
        self.value = value
        self.isCode = isCode
        self.field = field
    }
}

/// A box that is ticked or not.
public struct DocumentCheck: Codable, Hashable, Sendable {
    /// What it says.
    public let label: Phrase
    /// Whether it is ticked.
    public let isChecked: Bool

    /// Makes a box.
    public init(_ label: Phrase, isChecked: Bool) {
        self.label = label
        self.isChecked = isChecked
    }
}

/// One thing that is asked for.
public struct DocumentItem: Codable, Hashable, Sendable {
    /// Its place in what was asked, from 1; `nil` where it is its place in the table.
    public let number: Int?
    /// Where it is; empty where the reader may not know.
    public let address: DocumentText
    /// What identifies it besides.
    public let identification: Phrase?
    /// The law or the term.
    public let ground: Phrase?
    /// Why.
    public let reasons: Phrase?
    /// What became of it.
    public let outcome: Phrase?

    /// Makes an item; its address is shown so that its reading order can't be turned around.
    public init(
        number: Int? = nil,
        address: String,
        identification: Phrase? = nil,
        ground: Phrase? = nil,
        reasons: Phrase? = nil,
        outcome: Phrase? = nil
    ) {
        self.number = number
        self.address = DocumentText(address, .address)
        self.identification = identification
        self.ground = ground
        self.reasons = reasons
        self.outcome = outcome
    }

    var phrases: [Phrase] { [Phrase(address)] + [identification, ground, reasons, outcome].compactMap(\.self) }
}

/// Who signed, with which key, and when.
public struct DocumentSignature: Codable, Hashable, Sendable {
    /// The person.
    public let who: DocumentText
    /// The person's post.
    public let post: Phrase?
    /// Names the key.
    public let key: DocumentText
    /// When.
    public let time: DocumentTime

    /// Makes a signature's entry.
    public init(who: DocumentText, post: Phrase? = nil, key: DocumentText, time: DocumentTime) {
        self.who = who
        self.post = post
        self.key = key
        self.time = time
    }

    var phrases: [Phrase] { [Phrase(who), Phrase(key), time.both] + [post].compactMap(\.self) }
}

/// Where a document can be looked up, as a QR code and in letters.
public struct DocumentCode: Codable, Hashable, Sendable {
    /// What to do with it.
    public let label: Phrase
    /// The address.
    public let address: DocumentText
    /// SHA-256 of the file that is found there, in hexadecimal digits.
    public let digest: DocumentText

    /// Makes a code.
    public init(label: Phrase, address: String, digest: String) {
        self.label = label
        self.address = DocumentText(address, .address)
        self.digest = DocumentText(digest, .address)
    }
}

/// Whose paper it is.
public struct Letterhead: Codable, Hashable, Sendable {
    /// The organisation.
    public let name: DocumentText
    /// Its postal address.
    public let lines: [DocumentText]
    /// How to reach it.
    public let contact: DocumentText?

    /// Makes a letterhead.
    public init(name: DocumentText, lines: [DocumentText] = [], contact: DocumentText? = nil) {
        self.name = name
        self.lines = lines
        self.contact = contact
    }

    var phrases: [Phrase] { ([name] + lines + [contact].compactMap(\.self)).map { Phrase($0) } }
}
