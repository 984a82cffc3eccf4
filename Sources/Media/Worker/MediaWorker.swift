internal import Fingerprints

/// The process that decodes files: confines itself, then takes one file after the other until its input ends.
///
/// It has to be the first thing its process does, before there is a second thread. It follows `WorkerProtocol`.
package struct MediaWorker {
    /// What it does with a file, whose second argument says whether all orientations are wanted.
    package typealias Examination = ([UInt8], Bool) -> PictureOutcome

    private let limits: MediaLimits
    private let examine: Examination

    /// Creates the worker of a node.
    ///
    /// - Parameter limits: What a file may cost.
    package init(limits: MediaLimits = .standard) {
        self.init(limits: limits) { PictureExaminer.examine($0, orientations: $1, limits: limits) }
    }

    /// Creates a worker that does something else with its files.
    ///
    /// - Parameters:
    ///   - limits: What a file may cost.
    ///   - examine: What it does with a file.
    package init(limits: MediaLimits = .standard, examine: @escaping Examination) {
        self.limits = limits
        self.examine = examine
    }

    /// Works until the input ends.
    ///
    /// - Returns: The process's exit status: 0 when the input ended between two files.
    package func run() -> Int32 {
        guard let channel = WorkerChannel() else { return 1 }
        let greeting = Confinement.enter(memoryBytesMax: limits.workerMemoryBytesMax)
        guard channel.write(greeting.frame), case .confined = greeting else { return 1 }
        while let length = channel.readLength() {
            guard let request = request(of: length, from: channel), answer(request, to: channel) else { return 1 }
        }
        return 0
    }

    private func request(of length: Int, from channel: WorkerChannel) -> WorkerRequest? {
        let fileBytes = length - WorkerProtocol.requestHeadBytes
        guard
            fileBytes >= 0, fileBytes <= limits.fileBytesMax,
            let head = channel.read(WorkerProtocol.requestHeadBytes),
            let file = channel.read(fileBytes)
        else {
            return nil
        }
        return try? WorkerRequest(head: head, file: file)
    }

    private func answer(_ request: WorkerRequest, to channel: WorkerChannel) -> Bool {
        let digests = ContentDigests(of: request.file)
        let first = WorkerAnswer.digests(sha256: digests.sha256, md5: digests.md5)
        guard channel.write(first.frame(number: request.number)) else { return false }
        let second: WorkerAnswer =
            switch request.wish {
            case .fingerprints(let orientations): .picture(examine(request.file, orientations))
            case .thumbnail: shrunk(request.file)
            }
        return channel.write(second.frame(number: request.number))
    }

    private func shrunk(_ file: [UInt8]) -> WorkerAnswer {
        guard let format = MediaFormat(startOf: file) else { return .picture(.notAnImage) }
        do throws(MediaError) {
            return .thumbnail(try PictureShrinker.thumbnail(of: MediaDecoder.decode(file, as: format, limits: limits)))
        } catch {
            return .picture(.failed(error))
        }
    }
}
