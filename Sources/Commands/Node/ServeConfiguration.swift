import Cooperation
import Logging
import Services

/// How a node serves.
package struct ServeConfiguration: Hashable, Sendable {
    /// The files of a certificate chain and its key, PEM.
    package struct TLS: Hashable, Sendable {
        package let certificatePath: String
        package let keyPath: String
    }

    /// An exchange to follow.
    package struct Follow: Hashable, Sendable {
        /// Its address, without a slash at the end.
        package let url: String
        /// The file with the key that it gave this node.
        package let keyFile: String
        /// The published key of its log, where it is at hand.
        package let verifierKey: String?
    }

    /// How people are reached.
    package struct Reaching: Hashable, Sendable {
        /// The mail server, as `smtps://mail.example`.
        package let smtpURL: String
        /// Who messages are from.
        package let sender: EmailAddress
        /// The file with user name and password, where the server asks.
        package let credentialsFile: String?
        /// Whether the operator said that the server is spoken to unencrypted.
        package let allowsPlaintext: Bool
        /// Where people reach this node's pages.
        package let pages: PublicAddress
    }

    package let folder: DataFolder
    package let host: String
    /// 0 for any that is free.
    package let port: Int
    package let tls: TLS?
    package let behindProxy: Bool
    package let follow: Follow?
    /// Where people reach this node's pages; `nil` where that was not said.
    package let publicAddress: PublicAddress?
    /// `nil` where alerts wait for people to look.
    package let reaching: Reaching?
    /// How long a person has to acknowledge an alert before the next one is asked.
    package let acknowledgementTime: Seconds
    /// From which priority on a case raises an alert.
    package let alertPriority: Int
    /// The hours in which one person is enough to let a threat alert go out.
    package let nightHours: NightHours
    /// The platform's own hosts from which pictures are fetched, with commas; `nil` where none are.
    package let thumbnailHosts: String?
    /// Where the node may send besides the public Internet: hosts and networks.
    package let allowedDestinations: [String]
    /// Whether the node looks, for an authority, whether an item of its request is still up.
    package let looksAtItems: Bool
    /// The file with the roots of authorities' certificates, PEM; `nil` where none are trusted.
    package let authorityRoots: String?
    /// The file with further domains of mailboxes that anybody may have; `nil` for none.
    package let sharedMailDomains: String?
    package let checkpointInterval: Seconds
    /// The file that says which witnesses are asked to cosign checkpoints; `nil` where none are.
    package let witnessPolicy: String?
    package let answerTime: Seconds
    /// How long a case is kept for the person who took it.
    package let lockTime: Seconds
    /// How much graphic content a person is shown before they have a break.
    package let exposureLimits: ExposureLimits
    /// How many requests of one key are answered a second.
    package let requestsPerSecond: Int
    /// How many requests of one key may be open at once.
    package let requestsAtOnce: Int
    /// What an automatic decision names as its ground.
    package let termsReference: String
    /// Who may fetch checkpoint and tiles; `nil` for what suits the node.
    package let logAccess: LogAccess?
    /// From when on an authority is slowed down or suspended for the quality of its requests.
    package let qualityThresholds: QualityThresholds
    /// How many negative opinions a member may give an hour before a second person confirms.
    package let opinionBudget: Int
    /// How many requests an authority may file an hour.
    package let authorityRequestsPerHour: Int
    package let logLevel: Logger.Level
    /// Whether it shows invented data, and lets people in by what is quick to type.
    package let isDemonstration: Bool

    /// Whether clients reach the node by TLS only: by its own, or by a proxy's.
    ///
    /// Where its public address is of https it has one of them.
    package var isEncrypted: Bool { tls != nil || behindProxy }

    /// What was said on the command line; `nil` where nothing was.
    struct Flags: Hashable, Sendable {
        var host: String?
        var port: Int?
        var tlsCertificate: String?
        var tlsKey: String?
        var behindProxy: Bool?
        var follow: String?
        var followKeyFile: String?
        var followVerifierKey: String?
        var smtpURL: String?
        var smtpFrom: String?
        var smtpCredentialsFile: String?
        var smtpPlaintext: Bool?
        var publicAddress: String?
        var acknowledgementTime: Int?
        var alertPriority: Int?
        var nightHours: String?
        var nightZone: String?
        var thumbnailHosts: String?
        var allowedDestinations: [String] = []
        var lookAtItems: Bool?
        var authorityRoots: String?
        var sharedMailDomains: String?
        var checkpointInterval: Int?
        var witnessPolicy: String?
        var answerTime: Int?
        var lockTime: Int?
        var exposureTime: Int?
        var exposureBreak: Int?
        var exposureShift: Int?
        var exposureItems: Int?
        var requestsPerSecond: Int?
        var requestsAtOnce: Int?
        var termsReference: String?
        var logAccess: String?
        var throttleRefusedPerMille: Int?
        var suspendRefusedPerMille: Int?
        var qualityLimits: [String] = []
        var opinionBudget: Int?
        var authorityRequestsPerHour: Int?
        var logLevel: LogLevel?
        var isDemonstration = false
    }

    static let hostDefault = "127.0.0.1"
    static let portDefault = 8480
    static let checkpointIntervalDefault = 60
    static let requestsPerSecondDefault = 20_000
    static let requestsAtOnceDefault = 512
    /// The most requests of one key, a second or at once.
    static let requestsMax = 1_000_000
    /// The longest interval or answer time, in seconds: a hundred years.
    static let secondsMax = 3_155_760_000
    /// The longest stretch or shift of graphic content, in seconds: a day, within what is remembered of it.
    static let exposureSecondsMax = 86_400
    /// The largest budget of opinions: more than that is none.
    static let opinionBudgetMax = 10_000

    /// Puts together what the command line says and what the environment says where the command line is silent.
    ///
    /// - Throws: `CommandFailure` that names the wrong one.
    init(
        folder: DataFolder,
        flags: Flags,
        environment: EnvironmentValues
    ) throws(CommandFailure) {
        self.folder = folder
        isDemonstration = flags.isDemonstration
        host = flags.host ?? environment.text("PERISAI_HOST") ?? Self.hostDefault
        port = try environment.integer("PERISAI_PORT", unless: flags.port) ?? Self.portDefault
        guard (0...65_535).contains(port) else { throw CommandFailure("A port is a number from 0 to 65535.") }
        tls = try Self.tls(
            flags.tlsCertificate ?? environment.text("PERISAI_TLS_CERTIFICATE"),
            flags.tlsKey ?? environment.text("PERISAI_TLS_KEY")
        )
        behindProxy = try environment.truth("PERISAI_BEHIND_PROXY", unless: flags.behindProxy) ?? false
        follow = try Self.follow(
            flags.follow ?? environment.text("PERISAI_FOLLOW"),
            keyFile: flags.followKeyFile ?? environment.text("PERISAI_FOLLOW_KEY_FILE"),
            verifierKey: flags.followVerifierKey ?? environment.text("PERISAI_FOLLOW_VERIFIER_KEY")
        )
        publicAddress = try Self.publicAddress(flags, environment)
        guard tls != nil || behindProxy || publicAddress?.isEncrypted != true else {
            throw CommandFailure(
                "--public-address says https, but the node has no certificate and was not told of a proxy.",
                advice: "Give --behind-proxy where a proxy encrypts, or --tls-certificate and --tls-key."
            )
        }
        reaching = try Self.reaching(flags, environment)
        let patience = try environment.integer("PERISAI_ACKNOWLEDGEMENT_TIME", unless: flags.acknowledgementTime)
        acknowledgementTime = try Self.seconds(
            patience ?? Int(Alert.acknowledgementTimeDefault.count),
            "--acknowledgement-time"
        )
        alertPriority =
            try environment.integer("PERISAI_ALERT_PRIORITY", unless: flags.alertPriority) ?? Alert.priorityDefault
        guard (0...CasePriority.highest).contains(alertPriority) else {
            throw CommandFailure("--alert-priority takes 0 to \(CasePriority.highest).")
        }
        nightHours = try Self.nightHours(flags, environment)
        thumbnailHosts = flags.thumbnailHosts ?? environment.text("PERISAI_THUMBNAIL_HOSTS")
        allowedDestinations =
            flags.allowedDestinations.isEmpty
            ? (environment.text("PERISAI_ALLOW_DESTINATION") ?? "").split(separator: ",").map(String.init)
            : flags.allowedDestinations
        authorityRoots = flags.authorityRoots ?? environment.text("PERISAI_AUTHORITY_ROOTS")
        sharedMailDomains = flags.sharedMailDomains ?? environment.text("PERISAI_SHARED_MAIL_DOMAINS")
        looksAtItems = try environment.truth("PERISAI_LOOK_AT_ITEMS", unless: flags.lookAtItems) ?? false
        let interval = try environment.integer("PERISAI_CHECKPOINT_INTERVAL", unless: flags.checkpointInterval)
        checkpointInterval = try Self.seconds(interval ?? Self.checkpointIntervalDefault, "--checkpoint-interval")
        let answerTime = try environment.integer("PERISAI_ANSWER_TIME", unless: flags.answerTime)
        self.answerTime = try Self.seconds(answerTime ?? Int(Decision.answerTimeDefault.count), "--answer-time")
        let lockTime = try environment.integer("PERISAI_LOCK_TIME", unless: flags.lockTime)
        self.lockTime = try Self.seconds(lockTime ?? Int(Case.lockTimeDefault.count), "--lock-time")
        exposureLimits = try Self.exposureLimits(flags, environment)
        let rate = try environment.integer("PERISAI_REQUESTS_PER_SECOND", unless: flags.requestsPerSecond)
        requestsPerSecond = try Self.requests(rate ?? Self.requestsPerSecondDefault, "--requests-per-second")
        let open = try environment.integer("PERISAI_REQUESTS_AT_ONCE", unless: flags.requestsAtOnce)
        requestsAtOnce = try Self.requests(open ?? Self.requestsAtOnceDefault, "--requests-at-once")
        logAccess = try Self.logAccess(flags.logAccess ?? environment.text("PERISAI_LOG_ACCESS"))
        qualityThresholds = QualityThresholds(
            throttlePerMille: try Self.share(
                environment.integer("PERISAI_THROTTLE_REFUSED_PER_MILLE", unless: flags.throttleRefusedPerMille),
                "--throttle-refused-per-mille"
            ),
            suspendPerMille: try Self.share(
                environment.integer("PERISAI_SUSPEND_REFUSED_PER_MILLE", unless: flags.suspendRefusedPerMille),
                "--suspend-refused-per-mille"
            ),
            limits: try Self.qualityLimits(
                flags.qualityLimits.isEmpty
                    ? (environment.text("PERISAI_QUALITY_LIMIT") ?? "").split(separator: ",").map(String.init)
                    : flags.qualityLimits
            )
        )
        let reference = flags.termsReference ?? environment.text("PERISAI_TERMS_REFERENCE")
        termsReference = try Self.reference(reference ?? NodeSettings.termsReferenceDefault)
        opinionBudget =
            try environment.integer("PERISAI_OPINION_BUDGET", unless: flags.opinionBudget)
            ?? SignalContext.negativeOpinionBudgetDefault
        guard (0...Self.opinionBudgetMax).contains(opinionBudget) else {
            throw CommandFailure("--opinion-budget takes 0 to \(Self.opinionBudgetMax) opinions an hour.")
        }
        let filings = try environment.integer(
            "PERISAI_AUTHORITY_REQUESTS_PER_HOUR",
            unless: flags.authorityRequestsPerHour
        )
        authorityRequestsPerHour = try Self.requests(
            filings ?? NodeSettings.requestsPerAuthorityPerHourDefault,
            "--authority-requests-per-hour"
        )
        witnessPolicy = flags.witnessPolicy ?? environment.text("PERISAI_WITNESS_POLICY")
        logLevel = try Self.logLevel(flags.logLevel, environment)
    }

    static func logLevel(
        _ flag: LogLevel?,
        _ environment: EnvironmentValues
    ) throws(CommandFailure) -> Logger.Level {
        let named = flag?.rawValue ?? environment.text("PERISAI_LOG_LEVEL") ?? LogLevel.info.rawValue
        guard let level = LogLevel(rawValue: named) else {
            throw CommandFailure(
                "PERISAI_LOG_LEVEL must be one of \(LogLevel.allCases.map(\.rawValue).joined(separator: ", "))."
            )
        }
        return level.level
    }

    static func tls(_ certificate: String?, _ key: String?) throws(CommandFailure) -> TLS? {
        switch (certificate, key) {
        case (nil, nil): return nil
        case (let certificate?, let key?): return TLS(certificatePath: certificate, keyPath: key)
        default:
            throw CommandFailure("A certificate needs its key.", advice: "Give both --tls-certificate and --tls-key.")
        }
    }

    private static func follow(
        _ url: String?,
        keyFile: String?,
        verifierKey: String?
    ) throws(CommandFailure) -> Follow? {
        guard let url else {
            guard keyFile == nil, verifierKey == nil else {
                throw CommandFailure("There is a key for following, but no exchange.", advice: "Give --follow URL.")
            }
            return nil
        }
        guard let keyFile else {
            throw CommandFailure(
                "Following needs the key that the exchange gave this node.",
                advice: "Give --follow-key-file FILE."
            )
        }
        return Follow(url: try NodeAddress(url).text, keyFile: keyFile, verifierKey: verifierKey)
    }

    private static func requests(_ count: Int, _ name: String) throws(CommandFailure) -> Int {
        guard (1...requestsMax).contains(count) else {
            throw CommandFailure("\(name) takes 1 to \(requestsMax) requests.")
        }
        return count
    }

    private static func reference(_ text: String) throws(CommandFailure) -> String {
        do throws(Refusal) {
            return try Texts.required(text, "termsReference")
        } catch {
            throw CommandFailure("--terms-reference takes 1 to \(Texts.bytesMax) bytes of text.")
        }
    }

    private static func seconds(_ count: Int, _ name: String) throws(CommandFailure) -> Seconds {
        guard (1...secondsMax).contains(count) else {
            throw CommandFailure("\(name) takes 1 to \(secondsMax) seconds.")
        }
        return Seconds(Int64(count))
    }
}
