package id.signet.registry.jdbc;

import id.signet.registry.TenantId;
import id.signet.registry.did.Did;
import id.signet.registry.recognition.RecognitionStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** In {@code authority_issuer} and {@code issuer_type}; who is accredited for what, in the public rows of trust. */
public final class JdbcRecognition implements RecognitionStore {

    private static final String APPLICANTS = "SELECT did, name, description, tenant, created FROM authority_issuer ";
    private static final String LISTS = "SELECT name, tenant, created FROM issuer_type ";

    private final JdbcClient jdbc;

    public JdbcRecognition(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean add(Applicant applicant) {
        return jdbc
                .sql("""
                     INSERT INTO authority_issuer (did, name, description, tenant, created) VALUES (?, ?, ?, ?, ?)
                     ON CONFLICT DO NOTHING""")
                .params(applicant.did().toString(), applicant.name(), applicant.description(),
                        applicant.tenant().value(), applicant.created().toEpochMilli())
                .update() > 0;
    }

    @Override
    public boolean removeApplicant(Did did) {
        return jdbc.sql("DELETE FROM authority_issuer WHERE did = ?").param(did.toString()).update() > 0;
    }

    @Override
    public Optional<Applicant> applicant(Did did) {
        return jdbc.sql(APPLICANTS + "WHERE did = ?")
                .param(did.toString())
                .query(JdbcRecognition::applicant)
                .optional();
    }

    @Override
    public Optional<Applicant> applicantNamed(String name) {
        return jdbc.sql(APPLICANTS + "WHERE name = ?").param(name).query(JdbcRecognition::applicant).optional();
    }

    @Override
    public List<Applicant> applicants(long offset, int limit) {
        return jdbc.sql(APPLICANTS + "ORDER BY created, did LIMIT ? OFFSET ?")
                .params(limit, offset)
                .query(JdbcRecognition::applicant)
                .list();
    }

    private static Applicant applicant(ResultSet row, int number) throws SQLException {
        return new Applicant(Did.parse(row.getString("did")), row.getString("name"), row.getString("description"),
                new TenantId(row.getString("tenant")), Instant.ofEpochMilli(row.getLong("created")));
    }

    @Override
    public long applicants() {
        return jdbc.sql("SELECT COUNT(*) FROM authority_issuer").query(Long.class).single();
    }

    @Override
    public boolean add(NamedList list) {
        return jdbc.sql("INSERT INTO issuer_type (name, tenant, created) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .params(list.name(), list.tenant().value(), list.created().toEpochMilli())
                .update() > 0;
    }

    @Override
    public boolean removeList(String name) {
        return jdbc.sql("DELETE FROM issuer_type WHERE name = ?").param(name).update() > 0;
    }

    @Override
    public Optional<NamedList> list(String name) {
        return jdbc.sql(LISTS + "WHERE name = ?").param(name).query(JdbcRecognition::list).optional();
    }

    @Override
    public List<NamedList> lists(long offset, int limit) {
        return jdbc.sql(LISTS + "ORDER BY name LIMIT ? OFFSET ?")
                .params(limit, offset)
                .query(JdbcRecognition::list)
                .list();
    }

    private static NamedList list(ResultSet row, int number) throws SQLException {
        return new NamedList(row.getString("name"), new TenantId(row.getString("tenant")),
                Instant.ofEpochMilli(row.getLong("created")));
    }

    @Override
    public long lists() {
        return jdbc.sql("SELECT COUNT(*) FROM issuer_type").query(Long.class).single();
    }

    /** The text of a list is its RFC 8785 form, and an absolute URI has nothing that JSON escapes. */
    @Override
    public List<Did> accreditedFor(String credentialType) {
        return jdbc
                .sql("""
                     SELECT DISTINCT list.issuer
                     FROM trust_accreditation newest
                     JOIN trust_accreditation_version list ON list.authority = newest.authority
                         AND list.issuer = newest.issuer AND list.sequence = newest.sequence
                     WHERE POSITION(? IN list.accreditations) > 0
                     ORDER BY list.issuer""")
                .param("\"credentialType\":\"" + credentialType + "\"")
                .query((row, number) -> Did.parse(row.getString(1)))
                .list();
    }

    @Override
    public List<Did> authoritiesOf(TenantId tenant) {
        return jdbc
                .sql("""
                     SELECT did FROM (
                         SELECT hosted.did FROM trust_authority_head made
                         JOIN hosted_did hosted ON hosted.did = made.authority WHERE hosted.tenant = ?
                         UNION
                         SELECT hosted.did FROM trust_delegate made
                         JOIN hosted_did hosted ON hosted.did = made.authority WHERE hosted.tenant = ?) theirs
                     ORDER BY did LIMIT 100""")
                .params(tenant.value(), tenant.value())
                .query((row, number) -> Did.parse(row.getString(1)))
                .list();
    }
}
