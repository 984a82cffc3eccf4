import CVips
import Media

/// An image in libvips of a kind that `PictureEncoder` doesn't make: 16 bits, alpha, CMYK, Lab.
enum RawImage {
    static func encode<Sample>(
        _ samples: [Sample],
        width: Int,
        height: Int,
        bands: Int,
        sampleFormat: VipsBandFormat,
        meaning: VipsInterpretation,
        as options: String
    ) -> [UInt8]? {
        guard vips_init("perisai") == 0 else { return nil }
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
