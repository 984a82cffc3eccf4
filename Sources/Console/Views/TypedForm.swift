import Cooperation
import HTTPServing

/// A form as it was typed, with what is wrong in it, so that nothing typed is ever lost.
struct TypedForm: Sendable {
    /// The page of the catalogue that holds its labels, and its hints as the label's name and `Hint`.
    let page: String
    private let fields: Set<String>
    private var texts: [String: String] = [:]
    private var errors: [String: Refusal] = [:]

    /// A form with what is mostly chosen.
    init(_ page: String, _ fields: Set<String>, _ texts: [String: String] = [:]) {
        self.page = page
        self.fields = fields
        self.texts = texts
    }

    /// What was sent.
    init(_ page: String, _ fields: Set<String>, _ form: FormFields) {
        self.init(page, fields)
        for field in fields { texts[field] = form[field] }
    }

    /// What was sent with files.
    init(_ page: String, _ fields: Set<String>, _ parts: [String: FormPart]) {
        self.init(page, fields)
        for field in fields {
            texts[field] = parts[field].map {
                String(decoding: $0.bytes, as: UTF8.self).replacing("\r\n", with: "\n")
            }
        }
    }

    /// What was asked in an address.
    init(_ page: String, _ fields: Set<String>, _ query: Query) {
        self.init(page, fields)
        for field in fields { texts[field] = query[field] }
    }

    /// The names of the boxes for the words of an enumeration.
    static func boxes<Word: RawRepresentable<String> & CaseIterable>(_ field: String, _ words: Word.Type) -> Set<String>
    {
        Set(words.allCases.map { field + "-" + $0.rawValue })
    }

    subscript(field: String) -> String {
        get { texts[field] ?? "" }
        set { texts[field] = newValue }
    }

    var hasErrors: Bool { !errors.isEmpty }

    /// Marks the field that a refusal is about.
    ///
    /// - Parameters:
    ///   - refusal: what is wrong.
    ///   - names: the fields of pointers that are named otherwise.
    /// - Returns: whether there is such a field.
    mutating func mark(_ refusal: Refusal, naming names: [String: String] = [:]) -> Bool {
        guard let pointer = refusal.pointer else { return false }
        let field = names[pointer] ?? String(pointer.dropFirst())
        guard fields.contains(field) || names.values.contains(field) else { return false }
        errors[field] = refusal
        return true
    }

    // MARK: What was meant

    func word<Word: RawRepresentable<String>>(_ field: String) throws(Refusal) -> Word {
        guard let word: Word = try optionalWord(field) else {
            throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/" + field)
        }
        return word
    }

    func optionalWord<Word: RawRepresentable<String>>(_ field: String) throws(Refusal) -> Word? {
        guard !self[field].isEmpty else { return nil }
        guard let word = Word(rawValue: self[field]) else {
            throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/" + field)
        }
        return word
    }

    func id<Subject>(_ field: String) throws(Refusal) -> ID<Subject>? {
        guard !self[field].isEmpty else { return nil }
        guard let id = ID<Subject>(self[field]) else {
            throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/" + field)
        }
        return id
    }

    func date(_ field: String) throws(Refusal) -> Timestamp? {
        guard !self[field].isEmpty else { return nil }
        guard let time = Timestamp(self[field] + "T00:00:00Z") else {
            throw Refusal(.invalid, "date-invalid", "Write a date as 2027-01-31.", pointer: "/" + field)
        }
        return time
    }

    /// A time to the minute, as everything here in UTC.
    func moment(_ field: String) throws(Refusal) -> Timestamp? {
        guard !self[field].isEmpty else { return nil }
        guard let time = Timestamp(String(self[field].prefix(16)) + ":00Z") else {
            throw Refusal(.invalid, "date-invalid", "Write a time as 2027-01-31T17:30.", pointer: "/" + field)
        }
        return time
    }

    func integer(_ field: String) throws(Refusal) -> Int? {
        guard !self[field].isEmpty else { return nil }
        guard let number = Int(self[field].filter { $0 != " " }) else {
            throw Refusal(.invalid, "number-invalid", "Write a whole number.", pointer: "/" + field)
        }
        return number
    }

    /// Countries as they are typed, or everywhere; `nil` where nothing is.
    func territory(_ field: String) throws(Refusal) -> Territory? {
        let typed = self[field].split { !$0.isLetter }.map { $0.uppercased() }
        guard !typed.isEmpty else { return nil }
        return typed == ["EVERYWHERE"] ? .everywhere : try Territory(countries: typed)
    }

    func ticked<Word: RawRepresentable<String> & CaseIterable & Hashable>(_ field: String) -> Set<Word> {
        Set(Word.allCases.filter { !self[field + "-" + $0.rawValue].isEmpty })
    }

    // MARK: What is shown

    private func label(_ field: String, in catalogue: Catalogue) -> String {
        catalogue.has(page + "." + field)
            ? catalogue.text(page + "." + field) : catalogue.label(Self.bare(field), of: page)
    }

    /// The name of a field without the name of the act that it belongs to.
    private static func bare(_ field: String) -> String { String(field.split(separator: "-").last ?? "") }

    private func hint(_ field: String, in catalogue: Catalogue) -> String? {
        let key = page + "." + Self.bare(field) + "Hint"
        return catalogue.has(key) ? catalogue.text(key) : nil
    }

    func error(_ field: String, in catalogue: Catalogue) -> FieldError? { errors[field].map(catalogue.fieldError) }

    func line(
        _ field: String,
        type: String = "text",
        isRequired: Bool = true,
        isText: Bool = false,
        warning: String? = nil,
        listProblem: String? = nil,
        in catalogue: Catalogue
    ) -> FieldView {
        FieldView(
            id: field,
            label: label(field, in: catalogue),
            type: type,
            value: self[field],
            hint: hint(field, in: catalogue),
            warning: warning,
            error: error(field, in: catalogue),
            autocomplete: "off",
            isRequired: isRequired,
            isText: isText,
            listProblem: listProblem
        )
    }

    func choice<Word: RawRepresentable<String> & CaseIterable & Equatable>(
        _ field: String,
        among words: Word.Type,
        named wordPage: String,
        none: String? = nil,
        in catalogue: Catalogue
    ) -> FieldView {
        choice(
            field,
            among: words.allCases.map { ($0.rawValue, catalogue.word(wordPage, $0)) },
            none: none,
            in: catalogue
        )
    }

    /// A choice among anything; `none` stands first and means that nothing is chosen, and is `nil` where something must be.
    func choice(
        _ field: String,
        among options: [(value: String, text: String)],
        none: String? = nil,
        in catalogue: Catalogue
    ) -> FieldView {
        FieldView(
            id: field,
            label: label(field, in: catalogue),
            hint: hint(field, in: catalogue),
            error: error(field, in: catalogue),
            options: ((none.map { [("", $0)] } ?? []) + options).map { value, text in
                FieldView.Option(value: value, text: text, isCurrent: value == self[field])
            }
        )
    }

    /// One box alone, below the name of what it is about.
    func box(
        _ field: String,
        under label: String,
        _ words: String,
        hint: String? = nil,
        in catalogue: Catalogue
    ) -> FormView.Group {
        FormView.Group(
            groupLabel: label,
            groupHint: hint,
            groupError: error(field, in: catalogue),
            boxes: [.init(boxName: field, boxText: words, boxNote: nil, isTicked: !self[field].isEmpty)]
        )
    }

    func boxes<Word: RawRepresentable<String> & CaseIterable>(
        _ field: String,
        among words: Word.Type,
        named wordPage: String,
        in catalogue: Catalogue
    ) -> ChecksView {
        ChecksView(
            id: field,
            legend: label(field, in: catalogue),
            note: hint(field, in: catalogue),
            problem: error(field, in: catalogue),
            boxes: words.allCases.map { word in
                let name = field + "-" + word.rawValue
                return ChecksView.Box(
                    name: name,
                    text: catalogue.word(wordPage, word),
                    isChecked: !self[name].isEmpty
                )
            }
        )
    }
}
