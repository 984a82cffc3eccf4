import CanonicalJSON
import Cooperation

/// What the commands about members do, whether over HTTP or in a data folder.
///
/// Everything comes back as the API writes it.
protocol Administration: Sendable {
    /// The organisation in whose name is acted.
    func ownOrganisation() async throws -> ID<Organisation>
    func organisations() async throws -> [JSONValue]
    func organisation(_ id: ID<Organisation>) async throws -> JSONValue
    func register(
        _ id: ID<Organisation>?,
        kind: OrganisationKind,
        name: String,
        interests: Interests?
    ) async throws -> JSONValue
    func changeStanding(
        of id: ID<Organisation>,
        to standing: Standing,
        reason: String,
        by person: ID<Person>?
    ) async throws -> JSONValue
    func people(of organisation: ID<Organisation>) async throws -> [JSONValue]
    func addPerson(
        to organisation: ID<Organisation>,
        name: String,
        roles: [Role],
        languages: [String]
    ) async throws -> JSONValue
    func changeLanguages(
        of id: ID<Person>,
        of organisation: ID<Organisation>,
        to languages: [String]
    ) async throws -> JSONValue
    func nameOfficer(
        _ officer: ID<Officer>,
        ofPerson id: ID<Person>,
        of organisation: ID<Organisation>
    ) async throws -> JSONValue
    func invitePerson(_ id: ID<Person>, of organisation: ID<Organisation>) async throws -> JSONValue
    func closeLogin(of id: ID<Person>, in organisation: ID<Organisation>) async throws
    func erasePerson(_ id: ID<Person>, of organisation: ID<Organisation>) async throws -> JSONValue
    func keys(of organisation: ID<Organisation>) async throws -> [JSONValue]
    func issueKey(
        for organisation: ID<Organisation>,
        role: Role,
        person: ID<Person>?,
        vouches: Bool,
        expiresAt: Timestamp?
    ) async throws -> JSONValue
    func revokeKey(_ id: ID<Key>, of organisation: ID<Organisation>) async throws
    /// Erases parts of an event.
    ///
    /// - Returns: how many were erased.
    func eraseTexts(
        at position: Int64,
        parts: [String],
        reason: String,
        by person: ID<Person>?
    ) async throws -> JSONValue
    func exchanges() async throws -> [JSONValue]
    func acknowledge(_ alarm: Exchange.Alarm, of id: ID<Exchange>, reason: String) async throws -> JSONValue
    /// Sets or, with `nil`, removes the address at which a person is reached.
    func setAddress(_ email: String?, of id: ID<Person>, in organisation: ID<Organisation>) async throws -> JSONValue
    /// The entries of the roster, in order.
    func roster() async throws -> [JSONValue]
    func setRoster(_ entries: [RosterEntry]) async throws -> [JSONValue]
    func alerts() async throws -> [JSONValue]
    /// Who opened which cases, the latest first.
    func readings(by person: ID<Person>?, of subject: Identifier?) async throws -> [JSONValue]
    func instruments() async throws -> [JSONValue]
    /// Adopts the instruments of a file; without one, those of this program that the node never decided about.
    ///
    /// - Returns: how many were added, replaced and unchanged.
    func importInstruments(_ bytes: [UInt8]?) async throws -> JSONValue
    /// Does something to one row of the registries of law.
    ///
    /// - Returns: the instrument or the rule, as it is then.
    func keepLaw(_ act: LawAct, by person: ID<Person>?) async throws -> JSONValue
    func offices() async throws -> [JSONValue]
    func officers() async throws -> [JSONValue]
    /// Does something with threat alerts.
    func threats(_ act: ThreatAct) async throws -> [JSONValue]
    /// Does something to the register of mandates.
    ///
    /// - Returns: the office or the officer, as it is then.
    func keepRegister(_ act: RegisterAct, by person: ID<Person>?) async throws -> JSONValue
    func exercises(for person: ID<Person>?) async throws -> [JSONValue]
    func planExercise(
        title: String,
        script: String,
        steps: [ExerciseStep],
        by person: ID<Person>?
    ) async throws -> JSONValue
    func addToExercise(
        _ id: ID<Exercise>,
        requests: [ID<Request>],
        draft: ID<RequestDraft>?,
        by person: ID<Person>?
    ) async throws -> JSONValue
    func startExercise(_ id: ID<Exercise>, by person: ID<Person>?) async throws -> JSONValue
    /// Declares whether an organisation of the caller's takes requests that are exercises, also where nobody planned them.
    func declareExercises(of id: ID<Organisation>, _ takesExercises: Bool, by person: ID<Person>?) async throws
        -> JSONValue
    func closeExercise(_ id: ID<Exercise>, note: String?, by person: ID<Person>?) async throws -> JSONValue
    func exerciseDebrief(_ id: ID<Exercise>, for person: ID<Person>?) async throws -> JSONValue
    /// What is known of an item of an authority's request; with `looking`, after the node looked whether it is still up.
    func itemStanding(
        of id: ID<Request>,
        item number: Int,
        looking: Bool,
        by person: ID<Person>?
    ) async throws -> JSONValue
    /// The targets that belong to nobody, with how many requests named each.
    func canaries(for person: ID<Person>?) async throws -> [JSONValue]
    func registerCanary(_ target: String, by person: ID<Person>?) async throws -> JSONValue
    func removeCanary(_ id: ID<Canary>, by person: ID<Person>?) async throws
    func acknowledgeAlert(_ id: ID<Alert>, by person: ID<Person>?) async throws -> JSONValue
    func clocks() async throws -> [JSONValue]
    func clockRules() async throws -> [JSONValue]
    /// Proposes and adopts rules as the API takes them; without any, those of this program that the node never decided about.
    ///
    /// - Returns: those that were not in force before.
    func importClockRules(_ rules: [JSONValue]?) async throws -> [JSONValue]
}
