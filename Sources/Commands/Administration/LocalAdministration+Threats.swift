import CanonicalJSON

extension LocalAdministration {
    func threats(_ act: ThreatAct) async throws -> [JSONValue] {
        throw CommandFailure(
            "Threat alerts go through a running node: people approve them one by one, each with a key of their own.",
            advice: "Give --url URL and --key-file FILE."
        )
    }
}
