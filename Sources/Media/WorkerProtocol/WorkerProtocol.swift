/// How the node and a media worker talk, over the worker's standard input and output.
///
/// Everything is a frame: its length in four bytes, then that many bytes. Numbers are unsigned and big-endian. A text is
/// its length in one byte, then UTF-8.
///
/// 1. The worker confines itself and sends one **greeting**: `PMW1`, the landlock version in one byte (0: the kernel has
///    none), the number of attempts in one byte, then each forbidden thing it tried: 1 if it was refused or 0, and its
///    name as a text. If it could not confine itself it sends `PMW0` and the failed step as a text, and ends.
/// 2. The node sends **requests**: number (8 bytes), flags (1 byte; bit 0: all orientations; bit 1: no fingerprints but a
///    thumbnail), and the file's bytes.
/// 3. The worker answers each with two frames. The **digests** come at once: number, `1`, SHA-256 (32), MD5 (text). The
///    **picture** comes when it's decoded: number, then one of
///    - `2`: not an image;
///    - `3`: format (text), width (4), height (4), quality (1), the reason why there is no PDQ hash (text; empty: there
///      is one), the hash (32, only if there is one), the number of orientations (1), each as a name (text) and a hash;
///    - `4`: the code of the error (text);
///    - `5`, where a thumbnail was asked for: width (4), height (4), and a JPEG to the end of the frame.
///
/// Pixels leave the worker only as a thumbnail that was asked for. Anything that doesn't follow these rules ends the conversation and the worker.
enum WorkerProtocol {
    /// The longest frame a worker sends, in bytes.
    static let answerBytesMax = 4096
    /// The longest frame with a thumbnail, in bytes.
    static let thumbnailAnswerBytesMax = PictureThumbnail.bytesMax + 17
    /// Number and flags, which stand before a request's file, in bytes.
    static let requestHeadBytes = 9
    static let orientationsFlag: UInt8 = 1
    static let thumbnailFlag: UInt8 = 2
    static let confinedMark = Array("PMW1".utf8)
    static let failedMark = Array("PMW0".utf8)

    /// What an answer's ninth byte says it is.
    enum AnswerKind {
        static let digests: UInt8 = 1
        static let notAnImage: UInt8 = 2
        static let decoded: UInt8 = 3
        static let failed: UInt8 = 4
        static let thumbnail: UInt8 = 5
    }
}
