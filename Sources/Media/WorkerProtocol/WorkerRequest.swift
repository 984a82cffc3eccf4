/// One file for a worker, as it reads it.
struct WorkerRequest {
    let number: UInt64
    let wish: MediaWish
    let file: [UInt8]

    /// The start of the request's frame; the file's bytes follow it.
    static func head(number: UInt64, wish: MediaWish, fileBytes: Int) -> [UInt8] {
        var writer = FrameWriter()
        writer.append(number: number)
        writer.append(byte: wish.flags)
        return writer.frame(following: fileBytes)
    }

    init(head: [UInt8], file: [UInt8]) throws(FrameError) {
        var reader = FrameReader(head)
        number = try reader.number()
        wish = MediaWish(flags: try reader.byte())
        self.file = file
    }
}
