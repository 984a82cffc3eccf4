internal import CVips
package import Fingerprints

/// Turns a file's bytes into the pixels that are fingerprinted.
///
/// What comes out is one picture as 8-bit sRGB or grey: the first frame or page, and of HEIF and AVIF the one that the
/// file names as its primary picture, as viewers do. Alpha is dropped, not blended onto a colour, because the lists in
/// the field were made that way. Palettes are expanded, 16-bit samples lose their lower byte, and CMYK is
/// converted through the file's own colour profile or, where it has none, a common one. Other profiles are not applied.
/// A picture isn't turned as its EXIF tag says; turns and mirrors that HEIF and AVIF define as part of the picture are
/// carried out. Transparent pixels of a GIF, which have no colour, are black.
///
/// It runs code that reads hostile bytes: production calls it in a confined worker only.
package enum MediaDecoder {
    /// Decodes a file.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - format: What its first bytes say it is.
    ///   - limits: The most pixels it may have.
    /// - Returns: The pixels.
    /// - Throws: `unreadable`, `unsupported` or `tooLarge`.
    package static func decode(
        _ bytes: [UInt8],
        as format: MediaFormat,
        limits: MediaLimits = .standard
    ) throws(MediaError) -> PixelBuffer {
        guard DecoderLibrary.isReady else { throw MediaError(.workerUnavailable, detail: "libvips didn't start") }
        return try bytes.withUnsafeBufferPointer { (file) throws(MediaError) -> PixelBuffer in
            let picture = try open(file, as: format)
            try check(picture, against: limits)
            return try pixels(of: converted(picture))
        }
    }

    /// Reads the header only.
    private static func open(
        _ file: UnsafeBufferPointer<UInt8>,
        as format: MediaFormat
    ) throws(MediaError) -> VipsPicture {
        let image =
            switch format {
            case .jpeg: perisai_vips_load_jpeg(file.baseAddress, file.count)
            case .png: perisai_vips_load_png(file.baseAddress, file.count)
            case .webp: perisai_vips_load_webp(file.baseAddress, file.count)
            case .gif: perisai_vips_load_gif(file.baseAddress, file.count)
            case .tiff: perisai_vips_load_tiff(file.baseAddress, file.count)
            case .avif, .heif: perisai_vips_load_heif(file.baseAddress, file.count)
            }
        return try VipsPicture(image)
    }

    private static func check(_ picture: borrowing VipsPicture, against limits: MediaLimits) throws(MediaError) {
        let (width, height) = (picture.width, picture.height)
        guard width > 0, height > 0 else { throw MediaError(.unreadable) }
        guard
            width <= PixelBuffer.sideMax, height <= PixelBuffer.sideMax,
            width * height <= min(limits.pixelsMax, PixelBuffer.pixelsMax)
        else {
            throw MediaError(.tooLarge)
        }
    }

    private static func converted(_ original: consuming VipsPicture) throws(MediaError) -> VipsPicture {
        guard original.isPlain else { throw MediaError(.unsupported) }
        var picture = original
        switch picture.sampleFormat {
        case VIPS_FORMAT_UCHAR: break
        case VIPS_FORMAT_USHORT: picture = try picture.withUpperBytes()
        default: throw MediaError(.unsupported)
        }
        switch (picture.interpretation, picture.bands) {
        case (VIPS_INTERPRETATION_B_W, 1), (VIPS_INTERPRETATION_GREY16, 1), (VIPS_INTERPRETATION_MULTIBAND, 1),
            (VIPS_INTERPRETATION_sRGB, 3), (VIPS_INTERPRETATION_RGB, 3), (VIPS_INTERPRETATION_RGB16, 3):
            return picture
        case (VIPS_INTERPRETATION_B_W, 2...), (VIPS_INTERPRETATION_GREY16, 2...):
            return try picture.withFirstBands(1)
        case (VIPS_INTERPRETATION_sRGB, 4...), (VIPS_INTERPRETATION_RGB, 4...), (VIPS_INTERPRETATION_RGB16, 4...):
            return try picture.withFirstBands(3)
        case (VIPS_INTERPRETATION_CMYK, 4...):
            if picture.bands > 4 { picture = try picture.withFirstBands(4) }
            return try picture.inSRGB().withFirstBands(3)
        default:
            throw MediaError(.unsupported)
        }
    }

    private static func pixels(of picture: consuming VipsPicture) throws(MediaError) -> PixelBuffer {
        let samples = try picture.samples()
        do throws(PixelBufferError) {
            return try PixelBuffer(
                width: picture.width,
                height: picture.height,
                channels: picture.bands,
                bytes: samples
            )
        } catch {
            throw MediaError(.unreadable, detail: error.code.rawValue)
        }
    }
}
