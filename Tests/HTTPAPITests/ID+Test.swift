import Cooperation

extension ID {
    /// An id that nothing has.
    static func random() -> ID {
        ID(
            Identifier(
                time: Timestamp(microseconds: 1_541_466_000_000_000),
                random: (.random(in: 0 ... .max), .random(in: 0 ... .max))
            )
        )
    }
}
