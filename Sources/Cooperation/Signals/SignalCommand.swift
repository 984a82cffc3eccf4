import Fingerprints

/// What can be asked of a signal.
public enum SignalCommand: Sendable, Hashable {
    /// Propose one.
    case propose(SignalProposal)
    /// Give one's word that one looked, and say at what.
    case verify(Verification.Basis, lookedAt: String)
    /// Give an opinion; a negative one needs its reason.
    case giveOpinion(Opinion.Category, reason: String?)
    /// Confirm the negative opinion of a colleague that waits.
    case confirmOpinion
    /// Be handed the proposer's link.
    case view
    /// Take it back.
    case withdraw(reason: String)
    /// Let it expire; the node asks this by itself when the time has come.
    case expire

    /// What a caller needs to ask it; `nil` for what the node asks by itself.
    var permission: Permission? {
        switch self {
        case .propose: .proposeSignals
        case .verify: .verifySignals
        case .giveOpinion, .confirmOpinion: .giveOpinions
        case .view: .viewSignals
        case .withdraw: .withdrawSignals
        case .expire: nil
        }
    }
}

/// What a proposer says.
public struct SignalProposal: Sendable, Hashable {
    /// What kind of content it is.
    public var kind: ContentKind
    /// What it does.
    public var behaviours: Set<Behaviour>
    /// What the proposer looked at.
    public var provenance: Provenance
    /// How it is recognised.
    public var fingerprints: [Fingerprint]
    /// Why it is terrorist content.
    public var rationale: String
    /// Why it is neither education, journalism, art, research nor counter-speech.
    public var exemptionAssessment: String
    /// Where it was seen, for people.
    public var source: String?
    /// When it expires; `nil` for `SignalProposal.lifetimeDefault` from now.
    public var expiresAt: Timestamp?
    /// Where one person of another member may look at the content, and until when.
    public var link: ViewingLink?

    /// How long a signal lives where its proposer says nothing.
    public static let lifetimeDefault = Seconds.days(365)
    /// How long a signal may live without being proposed anew.
    public static let lifetimeMax = Seconds.days(2 * 365)

    /// Makes a proposal.
    public init(
        kind: ContentKind,
        behaviours: Set<Behaviour>,
        provenance: Provenance,
        fingerprints: [Fingerprint],
        rationale: String,
        exemptionAssessment: String,
        source: String? = nil,
        expiresAt: Timestamp? = nil,
        link: ViewingLink? = nil
    ) {
        self.kind = kind
        self.behaviours = behaviours
        self.provenance = provenance
        self.fingerprints = fingerprints
        self.rationale = rationale
        self.exemptionAssessment = exemptionAssessment
        self.source = source
        self.expiresAt = expiresAt
        self.link = link
    }
}

/// An address on the proposer's own node where the content can be opened for a while.
public struct ViewingLink: Sendable, Hashable {
    /// The address; kept sealed and handed to one person at a time.
    public let address: String
    /// From when on it no longer opens.
    public let expiresAt: Timestamp

    /// How long an address may be, in bytes.
    public static let addressBytesMax = 2000
    /// How long it opens at least, from the proposal on.
    public static let openMin = Seconds.minutes(1)
    /// How long it opens at most.
    public static let openMax = Seconds.days(30)

    /// Makes a link.
    ///
    /// - Throws: `Refusal` `link-invalid` where the address is not an https one (http is taken on loopback only).
    public init(address: String, expiresAt: Timestamp) throws(Refusal) {
        guard Self.isReachable(address),
            address.utf8.count <= Self.addressBytesMax,
            address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "<") })
        else {
            throw Refusal(
                .invalid,
                "link-invalid",
                "Give the link as an https address of at most \(Self.addressBytesMax) bytes.",
                pointer: "/viewing/link"
            )
        }
        self.address = address
        self.expiresAt = expiresAt
    }

    /// Whether the address names a host: by https any, by http only this machine.
    ///
    /// A user name before the host is not taken, because it can be made to look like one.
    private static func isReachable(_ address: String) -> Bool {
        guard let mark = address.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let scheme = address[..<mark]
        let rest = address[address.index(after: mark)...]
        guard rest.hasPrefix("//") else { return false }
        let authority = rest.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.isEmpty, !authority.contains("@"), !authority.contains("\\") else { return false }
        if scheme == "https" { return true }
        let host = ["127.0.0.1", "localhost", "[::1]"].first { authority.hasPrefix($0) } ?? ""
        let port = authority.dropFirst(host.count)
        return scheme == "http" && !host.isEmpty
            && (port.isEmpty || (port.first == ":" && port.dropFirst().allSatisfy { "0"..."9" ~= $0 }))
    }
}
