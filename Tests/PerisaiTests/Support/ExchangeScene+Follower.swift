import CanonicalJSON
import Testing

extension ExchangeScene {
    /// A node of its own for TEST Amihan, which follows nobody yet.
    func follower() async throws -> NodeFolder {
        try await NodeFolder.initialised(
            ["--kind", "platform", "--name", "TEST Amihan", "--organisation-id", amihan.id, "--owners", "owner.amihan"]
        )
    }

    /// A key with which TEST Amihan's node follows the exchange.
    func followKey(from exchange: NodeClient) async throws -> String {
        let key = try await exchange.with(key: amihan.administrator).call(
            "POST",
            "/v1/organisations/\(amihan.id)/keys",
            ["role": "curator", "vouches": true]
        )
        return try #require(key["secret"]?.stringValue)
    }

    /// The options of a node that follows the exchange on a port of this machine with a key.
    func following(on port: Int, with key: String, in folder: NodeFolder) throws -> [String] {
        [
            "--allow-destination", "127.0.0.1", "--follow", "http://127.0.0.1:\(port)", "--follow-key-file",
            try folder.write("follow.key", key + "\n"), "--follow-verifier-key", verifierKey,
        ]
    }
}
