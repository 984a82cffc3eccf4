/// One file for a worker, as it reads it.
struct WorkerRequest {
    let number: UInt64
    let orientations: Bool
    let file: [UInt8]

    /// The start of the request's frame; the file's bytes follow it.
    static func head(number: UInt64, orientations: Bool, fileBytes: Int) -> [UInt8] {
        var writer = FrameWriter()
        writer.append(number: number)
        writer.append(byte: orientations ? WorkerProtocol.orientationsFlag : 0)
        return writer.frame(following: fileBytes)
    }

    init(head: [UInt8], file: [UInt8]) throws(FrameError) {
        var reader = FrameReader(head)
        number = try reader.number()
        orientations = try reader.byte() & WorkerProtocol.orientationsFlag != 0
        self.file = file
    }
}
