import Commands
import Interchange
import ServiceLifecycle
import Services
import TransparencyLog

extension NodeServer {
    /// The witnesses that the node's policy names, and the part that asks them.
    ///
    /// - Throws: `CommandFailure` where the witnesses that have an address are not enough for the policy, or the policy is
    ///   one for other logs; `OutgoingSettingError`.
    func witnesses(of node: Node, _ policy: OutgoingPolicy) throws -> (keeper: WitnessKeeper, service: any Service)? {
        guard let quorum = node.settings.witnessPolicy else { return nil }
        let lines = try quorum.witnesses.compactMap { witness in
            try witness.address.map { try WitnessConnection(key: witness.key, address: $0, policy: policy) }
        }
        guard !lines.isEmpty, quorum.isMet(by: lines.map(\.key)) else {
            throw CommandFailure(
                "The witnesses in --witness-policy that have an address are not enough for its quorum.",
                advice: "Write the address of each witness behind its key."
            )
        }
        guard quorum.logs.isEmpty || quorum.logs.contains(where: { $0.key == node.log.verifierKey }) else {
            throw CommandFailure(
                "The policy in --witness-policy is one for other logs than this node's.",
                advice:
                    "Write this node's key on a line 'log', as 'perisai log key' prints it, or leave such lines out."
            )
        }
        let keeper = WitnessKeeper(node: node, policy: quorum, witnesses: lines)
        let logger = self.logger
        let asking = kept("witnesses") { try await keeper.run(logger: logger) }
        let service = EndingWork {
            await asking.run()
            for line in lines { try? await line.shutdown() }
        }
        return (keeper, service)
    }
}

/// Work that ends when the node does, and cleans up after itself.
private struct EndingWork: Service {
    let work: @Sendable () async -> Void

    func run() async { await work() }
}
