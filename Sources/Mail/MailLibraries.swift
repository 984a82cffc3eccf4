import CMailTransfer

/// The library that hands messages over.
package enum MailLibraries {
    /// The version of libcurl that runs.
    package static var curlVersion: String { perisai_mail_library_version().map { String(cString: $0) } ?? "unknown" }
}
