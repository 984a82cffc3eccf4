import CanonicalJSON
import Fingerprints
import Foundation
import Glibc
import NIOHTTP1
import Testing

/// What a node makes of a machine that fails it.
///
/// Killed nodes are in `KilledNodeTests`, killed workers in `MediaWorkerTests`, killed followers in `FollowingTests`.
@Suite struct `A node on a machine that fails` {
    private static func log(_ folder: NodeFolder) -> String {
        (try? String(contentsOfFile: folder.root + "/log", encoding: .utf8)) ?? ""
    }

    /// What sends the program's log to a file.
    private static func logging(_ folder: NodeFolder) -> String { "exec 2>'\(folder.root)/log'" }

    /// Every acknowledged signal is there once, and nothing was changed.
    private static func expectWhole(_ folder: NodeFolder, _ scene: WritingScene, _ acknowledged: [String]) async throws
    {
        try await folder.serving { _, node in
            let kept = try await scene.at(node).curator.list("/v1/signals").compactMap { $0["id"]?.stringValue }
            #expect(Set(kept).isSuperset(of: acknowledged) && Set(kept).count == kept.count)
            #expect(try await node.call("GET", "/status")["state"] == "ready")
        }
        let audit = try await Program.run("log", "verify", "--data", folder.data)
        #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
    }

    /// What gives a command mounts of its own.
    private static var ownMounts: String {
        geteuid() == 0 ? "unshare --mount" : "unshare --user --map-root-user --mount"
    }

    /// Fails where nobody may mount what a test needs: what was not tried must not look as if it held.
    private static func demandMounts(_ mount: String, in folder: NodeFolder) async throws {
        let may = try await Program.shell("\(ownMounts) bash -c '\(mount)' && echo yes || echo no", in: folder.root)
        try #require(
            may.output == "yes\n",
            """
            Nobody may mount here: \(mount). Install Debian's packages util-linux and mount, and run this where \
            namespaces can be made: \(may.errors)
            """
        )
    }

    /// Proposes signals until the node refuses one, and looks at what it says and whether it still reads.
    ///
    /// - Returns: what it acknowledged, `known` included.
    private static func expectRefusal(
        _ folder: NodeFolder,
        _ scene: WritingScene,
        after known: [String] = []
    ) async throws -> [String] {
        var acknowledged = known
        var refusal: NodeClient.Answer?
        for seed in UInt64(known.count)..<5000 where refusal == nil {
            let answer = try await scene.curator.ask("POST", "/v1/signals", scene.proposal(seed))
            if answer.status == 201 {
                acknowledged.append(try answer.json["id"]?.stringValue ?? "")
            } else {
                refusal = answer
            }
        }
        let answer = try #require(refusal)
        #expect(answer.status == 503, "\(String(decoding: answer.bytes, as: UTF8.self))")
        #expect(try answer.json["code"] == "store-unavailable")
        #expect(answer.headers.contains(name: "retry-after"))
        #expect(try await scene.curator.list("/v1/signals").count == acknowledged.count)
        let print: JSONValue = ["kind": "pdq", "value": .string(WritingScene.hash(0).hex)]
        // A match has to be recorded; what is not known has not.
        let check = try await scene.curator.ask("POST", "/v1/checks", ["fingerprints": .array([print])])
        #expect(check.status == 503 || check.status == 200)
        // What looks after the disk looks now and then.
        while try await scene.node.call("GET", "/status")["state"] != "degraded" {
            try await Task.sleep(for: .milliseconds(50))
        }
        while !log(folder).contains("nothing can be recorded") { try await Task.sleep(for: .milliseconds(50)) }
        return acknowledged
    }

    @Test func `whose disk is full refuses to write, says so, still reads, and loses nothing`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        // No file may grow beyond this; whoever tries is told, as by a full disk.
        let full = Self.logging(folder) + "\ntrap '' XFSZ\nulimit -f 2000"
        let (scene, acknowledged) = try await folder.serving(after: full) { _, node in
            let scene = try await WritingScene.make(at: node)
            return (scene, try await Self.expectRefusal(folder, scene))
        }
        #expect(!acknowledged.isEmpty)
        try await Self.expectWhole(folder, scene, acknowledged)
    }

    @Test(.timeLimit(.minutes(5)))
    func `whose small disk fills up while it serves refuses to write, still reads, and goes on once there is room`()
        async throws
    {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let mount = "mkdir -p disk && mount -t tmpfs -o size=24m,mode=700 perisai disk"
        try await Self.demandMounts(mount, in: folder)
        // The disk is gone with the last process that sees it, so what lies on it is taken off before.
        let script = try folder.write(
            "run",
            """
            cd '\(folder.root)'
            exec 2>log
            \(mount) && cp -a node/. disk/ && mkdir kept || exit 1
            trap 'kill -TERM "$node"' TERM
            "$@" &
            node=$!
            while kill -0 "$node" 2>/dev/null; do wait "$node"; done
            cp -a disk/. kept/
            """
        )
        let within = "exec \(Self.ownMounts) bash '\(script)' \"$0\" \"$@\""
        let (scene, acknowledged) = try await folder.beside("disk").serving(after: within) { running, node in
            let scene = try await WritingScene.make(at: node)
            var acknowledged: [String] = []
            for seed in 0..<20 as Range<UInt64> { acknowledged.append(try await scene.propose(seed)) }
            let filler = "/proc/\(running.process)/root\(folder.root)/disk/filler"
            let filled = try await Program.shell(
                "LC_ALL=C dd if=/dev/zero of='\(filler)' bs=64K || true",
                in: folder.root
            )
            #expect(filled.errors.contains("No space left on device"), "\(filled.errors)")
            acknowledged = try await Self.expectRefusal(folder, scene, after: acknowledged)
            #expect(Self.log(folder).contains("The disk or the database's allowance is full"))

            #expect(unlink(filler) == 0)
            for seed in 10_000..<10_020 as Range<UInt64> { acknowledged.append(try await scene.propose(seed)) }
            while !Self.log(folder).contains("acts are recorded again") {
                try await Task.sleep(for: .milliseconds(50))
            }
            try await scene.isSigned()
            #expect(try await scene.curator.list("/v1/signals").count == acknowledged.count)
            return (scene, acknowledged)
        }
        try await Self.expectWhole(folder.beside("kept"), scene, acknowledged)
    }

    @Test func `whose disk is read-only does not start, and says why`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let mount = "mount --bind node node && mount -o remount,ro,bind node node && cd /"
        try await Self.demandMounts(mount, in: folder)
        for command in ["serve --port 0", "person list"] {
            let run = "cd '\(folder.root)'; \(mount); exec '\(Program.path)' \(command) --data '\(folder.data)'"
            let script = try folder.write("run", run)
            let outcome = try await Program.shell("\(Self.ownMounts) bash '\(script)'", in: folder.root)
            #expect(outcome.status == 2, "\(command): \(outcome.output)")
            #expect(outcome.errors.contains("Read-only file system"), "\(command): \(outcome.errors)")
        }
        try await folder.serving { _, node async throws -> Void in
            #expect(try await node.call("GET", "/status")["state"] == "ready")
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `whose disk turns read-only while it serves refuses to write, still reads, and loses nothing`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let library = try await Program.library("read-only-disk", in: folder.root)
        let flag = folder.root + "/read-only"
        let failing = "export READ_ONLY='\(flag)' LD_PRELOAD='\(library)'\n" + Self.logging(folder)
        let (scene, acknowledged) = try await folder.serving(after: failing) { _, node in
            let scene = try await WritingScene.make(at: node)
            var acknowledged: [String] = []
            for seed in 0..<20 as Range<UInt64> { acknowledged.append(try await scene.propose(seed)) }
            try Data().write(to: URL(fileURLWithPath: flag))
            for seed in 20..<25 as Range<UInt64> {
                let answer = try await scene.curator.ask("POST", "/v1/signals", scene.proposal(seed))
                #expect(answer.status == 503, "\(String(decoding: answer.bytes, as: UTF8.self))")
                #expect(try answer.json["code"] == "store-unavailable")
            }
            #expect(try await scene.curator.list("/v1/signals").count == acknowledged.count)
            while try await node.call("GET", "/status")["state"] != "degraded" {
                try await Task.sleep(for: .milliseconds(50))
            }
            return (scene, acknowledged)
        }
        try await Self.expectWhole(folder, scene, acknowledged)
    }

    @Test func `that runs out of descriptors takes fewer connections, says so at the start, and goes on`() async throws
    {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let few = Self.logging(folder) + "\nulimit -n 256"
        let (scene, acknowledged) = try await folder.serving(after: few) { _, node in
            let scene = try await WritingScene.make(at: node)
            var acknowledged = [try await scene.propose(0)]
            var crowd: [Int32] = []
            for _ in 0..<400 { crowd.append(try OpenConnection.make(to: node.address)) }
            // Who was in before goes on.
            for seed in 1..<20 as Range<UInt64> { acknowledged.append(try await scene.propose(seed)) }
            for connection in crowd { close(connection) }
            var isIn = false
            while !isIn {
                // A new connection, as soon as there is room for one.
                let status = try await Program.shell(
                    "curl -s -m 5 -o /dev/null -w '%{http_code}' \(node.address)/status/live || true",
                    in: folder.root
                )
                isIn = status.output == "200"
            }
            return (scene, acknowledged)
        }
        #expect(Self.log(folder).contains("may open so few files"))
        #expect(Self.log(folder).contains("connections=64"))
        try await Self.expectWhole(folder, scene, acknowledged)
    }

    /// How long a process has computed, in hundredths of a second.
    private static func processorTime(of process: pid_t) throws -> Int {
        let facts = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        // Behind the name, which may hold anything: in user mode, and in the kernel's.
        let fields = facts.components(separatedBy: ") ").last?.components(separatedBy: " ") ?? []
        try #require(fields.count > 12)
        let inUserMode = try #require(Int(fields[11]))
        let inKernelMode = try #require(Int(fields[12]))
        return inUserMode + inKernelMode
    }

    @Test(.timeLimit(.minutes(5)))
    func `that may open no more files while it serves answers whom it has, says so, and goes on once it may again`()
        async throws
    {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let (scene, acknowledged) = try await folder.serving(after: Self.logging(folder)) { running, node in
            let scene = try await WritingScene.make(at: node)
            var acknowledged = [try await scene.propose(0)]
            try await scene.isSigned()
            let limit = "prlimit --pid \(running.process) --nofile"
            let before = try await Program.shell("\(limit) --output SOFT --noheadings", in: folder.root).output
                .trimmingCharacters(in: .whitespacesAndNewlines)
            let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(running.process)/fd")
            let few = (open.compactMap { Int($0) }.max() ?? 0) + 4
            let lowered = try await Program.shell("\(limit)=\(few):", in: folder.root)
            try #require(lowered.status == 0, "\(lowered.errors)")
            var crowd: [Int32] = []
            for _ in 0..<256 { crowd.append(try OpenConnection.make(to: node.address)) }
            while !Self.log(folder).contains("no connection can be taken") {
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(Self.log(folder).contains("Too many open files"))
            // The queue that nobody takes from keeps nobody busy.
            let spent = try Self.processorTime(of: running.process)
            try await Task.sleep(for: .seconds(4))
            #expect(try Self.processorTime(of: running.process) - spent < 200)
            for seed in 1..<20 as Range<UInt64> {
                let answer = try await scene.curator.ask("POST", "/v1/signals", scene.proposal(seed))
                if answer.status == 201 {
                    acknowledged.append(try answer.json["id"]?.stringValue ?? "")
                } else {
                    // Much that is written at once lies in a file of its own until it is.
                    #expect(answer.status == 503, "\(String(decoding: answer.bytes, as: UTF8.self))")
                    #expect(try answer.json["code"] == "store-unavailable")
                }
                #expect(try await scene.curator.list("/v1/signals").count == acknowledged.count)
            }
            let backup = try await Program.run("backup", folder.root + "/backup", "--data", folder.data)
            #expect(backup.status == 0, "\(backup.output)\(backup.errors)")

            let raised = try await Program.shell("\(limit)=\(before):", in: folder.root)
            try #require(raised.status == 0, "\(raised.errors)")
            let status = try await Program.shell(
                "curl -s -m 30 -o /dev/null -w '%{http_code}' \(node.address)/status/live",
                in: folder.root
            )
            #expect(status.output == "200")
            for connection in crowd { close(connection) }
            while !Self.log(folder).contains("connections are taken again") {
                try await Task.sleep(for: .milliseconds(50))
            }
            for seed in 20..<40 as Range<UInt64> { acknowledged.append(try await scene.propose(seed)) }
            try await scene.isSigned()
            return (scene, acknowledged)
        }
        try await Self.expectWhole(folder, scene, acknowledged)
    }

    @Test func `whose clock jumps records in order, goes on signing, and says when the clock is behind`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let library = try await Program.library("shifted-clock", in: folder.root)
        let shift = folder.root + "/shift"
        try Data(count: 8).write(to: URL(fileURLWithPath: shift))
        @Sendable func jump(to seconds: Int64) throws {
            let file = try #require(FileHandle(forUpdatingAtPath: shift))
            try file.write(contentsOf: withUnsafeBytes(of: seconds) { Data($0) })
            try file.close()
        }
        let shifted =
            "export CLOCK_SHIFT='\(shift)' LD_PRELOAD='\(library)'\n" + Self.logging(folder)
        let day: Int64 = 86_400
        let (scene, acknowledged) = try await folder.serving(after: shifted) { _, node in
            let scene = try await WritingScene.make(at: node)
            var acknowledged: [String] = []
            for (seed, seconds) in [0, day, -day, 3 * day, 0].enumerated() {
                try jump(to: seconds)
                acknowledged.append(try await scene.propose(UInt64(seed)))
                try await scene.isSigned()
            }
            let times = try await node.events().compactMap { $0["time"]?.stringValue }
            #expect(times == times.sorted())
            #expect(Set(times).count > 3)
            #expect(try await node.call("GET", "/status")["state"] == "ready")
            return (scene, acknowledged)
        }
        // Now the clock goes right, and is three days behind what it said before.
        let doctor = try await Program.run("doctor", "--data", folder.data)
        #expect(doctor.status == 1 && doctor.output.contains("fail  clock"), "\(doctor.output)")
        try await folder.serving(after: Self.logging(folder)) { _, node in
            _ = try await scene.at(node).propose(100)
        }
        #expect(Self.log(folder).contains("clock is behind the newest event"))
        try await Self.expectWhole(folder, scene, acknowledged)
    }
}
