import ArgumentParser
import CanonicalJSON

/// Looks at everything that a node needs of its machine.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at what a node needs of its machine, and say what to do.",
        discussion: """
            Looks at libraries, the kernel's confinement of workers, printing and its fonts, the disk and how long it takes to \
            keep a write, the clock, permissions, the certificate, the log and the index. Run it as the user who runs the \
            node. Nothing is changed. What needs the database for itself is left out while a node runs on the folder.

              perisai doctor --data /var/lib/perisai --tls-certificate chain.pem --tls-key key.pem

            Exit status: 0 the node can work (there may be warnings); 1 something fails; 2 it could not run.
            """
    )

    @OptionGroup var data: DataOption
    @Option(help: ArgumentHelp("The certificate chain, PEM.", valueName: "file"), completion: .file())
    var tlsCertificate: String?
    @Option(help: ArgumentHelp("The certificate's private key, PEM.", valueName: "file"), completion: .file())
    var tlsKey: String?
    @Flag(help: "Print JSON, one object a line.")
    var json = false

    func run() async throws {
        let context = try CommandContext.current()
        let environment = EnvironmentValues(context.environment)
        let folder = try data.folder(environment)
        let tls = try ServeConfiguration.tls(
            tlsCertificate ?? environment.text("PERISAI_TLS_CERTIFICATE"),
            tlsKey ?? environment.text("PERISAI_TLS_KEY")
        )
        var findings = FolderCheckup(folder: folder).findings()
        findings += DiskCheckup(path: folder.path).findings()
        findings += ClockCheckup(now: context.clock()).findings()
        findings.append(OpenFilesCheckup.finding())
        findings.append(await confinement(context.fingerprinting))
        findings += await context.nodes.checkUp(folder, tls: tls)
        for finding in findings {
            if json {
                try context.terminal.line(finding.json.canonicalString)
            } else {
                for line in finding.lines { try context.terminal.line(line) }
            }
        }
        if findings.contains(where: { $0.state == .fail }) { throw ExitCode(ExitStatus.found) }
    }

    private func confinement(_ fingerprinting: any Fingerprinting) async -> DoctorFinding {
        do {
            let test = try await fingerprinting.testConfinement()
            let refused = "a worker was refused all \(test.refused.count) forbidden things"
            guard test.landlockVersion == 0 else {
                return .ok("kernel", "\(refused); landlock \(test.landlockVersion) and seccomp are in force")
            }
            return .warn(
                "kernel",
                "\(refused) by seccomp alone; this kernel has no landlock",
                advice: "Where you can, use a kernel with landlock in /sys/kernel/security/lsm (5.13 or newer)."
            )
        } catch {
            return .fail(
                "kernel",
                "workers that decode files can't be confined: \((error as? CommandFailure)?.message ?? "unknown")",
                advice: "Let the kernel, and the container's profile, allow seccomp, prctl and the landlock calls."
            )
        }
    }
}
