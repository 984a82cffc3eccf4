import CanonicalJSON
import HTTPAPI
import HTTPServing
import Testing

/// The codes of problems in the description beside those in the sources.
@Suite struct `Problem codes` {
    /// Codes that no answer of this API carries, with the reason.
    private static let elsewhere: [String: String] = [
        "already-initialised": "setting a node up is no operation",
        "exchange-kind": "setting a node up is no operation",
        "exchange-changed": "following an exchange is no operation",
        "exchange-key-differs": "following an exchange is no operation",
        "checkpoint-older": "following an exchange is no operation",
        "secret-already-shown": "to a repeat it is said in an answer of 200",
        "already-open": "the node draws the id", "already-added": "the node draws the id",
        "already-issued": "the node draws the id",
        "already-made": "the node draws the id",
        "canary-unknown": "over the API a target is removed by its id",
        "already-proposed": "the node draws the id",
        "silence-lasts": "receipts of requests are for the pages yet",
        "already-planned": "the node draws the id",
        "already-written": "the node draws the id", "already-submitted": "the node draws the id",
        "already-queued": "the node draws the id",
        "already-entered": "the node draws the id",
        "replacement-invalid": "the node lets only an adopted one with the same code take another's place",
        "instrument-not-adopted": "offices name instruments by the codes of adopted ones",
        "own-authority-vouches": "the door turns authorities away before",
        "not-a-party": "to whoever is none, an agreement does not exist",
        "member-withdrawn": "a member that has withdrawn is turned away at the door",
        "already-raised": "the node draws the id",
        "alert-not-open": "the node lets only what is open be joined",
        "already-started": "the node draws the id",
        "time-ahead": "clocks are started by other acts",
        "zone-missing": "clocks are started by other acts", "zone-unknown": "clocks are started by other acts",
        "clock-stopped": "clocks are stopped by other acts", "clock-over": "clocks are stopped by other acts",
        "stop-reason-not-allowed": "clocks are stopped by other acts",
        "too-many-stops": "clocks are stopped by other acts", "expires-by-itself": "clocks are ended by other acts",
        "rule-replaces-itself": "a rule is replaced by adopting another",
        "link-missing": "thumbnails are for the pages alone",
        "thumbnail-not-allowed": "thumbnails are for the pages alone",
        "thumbnail-unavailable": "thumbnails are for the pages alone",
        "thumbnails-busy": "thumbnails are for the pages alone",
        "closure-needs-people": "a rule that acts alone never asks to close an account",
        "nothing-matched": "only what matched opens a case",
        "territory-invalid": "a territory is refused as a field that can't be read",
        "forbidden": "the door names its own reasons",
        "left-to-a-person": "a check looks first whether a person works on the case, and then decides nothing",
        "login-not-found": "people log in on the pages alone",
        "session-open": "people log in on the pages alone",
        "passkey-last": "people log in on the pages alone",
        "last-administrator": "whoever has a key lets somebody in again",
        "code-used": "people log in on the pages alone",
        "passkey-needed": "people log in on the pages alone",
        "code-wrong": "people log in on the pages alone",
        "passkey-known": "people log in on the pages alone",
        "login-closing-needed": "people log in on the pages alone",
        "operation-unknown": "people log in on the pages alone",
        "invitation-expired": "people log in on the pages alone",
        "invitation-time": "people log in on the pages alone",
        "name-taken": "people log in on the pages alone",
        "password-wrong": "people log in on the pages alone",
        "name-invalid": "people log in on the pages alone",
        "password-length": "people log in on the pages alone",
        "passkey-session-needed": "people log in on the pages alone",
        "passwords-busy": "people log in on the pages alone",
        "proof-wrong": "people log in on the pages alone",
        "passkeys-many": "people log in on the pages alone",
        "challenge-used": "people log in on the pages alone",
        "bundle-gap": "bundles are imported on the command line alone",
        "bundle-older": "bundles are imported on the command line alone",
        "bundle-start": "bundles are imported on the command line alone",
        "bundle-proof-missing": "bundles are imported on the command line alone",
        "bundle-of-another-exchange": "bundles are imported on the command line alone",
        "bundle-of-this-node": "bundles are imported on the command line alone",
        "bundle-for-another": "bundles are imported on the command line alone",
        "exchange-newer": "bundles are imported on the command line alone",
        "exchange-not-followed": "bundles are imported on the command line alone",
        "too-much-unproved": "bundles are imported on the command line alone",
        "log-is-whole": "a fork is accepted on the command line alone",
        "threat-too-long": "the texts of an alert are limited before",
        "document-code": "an answer bears no QR code",
        "document-printer-busy": "it is said with 503, which all operations have",
        "document-printer-lost": "it is said with 503, which all operations have",
        "media-confinement-failed": "a worker that could not be confined does not start",
    ]

    private static func documented() throws -> Set<String> {
        let examples = try APIDescription.ofRepository()[reference: "#/components/examples"]?.objectValue ?? [:]
        // An instrument has a code too.
        let problems = examples.values.filter { $0["value"]?["type"]?.stringValue?.hasPrefix("/problems/") == true }
        return Set(problems.compactMap { $0["value"]?["code"]?.stringValue })
    }

    /// The codes with which the sources refuse something.
    private static func inSources() throws -> Set<String> {
        let patterns = [
            #/Refusal\(\s*\.\w+,\s*"([a-z0-9-]+)"/#, #/Problem\(\s*"([a-z0-9-]+)"/#,
            #/self\.init\(\s*"([a-z0-9-]+)",\s*status:/#,
            #/DocumentError\(\s*"([a-z0-9-]+)"/#, #/: ProblemCode = "([a-z0-9-]+)"/#,
            #/= Code\(rawValue: "([a-z0-9]+-media|media-[a-z0-9-]+)"\)/#,
        ]
        let folders = ["Cooperation", "Services", "HTTPServing", "HTTPAPI", "Media", "Printing"].map { "Sources/" + $0 }
        let texts = try folders.flatMap(Repository.swiftFiles(below:)).map(Repository.text)
        return Set(texts.flatMap { text in patterns.flatMap { text.matches(of: $0).map { String($0.1) } } })
    }

    @Test func `every code of the description is one that the sources give`() throws {
        #expect(try Self.documented().subtracting(Self.inSources()).isEmpty)
    }

    @Test func `every code that the sources give is described, or known to stay inside`() throws {
        let undescribed = try Self.inSources().subtracting(Self.documented())
        #expect(undescribed == Set(Self.elsewhere.keys))
    }

    @Test func `a code stands under the status that its example has`() throws {
        let document = try APIDescription.ofRepository()
        for operation in try document.operations() {
            for (status, response) in operation.responses {
                let examples = response["content"]?["application/problem+json"]?["examples"]?.objectValue ?? [:]
                for (code, example) in examples {
                    let value = try document.resolved(example)["value"]
                    #expect(value?["code"]?.stringValue == code, "\(operation.id) \(status) \(code)")
                    #expect(value?["status"]?.integerValue == Int64(status), "\(operation.id) \(status) \(code)")
                    #expect(value?["type"]?.stringValue == "/problems/\(code)", "\(operation.id) \(status) \(code)")
                }
            }
        }
    }

    @Test func `an answer that says when to try again documents Retry-After`() throws {
        let document = try APIDescription.ofRepository()
        for operation in try document.operations() {
            for (status, response) in operation.responses {
                let examples = response["content"]?["application/problem+json"]?["examples"]?.objectValue ?? [:]
                let waits = try examples.values.contains { try document.resolved($0)["value"]?["retryAfter"] != nil }
                #expect((response["headers"]?["Retry-After"] != nil) == waits, "\(operation.id) \(status)")
                #expect((response["headers"]?["Location"] != nil) == (status == "201"), "\(operation.id) \(status)")
                let asksForKey = response["headers"]?["WWW-Authenticate"] != nil
                #expect(asksForKey == (status == "401"), "\(operation.id) \(status)")
            }
        }
    }
}
