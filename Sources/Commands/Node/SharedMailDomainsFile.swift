import Services

/// The file with further domains of mailboxes that anybody may have.
package enum SharedMailDomainsFile {
    /// Reads the domains.
    ///
    /// - Parameter path: the file, one domain on each line.
    /// - Returns: the domains in small letters.
    /// - Throws: `CommandFailure` where it can't be read or a line is no domain.
    package static func read(_ path: String) throws(CommandFailure) -> Set<String> {
        let bytes = try FileContents.read(named: path, bytesMax: SharedMailDomains.fileBytesMax)
        guard let domains = SharedMailDomains.parse(String(decoding: bytes, as: UTF8.self)) else {
            throw CommandFailure(
                "\(path) holds a line that is no domain.",
                advice: "Write one domain on each line, as mail.example; lines from # on are passed over."
            )
        }
        return domains
    }
}
