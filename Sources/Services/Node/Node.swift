import Cooperation
import TransparencyLog

/// One running Perisai: what it knows, what it holds in memory, and what it needs of the world.
///
/// Each use case is a method in a file of its own.
package struct Node: Sendable {
    /// The journal and the state.
    package let store: any Store
    /// The time.
    package let clock: @Sendable () -> Timestamp
    /// The world's time zones.
    package let calendar: any CivilCalendar
    /// Random bytes, as many as asked for.
    package let randomBytes: @Sendable (Int) -> [UInt8]
    /// Whose node this is.
    package let identity: NodeIdentity
    /// What nobody else knows.
    package let secrets: NodeSecrets
    /// What can be chosen.
    package let settings: NodeSettings
    /// The fingerprints in memory.
    package let search: SearchIndex
    /// What makes fingerprints of files.
    package let media: any MediaFingerprinting
    /// Where thumbnails come from; `nil` where none are fetched.
    package let thumbnails: ThumbnailSource?
    /// What looks whether an item is still up; `nil` where nothing does.
    package let looks: ItemLooks?
    /// What knows whither anything is sent.
    package let destinations: any DestinationJudging
    /// What counts checks.
    package let counter: CheckCounter
    /// What signs checkpoints.
    package let log: LogKeeper
    /// Who bears which key.
    package let keys: KeyDirectory
    /// The lines to the exchanges that it follows.
    package let connections = ExchangeConnections()
    /// What happened on the last days.
    package let activity = ActivityCounts()
    /// What was reckoned about requests.
    package let figures = KeptFigures()

    package init(
        store: any Store,
        clock: @escaping @Sendable () -> Timestamp,
        calendar: any CivilCalendar = UniversalCalendar(),
        randomBytes: @escaping @Sendable (Int) -> [UInt8],
        identity: NodeIdentity,
        secrets: NodeSecrets,
        settings: NodeSettings,
        search: SearchIndex,
        media: any MediaFingerprinting,
        thumbnails: ThumbnailSource? = nil,
        looks: ItemLooks? = nil,
        destinations: any DestinationJudging = EncryptedDestinations(),
        log: LogKeeper
    ) {
        self.store = AnsweringStore(store: store)
        self.clock = clock
        self.calendar = calendar
        self.randomBytes = randomBytes
        self.identity = identity
        self.secrets = secrets
        self.settings = settings
        self.search = search
        self.media = media
        self.thumbnails = thumbnails
        self.looks = looks
        self.destinations = destinations
        self.log = log
        counter = CheckCounter(store: store, organisation: identity.organisation, clock: clock)
        keys = KeyDirectory(store: store, isExchange: identity.isExchange)
    }
}
