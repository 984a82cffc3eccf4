import CanonicalJSON

extension Exchange {
    /// The facts of all events that this program can take in from an exchange.
    public static let followedPayloads: [any EventPayload.Type] = [
        OrganisationRegistered.self, OrganisationInterestsDeclared.self, OrganisationExercisesDeclared.self,
        OrganisationStandingChanged.self,
        AgreementProposed.self, AgreementAccepted.self, AgreementLeft.self,
        BankOpened.self, BankSettingsChanged.self, BankEnforcementSwitched.self, BankClosed.self,
        SignalProposed.self, SignalVerified.self, SignalOpinionGiven.self, SignalOpinionHeld.self,
        SignalOpinionConfirmed.self, SignalViewed.self, SignalWithdrawn.self, SignalExpired.self,
        ClockRuleProposed.self, ClockRuleAdopted.self, ClockRuleConfirmed.self, ClockRuleRetired.self,
        ClockRuleReplaced.self,
        InstrumentProposed.self, InstrumentAdopted.self, InstrumentConfirmed.self, InstrumentReplaced.self,
        InstrumentRetired.self,
        OfficeEntered.self, OfficeChanged.self, OfficeWarningSet.self, OfficeMisused.self, OfficeVouched.self,
        OfficeRevoked.self,
        OfficerEntered.self, OfficerRankChanged.self, OfficerVouched.self, OfficerKeyAdded.self,
        OfficerKeyVouched.self, OfficerKeyRevoked.self, OfficerLeft.self,
        RequestFiled.self, RequestItemFiled.self, RequestReceived.self, RequestWaitEnded.self,
        RequestTurnedAway.self, RequestGuestInvited.self, RequestAcknowledged.self, RequestClockStopped.self,
        RequestClockResumed.self, RequestItemAnswered.self, RequestAnswered.self, RequestItemReversed.self,
        RequestPersonTold.self, RequestDisclosed.self, RequestWithdrawn.self, RequestUnanswered.self,
        RequestItemLookedAt.self, RequestFoundForged.self, RequestForgeryTakenBack.self,
        ThreatNoticeReceived.self, ThreatNoticeAcknowledged.self, ThreatNoticeClosed.self,
        TextsErased.self,
    ]

    private static let followedPayloadsByType = Dictionary(
        followedPayloads.map { ($0.type, $0) },
        uniquingKeysWith: { first, _ in first }
    )

    fileprivate static func payload(of eventType: String) -> (any EventPayload.Type)? {
        followedPayloadsByType[eventType]
    }
}

extension EventReceived.Inner {
    /// Whether it is about a kind of thing that this program has not at all.
    public var isOfUnknownKind: Bool {
        type != TextsErased.type && AuthorisationRules.eventFamily(of: type) == nil
    }

    /// Whether it says what this program does not know and a newer one may: what it is about, its type, a later version, a
    /// further fact, or a word or form that a fact did not have before.
    ///
    /// It tells a newer exchange from a false one only as far as that can be told: a fact that is missing, or of another
    /// kind under the same version, is no newer program's work.
    public var isOfNewerProgram: Bool {
        guard let payload = Exchange.payload(of: type) else {
            return isOfUnknownKind || Exchange.followedTypes.contains { type.hasPrefix($0.name + ".") }
        }
        return isNewer(than: payload)
    }

    private func isNewer<Payload: EventPayload>(than payload: Payload.Type) -> Bool {
        guard version == payload.version else { return version > payload.version }
        var facts = facts
        if !payload.tellsExercise { facts[JournalEvent.exerciseMark] = nil }
        do throws(JSONError) {
            _ = try JSONValueDecoder().decode(payload, from: .object(facts))
            return false
        } catch {
            return error.code == .unknownField || error.code == .invalidValue
        }
    }
}
