package id.signet.ledger;

/** Why a command was not accepted; each module seals its own cases under this. */
public interface Refusal {

    /** A stable, lower-case, hyphenated word that callers may branch on. */
    String code();

    /** One plain sentence. */
    String message();
}
