import CVips
import Fingerprints
import Media

/// An image in libvips of a kind that `PictureEncoder` doesn't make: 16 bits, alpha, CMYK, Lab, several pages.
enum RawImage {
    /// Several colour pictures of one size as the frames or pages of one file.
    static func encode(pages: [PixelBuffer], as options: String) -> [UInt8]? {
        encode(
            pages.flatMap(\.bytes),
            width: pages[0].width,
            height: pages[0].height * pages.count,
            bands: 3,
            sampleFormat: VIPS_FORMAT_UCHAR,
            meaning: VIPS_INTERPRETATION_sRGB,
            as: options,
            fields: ["page-height": Int32(pages[0].height)]
        )
    }

    static func encode<Sample>(
        _ samples: [Sample],
        width: Int,
        height: Int,
        bands: Int,
        sampleFormat: VipsBandFormat,
        meaning: VipsInterpretation,
        as options: String,
        fields: [String: Int32] = [:]
    ) -> [UInt8]? {
        guard DecoderLibrary.isReady else { return nil }
        return samples.withUnsafeBytes { raw in
            guard
                let image = vips_image_new_from_memory(
                    raw.baseAddress,
                    raw.count,
                    Int32(width),
                    Int32(height),
                    Int32(bands),
                    sampleFormat
                )
            else { return nil }
            defer { perisai_vips_release(image) }
            guard let named = perisai_vips_reinterpret(image, meaning) else { return nil }
            defer { perisai_vips_release(named) }
            for (name, value) in fields { vips_image_set_int(named, name, value) }
            var bytes: UnsafeMutableRawPointer?
            var count = 0
            guard perisai_vips_save(named, options, &bytes, &count) == 0, let bytes else {
                vips_error_clear()
                return nil
            }
            defer { g_free(bytes) }
            return Array(UnsafeRawBufferPointer(start: bytes, count: count))
        }
    }
}
