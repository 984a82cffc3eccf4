import Commands
import Cooperation
import Logging
import Services
import Synchronization
import Testing

@Suite struct ServeConfigurationTests {
    @Test(
        arguments: [
            (["--port", "65536"], [:], "A port is a number from 0 to 65535."),
            ([], ["PERISAI_PORT": "http"], "PERISAI_PORT must be a whole number."),
            ([], ["PERISAI_BEHIND_PROXY": "perhaps"], "PERISAI_BEHIND_PROXY must be true or false."),
            ([], ["PERISAI_LOG_LEVEL": "loud"], "PERISAI_LOG_LEVEL must be one of"),
            (["--tls-key", "key.pem"], [:], "A certificate needs its key."),
            (["--follow", "https://exchange.example"], [:], "Following needs the key"),
            (["--follow", "exchange.example", "--follow-key-file", "k"], [:], "This is not the address of a node."),
            (["--follow-verifier-key", "x"], [:], "There is a key for following, but no exchange."),
            (["--checkpoint-interval", "0"], [:], "--checkpoint-interval takes 1 to"),
            (["--log-access", "everybody"], [:], "--log-access takes open, daily, keyed or live."),
            (["--lock-time", "0"], [:], "--lock-time takes 1 to"),
            (["--exposure-time", "86401"], [:], "--exposure-time takes 1 to 86400 seconds."),
            ([], ["PERISAI_EXPOSURE_BREAK": "0"], "--exposure-break takes 1 to 86400 seconds."),
            ([], ["PERISAI_EXPOSURE_SHIFT": "long"], "PERISAI_EXPOSURE_SHIFT must be a whole number."),
            (["--exposure-items", "1001"], [:], "--exposure-items takes 1 to 1000 cases an hour."),
            (["--opinion-budget", "10001"], [:], "--opinion-budget takes 0 to 10000 opinions an hour."),
            ([], ["PERISAI_OPINION_BUDGET": "10001"], "--opinion-budget takes 0 to 10000 opinions an hour."),
            ([], ["PERISAI_OPINION_BUDGET": "many"], "PERISAI_OPINION_BUDGET must be a whole number."),
            (["--smtp-from", "a@b.example"], [:], "There is something to send e-mail with, but no server."),
            (["--smtp-plaintext"], [:], "There is something to send e-mail with, but no server."),
            (["--smtp-url", "smtp://m.example"], [:], "E-mail needs who it is from"),
            (
                ["--smtp-url", "smtp://m.example", "--smtp-from", "a@b.example"], [:],
                "E-mail needs who it is from, and where people reach"
            ),
            (
                [
                    "--smtp-url", "smtp://m.example", "--smtp-from", "a", "--public-address", "https://x.example",
                    "--behind-proxy",
                ], [:],
                "--smtp-from takes a plain e-mail address"
            ),
            (["--public-address", "http://x.example"], [:], "--public-address takes the https:// address"),
            (
                ["--public-address", "https://x.example"], [:],
                "--public-address says https, but the node has no certificate"
            ),
            (["--acknowledgement-time", "0"], [:], "--acknowledgement-time takes 1 to"),
            (["--alert-priority", "1001"], [:], "--alert-priority takes 0 to 1000."),
        ] as [([String], [String: String], String)]
    )
    func `a wrong configuration is refused`(
        _ flags: [String],
        _ environment: [String: String],
        _ words: String
    ) async {
        var world = TestWorld()
        world.environment = environment
        #expect(await world.run(["serve", "--data", "d"] + flags) == 2)
        #expect(world.terminal.notes.first?.contains(words) == true, "\(world.terminal.notes)")
        #expect(world.nodes.asked.withLock { $0.served } == nil)
    }

    @Test func `without a data folder nothing is served`() async {
        let world = TestWorld()
        #expect(await world.run(["serve"]) == 2)
        #expect(
            world.terminal.notes == ["perisai: No data folder was named.\nGive --data FOLDER, or set PERISAI_DATA."]
        )
    }

    @Test func `the defaults are for this machine alone`() async throws {
        let served = try await serve(["--data", "d/"], [:])
        #expect(served.folder.path == "d")
        #expect((served.host, served.port) == ("127.0.0.1", 8480))
        #expect(served.checkpointInterval == Seconds(60))
        #expect(served.answerTime == Decision.answerTimeDefault)
        #expect(served.termsReference == "Terms of the platform on terrorist content")
        #expect(served.opinionBudget == 20)
        #expect(served.authorityRequestsPerHour == 1000)
        #expect(served.lockTime == Case.lockTimeDefault)
        #expect(served.exposureLimits == ExposureLimits())
        #expect((served.tls, served.follow) == (nil, nil))
        #expect(served.reaching == nil)
        #expect(served.thumbnailHosts == nil && served.allowedDestinations.isEmpty && !served.looksAtItems)
        #expect(served.authorityRoots == nil)
        #expect(served.acknowledgementTime == .minutes(15) && served.alertPriority == 800)
        #expect(!served.behindProxy)
        #expect(served.logLevel == .info)
    }

    @Test func `the command line wins over the environment, and the environment over the defaults`() async throws {
        let environment = [
            "PERISAI_DATA": "from-environment", "PERISAI_HOST": "10.0.0.1", "PERISAI_PORT": "1",
            "PERISAI_TLS_CERTIFICATE": "c", "PERISAI_TLS_KEY": "k", "PERISAI_BEHIND_PROXY": "true",
            "PERISAI_FOLLOW": "https://exchange.example/", "PERISAI_FOLLOW_KEY_FILE": "f",
            "PERISAI_CHECKPOINT_INTERVAL": "5", "PERISAI_ANSWER_TIME": "7", "PERISAI_LOG_LEVEL": "error",
            "PERISAI_TERMS_REFERENCE": "TEST terms 4",
            "PERISAI_OPINION_BUDGET": "0", "PERISAI_AUTHORITY_REQUESTS_PER_HOUR": "6",
            "PERISAI_LOCK_TIME": "11", "PERISAI_EXPOSURE_TIME": "12",
            "PERISAI_EXPOSURE_BREAK": "13", "PERISAI_EXPOSURE_SHIFT": "14", "PERISAI_EXPOSURE_ITEMS": "15",
            "PERISAI_QUALITY_LIMIT": "refused:warn:300,reversed:suspend:1000",
            "PERISAI_LOOK_AT_ITEMS": "true", "PERISAI_AUTHORITY_ROOTS": "roots.pem",
            "PERISAI_ALLOW_DESTINATION": "10.0.0.0/8,exchange.internal:8480",
        ]
        let fromEnvironment = try await serve([], environment)
        #expect(fromEnvironment.folder.path == "from-environment")
        #expect((fromEnvironment.host, fromEnvironment.port) == ("10.0.0.1", 1))
        #expect(fromEnvironment.tls?.keyPath == "k")
        #expect(fromEnvironment.behindProxy && fromEnvironment.looksAtItems)
        #expect(fromEnvironment.authorityRoots == "roots.pem")
        #expect(fromEnvironment.allowedDestinations == ["10.0.0.0/8", "exchange.internal:8480"])
        #expect(fromEnvironment.follow?.url == "https://exchange.example")
        #expect((fromEnvironment.checkpointInterval, fromEnvironment.answerTime) == (Seconds(5), Seconds(7)))
        #expect(fromEnvironment.opinionBudget == 0)
        #expect(fromEnvironment.authorityRequestsPerHour == 6)
        #expect(fromEnvironment.lockTime == Seconds(11))
        #expect(fromEnvironment.qualityThresholds.limits == [.refused: [.warn: 300], .reversed: [.suspend: 1000]])
        #expect(fromEnvironment.exposureLimits == Self.limits(Seconds(12), Seconds(13), Seconds(14), 15))
        #expect(fromEnvironment.logLevel == .error)
        #expect(fromEnvironment.termsReference == "TEST terms 4")

        let fromFlags = try await serve(
            [
                "--data", "d", "--host", "127.0.0.2", "--port", "0", "--tls-certificate", "C", "--tls-key", "K",
                "--no-behind-proxy", "--follow", "https://other.example", "--follow-key-file", "F",
                "--follow-verifier-key", "V", "--checkpoint-interval", "2", "--answer-time", "3", "--log-level",
                "debug", "--terms-reference", " TEST terms 5 ", "--opinion-budget", "4",
                "--lock-time", "21", "--exposure-time", "22", "--exposure-break", "23", "--exposure-shift", "24",
                "--exposure-items", "25", "--authority-requests-per-hour", "8", "--allow-destination", "a.internal",
                "--allow-destination", "fd00::/8", "--quality-limit", "erroneous:throttle:1",
                "--throttle-refused-per-mille", "400",
            ],
            environment
        )
        #expect(fromFlags.folder.path == "d")
        #expect(fromFlags.allowedDestinations == ["a.internal", "fd00::/8"])
        #expect((fromFlags.host, fromFlags.port) == ("127.0.0.2", 0))
        #expect(fromFlags.tls?.certificatePath == "C")
        #expect(!fromFlags.behindProxy)
        #expect(fromFlags.qualityThresholds.limits == [.erroneous: [.throttle: 1], .refused: [.throttle: 400]])
        for wrong in [
            "refused", "refused:warn", "refused:warn:0", "refused:warn:1001", "other:warn:1", "refused:stop:1", "",
        ] {
            let world = TestWorld()
            #expect(await world.run(["serve", "--quality-limit", wrong]) != 0, "\(wrong)")
            #expect(world.nodes.asked.withLock { $0.served } == nil, "\(wrong)")
        }
        #expect(fromFlags.follow?.url == "https://other.example")
        #expect((fromFlags.follow?.keyFile, fromFlags.follow?.verifierKey) == ("F", "V"))
        #expect((fromFlags.checkpointInterval, fromFlags.answerTime) == (Seconds(2), Seconds(3)))
        #expect(fromFlags.opinionBudget == 4)
        #expect(fromFlags.authorityRequestsPerHour == 8)
        #expect(fromFlags.lockTime == Seconds(21))
        #expect(fromFlags.exposureLimits == Self.limits(Seconds(22), Seconds(23), Seconds(24), 25))
        #expect(fromFlags.logLevel == .debug)
        #expect(fromFlags.termsReference == "TEST terms 5")
    }

    private static func limits(
        _ time: Seconds,
        _ pause: Seconds,
        _ shift: Seconds,
        _ items: Int
    ) -> ExposureLimits {
        var limits = ExposureLimits()
        limits.continuousMax = time
        limits.breakTime = pause
        limits.shiftMax = shift
        limits.itemsPerHourMax = items
        return limits
    }

    private func serve(_ flags: [String], _ environment: [String: String]) async throws -> ServeConfiguration {
        var world = TestWorld()
        world.environment = environment
        #expect(await world.run(["serve"] + flags) == 0, "\(world.terminal.notes)")
        return try #require(world.nodes.asked.withLock { $0.served })
    }

    @Test func `how people are reached comes from both, and a public address alone reaches nobody`() async throws {
        let served = try await serve(
            ["--data", "d", "--smtp-url", "smtp://m.example", "--acknowledgement-time", "60"],
            [
                "PERISAI_SMTP_FROM": "perisai@lentera.example", "PERISAI_SMTP_CREDENTIALS_FILE": "c",
                "PERISAI_SMTP_URL": "smtp://other.example", "PERISAI_SMTP_PLAINTEXT": "true",
                "PERISAI_PUBLIC_ADDRESS": "https://lentera.example/", "PERISAI_ALERT_PRIORITY": "0",
                "PERISAI_BEHIND_PROXY": "true",
            ]
        )
        let reaching = try #require(served.reaching)
        #expect(reaching.smtpURL == "smtp://m.example" && reaching.sender.text == "perisai@lentera.example")
        #expect(reaching.credentialsFile == "c" && reaching.allowsPlaintext)
        #expect(reaching.pages.text == "https://lentera.example")
        #expect(served.acknowledgementTime == .minutes(1) && served.alertPriority == 0)
        let address = ["--data", "d", "--public-address", "https://lentera.example", "--behind-proxy"]
        #expect(try await serve(address, [:]).reaching == nil)
    }

    @Test func `cookies travel by TLS alone where clients reach the node by TLS`() async throws {
        for (flags, isEncrypted) in [
            ([], false), (["--behind-proxy"], true), (["--tls-certificate", "c", "--tls-key", "k"], true),
            (["--public-address", "http://localhost:8480"], false),
        ] {
            #expect(try await serve(["--data", "d"] + flags, [:]).isEncrypted == isEncrypted)
        }
    }
}
