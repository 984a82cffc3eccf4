/// How much a form may ask of its reader.
///
/// How large a part may be is for whoever takes its data.
package struct MultipartLimits: Hashable, Sendable {
    /// How many parts there may be.
    package var partsMax = 16
    /// How long the header of one part may be, in bytes.
    package var headerBytesMax = 4_096
    /// How long the name of a part may be, in bytes of UTF-8.
    package var nameBytesMax = 64

    package init() {}
}
