import CanonicalJSON
import Cooperation
import Glibc

/// The documents of a draft as files that are to be signed.
enum RequestDraftFiles {
    /// Makes sure that files can be made in a folder, before anything is asked of a node.
    ///
    /// - Throws: `CommandFailure` that names it.
    static func requireFolder(_ folder: String) throws {
        guard access(folder, W_OK | X_OK) == 0, access(folder + "/.", F_OK) == 0 else {
            throw CommandFailure(
                "No file can be made in \(RawPath(folder).shown): \(String(cString: strerror(errno)))."
            )
        }
    }

    /// Writes each document of a draft into a folder, as the officer signed it where one did.
    ///
    /// - Throws: `CommandFailure` where an answer can't be read, or a file is there already.
    static func write(_ draft: JSONValue, into folder: String) throws {
        let terminal = try CommandContext.current().terminal
        let signed = draft["signed"]?.arrayValue
        let texts = signed?.map(\.canonicalString) ?? (draft["documents"]?.arrayValue ?? []).compactMap(\.stringValue)
        let ids = (draft["requests"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap(ID<Request>.init(_:)) }
        let isOpen = ["written", "signed"].contains(draft["state"]?.stringValue)
        guard ids.count == texts.count else { throw RemoteAdministration.unreadable }
        for (id, text) in zip(ids, texts) {
            let file = "\(folder)/\(id)" + (signed == nil ? ".json" : ".signed.json")
            try DurableFile.create(file, text)
            terminal.note("\(isOpen ? "To be signed" : "Written"): \(RawPath(file).shown)")
        }
    }
}
