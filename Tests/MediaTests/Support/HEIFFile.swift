import CHeif
import Fingerprints
import Foundation

/// HEIF and AVIF files of a kind that libvips doesn't write: with several pictures, one of which is the primary one.
enum HEIFFile {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static func encode(
        _ pictures: [PixelBuffer],
        primary: Int,
        compression: heif_compression_format
    ) throws -> [UInt8] {
        let context = heif_context_alloc()
        defer { heif_context_free(context) }
        var encoder: OpaquePointer?
        try check(heif_context_get_encoder_for_format(context, compression, &encoder))
        defer { heif_encoder_release(encoder) }
        for (index, picture) in pictures.enumerated() {
            let image = try image(picture)
            defer { heif_image_release(image) }
            var handle: OpaquePointer?
            try check(heif_context_encode_image(context, image, encoder, nil, &handle))
            defer { heif_image_handle_release(handle) }
            if index == primary { try check(heif_context_set_primary_image(context, handle)) }
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "perisai-\(UUID()).heif")
        defer { try? FileManager.default.removeItem(at: file) }
        try check(heif_context_write_to_file(context, file.path))
        return Array(try Data(contentsOf: file))
    }

    private static func image(_ picture: PixelBuffer) throws -> OpaquePointer? {
        var image: OpaquePointer?
        let (width, height) = (Int32(picture.width), Int32(picture.height))
        let kind = heif_chroma_interleaved_RGB
        try check(heif_image_create(width, height, heif_colorspace_RGB, kind, &image))
        try check(heif_image_add_plane(image, heif_channel_interleaved, width, height, 8))
        var stride: Int32 = 0
        guard let plane = heif_image_get_plane(image, heif_channel_interleaved, &stride) else {
            throw Failure(description: "no plane")
        }
        let row = picture.width * 3
        for y in 0..<picture.height {
            for x in 0..<row { plane[y * Int(stride) + x] = picture.bytes[y * row + x] }
        }
        return image
    }

    private static func check(_ error: heif_error) throws {
        guard error.code == heif_error_Ok else { throw Failure(description: String(cString: error.message)) }
    }
}
