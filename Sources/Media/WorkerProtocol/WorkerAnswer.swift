internal import Fingerprints

/// One of the two frames a worker answers a request with.
enum WorkerAnswer {
    case digests(sha256: Hash256, md5: String)
    case picture(PictureOutcome)
    case thumbnail(PictureThumbnail)

    func frame(number: UInt64) -> [UInt8] {
        var writer = FrameWriter()
        writer.append(number: number)
        switch self {
        case .digests(let sha256, let md5):
            writer.append(byte: WorkerProtocol.AnswerKind.digests)
            writer.append(hash: sha256)
            writer.append(text: md5)
        case .picture(.notAnImage):
            writer.append(byte: WorkerProtocol.AnswerKind.notAnImage)
        case .picture(.decoded(let picture)):
            writer.append(byte: WorkerProtocol.AnswerKind.decoded)
            Self.append(picture, to: &writer)
        case .picture(.failed(let error)):
            writer.append(byte: WorkerProtocol.AnswerKind.failed)
            writer.append(text: error.code.rawValue)
        case .thumbnail(let thumbnail):
            writer.append(byte: WorkerProtocol.AnswerKind.thumbnail)
            writer.append(size: thumbnail.width)
            writer.append(size: thumbnail.height)
            writer.append(bytes: thumbnail.bytes)
        }
        return writer.frame()
    }

    init(body: [UInt8], number expected: UInt64) throws(FrameError) {
        var reader = FrameReader(body)
        guard try reader.number() == expected else { throw FrameError() }
        switch try reader.byte() {
        case WorkerProtocol.AnswerKind.digests:
            let sha256 = try reader.hash()
            let md5 = try reader.text()
            guard md5.utf8.count == 32, md5.utf8.allSatisfy(Self.isLowercaseHex) else { throw FrameError() }
            self = .digests(sha256: sha256, md5: md5)
        case WorkerProtocol.AnswerKind.notAnImage:
            self = .picture(.notAnImage)
        case WorkerProtocol.AnswerKind.decoded:
            self = .picture(.decoded(try Self.picture(from: &reader)))
        case WorkerProtocol.AnswerKind.failed:
            let text = try reader.text()
            guard let code = MediaError.Code.all.first(where: { $0.rawValue == text }) else { throw FrameError() }
            self = .picture(.failed(MediaError(code)))
        case WorkerProtocol.AnswerKind.thumbnail:
            self = .thumbnail(try Self.thumbnail(from: &reader))
        default:
            throw FrameError()
        }
        guard reader.isAtEnd else { throw FrameError() }
    }

    private static func isLowercaseHex(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    private static func append(_ picture: PictureFingerprints, to writer: inout FrameWriter) {
        writer.append(text: picture.format.rawValue)
        writer.append(size: picture.width)
        writer.append(size: picture.height)
        writer.append(byte: UInt8(clamping: picture.quality))
        switch picture.pdq {
        case .success(let hash):
            writer.append(text: "")
            writer.append(hash: hash)
        case .failure(let refusal):
            writer.append(text: refusal.code.rawValue)
        }
        writer.append(byte: UInt8(clamping: picture.orientations.count))
        for (transform, hash) in picture.orientations {
            writer.append(text: transform.rawValue)
            writer.append(hash: hash)
        }
    }

    private static func thumbnail(from reader: inout FrameReader) throws(FrameError) -> PictureThumbnail {
        let (width, height) = (try reader.size(), try reader.size())
        let bytes = try Array(reader.bytes(reader.remaining))
        guard let thumbnail = PictureThumbnail(bytes: bytes, width: width, height: height) else { throw FrameError() }
        return thumbnail
    }

    private static let refusalCodes = [PDQRefusal.Code.tooSmall, .lowQuality]

    private static func picture(from reader: inout FrameReader) throws(FrameError) -> PictureFingerprints {
        guard let format = MediaFormat(rawValue: try reader.text()) else { throw FrameError() }
        let (width, height) = (try reader.size(), try reader.size())
        let quality = try Int(reader.byte())
        guard width > 0, height > 0, quality <= 100 else { throw FrameError() }
        let reason = try reader.text()
        let pdq: Result<Hash256, PictureFingerprints.Refusal>
        if reason.isEmpty {
            pdq = .success(try reader.hash())
        } else if let code = refusalCodes.first(where: { $0.rawValue == reason }) {
            pdq = .failure(PictureFingerprints.Refusal(code: code))
        } else {
            throw FrameError()
        }
        var orientations: [DihedralTransform: Hash256] = [:]
        for _ in 0..<(try reader.byte()) {
            guard let transform = DihedralTransform(rawValue: try reader.text()) else { throw FrameError() }
            orientations[transform] = try reader.hash()
        }
        return PictureFingerprints(
            format: format,
            width: width,
            height: height,
            quality: quality,
            pdq: pdq,
            orientations: orientations
        )
    }
}
