extension AuthorisationRules {
    /// What an organisation may do on a node, in some of its roles, as far as its people are asked.
    ///
    /// What a permission needs of the agreement of a thing is not looked at.
    ///
    /// - Parameters:
    ///   - organisation: the organisation, in its standing.
    ///   - roles: the roles; those that its kind does not have count for nothing.
    ///   - isOnExchange: whether the node is an exchange.
    /// - Returns: the permissions, in their order.
    public static func permissions(
        of organisation: Organisation,
        in roles: Set<Role>,
        isOnExchange: Bool
    ) -> [Permission] {
        let nobody = organisation.id.identifier
        let callers = roles.intersection(RoleTable.roles(of: organisation.kind)).map { role in
            Caller(
                organisation: organisation,
                key: ID(nobody),
                role: role,
                person: ID(nobody),
                isOnExchange: isOnExchange
            )
        }
        return Permission.allCases.filter { permission in
            callers.contains { caller in (try? authorise(caller, permission)) != nil }
        }
    }
}
