import CPrinting
import CQREncode

/// The libraries that print.
package enum PrintingLibraries {
    /// The version of Pango that runs.
    package static var pangoVersion: String { pango_version_string().map { String(cString: $0) } ?? "unknown" }
    /// The version of Cairo that runs.
    package static var cairoVersion: String { cairo_version_string().map { String(cString: $0) } ?? "unknown" }
    /// The version of libqrencode that runs.
    package static var codesVersion: String { QRcode_APIVersionString().map { String(cString: $0) } ?? "unknown" }
}
