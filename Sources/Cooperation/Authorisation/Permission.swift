/// What a caller may want to do.
///
/// Every route names one, and the table in `AuthorisationRules` says who may.
public enum Permission: String, CaseIterable, Sendable {
    /// Ask whether content is known.
    case check
    /// Have fingerprints computed, without asking.
    case computeFingerprints
    /// Read signals.
    case readSignals
    /// Propose signals.
    case proposeSignals
    /// Give one's word that one looked at a signal's content.
    case verifySignals
    /// Give an opinion of a signal, or confirm a colleague's.
    case giveOpinions
    /// Be handed the proposer's link to the content.
    case viewSignals
    /// Take a signal of one's organisation back.
    case withdrawSignals
    /// Hand in what may be terrorist content.
    case submit
    /// Read submissions: an authority its own, curators all.
    case readSubmissions
    /// Decline a submission after looking.
    case answerSubmissions
    /// Read banks.
    case readBanks
    /// Open banks, and change or close those of one's organisation.
    case keepBanks
    /// Switch acting by itself on or off, on one's own node.
    case switchEnforcement
    /// Read agreements.
    case readAgreements
    /// Write an agreement down.
    case proposeAgreements
    /// Accept or leave an agreement in the name of one's organisation.
    case joinAgreements
    /// Read who the members are.
    case readOrganisations
    /// Register a member.
    case registerOrganisations
    /// Change a member's standing.
    case changeStanding
    /// Declare who stands behind one's organisation.
    case declareInterests
    /// Read who the people of one's organisation are.
    case readPeople
    /// Add, change and erase the people of one's organisation.
    case keepPeople
    /// Read, set and remove the address at which one is reached: an administrator, anybody's of their organisation.
    case keepAddresses
    /// Read which keys one's organisation has.
    case readKeys
    /// Issue and revoke the keys of one's organisation.
    case keepKeys
    /// Read which webhooks one's organisation has, and what did not reach them.
    case readWebhooks
    /// Make, switch and remove webhooks, and replay what did not reach them.
    case keepWebhooks
    /// Read cases.
    case readCases
    /// Read who opened which case, when and why.
    case readReadings
    /// Take a case, give it back, or leave it to others.
    case assignCases
    /// Decide a case.
    case decideCases
    /// Read decisions.
    case readDecisions
    /// Say whether a decision was carried out.
    case reportExecution
    /// Undo a decision.
    case reverseDecisions
    /// Fetch receipts.
    case readReceipts
    /// Erase the personal data of a case and of the decisions on it.
    case eraseCases
    /// Erase texts that one's organisation recorded: parts of events that hold personal data.
    case eraseTexts
    /// Read and change how one sees things oneself, and read one's own gauge of graphic content.
    case keepPreferences
    /// Read the part of the journal that is open to one's organisation.
    case readEvents
    /// Fetch the log's checkpoint and tiles where they are not for anyone.
    case readLog
    /// Read how the node is, with sizes and positions.
    case readStatus
    /// Read how the node does, in numbers.
    case readMetrics
    /// Read which exchanges the node follows and how far.
    case readExchanges
    /// Say that one looked into an alarm about an exchange, so that it may be followed on.
    case acknowledgeAlarms
    /// Read whom the node reaches when something can't wait, and what it reached them for.
    case readAlerts
    /// Take on what people are reached for.
    case acknowledgeAlerts
    /// Say whom the node reaches when something can't wait.
    case keepRoster
    /// Read which legal instruments there are, and which offices, officers and keys issue them.
    case readRegister
    /// Enter and change an authority's offices and officers, and revoke them: the authority's own, the operator any.
    case keepRegister
    /// Add and revoke the keys of an officer: officers their own, those who keep the register any that they keep.
    case keepOfficerKeys
    /// Say after asking by another way that an office, an officer or a key is what it is said to be.
    case vouchForMandates
    /// Keep the legal instruments.
    case keepInstruments
    /// Write requests to platforms, sign them as an officer, and take them back.
    case writeRequests
    /// Sign as a supervisor what an officer wrote.
    case coSignRequests
    /// Read requests: an authority its own, an addressee those that it was asked.
    case readRequests
    /// Fetch requests and hand over what one says about them, and threat alerts, as a member's node.
    case carryRequests
    /// Carry what an authority says of its own requests and threat alerts, as its own node: with a key bound to no person.
    case carryOwnRequests
    /// Read what one's own organisation makes of requests; an adviser, of the one that they were asked about.
    case readAssessments
    /// Check, weigh and answer requests.
    case assessRequests
    /// Judge, as counsel or as the independent adviser, a disclosure that puts somebody in danger.
    case adviseOnRequests
    /// Read which targets that belong to nobody there are, and how often requests named them.
    case readCanaries
    /// Register and remove targets that belong to nobody.
    case keepCanaries
    /// Raise a threat to life, say which danger there is, name another office, take it back.
    case raiseThreats
    /// Approve that a threat alert goes out, note a telephone call.
    case approveThreats
    /// Agree, as counsel or as the independent adviser, that a threat alert goes out in spite of a danger.
    case adviseOnThreats
    /// Read threat alerts: the sender its own, the authority those that are for it; an adviser those whose danger they judge.
    case readThreats
    /// Acknowledge a threat alert and report what became of it, as the authority that it is for.
    case answerThreats
    /// Read the exercises of one's own organisation, with what happened in them and when.
    case readExercises
    /// Plan exercises, say which requests belong to them, and close them.
    case keepExercises
    /// Read the clock registry, and the clocks of one's organisation.
    case readClocks
    /// Propose, adopt and retire rules of the clock registry, and note that a lawyer confirmed one.
    case keepClockRules
}
