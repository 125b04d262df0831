package id.signet.registry.issuer;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.StrictJson;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.state.Table;
import id.signet.registry.did.Did;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** The public rows of who may issue what. Every change keeps the one before it, so that the past can be asked. */
public final class TrustTables {

    public static final Table<RootKey, Root> ROOT = Table.ofPublic("trust_root", RootKey.class, Root.class);
    public static final Table<AuthorityChainKey, Chain> AUTHORITY_CHAIN = Table.ofPublic("trust_authority",
            AuthorityChainKey.class, Chain.class);
    public static final Table<Did, AuthorityHead> AUTHORITY_HEAD = Table.ofPublic("trust_authority_head", Did.class,
            AuthorityHead.class);
    public static final Table<AuthorityVersionKey, AuthorityVersion> AUTHORITY_VERSION = Table
            .ofPublic("trust_authority_version", AuthorityVersionKey.class, AuthorityVersion.class);
    public static final Table<PairKey, Chain> ACCREDITATION_CHAIN = Table.ofPublic("trust_accreditation", PairKey.class,
            Chain.class);
    public static final Table<GrantKey, Grant> GRANT = Table.ofPublic("trust_accreditation_version", GrantKey.class,
            Grant.class);
    public static final Table<Did, IssuerRow> ISSUER = Table.ofPublic("trust_issuer", Did.class, IssuerRow.class);

    public static final Table<PairKey, Chain> DELEGATION_CHAIN = Table.ofPublic("trust_delegation", PairKey.class,
            Chain.class);
    public static final Table<GrantKey, DelegationRow> DELEGATION = Table.ofPublic("trust_delegation_version",
            GrantKey.class, DelegationRow.class);
    public static final Table<Did, DelegateRow> DELEGATE = Table.ofPublic("trust_delegate", Did.class,
            DelegateRow.class);

    private TrustTables() {}

    /** There is one. */
    public record RootKey(String id) {

        public static final RootKey ONLY = new RootKey("root");
    }

    public record Root(Did authority) {}

    public record AuthorityChainKey(Did authority, Did author) {}

    /** Where a chain of operations stands. */
    public record Chain(long sequence, Bytes operationHash) {}

    public record AuthorityHead(long changes) {}

    public record AuthorityVersionKey(Did authority, long change) {}

    public record AuthorityVersion(String name, boolean active, LeafIndex leafIndex, Instant loggedAt) {}

    /** @param issuer or the authority to which the other delegates */
    public record PairKey(Did authority, Did issuer) {}

    /** @param issuer or the authority to which the other delegates */
    public record GrantKey(Did authority, Did issuer, long sequence) {}

    /** @param accreditations everything the authority grants the issuer from here on, RFC 8785 form */
    public record Grant(String name, String accreditations, LeafIndex leafIndex, Instant loggedAt) {

        List<Accreditation> parsed() {
            return Accreditation.parseAll(StrictJson.parse(accreditations));
        }
    }

    /**
     * @param name as last given
     * @param authorities who ever granted something, separated by spaces
     */
    public record IssuerRow(String name, String authorities) {

        List<Did> sources() {
            return dids(authorities);
        }
    }

    /** @param delegations everything the superior leaves to the authority from here on, RFC 8785 form */
    public record DelegationRow(String name, String delegations, LeafIndex leafIndex, Instant loggedAt) {

        List<Delegation> parsed() {
            return Delegation.parseAll(StrictJson.parse(delegations));
        }
    }

    /**
     * @param name as last given
     * @param superiors who ever delegated something, separated by spaces
     */
    public record DelegateRow(String name, String superiors) {

        List<Did> sources() {
            return dids(superiors);
        }
    }

    private static List<Did> dids(String texts) {
        return Pattern.compile(" ").splitAsStream(texts).map(Did::parse).toList();
    }
}
