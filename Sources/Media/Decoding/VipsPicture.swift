internal import CVips

/// One libvips image, given back when its owner goes away.
///
/// Pixels are computed when rows are read, not before.
///
/// The bytes it was opened from must outlive it.
struct VipsPicture: ~Copyable {
    private let image: UnsafeMutablePointer<VipsImage>

    /// - Parameter image: A new reference, which is taken over; nothing when libvips refused.
    /// - Throws: `unreadable` when libvips refused.
    init(_ image: UnsafeMutablePointer<VipsImage>?) throws(MediaError) {
        guard let image else {
            vips_error_clear()
            throw MediaError(.unreadable)
        }
        self.image = image
    }

    deinit {
        perisai_vips_release(image)
    }

    var width: Int { Int(vips_image_get_width(image)) }
    var height: Int { Int(vips_image_get_height(image)) }
    var bands: Int { Int(vips_image_get_bands(image)) }
    var sampleFormat: VipsBandFormat { vips_image_get_format(image) }
    var interpretation: VipsInterpretation { vips_image_get_interpretation(image) }
    /// Whether pixels are plain samples, not one of two packed forms for light measurements.
    var isPlain: Bool { vips_image_get_coding(image) == VIPS_CODING_NONE }

    /// Each 16-bit sample's upper byte.
    consuming func withUpperBytes() throws(MediaError) -> VipsPicture {
        try VipsPicture(perisai_vips_upper_byte(image))
    }

    consuming func withFirstBands(_ count: Int) throws(MediaError) -> VipsPicture {
        try VipsPicture(perisai_vips_first_bands(image, Int32(count)))
    }

    consuming func inSRGB() throws(MediaError) -> VipsPicture {
        try VipsPicture(perisai_vips_to_srgb(image))
    }

    /// Decodes all rows of a picture with 8-bit samples, from top to bottom.
    func samples() throws(MediaError) -> [UInt8] {
        let rowBytes = width * bands
        var complete = true
        let samples = [UInt8](unsafeUninitializedCapacity: height * rowBytes) { output, count in
            complete = read(into: output.baseAddress, rowBytes: rowBytes)
            // What wasn't decoded is uninitialised and must not become part of an array.
            count = complete ? height * rowBytes : 0
        }
        guard complete else {
            vips_error_clear()
            throw MediaError(.unreadable)
        }
        return samples
    }

    /// Rows that are asked for together: few enough to be small even when they are a million pixels wide.
    private static let stripRows = 32

    private func read(into output: UnsafeMutablePointer<UInt8>?, rowBytes: Int) -> Bool {
        guard let output, let region = vips_region_new(image) else { return false }
        defer { perisai_vips_release(region) }
        for first in stride(from: 0, to: height, by: Self.stripRows) {
            let rows = min(Self.stripRows, height - first)
            var area = VipsRect(left: 0, top: Int32(first), width: Int32(width), height: Int32(rows))
            guard vips_region_prepare(region, &area) == 0 else { return false }
            for row in first..<first + rows {
                guard let start = perisai_vips_row(region, Int32(row)) else { return false }
                (output + row * rowBytes).initialize(from: start, count: rowBytes)
            }
        }
        return true
    }
}
