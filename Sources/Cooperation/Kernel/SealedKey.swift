/// Sealed parts by whose value the things that they are about are found until they are erased.
///
/// They hold keyed hashes of what names somebody. Facts and states live as long as the journal; these don't.
public enum SealedKey: String, CaseIterable, Sendable {
    /// What a case's content is known by.
    case contentKey
    /// The account that a case's content belongs to.
    case accountKey
    /// The name by which a person logs in.
    case loginKey
    /// What an item of a request is known by.
    case itemKey
    /// What a party is known by that is named in a text alone: its name.
    case partyKey
    /// From which mailbox's domain a party writes that is named in a text alone.
    case mailboxKey
    /// What an item of a request is known by in which something was found that counts for later ones.
    case markedItem
    /// What a target is known by that belongs to nobody.
    case canaryKey
}
