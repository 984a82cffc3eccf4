extension Request {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the request; `nil` for one not filed.
    ///   - command: what is asked.
    ///   - id: its id, which filing takes on.
    ///   - now: the time.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Request?,
        _ command: RequestCommand,
        id: ID<Request>,
        now: Timestamp
    ) throws(Refusal) -> [Act] {
        switch (state, command) {
        case (nil, .file(let filing)): return try file(filing, id: id)
        case (_?, .file): throw Refusal(.conflict, "already-filed", "A request with this id was filed already.")
        case (nil, _): throw notFound
        case (let request?, _):
            // Nothing more is told of a request that was refused at the door: to its addressee it does not exist.
            guard request.state != .turnedAway, request.state != .filed else { throw notFound }
            return try request.decide(command, now: now)
        }
    }

    private static let notFound = Refusal(.notFound, "not-found", "There is no such request.")

    private static func file(_ filing: RequestFiling, id: ID<Request>) throws(Refusal) -> [Act] {
        guard !filing.items.isEmpty, filing.items.count == filing.facts.items,
            filing.itemKeys.count == filing.items.count
        else {
            throw Refusal(.invalid, "items-missing", "Name at least one item.", pointer: "/items")
        }
        var acts = [Act(filing.facts, on: id, sealed: filing.sealed)]
        for (item, key) in zip(filing.items, filing.itemKeys) {
            acts.append(
                Act(
                    RequestItemFiled(number: item.number, kind: item.kind, ground: item.ground),
                    on: id,
                    sealed: [
                        "address": item.address, "reasons": item.reasons, SealedKey.itemKey.rawValue: key,
                    ]
                )
            )
        }
        if let code = filing.turnedAwayFor { return acts + [Act(RequestTurnedAway(code: code), on: id)] }
        acts.append(
            Act(
                RequestReceived(
                    dueAt: filing.dueAt,
                    sameTargetElsewhere: filing.sameTargetElsewhere,
                    receivedAt: filing.receivedAt,
                    waitsUntil: filing.waitsUntil
                ),
                on: id
            )
        )
        guard filing.facts.kind == .weakenEncryption else { return acts }
        // Refused always, by whomever it is asked and before anybody is asked.
        for item in filing.items {
            acts.append(
                Act(
                    RequestItemAnswered(number: item.number, outcome: .refusedRights, channel: nil),
                    on: id,
                    sealed: ["reasons": encryptionReasons]
                )
            )
        }
        let answered = RequestAnswered(
            dispatch: nil,
            isSigned: false,
            concernsProtectedRole: nil,
            channel: nil,
            keptUntil: nil
        )
        return acts + [Act(answered, on: id)]
    }

    /// What everybody is told who asks that encryption be weakened.
    public static let encryptionReasons = """
        Encryption is not weakened for anybody: no scanning on devices, no escrow of keys, no silent participants. \
        This demand is refused and counted in public.
        """

    private func decide(_ command: RequestCommand, now: Timestamp) throws(Refusal) -> [Act] {
        switch command {
        case .file: throw Refusal(.conflict, "already-filed", "A request with this id was filed already.")
        case .inviteGuest(let tokenHash, let expiresAt):
            guard takesAnswer else { throw Self.over }
            guard filing.addressee.kind == .guest else {
                throw Refusal(.conflict, "addressee-is-member", "A member answers on its own node and needs no link.")
            }
            guard expiresAt > now else {
                throw Refusal(.invalid, "time-over", "The time until which the link works must still come.")
            }
            return [Act(RequestGuestInvited(tokenHash: tokenHash, expiresAt: expiresAt), on: id)]
        case .acknowledge(let dispatch):
            guard isWaiting, acknowledgedAt == nil else { return [] }
            return [Act(RequestAcknowledged(dispatch: dispatch), on: id)]
        case .stopClock(let reason, let note, let dispatch):
            try requireWaiting()
            try requireBegun()
            guard state == .open else {
                throw Refusal(.conflict, "clock-stopped-already", "The clock of this request stands already.")
            }
            let note = try Texts.required(note, "note")
            return [Act(RequestClockStopped(reason: reason, dispatch: dispatch), on: id, sealed: ["note": note])]
        case .clarify(let note, let dueAt, let dispatch):
            try requireStopped()
            let note = try Texts.required(note, "note")
            return [Act(RequestClockResumed(dueAt: dueAt, dispatch: dispatch), on: id, sealed: ["note": note])]
        case .resumeClock(let dueAt, let dispatch):
            try requireStopped()
            return [Act(RequestClockResumed(dueAt: dueAt, dispatch: dispatch), on: id)]
        case .endWait(let dueAt):
            guard isWaiting, waitsUntil != nil else { return [] }
            return [Act(RequestWaitEnded(dueAt: dueAt), on: id)]
        case .answer(let answer): return try decide(answer, now: now)
        case .reverse(let number, let reasons, let isMistake, let dispatch):
            guard let item = items.first(where: { $0.number == number }), item.outcome?.isCompliance == true else {
                throw Refusal(
                    .conflict,
                    "nothing-to-undo",
                    "Nothing was done about this item that could be undone."
                )
            }
            guard !item.isReversed else { return [] }
            let reasons = try Texts.required(reasons, "reasons")
            let facts = RequestItemReversed(number: number, dispatch: dispatch, isMistake: isMistake ? true : nil)
            return [Act(facts, on: id, sealed: ["reasons": reasons])]
        case .noteDisclosure(let category, let sha256, let note, let handedAt):
            try requireDisclosing(category)
            guard filing.channel == .paper else { throw Self.notOnPaper }
            guard sha256.utf8.count == 64, sha256.utf8.allSatisfy({ $0.isHexadecimalDigit }) else {
                throw Refusal(
                    .invalid,
                    "hash-invalid",
                    "Give the SHA-256 of the file in lowercase hexadecimal.",
                    pointer: "/sha256"
                )
            }
            let note = try Texts.required(note, "note")
            if let handedAt { try requireHanded(at: handedAt, now: now) }
            guard !disclosures.contains(where: { $0.sha256 == sha256 }) else { return [] }
            guard disclosures.count < Self.disclosuresMax else {
                throw Refusal(.limitReached, "file-too-large", "Hand over at most \(Self.disclosuresMax) files.")
            }
            let facts = RequestDisclosed(
                category: category,
                sha256: sha256,
                dispatch: nil,
                isElsewhere: true,
                handedAt: handedAt
            )
            return [Act(facts, on: id, sealed: ["note": note])]
        case .disclose(let category, let sha256, let file, let dispatch):
            try requireDisclosing(category)
            guard !disclosures.contains(where: { $0.sha256 == sha256 }) else { return [] }
            guard disclosures.count < Self.disclosuresMax, file.utf8.count <= Self.fileBytesMax else {
                throw Refusal(
                    .limitReached,
                    "file-too-large",
                    "Hand over at most \(Self.disclosuresMax) files of \(Self.fileBytesMax) bytes in Base64."
                )
            }
            return [
                Act(
                    RequestDisclosed(
                        category: category,
                        sha256: sha256,
                        dispatch: dispatch,
                        isElsewhere: nil,
                        handedAt: nil
                    ),
                    on: id,
                    sealed: ["file": try Texts.required(file, "file", bytesMax: Self.fileBytesMax)]
                )
            ]
        case .notePersonTold(let dispatch):
            guard personToldAt == nil else { return [] }
            return [Act(RequestPersonTold(dispatch: dispatch), on: id)]
        case .noteForged(let dispatch):
            guard foundForgedAt == nil else { return [] }
            return [Act(RequestFoundForged(dispatch: dispatch), on: id)]
        case .noteForgeryTakenBack(let dispatch):
            guard foundForgedAt != nil else { throw Assessment.notForged }
            return [Act(RequestForgeryTakenBack(dispatch: dispatch), on: id)]
        case .noteLook(let number, let look): return try decideLook(at: number, look, now: now)
        case .withdraw(let reason, let dispatch):
            try requireWaiting()
            let reason = try Texts.required(reason, "reason")
            return [Act(RequestWithdrawn(dispatch: dispatch), on: id, sealed: ["reason": reason])]
        case .noteUnanswered:
            guard state == .open, let dueAt, now >= dueAt else { return [] }
            return [Act(RequestUnanswered(), on: id)]
        }
    }

    /// Fails where data are said to have been handed over at a moment at which they can't have been.
    private func requireHanded(at moment: Timestamp, now: Timestamp) throws(Refusal) {
        // A minute for clocks that differ.
        guard moment <= now + .minutes(1) else {
            throw Refusal(.invalid, "time-in-future", "This time has not come yet.", pointer: "/handedAt")
        }
        guard receivedAt.map({ moment >= $0 }) ?? true else {
            throw Refusal(
                .invalid,
                "handed-before-received",
                "This was before the request was received.",
                pointer: "/handedAt"
            )
        }
    }

    /// Fails unless data of a category may be handed over.
    private func requireDisclosing(_ category: DataCategory) throws(Refusal) {
        guard !filing.isExercise else { throw Self.exerciseGetsNothing }
        guard filing.kind.asksData, filing.categories.contains(category),
            filing.kind != .emergencyDisclosure || category != .content
        else {
            throw Refusal(
                .invalid,
                "category-not-asked",
                "These data were not asked for, or are never disclosed here."
            )
        }
        guard items.contains(where: { $0.outcome?.isCompliance == true }) else {
            throw Refusal(.conflict, "nothing-to-disclose", "No answer of this request discloses anything.")
        }
        guard state != .withdrawn else { throw Self.over }
        guard foundForgedAt == nil else { throw Assessment.forged }
    }

    /// What is refused for a request that was signed.
    public static let notOnPaper = Refusal(
        .conflict,
        "not-on-paper",
        "This request was signed: hand the data over here, encrypted to the key that it names."
    )

    private func decide(_ answer: RequestAnswer, now: Timestamp) throws(Refusal) -> [Act] {
        guard state != .withdrawn else { throw Self.over }
        // An item that is under review gets another answer later; so does a request whose time is over.
        guard takesAnswer else {
            throw Refusal(.conflict, "already-answered", "This request was answered already.")
        }
        let known = Dictionary(items.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        let allowed = ItemOutcome.allowed(for: filing.kind)
        var (acts, outcomes): ([Act], [Int: ItemOutcome]) = ([], [:])
        for (index, item) in answer.items.enumerated() {
            guard let before = known[item.number], outcomes.updateValue(item.outcome, forKey: item.number) == nil
            else {
                throw Refusal(
                    .invalid,
                    "item-unknown",
                    "Answer each item of the request once.",
                    pointer: "/items/\(index)/number"
                )
            }
            guard before.outcome.map({ !$0.isFinal }) ?? true else {
                throw Refusal(
                    .conflict,
                    "already-answered",
                    "Item \(item.number) was answered already.",
                    pointer: "/items/\(index)"
                )
            }
            guard allowed.contains(item.outcome) else {
                throw Refusal(
                    .invalid,
                    "outcome-not-allowed",
                    "A request of the kind \(filing.kind.rawValue) can't be answered \(item.outcome.rawValue).",
                    pointer: "/items/\(index)/outcome"
                )
            }
            guard let reasons = try Texts.optional(item.reasons, "reasons") else {
                throw Refusal(
                    .invalid,
                    "item-reason-missing",
                    "Give the answer about item \(item.number) a reason of its own.",
                    pointer: "/items/\(index)/reasons"
                )
            }
            acts.append(
                Act(
                    RequestItemAnswered(number: item.number, outcome: item.outcome, channel: answer.channel),
                    on: id,
                    // What was signed is recorded as it was signed.
                    sealed: ["reasons": answer.signed == nil ? item.outcome.fixedReasons ?? reasons : reasons]
                )
            )
        }
        let open = items.filter { outcomes[$0.number] == nil && $0.outcome == nil }
        guard open.isEmpty, !acts.isEmpty else {
            throw Refusal(
                .invalid,
                "items-unanswered",
                "Answer every item: \(open.count) of them have no answer.",
                pointer: "/items"
            )
        }
        let keptUntil = try kept(by: answer, now: now)
        return acts + [
            Act(
                RequestAnswered(
                    dispatch: answer.dispatch,
                    isSigned: answer.signed != nil,
                    concernsProtectedRole: answer.concernsProtectedRole ? true : nil,
                    channel: answer.channel,
                    keptUntil: keptUntil
                ),
                on: id,
                sealed: ["answer": answer.signed]
            )
        ]
    }

    /// Fails where the time of a first order has not begun.
    ///
    /// - Throws: `Refusal` `time-not-begun`.
    public func requireBegun() throws(Refusal) {
        guard waitsUntil != nil else { return }
        throw Refusal(
            .conflict,
            "time-not-begun",
            "The time of this order has not begun, so that there is nothing to stop."
        )
    }

    static let exerciseGetsNothing = Refusal(
        .conflict,
        "exercise-gets-nothing",
        "This is an exercise: nobody's data are handed over for it. The answer, with its category, is all there is to practise."
    )

    private func requireWaiting() throws(Refusal) {
        guard isWaiting else { throw Self.over }
    }

    private static let over = Refusal(.conflict, "request-over", "This request waits for no answer any more.")

    private func requireStopped() throws(Refusal) {
        guard state == .stopped else {
            throw Refusal(.conflict, "clock-not-stopped", "The clock of this request does not stand.")
        }
    }
}
