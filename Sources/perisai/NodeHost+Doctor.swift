import CSodium
import Commands
import Console
import Cooperation
import Glibc
import HTTPServing
import Mail
import Media
import Printing
import Services
import Store
import TransparencyLog

extension NodeHost {
    func checkUp(_ folder: DataFolder, tls: ServeConfiguration.TLS?) async -> [DoctorFinding] {
        var findings = [libraries()]
        findings += await PrintingCheckup(printer: PrintingWorkers.printer(missingGlyphs: .refuse)).findings()
        if let tls { findings.append(certificate(tls)) }
        // Looking must not make one.
        guard access(SQLiteStore.databasePath(folder: folder.path), F_OK) == 0 else { return findings }
        do {
            try await SQLiteStore.demandSchema(folder: folder.path)
            findings += try await lookInside(folder)
        } catch let error as StoreError where error.code == .locked {
            findings.append(.ok("node", "one runs on this folder; its /status tells of log and index"))
        } catch let error as StoreError where error.code == .olderSchema {
            findings.append(
                .warn(
                    "database",
                    "it is that of an older program, and is brought up to date when the node starts",
                    advice: "Make a backup with the older program first."
                )
            )
        } catch let error as StoreError {
            findings.append(
                .fail("database", error.message, advice: "Where it can't be read, restore the newest backup.")
            )
        } catch let error as CommandFailure {
            findings.append(.fail("node", error.message, advice: error.advice ?? "Restore the newest backup."))
        } catch {
            findings.append(
                .fail("log", "the last checkpoint can't be read", advice: "Restore log.key and checkpoint.")
            )
        }
        return findings
    }

    private func lookInside(_ folder: DataFolder) async throws -> [DoctorFinding] {
        let opened = try OpenedNode(folder, isNew: false)
        return try await opened.closing {
            let newest = try await opened.store.read { reading in
                let size = try reading.journalSize()
                return size == 0 ? nil : try reading.record(at: size - 1)?.event.time
            }
            var findings: [DoctorFinding] = []
            if let newest, newest > SystemSources.now() {
                findings.append(
                    .fail(
                        "clock",
                        "the clock is behind the newest event, which is of \(newest)",
                        advice: "Set the clock; until it has caught up, new events get that event's time."
                    )
                )
            }
            findings.append(try await log(opened))
            findings.append(try await index(opened))
            return findings
        }
    }

    private func log(_ opened: OpenedNode) async throws -> DoctorFinding {
        guard try await opened.log().examine() == .signing else {
            return .fail(
                "log",
                "it does not hold what was signed last, so nothing is signed",
                advice: "Restore the newest backup; where there is none, see 'perisai log accept-fork'."
            )
        }
        return .ok("log", "it holds what was signed last")
    }

    private func index(_ opened: OpenedNode) async throws -> DoctorFinding {
        let comparison = try await SearchIndex.compare(opened.store)
        guard comparison.missing == 0, comparison.surplus == 0 else {
            return .fail(
                "index",
                "\(comparison.missing) hashes of live signals are not found, and \(comparison.surplus) others are",
                advice: "Run 'perisai log verify', and restore the newest backup."
            )
        }
        return .ok("index", "all \(comparison.hashes) hashes of live signals are found")
    }

    private func certificate(_ tls: ServeConfiguration.TLS) -> DoctorFinding {
        do {
            let files = TLSFiles(certificatePath: tls.certificatePath, keyPath: tls.keyPath)
            return CertificateCheckup.finding(
                secondsLeft: try files.check() - SystemSources.now().microseconds / 1_000_000
            )
        } catch {
            return .fail("certificate", error.description, advice: "Give the chain and its key, PEM.")
        }
    }

    private func libraries() -> DoctorFinding {
        var system = utsname()
        uname(&system)
        let release = withUnsafeBytes(of: &system.release) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        let sodium = sodium_version_string().map { String(cString: $0) } ?? "unknown"
        return .ok(
            "libraries",
            "Linux \(release), SQLite \(SQLiteStore.libraryVersion), libvips \(MediaLibraries.vipsVersion), "
                + "libsodium \(sodium), libcurl \(MailLibraries.curlVersion), "
                + "ICU \(LanguageLibraries.internationalVersion), Pango \(PrintingLibraries.pangoVersion), "
                + "Cairo \(PrintingLibraries.cairoVersion), libqrencode \(PrintingLibraries.codesVersion)"
        )
    }
}
