import Commands
import Cooperation
import HTTPServing
import Logging
import Services
import Store

extension NodeServer {
    /// How far a machine's clock may be behind the journal before people are told, in seconds.
    private static let lagMax: Int64 = 60

    private static let diskWatch = Duration.seconds(1)

    /// Says in the log when nothing can be recorded, why, and when it can be again.
    func watchDisk() async throws {
        var known: StoreError?
        while true {
            let trouble = opened.store.trouble
            if let trouble, trouble != known {
                logger.critical("nothing can be recorded", metadata: ["reason": "\(trouble.message)"])
            } else if trouble == nil, known != nil {
                logger.notice("acts are recorded again")
            }
            known = trouble
            try await Task.sleep(for: Self.diskWatch)
        }
    }

    /// Says in the log which rules of law this program has otherwise than the node, which an earlier one set up.
    func warnOfTheRegister(_ node: Node) async throws {
        let outdated = try await node.outdatedRegister(InstrumentFile(InstrumentFile.firstBytes))
        if !outdated.rules.isEmpty {
            logger.warning(
                "rules of clocks differ from those of this program; 'perisai clock rules import --data' adopts these",
                metadata: ["rules": "\(outdated.rules.joined(separator: " "))"]
            )
        }
        if !outdated.instruments.isEmpty {
            logger.warning(
                "instruments differ from those of this program; 'perisai instrument import --data' adopts these",
                metadata: ["instruments": "\(outdated.instruments.joined(separator: " "))"]
            )
        }
    }

    /// Says in the log that anyone can watch how much the node does, which authorities are not to learn.
    func warnOfTheLog(_ node: Node) {
        guard node.showsItsGrowth else { return }
        logger.warning(
            "anyone sees the log as it grows, which tells authorities how much this node does; use --log-access daily"
        )
    }

    /// Says in the log what of the machine a person should look at.
    func warnOfTheMachine(_ node: Node) async throws {
        let wanted = ConnectionLimits().connectionsMax
        let connections = OpenFiles.connections(wanted: wanted)
        if connections < wanted {
            logger.warning(
                "the process may open so few files that fewer connections are taken; raise the limit (LimitNOFILE=)",
                metadata: ["files": "\(OpenFiles.raise())", "connections": "\(connections)"]
            )
        }
        let newest = try await node.store.read { reading in
            let size = try reading.journalSize()
            return size == 0 ? nil : try reading.record(at: size - 1)?.event.time
        }
        guard let newest else { return }
        let behind = (newest.microseconds - node.clock().microseconds) / 1_000_000
        guard behind > Self.lagMax else { return }
        logger.critical(
            "the machine's clock is behind the newest event; new events get that event's time until it has caught up",
            metadata: ["seconds": "\(behind)", "newest": "\(newest)"]
        )
    }
}
