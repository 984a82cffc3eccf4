internal import CVips
package import Fingerprints

/// Writes pixels as files: pictures of our own making for the demonstration and the tests, and thumbnails.
package enum PictureEncoder {
    /// Encodes a picture.
    ///
    /// - Parameters:
    ///   - pixels: The picture.
    ///   - options: The format as a file ending, with libvips's options for it, like `.jpg[Q=85]` or `.png`.
    /// - Returns: The file's bytes.
    /// - Throws: `unsupported` when libvips can't write that.
    package static func encode(_ pixels: PixelBuffer, as options: String) throws(MediaError) -> [UInt8] {
        try encode(pixels, across: 1, down: 1, as: options)
    }

    /// Encodes a picture in another size.
    ///
    /// - Parameters:
    ///   - pixels: The picture.
    ///   - across: By what its width is multiplied.
    ///   - down: By what its height is multiplied.
    ///   - options: The format as above.
    /// - Returns: The file's bytes.
    /// - Throws: `unsupported` when libvips can't write that.
    static func encode(
        _ pixels: PixelBuffer,
        across: Double,
        down: Double,
        as options: String
    ) throws(MediaError) -> [UInt8] {
        guard DecoderLibrary.isReady else { throw MediaError(.workerUnavailable, detail: "libvips didn't start") }
        return try pixels.bytes.withUnsafeBufferPointer { (samples) throws(MediaError) -> [UInt8] in
            let picture = vips_image_new_from_memory(
                samples.baseAddress,
                samples.count,
                Int32(pixels.width),
                Int32(pixels.height),
                Int32(pixels.channels),
                VIPS_FORMAT_UCHAR
            )
            defer { if let picture { perisai_vips_release(picture) } }
            let meaning = pixels.channels == 1 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB
            guard let picture, let named = perisai_vips_reinterpret(picture, meaning) else {
                throw MediaError(.unsupported)
            }
            defer { perisai_vips_release(named) }
            guard let sized = perisai_vips_resize(named, across, down) else {
                vips_error_clear()
                throw MediaError(.unsupported)
            }
            defer { perisai_vips_release(sized) }
            var bytes: UnsafeMutableRawPointer?
            var count = 0
            guard perisai_vips_save(sized, options, &bytes, &count) == 0, let bytes else {
                vips_error_clear()
                throw MediaError(.unsupported, detail: "libvips can't write \(options)")
            }
            defer { g_free(bytes) }
            return Array(UnsafeRawBufferPointer(start: bytes, count: count))
        }
    }
}
