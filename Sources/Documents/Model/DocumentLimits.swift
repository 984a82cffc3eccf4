/// How large a document may be.
///
/// They bound the time and the memory that drawing one takes, whatever anybody writes into it.
public enum DocumentLimits {
    /// The parts of a document, in blocks.
    public static let blocksMax = 500
    /// The rows of all its tables and lists, in rows.
    public static let rowsMax = 2_000
    /// One text with its translation, in bytes of UTF-8 after hidden characters were spelled out.
    public static let textBytesMax = 40_000
    /// All its texts, in bytes of UTF-8.
    public static let documentBytesMax = 1_000_000
    /// What is drawn as a QR code, in bytes of UTF-8: a code that a telephone reads from paper.
    public static let codeBytesMax = 400
    /// Printed pages.
    public static let pagesMax = 400
    /// A printed file, in bytes.
    public static let printedBytesMax = 64 * 1024 * 1024
    /// Signed data inside a page, in bytes.
    public static let embeddedBytesMax = 4 * 1024 * 1024
}
