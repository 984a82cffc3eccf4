/// One step through a form.
package enum MultipartEvent: Hashable, Sendable {
    case partBegan(MultipartPartHeader)
    /// A piece of the part, never empty. Where the pieces end depends on how the bytes came; what they make together
    /// does not.
    case data([UInt8])
    case partEnded
    /// The closing delimiter was read.
    case ended
}
