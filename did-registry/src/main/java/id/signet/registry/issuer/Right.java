package id.signet.registry.issuer;

/** What an authority grants: to issue credentials of a type, or to accredit those who do. */
sealed interface Right permits Accreditation, Delegation {

    /** The type, the period and under whose word it is granted. */
    Accreditation scope();

    /** The least depth that a delegation needs so that its holder may grant this. */
    int neededDepth();
}
