/// A form of a page: fields, groups of boxes to tick, and one button.
struct FormView: Sendable {
    /// Boxes of which any may be ticked; each is a field of its own, named after the group and its value.
    struct Group: Sendable {
        struct Box: Sendable {
            let boxName: String
            let boxText: String
            let boxNote: String?
            let isTicked: Bool
        }

        let groupLabel: String
        let groupHint: String?
        let groupError: String?
        /// The language of the error where it is not the page's.
        let groupErrorLanguage: String?
        let boxes: [Box]
        /// What ties the error to the group.
        let groupID: String

        init(groupLabel: String, groupHint: String?, groupError: FieldError?, boxes: [Box]) {
            self.groupLabel = groupLabel
            self.groupHint = groupHint
            self.groupError = groupError?.errorWords
            groupErrorLanguage = groupError?.errorLanguage
            self.boxes = boxes
            groupID = "group-" + (boxes.first?.boxName ?? "")
        }
    }

    /// Fields that belong together.
    struct Fieldset: Sendable {
        let setLegend: String
        let setNotes: [String]
        let fields: [FieldView]

        init(_ legend: String, notes: [String] = [], _ fields: [FieldView]) {
            setLegend = legend
            setNotes = notes
            self.fields = fields
        }
    }

    /// What the form carries and nobody sees.
    struct Hidden: Sendable {
        let hiddenName: String
        let hiddenValue: String
    }

    let formPath: String
    let formText: String?
    let fields: [FieldView]
    let groups: [Group]
    let fieldsets: [Fieldset]
    let hidden: [Hidden]
    /// How the form is sent where it brings files; `nil` where it brings none.
    let formEncoding: String?
    let formSubmit: String
    /// The class of the button.
    let formKind: String
    /// Under which name the page forgets what was typed; `nil` where nothing is typed.
    let formKeep: String?

    init(
        _ path: String,
        text: String? = nil,
        fields: [FieldView] = [],
        groups: [Group] = [],
        fieldsets: [Fieldset] = [],
        hidden: [String: String] = [:],
        bringsFiles: Bool = false,
        submit: String,
        kind: Kind = .main,
        keep: String? = nil
    ) {
        formPath = path
        formText = text
        self.fields = fields
        self.groups = groups
        self.fieldsets = fieldsets
        self.hidden = hidden.sorted { $0.key < $1.key }.map { Hidden(hiddenName: $0.key, hiddenValue: $0.value) }
        formEncoding = bringsFiles ? "multipart/form-data" : nil
        formSubmit = submit
        formKind = kind.rawValue
        formKeep = keep ?? (fields.isEmpty && groups.isEmpty ? nil : "form")
    }

    /// How much weight the button has.
    enum Kind: String, Sendable {
        case main
        case plainly
        case danger
    }
}

extension FormView.Group {
    /// Boxes of a form as it was typed.
    init(_ checks: ChecksView) {
        self.init(
            groupLabel: checks.legend,
            groupHint: checks.note,
            groupError: checks.problem,
            boxes: checks.boxes.map { Box(boxName: $0.name, boxText: $0.text, boxNote: nil, isTicked: $0.isChecked) }
        )
    }

    /// Boxes for words of an enumeration.
    ///
    /// - Parameters:
    ///   - name: how the names of the fields begin.
    ///   - label: the name of the group.
    ///   - hint: what helps to choose.
    ///   - error: what is wrong with what was ticked.
    ///   - words: what can be ticked.
    ///   - page: the page of the catalogue that has the words.
    ///   - ticked: what is.
    ///   - note: a line below each word.
    ///   - texts: the catalogue.
    /// - Returns: the group.
    static func words<Word: RawRepresentable<String> & Hashable>(
        _ name: String,
        label: String,
        hint: String? = nil,
        error: FieldError? = nil,
        among words: [Word],
        page: String,
        ticked: Set<Word>,
        note: (Word) -> String? = { _ in nil },
        in texts: Catalogue
    ) -> FormView.Group {
        FormView.Group(
            groupLabel: label,
            groupHint: hint,
            groupError: error,
            boxes: words.map { word in
                Box(
                    boxName: fieldName(name, word),
                    boxText: texts.word(page, word),
                    boxNote: note(word),
                    isTicked: ticked.contains(word)
                )
            }
        )
    }

    /// The name of the field for one word.
    static func fieldName(_ group: String, _ word: some RawRepresentable<String>) -> String {
        group + "." + word.rawValue
    }

    /// The names of the fields for some words.
    static func fieldNames(_ group: String, _ words: some Sequence<some RawRepresentable<String>>) -> Set<String> {
        Set(words.map { fieldName(group, $0) })
    }
}
