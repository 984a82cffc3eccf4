import Cooperation
import Testing

@Suite("A mandate")
struct MandateTests {
    /// An officer with four keys whose life takes ten hours.
    private struct Life {
        var office: Office
        var officer: Officer
        var authority: Organisation

        init() throws {
            office = try Build.office(isVouchedFor: false)
            authority = try Build.organisation(2, .authority)
            let enter = OfficerCommand.enter(
                person: try Build.person(30, of: 2, roles: [.officer, .supervisor]),
                office: office,
                rank: .officer,
                texts: try OfficerTexts(name: "TEST")
            )
            let acts = try Officer.decide(nil, enter, id: OfficerTests.id)
            guard let officer = try Officer.after(nil, acts, at: .start) else { throw Build.Missing() }
            self.officer = officer
        }

        mutating func at(_ hour: Int64, _ command: OfficerCommand) throws {
            let acts = try Officer.decide(officer, command, id: officer.id)
            officer = try Officer.after(officer, acts, at: .start + .hours(hour)) ?? officer
        }

        mutating func at(_ hour: Int64, _ command: OfficeCommand) throws {
            let acts = try Office.decide(office, command, id: office.id)
            office = try Office.after(office, acts, at: .start + .hours(hour)) ?? office
        }

        func sign(_ digit: Character, _ kind: OfficerKey.Kind = .signing, at hour: Int64) -> Result<SigningKey, Refusal>
        {
            Result { () throws(Refusal) in
                try officer.signingKey(
                    Build.keyID(digit, kind),
                    at: .start + .hours(hour),
                    office: office,
                    authority: authority
                )
            }
        }

        func code(_ digit: Character = "a", _ kind: OfficerKey.Kind = .signing, at hour: Int64) -> String? {
            if case .failure(let refusal) = sign(digit, kind, at: hour) { return refusal.code }
            return nil
        }

        /// Everything that is vouched for: the office at hour 1, the officer at 2, the key at 3.
        static func vouchedFor() throws -> Life {
            var life = try Life()
            let voucher = try Build.voucher()
            try life.at(1, OfficeCommand.vouch(how: "TEST call", by: voucher))
            try life.at(2, OfficerCommand.vouch(how: "TEST call", by: voucher))
            try life.at(2, .addKey(Build.keyEntry("a")))
            try life.at(3, .vouchForKey(Build.keyID("a"), how: "TEST call", by: voucher))
            return life
        }
    }

    @Test("begins with three words, for the office, the officer and the key, and not before the last")
    func beginning() throws {
        let life = try Life.vouchedFor()
        #expect(
            (0...4).map { life.code(at: $0) } == [
                "office-not-vouched", "officer-not-vouched", "key-not-vouched", nil, nil,
            ]
        )
    }

    @Test("ends with the key, the officer, the office or the member, and what was signed before stays good")
    func ends() throws {
        var life = try Life.vouchedFor()
        try life.at(5, .revokeKey(Build.keyID("a"), .compromised, reason: "TEST"))
        #expect((4...6).map { life.code(at: $0) } == [nil, "key-revoked", "key-revoked"])

        life = try Life.vouchedFor()
        try life.at(5, .leave(reason: nil))
        #expect((4...6).map { life.code(at: $0) } == [nil, "officer-left", "officer-left"])

        life = try Life.vouchedFor()
        try life.at(5, OfficeCommand.revoke(reason: "TEST"))
        #expect((4...6).map { life.code(at: $0) } == [nil, "office-revoked", "office-revoked"])

        for standing in Standing.allCases {
            life = try Life.vouchedFor()
            life.authority = try Build.organisation(2, .authority, standing: standing)
            #expect(life.code(at: 4) == (standing == .active ? nil : "standing-insufficient"))
        }
    }

    @Test("rests until somebody vouches anew after the telephone or the rank changed")
    func changes() throws {
        var life = try Life.vouchedFor()
        let held = [try Build.instrument()]
        try life.at(5, .change(OfficeChange(texts: [.telephone: "+62 21 555 0199"]), held: held))
        try life.at(7, OfficeCommand.vouch(how: "TEST call", by: Build.voucher()))
        #expect((4...8).map { life.code(at: $0) } == [nil, "office-not-vouched", "office-not-vouched", nil, nil])

        life = try Life.vouchedFor()
        let person = try Build.person(30, of: 2, roles: [.officer, .supervisor])
        try life.at(5, .changeRank(.supervisor, person: person))
        try life.at(7, OfficerCommand.vouch(how: "TEST call", by: Build.voucher()))
        #expect((4...8).map { life.code(at: $0) } == [nil, "officer-not-vouched", "officer-not-vouched", nil, nil])
    }

    @Test("is heard in an emergency once two different people vouch for the office, and until it changes")
    func secondVoucher() throws {
        var office = try Build.office(isVouchedFor: false)
        func take(_ command: OfficeCommand, by person: UInt64) throws {
            let acts = try Office.decide(office, command, id: office.id)
            office = try Office.after(office, acts, actor: ID<Person>.number(person).identifier) ?? office
        }
        func vouch(_ person: UInt64) throws -> Bool {
            try take(.vouch(how: "TEST call", by: Build.voucher(person: person)), by: person)
            return office.hasSecondVoucher
        }
        #expect(try !vouch(50))
        #expect(try !vouch(50), "The same person's word twice is one.")
        #expect(try vouch(51))
        let changed = OfficeChange(texts: [.telephone: "+62 21 555 0199"])
        try take(.change(changed, held: [Build.instrument()]), by: 1)
        #expect(!office.hasSecondVoucher)
        #expect(try !vouch(51))
    }

    @Test("is one office's and one authority's, and of keys that sign")
    func others() throws {
        var life = try Life.vouchedFor()
        #expect(life.code("f", at: 4) == "key-unknown")
        try life.at(4, .addKey(Build.keyEntry("e", .encryption)))
        try life.at(4, .vouchForKey(Build.keyID("e", .encryption), how: "TEST call", by: Build.voucher()))
        #expect(life.code("e", .encryption, at: 5) == "key-not-for-signing")
        #expect(life.officer.goodKeys(.encryption, at: .start + .hours(5)).map(\.id) == [Build.keyID("e", .encryption)])
        #expect(life.officer.goodKeys(.encryption, at: .start + .hours(3)).isEmpty)
        life.office = try Build.office(number: 711)
        #expect(life.code(at: 4) == "not-found")
        life = try Life.vouchedFor()
        life.authority = try Build.organisation(3, .authority)
        #expect(life.code(at: 4) == "not-found")
    }

    @Test("tells how old a key and its officer are and how many signing keys came before")
    func history() throws {
        var life = try Life.vouchedFor()
        try life.at(4, .revokeKey(Build.keyID("a"), .superseded, reason: "TEST"))
        try life.at(4, .addKey(Build.keyEntry("e", .encryption)))
        try life.at(5, .addKey(Build.keyEntry("c", .certificate)))
        try life.at(6, .vouchForKey(Build.keyID("c"), how: "TEST call", by: Build.voucher()))
        let first = try life.sign("a", at: 3).get()
        #expect(first.age == .hours(1) && first.officerAge == .hours(3) && first.earlierKeys == 0)
        let second = try life.sign("c", at: 9).get()
        #expect(second.age == .hours(4) && second.officerAge == .hours(9) && second.earlierKeys == 1)
        #expect(life.officer.keys.map(\.revocation) == [.superseded, nil, nil])
    }

    @Test("is shown to who would deal with it and who watches over it, and never to another authority")
    func wall() throws {
        for kind in OrganisationKind.allCases {
            for standing in Standing.allCases {
                let member = try Build.organisation(1, kind, standing: standing)
                let sees = AuthorisationRules.admits(member, toRegisterOf: .number(2))
                switch kind {
                case .authority: #expect(!sees)
                case .platform, .civilSociety: #expect(sees == (standing == .active))
                case .secretariat, .oversight: #expect(sees == standing.mayRead)
                }
                #expect(kind != .authority || AuthorisationRules.admits(member, toRegisterOf: member.id))
            }
        }
    }
}
