import Fingerprints
import Foundation
import Logging
import Media
import Testing

/// What a worker is kept from, and that none works unless it is.
@Suite struct ConfinementTests {
    /// One for each kind of thing; the full list is the worker's.
    private static let expected: Set<String> = [
        "socket", "connect", "execve", "fork", "vfork", "clone3", "ptrace", "kill", "tgkill", "sigqueue", "fcntl-owner",
        "fcntl-signal", "prctl-death-signal", "sched_setaffinity", "sched_setscheduler", "ioprio_set", "open", "stat",
        "chmod", "rename", "mkdir", "ioctl", "sync", "shmget", "msgrcv", "semop", "mq_unlink", "memfd_secret", "setuid",
        "seccomp", "executable-memory", "memory", "core-file", "descriptors",
    ]

    private static let picture = Result { try TestPictures.picture(width: 128, height: 96, channels: 3) }

    private func file() throws -> [UInt8] {
        try PictureEncoder.encode(Self.picture.get(), as: ".png")
    }

    @Test func `a confined worker is refused everything forbidden`() async throws {
        let report = try await TestPool.run { pool in
            _ = try await pool.fingerprints(of: [], orientations: false)
            return try #require(pool.confinement)
        }
        #expect(report.allowed == [])
        let tried = report.attempts.map(\.name)
        #expect(Self.expected.subtracting(tried) == [])
        #expect(Set(tried).count == tried.count)
        #expect(report.isComplete)
    }

    #if arch(x86_64)
    @Test func `a confined worker is refused the other numberings of system calls`() async throws {
        let report = try await TestPool.run { pool in
            _ = try await pool.fingerprints(of: [], orientations: false)
            return try #require(pool.confinement)
        }
        #expect(Set(report.attempts.map(\.name)).isSuperset(of: ["32-bit-call", "x32-call"]))
    }
    #endif

    @Test func `the kernel itself says that a worker is limited, filtered and alone`() async throws {
        try await TestPool.run(mode: "looked-at") { pool in
            _ = try await pool.fingerprints(of: [], orientations: false)
            let numbers = Processes.numbers(withArgument: "looked-at")
            let number = try #require(numbers.first)
            #expect(numbers.count == 1)
            func words(_ file: String, _ start: String) throws -> [String] {
                let text = try String(contentsOfFile: "/proc/\(number)/\(file)", encoding: .utf8)
                let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(start) })
                return line.dropFirst(start.count).split { $0 == " " || $0 == "\t" }.map(String.init)
            }
            #expect(try words("limits", "Max address space").prefix(2) == ["2147483648", "2147483648"])
            #expect(try words("limits", "Max core file size").prefix(2) == ["0", "0"])
            #expect(try words("status", "Seccomp:") == ["2"])
            #expect(try words("status", "NoNewPrivs:") == ["1"])
            #expect(try words("status", "Threads:") == ["1"])
        }
    }

    @Test func `a report that tried nothing or let something through isn't complete`() {
        #expect(ConfinementReport(landlockVersion: 1, attempts: []).isComplete == false)
        let one = ConfinementReport.Attempt(name: "socket", wasRefused: false)
        let report = ConfinementReport(landlockVersion: 1, attempts: [one])
        #expect(report.allowed == ["socket"])
        #expect(!report.isComplete)
    }

    /// Runs a pool that must not come up.
    private func failure(of command: MediaWorkerCommand, within startTimeMax: Duration = .seconds(60)) async
        -> MediaError?
    {
        var limits = TestPool.limits()
        limits.startTimeMax = startTimeMax
        return await #expect(throws: MediaError.self) {
            try await TestPool.run(command, limits: limits) { pool in
                await #expect(throws: MediaError(.stopped)) { try await pool.fingerprints(of: [], orientations: false) }
            }
        }
    }

    @Test(arguments: [("silent", 300), ("garbage", 60_000), ("unconfined", 60_000)])
    func `a worker that doesn't say it is confined stops the start`(mode: String, patience: Int) async throws {
        let error = await failure(of: try TestPool.command(mode), within: .milliseconds(patience))
        #expect(error?.code == .workerUnavailable)
    }

    @Test func `a worker whose report isn't complete stops the start`() async throws {
        let error = await failure(of: try TestPool.command("incomplete"))
        #expect(error == MediaError(.confinementFailed, detail: "the worker isn't shut in"))
    }

    @Test func `a worker that has a second thread already doesn't start`() async throws {
        let error = await failure(of: try TestPool.command("second-thread"))
        #expect(error?.code == .confinementFailed)
        #expect(error?.detail?.hasPrefix("there is more than one thread already") == true)
    }

    @Test(arguments: [EINVAL, ENOSYS, EPERM])
    func `a kernel without seccomp stops the start`(answer: Int32) async throws {
        let error = await failure(of: try TestPool.command(onKernelWhere: "seccomp", answers: answer))
        #expect(error == MediaError(.confinementFailed, detail: "seccomp isn't in force (errno \(answer))"))
    }

    @Test func `a kernel that says it filters and doesn't is found out`() async throws {
        let error = await failure(of: try TestPool.command(onKernelWhere: "seccomp", answers: 0))
        #expect(error?.code == .confinementFailed)
        #expect(error?.detail?.hasPrefix("not refused: socket, ") == true)
    }

    @Test func `a kernel that says it closes the files and doesn't is found out`() async throws {
        let error = await failure(of: try TestPool.command(onKernelWhere: "landlock_restrict_self", answers: 0))
        #expect(error?.code == .confinementFailed)
        #expect(error?.detail?.hasPrefix("landlock isn't in force") == true)
    }

    @Test func `on a kernel without landlock the worker is refused the same things, and the log warns once`()
        async throws
    {
        let log = LogKeeper()
        let command = try TestPool.command(onKernelWhere: "landlock_create_ruleset", answers: ENOSYS)
        let good = try file()
        var limits = TestPool.limits(workers: 2)
        limits.filesPerWorkerMax = 1
        let report = try await TestPool.run(command, limits: limits, logger: log.logger) { pool in
            for _ in 0..<4 {
                let found = try await pool.fingerprints(of: good, orientations: false)
                #expect(found.picture == PictureExaminer.examine(good, orientations: false))
            }
            return try #require(pool.confinement)
        }
        #expect(report.landlockVersion == 0)
        #expect(report.isComplete)
        #expect(Self.expected.subtracting(report.attempts.map(\.name)) == [])
        let warnings = log.messages(at: .warning)
        #expect(warnings == ["this kernel has no landlock: media workers are kept from files by seccomp alone"])
    }

    @Test func `on a kernel with landlock nothing is warned of`() async throws {
        let log = LogKeeper()
        let report = try await TestPool.run(TestPool.command(), logger: log.logger) { pool in
            _ = try await pool.fingerprints(of: [], orientations: false)
            return try #require(pool.confinement)
        }
        #expect(log.messages(at: .warning).isEmpty == (report.landlockVersion > 0))
    }

    @Test func `a process is confined once and never again`() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try TestPool.executablePath)
        process.arguments = ["confined-twice"]
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 0)
    }

    @Test func `a program that isn't there stops the start`() async throws {
        let command = MediaWorkerCommand(executablePath: "/nowhere/perisai", arguments: [])
        let pool = MediaWorkerPool(command: command, limits: TestPool.limits(), logger: TestPool.quiet)
        let error = await #expect(throws: MediaError.self) { try await pool.run() }
        #expect(error?.code == .workerUnavailable)
    }
}
