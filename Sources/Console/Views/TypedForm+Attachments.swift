import Cooperation

extension TypedForm {
    /// Files as they are typed or written by the page's script: SHA-256, size in bytes and name, one a line.
    ///
    /// - Parameters:
    ///   - field: the field.
    ///   - item: the number of the item that they show; `nil` for the whole request.
    /// - Returns: the files, in their order.
    /// - Throws: `Refusal` `attachment-invalid` that points at the field.
    func attachments(_ field: String, of item: Int?) throws(Refusal) -> [RequestDocument.Attachment] {
        var attachments: [RequestDocument.Attachment] = []
        for line in self[field].split(whereSeparator: \.isNewline) {
            let parts = line.split(maxSplits: 2) { $0.isWhitespace }
            guard !parts.isEmpty else { continue }
            guard parts.count == 3, let bytes = Int64(parts[1]), bytes >= 0 else {
                throw Refusal(
                    .invalid,
                    "attachment-invalid",
                    "Write each file as a line: its SHA-256, its size in bytes, its name.",
                    pointer: "/" + field
                )
            }
            let attachment = RequestDocument.Attachment(
                sha256: parts[0].lowercased(),
                name: String(parts[2]),
                bytes: bytes,
                item: item
            )
            guard attachment.isWellFormed else {
                throw Refusal(
                    .invalid,
                    "attachment-invalid",
                    "A SHA-256 has 64 hexadecimal digits, and a name at most 500 bytes.",
                    pointer: "/" + field
                )
            }
            attachments.append(attachment)
        }
        return attachments
    }

    /// A file as ``attachments(_:of:)`` reads it.
    static func line(of attachment: RequestDocument.Attachment) -> String {
        "\(attachment.sha256) \(attachment.bytes) \(attachment.name)"
    }
}
