import ArgumentParser

/// What a witness of other people's logs does.
struct WitnessCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Cosign the checkpoints of other people's logs.",
        discussion: """
            A witness watches that a log only grows: it cosigns a checkpoint that continues the one it cosigned before, \
            and no other. Whoever trusts some witnesses needs no operator's word that everybody is shown the same log. \
            It speaks C2SP tlog-witness, so it also serves logs of other programs.

              perisai witness init --data /var/lib/perisai-witness --name witness.academy.example/w1
              perisai witness serve --data /var/lib/perisai-witness --log 'exchange.example/log+1f2e3d4c+AQ...'

            The node whose log it is names the witness in its policy file ('perisai serve --witness-policy').
            """,
        subcommands: [InitWitness.self, ServeWitness.self, ShowWitnessKey.self]
    )
}
