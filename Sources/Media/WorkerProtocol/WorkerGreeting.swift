/// What a worker says first.
package enum WorkerGreeting {
    case confined(ConfinementReport)
    /// The step that could not be done. The worker has ended.
    case failed(step: String)

    /// The greeting as it is sent.
    package var frame: [UInt8] {
        var writer = FrameWriter()
        switch self {
        case .confined(let report):
            writer.append(bytes: WorkerProtocol.confinedMark)
            writer.append(byte: UInt8(clamping: report.landlockVersion))
            writer.append(byte: UInt8(clamping: report.attempts.count))
            for attempt in report.attempts {
                writer.append(byte: attempt.wasRefused ? 1 : 0)
                writer.append(text: attempt.name)
            }
        case .failed(let step):
            writer.append(bytes: WorkerProtocol.failedMark)
            writer.append(text: step)
        }
        return writer.frame()
    }

    /// The greeting of a worker that shut itself in.
    ///
    /// - Parameter report: What it found out.
    package init(report: ConfinementReport) {
        self = .confined(report)
    }

    init(failedStep: String) {
        self = .failed(step: failedStep)
    }

    init(body: [UInt8]) throws(FrameError) {
        var reader = FrameReader(body)
        let mark = try Array(reader.bytes(4))
        if mark == WorkerProtocol.confinedMark {
            let landlockVersion = try Int(reader.byte())
            var attempts: [ConfinementReport.Attempt] = []
            for _ in 0..<(try reader.byte()) {
                let wasRefused = try reader.byte() == 1
                attempts.append(ConfinementReport.Attempt(name: try reader.text(), wasRefused: wasRefused))
            }
            self = .confined(ConfinementReport(landlockVersion: landlockVersion, attempts: attempts))
        } else if mark == WorkerProtocol.failedMark {
            self = .failed(step: try reader.text())
        } else {
            throw FrameError()
        }
        guard reader.isAtEnd else { throw FrameError() }
    }
}
