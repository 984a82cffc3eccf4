/// Reads from a snapshot.
struct ReadSession: SQLReading {
    let connection: any SQLConnection
    let catalogue: AggregateCatalogue
}
