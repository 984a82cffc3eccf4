/// What stands around every page.
struct Frame: Sendable {
    struct Link: Sendable {
        let path: String
        let title: String
        /// `page` for the page that is shown, `true` for the one above it.
        let standing: String?
    }

    struct Group: Sendable {
        let name: String
        let links: [Link]
    }

    struct Person: Sendable {
        let name: String
        let organisation: String
        let token: String
    }

    struct Notice: Sendable {
        /// `good`, `warn` or `bad`.
        let kind: String
        let text: String
    }

    struct Language: Sendable {
        let code: String
        let name: String
        let isCurrent: Bool
    }

    let title: String
    let language: String
    /// Where the language form comes back to.
    let path: String
    let groups: [Group]
    let person: Person?
    let notice: Notice?
    let languages: [Language]
    let isDraft: Bool
    /// Whether English stands beside a draft.
    let isBeside: Bool
    let isDemo: Bool
    let stylesheet: String
    let script: String
    let passkeyScript: String
    let icon: String
}
