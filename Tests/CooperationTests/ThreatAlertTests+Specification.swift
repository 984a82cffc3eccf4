extension ThreatAlertTests {
    /// What a threat alert answers to each command in each state.
    static let specification = Transition.table(
        """
        raise | nothing -> raised
        raise | flagged once ready endangered withheld sent night late acknowledged closed -> !already-raised
        raise | dropped unaddressed -> !already-raised
        raiseUnaddressed | nothing -> raised+withheld
        raiseUnaddressed | flagged once ready endangered withheld sent night late acknowledged closed -> !already-raised
        raiseUnaddressed | dropped unaddressed -> !already-raised
        approve | nothing -> !not-found
        approve | flagged endangered night -> approved
        approve | once ready withheld sent late acknowledged closed -> !already-approved
        approve | dropped -> !threat-dropped
        approve | unaddressed -> !threat-without-office
        approveByNight | nothing -> !not-found
        approveByNight | flagged once endangered -> approved
        approveByNight | ready withheld sent night late acknowledged closed -> !already-approved
        approveByNight | dropped -> !threat-dropped
        approveByNight | unaddressed -> !threat-without-office
        approveOwn | nothing -> !not-found
        approveOwn | flagged once ready endangered withheld sent night late acknowledged closed -> !other-person-needed
        approveOwn | dropped -> !threat-dropped
        approveOwn | unaddressed -> !threat-without-office
        noteDangers | nothing -> !not-found
        noteDangers | flagged once ready endangered withheld unaddressed -> dangerNoted
        noteDangers | sent night late acknowledged closed -> !threat-sent
        noteDangers | dropped -> !threat-dropped
        agree | nothing -> !not-found
        agree | flagged once ready withheld unaddressed -> !no-danger-noted
        agree | endangered -> agreed
        agree | sent night late acknowledged closed -> !threat-sent
        agree | dropped -> !threat-dropped
        agreeAsLead | nothing -> !not-found
        agreeAsLead | flagged once ready withheld unaddressed -> !no-danger-noted
        agreeAsLead | endangered -> !role-not-allowed
        agreeAsLead | sent night late acknowledged closed -> !threat-sent
        agreeAsLead | dropped -> !threat-dropped
        agreeOwn | nothing -> !not-found
        agreeOwn | flagged once ready withheld unaddressed -> !no-danger-noted
        agreeOwn | endangered -> !other-person-needed
        agreeOwn | sent night late acknowledged closed -> !threat-sent
        agreeOwn | dropped -> !threat-dropped
        redirect | nothing -> !not-found
        redirect | flagged once ready endangered withheld unaddressed -> redirected
        redirect | sent night late acknowledged closed -> !threat-sent
        redirect | dropped -> !threat-dropped
        redirectNowhere | nothing -> !not-found
        redirectNowhere | flagged once ready endangered withheld -> -
        redirectNowhere | sent night late acknowledged closed -> !threat-sent
        redirectNowhere | dropped -> !threat-dropped
        redirectNowhere | unaddressed -> redirected
        drop | nothing -> !not-found
        drop | flagged once ready endangered withheld unaddressed -> dropped
        drop | sent night late acknowledged closed -> !threat-sent
        drop | dropped -> -
        withhold | nothing -> !not-found
        withhold | flagged once endangered unaddressed -> !not-approved
        withhold | ready -> withheld
        withhold | withheld -> -
        withhold | sent night late acknowledged closed -> !threat-sent
        withhold | dropped -> !threat-dropped
        send | nothing -> !not-found
        send | flagged once endangered unaddressed -> !not-approved
        send | ready withheld -> sent
        send | sent night late acknowledged closed -> !threat-sent
        send | dropped -> !threat-dropped
        noteReceived | nothing -> !not-found
        noteReceived | sent night late -> received
        noteReceived | flagged once ready endangered withheld acknowledged closed dropped unaddressed -> -
        noteCall | nothing -> !not-found
        noteCall | sent night late acknowledged closed unaddressed -> telephoned
        noteCall | flagged once ready endangered withheld dropped -> !threat-not-sent
        noteAcknowledged | nothing -> !not-found
        noteAcknowledged | sent night late -> acknowledged
        noteAcknowledged | flagged once ready endangered withheld acknowledged closed dropped unaddressed -> -
        noteOutcome | nothing -> !not-found
        noteOutcome | sent night late acknowledged -> closed
        noteOutcome | flagged once ready endangered withheld closed dropped unaddressed -> -
        tick | nothing -> !not-found
        tick | flagged once ready endangered withheld sent night late acknowledged closed dropped unaddressed -> -
        tickLater | nothing -> !not-found
        tickLater | sent night -> undelivered
        tickLater | flagged once ready endangered withheld late acknowledged closed dropped unaddressed -> -
        tickDelivered | nothing -> !not-found
        tickDelivered | flagged once ready endangered withheld sent night late acknowledged closed -> -
        tickDelivered | dropped unaddressed -> -
        tickRefused | nothing -> !not-found
        tickRefused | sent night late -> undelivered
        tickRefused | flagged once ready endangered withheld acknowledged closed dropped unaddressed -> -
        tickNextDay | nothing -> !not-found
        tickNextDay | night -> undelivered+confirmationMissed
        tickNextDay | sent -> undelivered
        tickNextDay | flagged once ready endangered withheld late acknowledged closed dropped unaddressed -> -
        """
    )
}
