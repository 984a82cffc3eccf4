/// One part of a request that could not be accepted.
package struct InvalidField: Hashable, Sendable {
    /// Where: an RFC 6901 pointer into the JSON body (`/context/kind`), or the name of a parameter or form part.
    package let pointer: String
    /// What is wrong with it and what would be accepted.
    package let detail: String

    package init(pointer: String, detail: String) {
        self.pointer = pointer
        self.detail = detail
    }
}
