/// What stands over one part of a form.
package struct MultipartPartHeader: Hashable, Sendable {
    /// The name of the field.
    package let name: String
    /// The name the sender gave to a file.
    ///
    /// A label at most, never a path to open.
    package let filename: String?
    /// The Content-Type as sent, if there is one.
    package let contentType: String?

    package init(name: String, filename: String?, contentType: String?) {
        self.name = name
        self.filename = filename
        self.contentType = contentType
    }
}
