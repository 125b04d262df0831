package id.signet.app.config;

import id.signet.app.config.LedgerConfiguration.Projections;
import id.signet.app.config.LedgerConfiguration.RowMappings;
import id.signet.crypto.key.KeyRing;
import id.signet.ledger.DurableCommit;
import id.signet.ledger.Ledger;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.receipt.ReceiptVerifier;
import id.signet.ledger.state.StoredRows;
import id.signet.registry.RegistryNames;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.author.Authors;
import id.signet.registry.did.hosting.BeforeDeactivation;
import id.signet.registry.did.control.ControlledDids;
import id.signet.registry.did.control.ControlledLines;
import id.signet.registry.did.hosting.DidRegistry;
import id.signet.registry.did.hosting.HostedKeys;
import id.signet.registry.did.hosting.Registrars;
import id.signet.registry.did.hosting.RetiredKeys;
import id.signet.registry.did.hosting.WaitingLines;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.log.WeidList;
import id.signet.registry.did.method.DidJwk;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.did.method.DidWeb;
import id.signet.registry.did.method.DidWeid;
import id.signet.registry.did.webvh.DidWebvh;
import id.signet.registry.did.webvh.LoggedWebvh;
import id.signet.registry.did.webvh.WebvhProjection;
import id.signet.registry.did.weidentity.ImportedDids;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.evidence.EvidencePackages;
import id.signet.registry.evidence.EvidenceProjection;
import id.signet.registry.evidence.EvidenceRegistry;
import id.signet.registry.evidence.EvidenceStore;
import id.signet.registry.evidence.EvidenceVerification;
import id.signet.registry.idempotency.ExpiredClaims;
import id.signet.registry.jdbc.JdbcEvidence;
import id.signet.registry.jdbc.JdbcRecognition;
import id.signet.registry.jdbc.JdbcRegistryQueries;
import id.signet.registry.jdbc.JdbcSeenLogs;
import id.signet.registry.jdbc.JdbcTrustedLists;
import id.signet.registry.jdbc.JdbcWeidList;
import id.signet.registry.jdbc.RegistryMappings;
import id.signet.crypto.rdf.Contexts;
import id.signet.crypto.rdf.TermCheck;
import id.signet.registry.issuer.TrustProjection;
import id.signet.registry.net.Web;
import id.signet.registry.issuer.TrustRegistry;
import id.signet.registry.issuer.TrustedLists;
import id.signet.registry.policy.DisclosurePolicies;
import id.signet.registry.policy.PolicyProjection;
import id.signet.registry.recognition.AuthorityIssuers;
import id.signet.registry.recognition.Grants;
import id.signet.registry.recognition.IssuerTypes;
import id.signet.registry.recognition.RecognitionStore;
import id.signet.registry.schema.Cpts;
import id.signet.registry.schema.SchemaProjection;
import id.signet.registry.schema.SchemaRegistry;
import id.signet.registry.schema.SystemCpts;
import java.time.Clock;
import java.util.List;
import id.signet.ledger.jdbc.JdbcTables;
import id.signet.ledger.jdbc.ReadAhead;
import id.signet.registry.did.log.DidTables;
import java.util.Optional;
import id.signet.app.config.LedgerConfiguration.LedgerRows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is who, who may issue what, which schema. */
@Configuration(proxyBeanMethods = false)
public class RegistryConfiguration {

    @Bean
    RegistryNames registryNames(Settings settings) {
        return settings.names();
    }

    @Bean
    RowMappings registryRows() {
        return new RowMappings(RegistryMappings.all());
    }

    @Bean
    Projections registryProjections() {
        return new Projections(List.of(new DidProjection(), new WebvhProjection(), new SchemaProjection(),
                new TrustProjection(), new PolicyProjection(), new EvidenceProjection()));
    }

    /** What is asked for most. */
    @Bean
    HeadsAhead headsAhead(LedgerRows rows, JdbcTables tables) {
        return new HeadsAhead(rows.kept().map(kept -> ReadAhead.start(tables, kept, DidTables.HEAD)));
    }

    record HeadsAhead(Optional<ReadAhead> reading) implements AutoCloseable {

        @Override
        public void close() {
            reading.ifPresent(ReadAhead::close);
        }
    }

    @Bean
    LoggedDids loggedDids(StoredRows rows) {
        return new LoggedDids(rows);
    }

    @Bean
    LoggedWebvh loggedWebvh(StoredRows rows, RegistryNames names) {
        return new LoggedWebvh(rows, names.publicUrl());
    }

    @Bean
    DidResolver didResolver(LoggedDids dids, LoggedWebvh webvh, RegistryNames names, Web web, JdbcClient jdbc,
            DurableCommit durable, Clock clock) {
        return new DidResolver(List.of(new DidKey(), new DidJwk(), new DidWeid(names.network(), dids),
                new DidWeb(names.publicUrl(), dids, webvh, web),
                new DidWebvh(webvh, web, new JdbcSeenLogs(jdbc, durable), clock)));
    }

    @Bean
    PrivateChange privateChange(StoredRows rows, DurableCommit durable, Clock clock) {
        return new PrivateChange(rows, durable, clock);
    }

    @Bean
    HostedKeys hostedKeys(StoredRows rows, KeyRing ring) {
        return new HostedKeys(rows, ring);
    }

    @Bean
    Registrars registrars(StoredRows rows, PrivateChange change, KeyRing ring) {
        return new Registrars(rows, change, ring);
    }

    @Bean
    Authors authors(DidResolver resolver, HostedKeys keys, Registrars registrars, StoredRows rows) {
        return new Authors(resolver, keys, registrars, rows);
    }

    @Bean
    JdbcRegistryQueries registryQueries(JdbcClient jdbc) {
        return new JdbcRegistryQueries(jdbc);
    }

    @Bean
    WeidList weidList(JdbcClient jdbc) {
        return new JdbcWeidList(jdbc);
    }

    @Bean
    ExpiredClaims expiredClaims(DurableCommit durable, JdbcRegistryQueries queries, Clock clock) {
        return new ExpiredClaims(durable, queries, clock);
    }

    @Bean
    RetiredKeys retiredKeys(StoredRows rows, DurableCommit durable, KeyRing ring, RetiredKeys.Register register) {
        RetiredKeys retired = new RetiredKeys(rows, durable, ring, register);
        retired.destroyLeftOvers();
        return retired;
    }

    @Bean
    DidRegistry didRegistry(RegistryNames names, Ledger ledger, StoredRows rows, LoggedDids dids, KeyRing ring,
            PrivateChange change, RetiredKeys retired, WaitingLines waiting, BeforeDeactivation before, Clock clock) {
        return new DidRegistry(names, ledger, rows, dids, ring, change, retired, waiting, before, clock);
    }

    @Bean
    WaitingLines waitingLines(RegistryNames names, Ledger ledger, StoredRows rows, HostedKeys keys,
            PrivateChange change, RetiredKeys retired, BeforeDeactivation before, Clock clock) {
        return new WaitingLines(names, ledger, rows, keys, change, retired, before, clock);
    }

    @Bean
    ControlledLines controlledLines(RegistryNames names, Ledger ledger, StoredRows rows, WaitingLines waiting,
            Clock clock) {
        return new ControlledLines(names, ledger, rows, waiting, clock);
    }

    @Bean
    ControlledDids controlledDids(RegistryNames names, Ledger ledger, StoredRows rows, LoggedDids dids, Clock clock) {
        return new ControlledDids(names, ledger, rows, dids, clock);
    }

    @Bean
    ImportedDids importedDids(RegistryNames names, Ledger ledger, StoredRows rows, Authors authors, Clock clock) {
        return new ImportedDids(names, ledger, rows, authors, clock);
    }

    @Bean
    SchemaRegistry schemaRegistry(RegistryNames names, Ledger ledger, StoredRows rows, Authors authors, Clock clock) {
        return new SchemaRegistry(names, ledger, rows, authors, clock);
    }

    @Bean
    Cpts cpts(RegistryNames names, SchemaRegistry schemas, StoredRows rows, Authors authors,
            JdbcRegistryQueries queries, Clock clock) {
        return new Cpts(names, schemas, rows, authors, queries, clock);
    }

    @Bean
    SystemCpts systemCpts(Cpts cpts) {
        return new SystemCpts(cpts);
    }

    @Bean
    DisclosurePolicies disclosurePolicies(RegistryNames names, Ledger ledger, StoredRows rows, Authors authors,
            SchemaRegistry schemas) {
        return new DisclosurePolicies(names, ledger, rows, authors, schemas);
    }

    @Bean
    RecognitionStore recognitionStore(JdbcClient jdbc) {
        return new JdbcRecognition(jdbc);
    }

    @Bean
    Grants grants(TrustRegistry trust, Ledger ledger, StoredRows rows, HostedKeys keys, RecognitionStore store,
            Clock clock) {
        return new Grants(trust, ledger, rows, keys, store, clock);
    }

    @Bean
    AuthorityIssuers authorityIssuers(RecognitionStore store, Grants grants, HostedKeys keys, StoredRows rows,
            PrivateChange change, Settings settings, Clock clock) {
        return new AuthorityIssuers(store, grants, keys, rows, change, settings.names(), settings.home(), clock);
    }

    @Bean
    IssuerTypes issuerTypes(RecognitionStore store, Grants grants, TrustRegistry trust, PrivateChange change,
            Settings settings, Clock clock) {
        return new IssuerTypes(store, grants, trust.facts(), change, settings.names().publicUrl(), settings.home(),
                clock);
    }

    @Bean
    TrustRegistry trustRegistry(RegistryNames names, Ledger ledger, StoredRows rows, Authors authors, Clock clock) {
        return new TrustRegistry(names, ledger, rows, authors, clock);
    }

    @Bean
    TrustedLists trustedLists(StoredRows rows, TrustRegistry trust, Authors authors, JdbcClient jdbc,
            PrivateChange change,
            Clock clock) {
        return new TrustedLists(rows, trust.facts(), authors, new JdbcTrustedLists(jdbc), change, clock);
    }

    @Bean
    EvidenceStore evidenceStore(JdbcClient jdbc, JdbcTables tables) {
        return new JdbcEvidence(jdbc, tables);
    }

    @Bean
    EvidenceRegistry evidenceRegistry(RegistryNames names, Ledger ledger, StoredRows rows, Authors authors,
            EvidenceStore store, PrivateChange change, Clock clock) {
        return new EvidenceRegistry(names, ledger, rows, authors, store, change, clock);
    }

    @Bean
    EvidencePackages evidencePackages(RegistryNames names, Ledger ledger, LoggedDids dids, EvidenceRegistry evidence,
            EvidenceStore store, KnownWitnesses witnesses) {
        return new EvidencePackages(names, ledger, dids, evidence, store, witnesses.keys());
    }

    @Bean
    EvidenceVerification evidenceVerification(Ledger ledger, KnownWitnesses witnesses, LoggedDids dids,
            EvidenceRegistry evidence, Clock clock) {
        return new EvidenceVerification(ledger.origin(),
                new ReceiptVerifier(VerifierKey.parse(ledger.verifierKey()), witnesses.keys()), dids, evidence, clock);
    }

    /** Contexts of the standards, pinned, and of our own registered types; nothing else, and never the network. */
    @Bean
    TermCheck termCheck(SchemaRegistry schemas) {
        return TermCheck.of(Contexts.bundled().and(schemas::context));
    }
}
