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
        /// What tells the browser whether somebody else is logged in now, and nothing else.
        let pseudonym: String
    }

    struct Notice: Sendable {
        /// `good`, `warn` or `bad`.
        let kind: String
        let text: String
        /// Whether it is in English, whatever the page is in.
        var isEnglish = false
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
    /// Whether the page answers a form: `taken` or `refused`; `nil` where it does not.
    let answer: String?
    /// `light` or `dark` where the person chose; `nil` where the device does.
    let scheme: String?
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
