/// Several boxes under one heading, each of which can be ticked.
struct ChecksView: Sendable {
    struct Box: Sendable {
        let name: String
        let text: String
        let isChecked: Bool
    }

    let id: String
    let legend: String
    let note: String?
    let problem: FieldError?
    let boxes: [Box]
}
