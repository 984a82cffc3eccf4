extension AggregateRegistry {
    /// Every aggregate of this program.
    public static let all = AggregateRegistry([
        Organisation.self, Person.self, Key.self, Agreement.self, Bank.self, Submission.self, Signal.self, Case.self,
        Decision.self, Exchange.self, Dispatch.self, Login.self, Session.self, Roster.self, Alert.self, Reading.self,
        Exposure.self, Preferences.self, ClockRule.self, Clock.self, Instrument.self, Office.self, Officer.self,
        RequestDraft.self, Request.self, Assessment.self, ThreatAlert.self, ThreatNotice.self, Exercise.self,
        Webhook.self, Canary.self,
    ])
}
