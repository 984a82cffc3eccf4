import Foundation
import Media
import ServiceLifecycle
import Testing

@Suite struct OrphanTests {
    @Test(.timeLimit(.minutes(5)))
    func `no worker outlives a pool that is cancelled`() async throws {
        try await TestPool.run(mode: "cancelled-pool", limits: TestPool.limits(workers: 2)) { pool in
            try await Processes.wait(for: 2, withArgument: "cancelled-pool")
        }
        #expect(Processes.count(withArgument: "cancelled-pool") == 0)
    }

    @Test(.timeLimit(.minutes(5)))
    func `a graceful shutdown lets the file in work finish and leaves no worker`() async throws {
        // A busy machine may take so long that a file is given up before it hangs, or comes when the pool stands already.
        for limit in [Duration.milliseconds(400), .seconds(5)] {
            do {
                return try await expectFinish(within: limit)
            } catch let error as MediaError where [.timedOut, .stopped].contains(error.code) {}
        }
        try await expectFinish(within: .seconds(40))
    }

    /// Shuts a pool down that gives a file up after a time, while it has one that hangs.
    private func expectFinish(within limit: Duration) async throws {
        let limits = TestPool.limits(workers: 2, fileTimeMax: limit)
        let command = MediaWorkerCommand(executablePath: try TestPool.executablePath, arguments: ["graceful-pool"])
        let pool = MediaWorkerPool(command: command, limits: limits, logger: TestPool.quiet)
        let group = ServiceGroup(services: [pool], logger: TestPool.quiet)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            _ = try await pool.fingerprints(of: [], orientations: false)
            tasks.addTask {
                let found = try await pool.fingerprints(of: Array("TEST hang".utf8), orientations: false)
                #expect(found.picture == .failed(MediaError(.timedOut)))
            }
            try await Task.sleep(for: limit / 4)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        #expect(Processes.count(withArgument: "graceful-pool") == 0)
        await #expect(throws: MediaError(.stopped)) { try await pool.fingerprints(of: [], orientations: false) }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a worker dies with its parent even while its input stays open`() async throws {
        let parent = Process()
        parent.executableURL = URL(fileURLWithPath: "/bin/sh")
        parent.arguments = ["-c", "sleep 20 | \"$0\" orphaned > /dev/null", try TestPool.executablePath]
        try parent.run()
        try await Processes.wait(for: 1, withArgument: "orphaned")
        // Long enough to be confined; before that it would see its parent gone by itself.
        try await Task.sleep(for: .milliseconds(500))
        #expect(Processes.count(withArgument: "orphaned") == 1)
        kill(parent.processIdentifier, SIGKILL)
        try await Processes.wait(for: 0, withArgument: "orphaned")
    }
}
