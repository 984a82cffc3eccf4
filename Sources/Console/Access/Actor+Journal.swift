import Services

extension Actor {
    /// The person with all their roles: whoever has two sees what either may see.
    var journalReader: JournalReader { JournalReader(visit, as: caller) }
}
