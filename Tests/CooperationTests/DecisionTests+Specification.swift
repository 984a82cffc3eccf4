import Cooperation
import Testing

extension DecisionTests {
    /// What is answered to every command in every state.
    static let specification = Transition.table(
        """
        make | nothing -> made
        make | made nothingDone carriedOut failed unanswered reversed failedReversed restored ended notRestored silent -> !already-decided
        makeByRule | nothing -> made
        makeByRule | made nothingDone carriedOut failed unanswered reversed failedReversed restored ended notRestored silent -> !already-decided
        carryOut | nothing -> !not-found
        carryOut | made unanswered failed -> carriedOut
        carryOut | reversed failedReversed ended notRestored silent -> restored
        carryOut | nothingDone carriedOut restored -> -
        carryOutInTheFuture | nothing -> !not-found
        carryOutInTheFuture | made unanswered failed reversed failedReversed ended -> !time-in-future
        carryOutInTheFuture | notRestored silent -> !time-in-future
        carryOutInTheFuture | nothingDone carriedOut restored -> -
        fail | nothing -> !not-found
        fail | made unanswered reversed failedReversed ended silent -> failed
        fail | failed notRestored -> -
        fail | nothingDone carriedOut restored -> !not-in-this-state
        failWithoutReason | nothing -> !not-found
        failWithoutReason | made unanswered reversed failedReversed ended silent -> !text-missing
        failWithoutReason | failed notRestored -> -
        failWithoutReason | nothingDone carriedOut restored -> !not-in-this-state
        noteUnanswered | nothing -> !not-found
        noteUnanswered | made reversed -> unanswered
        noteUnanswered | nothingDone carriedOut failed unanswered failedReversed restored ended notRestored silent -> -
        noteUnansweredLate | nothing -> !not-found
        noteUnansweredLate | made reversed ended -> unanswered
        noteUnansweredLate | nothingDone carriedOut failed unanswered failedReversed restored notRestored silent -> -
        noteUnansweredEarly | nothing -> !not-found
        noteUnansweredEarly | made nothingDone carriedOut failed unanswered reversed failedReversed restored ended notRestored silent -> -
        reverse | nothing -> !not-found
        reverse | made nothingDone carriedOut unanswered failed -> reversed
        reverse | reversed failedReversed -> -
        reverse | restored ended notRestored silent lapsed -> !already-undone
        reverseWithoutReasons | nothing -> !not-found
        reverseWithoutReasons | made nothingDone carriedOut unanswered failed -> !text-missing
        reverseWithoutReasons | reversed failedReversed -> -
        reverseWithoutReasons | restored ended notRestored silent lapsed -> !already-undone
        end | nothing -> !not-found
        end | made nothingDone carriedOut unanswered failed -> ended
        end | reversed failedReversed restored ended notRestored silent -> -
        confirm | nothing -> !not-found
        confirm | made nothingDone carriedOut failed unanswered -> !no-closure-proposed
        confirm | reversed failedReversed restored ended notRestored silent -> !already-undone
        confirmOwn | nothing -> !not-found
        confirmOwn | made nothingDone carriedOut failed unanswered -> !no-closure-proposed
        confirmOwn | reversed failedReversed restored ended notRestored silent -> !already-undone
        confirmWithoutReasons | nothing -> !not-found
        confirmWithoutReasons | made nothingDone carriedOut failed unanswered -> !no-closure-proposed
        confirmWithoutReasons | reversed failedReversed restored ended notRestored silent -> !already-undone
        decline | nothing -> !not-found
        decline | made nothingDone carriedOut failed unanswered -> !no-closure-proposed
        decline | reversed failedReversed restored ended notRestored silent -> !already-undone
        confirm | proposed proposedUnanswered notSuspended -> !not-suspended-yet
        confirm | suspended reminded -> closureConfirmed
        confirm | closing closed notClosed -> -
        confirm | staysSuspended -> !closure-already-judged
        confirmOwn | proposed proposedUnanswered suspended notSuspended reminded -> !second-person-missing
        confirmOwn | closing closed staysSuspended notClosed -> !closure-already-judged
        confirmWithoutReasons | proposed proposedUnanswered notSuspended -> !not-suspended-yet
        confirmWithoutReasons | suspended reminded -> !text-missing
        confirmWithoutReasons | closing closed notClosed -> -
        confirmWithoutReasons | staysSuspended -> !closure-already-judged
        decline | proposed proposedUnanswered suspended notSuspended reminded -> closureDeclined
        decline | staysSuspended -> -
        decline | closing closed notClosed -> !closure-already-judged
        make | proposed proposedUnanswered suspended closing closed staysSuspended -> !already-decided
        makeByRule | proposed proposedUnanswered suspended closing closed staysSuspended -> !already-decided
        carryOut | proposed proposedUnanswered notSuspended -> carriedOut
        carryOut | closing notClosed -> !measure-missing
        carryOut | suspended closed staysSuspended reminded -> -
        carryOut | lapsed -> restored
        carryOutInTheFuture | proposed proposedUnanswered notSuspended lapsed -> !time-in-future
        carryOutInTheFuture | closing notClosed -> !measure-missing
        carryOutInTheFuture | suspended closed staysSuspended reminded -> -
        close | nothing -> !not-found
        close | made nothingDone carriedOut failed unanswered -> !other-measure
        close | reversed failedReversed restored ended notRestored silent lapsed -> !already-undone
        close | proposed proposedUnanswered suspended staysSuspended notSuspended reminded -> !other-measure
        close | closing notClosed -> carriedOut
        close | closed -> -
        suspend | nothing -> !not-found
        suspend | made nothingDone carriedOut failed unanswered -> !other-measure
        suspend | reversed failedReversed restored ended notRestored silent lapsed -> !already-undone
        suspend | proposed proposedUnanswered notSuspended -> carriedOut
        suspend | suspended staysSuspended reminded closing closed notClosed -> -
        noteUnjudged | nothing -> !not-found
        noteUnjudged | proposed proposedUnanswered suspended -> closureUnjudged
        noteUnjudged | reminded notSuspended staysSuspended closing closed notClosed lapsed -> -
        noteUnjudged | made nothingDone carriedOut failed unanswered reversed failedReversed restored ended notRestored silent -> -
        noteUnjudgedEarly | nothing -> !not-found
        noteUnjudgedEarly | proposed proposedUnanswered suspended reminded notSuspended staysSuspended closing closed -> -
        noteUnjudgedEarly | notClosed lapsed -> -
        noteUnjudgedEarly | made nothingDone carriedOut failed unanswered reversed failedReversed restored ended notRestored silent -> -
        make | notSuspended notClosed reminded lapsed -> !already-decided
        makeByRule | notSuspended notClosed reminded lapsed -> !already-decided
        confirm | lapsed -> !already-undone
        confirmOwn | lapsed -> !already-undone
        confirmWithoutReasons | lapsed -> !already-undone
        decline | lapsed -> !already-undone
        fail | notSuspended notClosed -> -
        failWithoutReason | notSuspended notClosed -> -
        fail | lapsed -> failed
        failWithoutReason | lapsed -> !text-missing
        fail | reminded -> !not-in-this-state
        failWithoutReason | reminded -> !not-in-this-state
        noteUnanswered | notSuspended notClosed reminded lapsed -> -
        noteUnansweredLate | notSuspended notClosed reminded -> -
        noteUnansweredLate | lapsed -> unanswered
        noteUnansweredEarly | notSuspended notClosed reminded lapsed -> -
        reverse | notSuspended notClosed reminded -> reversed
        reverseWithoutReasons | notSuspended notClosed reminded -> !text-missing
        end | notSuspended notClosed reminded -> ended
        end | lapsed -> -
        endEarly | notSuspended notClosed reminded lapsed -> -
        fail | proposed proposedUnanswered closing -> failed
        fail | suspended closed staysSuspended -> !not-in-this-state
        failWithoutReason | proposed proposedUnanswered closing -> !text-missing
        failWithoutReason | suspended closed staysSuspended -> !not-in-this-state
        noteUnanswered | proposed closing -> unanswered
        noteUnanswered | proposedUnanswered suspended closed staysSuspended -> -
        noteUnansweredLate | proposed closing -> unanswered
        noteUnansweredLate | proposedUnanswered suspended closed staysSuspended -> -
        noteUnansweredEarly | proposed proposedUnanswered suspended closing closed staysSuspended -> -
        reverse | proposed proposedUnanswered suspended closing closed staysSuspended -> reversed
        reverseWithoutReasons | proposed proposedUnanswered suspended closing closed staysSuspended -> !text-missing
        end | proposed proposedUnanswered suspended staysSuspended -> ended
        end | closing closed -> -
        endEarly | proposed proposedUnanswered suspended closing closed staysSuspended -> -
        endEarly | nothing -> !not-found
        endEarly | made nothingDone carriedOut failed unanswered reversed failedReversed restored ended notRestored silent -> -
        """
    )
}
