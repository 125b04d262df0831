package id.signet.app.config;

import id.signet.app.access.AccessInterceptor;
import id.signet.app.access.AnonymousLimit;
import id.signet.app.api.credential.AskedPolicies;
import id.signet.app.api.credential.TrustedAuthorities;
import id.signet.app.api.credential.VerifiedLines;
import id.signet.crypto.key.AcceptedKeyTypes;
import id.signet.app.api.vcapi.Submissions;
import id.signet.app.config.LedgerConfiguration.Projections;
import id.signet.app.config.LedgerConfiguration.RowMappings;
import id.signet.credential.weidentity.ExchangeCredential;
import id.signet.credential.weidentity.PojoPresentations;
import id.signet.credential.weidentity.UnsignedPojo;
import id.signet.credential.weidentity.PojoChecks;
import id.signet.credential.weidentity.LogTime;
import id.signet.credential.weidentity.IssuePojo;
import id.signet.credential.verify.RecordedStatus;
import id.signet.credential.issue.RecordedCredentials;
import id.signet.credential.format.weidentity.PojoParsing;
import id.signet.credential.format.weidentity.OldNames;
import id.signet.credential.format.weidentity.LeafSalts;
import id.signet.credential.format.weidentity.LegacyReader;
import id.signet.credential.format.weidentity.OriginalFormat;
import id.signet.credential.format.weidentity.LiteFormat;
import id.signet.credential.format.CredentialFormats;
import id.signet.credential.format.DocumentTerms;
import id.signet.credential.format.RelatedResources;
import id.signet.credential.format.cose.VcCoseFormat;
import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.credential.format.jose.JwtVcJsonFormat;
import id.signet.credential.format.jose.VcJwtFormat;
import id.signet.credential.format.sdjwt.Salts;
import id.signet.credential.format.sdjwt.SdJwtVcFormat;
import id.signet.credential.format.sdjwt.VcSdJwtFormat;
import id.signet.credential.issue.BulkStatus;
import id.signet.credential.issue.CompromisedKeys;
import id.signet.credential.issue.CredentialRecords;
import id.signet.credential.issue.IssuanceFailPoints;
import id.signet.credential.issue.IssuanceStore;
import id.signet.credential.issue.IssueCredential;
import id.signet.credential.issue.IssuerDeparture;
import id.signet.credential.issue.IssuerInstanceRegistry;
import id.signet.credential.issue.IssuerInstances;
import id.signet.credential.issue.SchemaCredentials;
import id.signet.credential.issuer.IssuerGate;
import id.signet.credential.issuer.Issuers;
import id.signet.credential.jdbc.CredentialMappings;
import id.signet.credential.jdbc.JdbcIssuanceStore;
import id.signet.credential.jdbc.JdbcIssuerInstances;
import id.signet.credential.jdbc.JdbcNewestStatusLists;
import id.signet.credential.jdbc.JdbcLinkedDids;
import id.signet.credential.jdbc.JdbcPresentedOnce;
import id.signet.credential.jdbc.JdbcStatusStore;
import id.signet.credential.policy.VerificationPolicies;
import id.signet.credential.presentation.CreatePresentation;
import id.signet.credential.jdbc.JdbcPolicyStore;
import id.signet.credential.linkage.DidConfigurations;
import id.signet.credential.linkage.DomainLinkages;
import id.signet.credential.linkage.LinkedDomain;
import id.signet.credential.linkage.LinkedDomains;
import id.signet.credential.linkage.OwnConfigurations;
import id.signet.credential.linkage.WebConfigurations;
import id.signet.credential.linkage.WebOrigin;
import id.signet.credential.presentation.DeriveCredential;
import id.signet.credential.presentation.Presentations;
import id.signet.credential.presentation.VpCose;
import id.signet.credential.presentation.VpDataIntegrity;
import id.signet.credential.presentation.VpJwt;
import id.signet.credential.receipt.VerificationReceipts;
import id.signet.credential.status.PublishedLists;
import id.signet.credential.status.StatusFailPoints;
import id.signet.credential.status.StatusListProjection;
import id.signet.credential.status.StatusListTerms;
import id.signet.credential.status.StatusRegistry;
import id.signet.credential.status.StatusStore;
import id.signet.credential.verify.Accreditations;
import id.signet.credential.verify.Anchors;
import id.signet.credential.verify.Challenges;
import id.signet.credential.verify.HolderJudgement;
import id.signet.credential.verify.LedgerAnchors;
import id.signet.credential.verify.NewestStatusLists;
import id.signet.credential.verify.OwnStatusLists;
import id.signet.credential.verify.RecentStatusLists;
import id.signet.credential.verify.WebStatusLists;
import id.signet.credential.verify.PresentedOnce;
import id.signet.credential.verify.PublishedIssuerKeys;
import id.signet.credential.verify.RegistryAccreditations;
import id.signet.credential.verify.RegistrySigners;
import id.signet.credential.verify.SignerResolution;
import id.signet.credential.verify.StructureCheck;
import id.signet.credential.verify.Types;
import id.signet.credential.verify.VerifyCredential;
import id.signet.credential.verify.VerifyPresentation;
import id.signet.credential.verify.checks.AnchorCheck;
import id.signet.credential.verify.checks.HolderBindingCheck;
import id.signet.credential.verify.checks.IssuerKeyCheck;
import id.signet.credential.verify.checks.IssuerTrustCheck;
import id.signet.credential.verify.checks.ProofCheck;
import id.signet.credential.verify.checks.PublishedSchemas;
import id.signet.credential.verify.checks.SchemaCheck;
import id.signet.credential.verify.checks.StatusCheck;
import id.signet.credential.verify.checks.ValidityPeriodCheck;
import id.signet.crypto.key.MasterKey;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.crypto.rdf.Contexts;
import id.signet.crypto.rdf.RdfReader;
import id.signet.crypto.rdf.TermCheck;
import id.signet.ledger.DurableCommit;
import id.signet.ledger.Ledger;
import id.signet.ledger.jdbc.JdbcTables;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.receipt.ReceiptVerifier;
import id.signet.ledger.state.StoredRows;
import id.signet.registry.RegistryNames;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.did.hosting.DidRegistry;
import id.signet.registry.did.hosting.HostedKeys;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult.Resolved;
import id.signet.registry.issuer.TrustRegistry;
import id.signet.registry.issuer.TrustedLists;
import id.signet.registry.net.Web;
import id.signet.registry.schema.SchemaRegistry;
import id.signet.registry.schema.TypeChains;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ArrayNode;

/** What is claimed, how it is secured, what the verdict is. */
@Configuration(proxyBeanMethods = false)
public class CredentialConfiguration {

    /** Every format this service speaks. */
    public static CredentialFormats formats(Cryptosuites suites, PojoParsing pojos) {
        return new CredentialFormats(
                List.of(new OriginalFormat(pojos, new LeafSalts()), new LiteFormat(pojos), new LegacyReader(pojos),
                        new DataIntegrityFormat(suites), new JwtVcJsonFormat(), new VcJwtFormat(), new VcCoseFormat(),
                        new VcSdJwtFormat(Salts.random()), new SdJwtVcFormat(Salts.random())));
    }

    /**
     * They read what any policy accepts, the contexts of examples and contexts in documents included: whether a document
     * may bring those is for its check of terms to say, which each credential passes besides.
     */
    public static Cryptosuites cryptosuites(Contexts contexts) {
        return Cryptosuites.with(RdfReader.allowingInlineContexts(contexts.andExamples()));
    }

    @Bean
    Cryptosuites cryptosuites(SchemaRegistry schemas) {
        return cryptosuites(Contexts.bundled().and(schemas::context));
    }

    @Bean
    PojoParsing pojoParsing(RegistryNames names, DidResolver resolver) {
        return new PojoParsing(names.publicUrl(), OldNames.of(names.network(), resolver));
    }

    @Bean
    CredentialFormats credentialFormats(Cryptosuites suites, PojoParsing pojos) {
        return formats(suites, pojos);
    }

    @Bean
    RowMappings credentialRows() {
        return new RowMappings(CredentialMappings.ALL);
    }

    @Bean
    Projections credentialProjections() {
        return new Projections(List.of(new StatusListProjection()));
    }

    @Bean
    Accreditations accreditations(TrustRegistry trust) {
        return new RegistryAccreditations(trust);
    }

    @Bean
    TypeChains typeChains(SchemaRegistry schemas, Web web) {
        return TypeChains.of(schemas, web);
    }

    @Bean
    Types registeredTypes(SchemaRegistry schemas) {
        return Types.of(schemas);
    }

    // ---- issue ----

    @Bean
    IssuanceStore issuanceStore(DataSource dataSource, JdbcTables tables, DurableCommit durable) {
        return new JdbcIssuanceStore(dataSource, tables, durable);
    }

    @Bean
    StatusStore statusStore(DataSource dataSource, DurableCommit durable) {
        return new JdbcStatusStore(dataSource, durable);
    }

    @Bean
    Issuers issuers(DidResolver resolver, HostedKeys keys, AcceptedKeyTypes keyTypes) {
        return new Issuers(resolver, keys, keyTypes);
    }

    @Bean
    IssuerGate issuerGate() {
        return new IssuerGate();
    }

    @Bean
    CredentialRecords credentialRecords(IssuanceStore store, StatusStore status, Ledger ledger) {
        return new CredentialRecords(store, status, ledger);
    }

    @Bean
    StatusRegistry statusRegistry(StatusStore store, StoredRows rows, Ledger ledger, Issuers issuers, IssuerGate gate,
            MasterKey master,
            RegistryNames names, Clock clock) {
        return new StatusRegistry(store, rows, ledger, issuers, gate, new DataIntegrityFormat(Cryptosuites.jcs()),
                new VcJwtFormat(),
                master.sealer("status/permutation"), names.publicUrl(), StatusListTerms.DEFAULT, clock,
                new SecureRandom(),
                StatusFailPoints.NONE);
    }

    @Bean
    IssueCredential issueCredential(Ledger ledger, StoredRows rows, IssuanceStore store, CredentialRecords records,
            Issuers issuers, IssuerGate gate, SchemaRegistry types, TypeChains chains, RegistryNames names,
            TermCheck terms,
            DocumentTerms submittedTerms, CredentialFormats formats, Cryptosuites suites, StatusRegistry status,
            MasterKey master, Clock clock) {
        return new IssueCredential(ledger, rows, store, records, issuers, gate, types, chains, names.publicUrl(), terms,
                submittedTerms, formats, suites, status, master.sealer("issuance/pending"), clock,
                IssuanceFailPoints.NONE);
    }

    @Bean
    SchemaCredentials schemaCredentials(Issuers issuers, HostedKeys keys, Clock clock) {
        return new SchemaCredentials(issuers, keys, clock);
    }

    @Bean
    RelatedResources relatedResources(SchemaRegistry schemas) {
        return new RelatedResources(Contexts.bundled().and(schemas::context)::bytes);
    }

    /** What documents that callers wrote themselves may say. */
    @Bean
    @Profile(SuitesConfiguration.ABSENT)
    DocumentTerms submittedTerms(TermCheck terms, RelatedResources related) {
        return related.and(terms::check);
    }

    @Bean
    IssuerInstances issuerInstances(JdbcClient jdbc) {
        return new JdbcIssuerInstances(jdbc);
    }

    @Bean
    IssuerInstanceRegistry issuerInstanceRegistry(IssuerInstances instances, PrivateChange change, Issuers issuers,
            Cryptosuites suites, Clock clock) {
        return new IssuerInstanceRegistry(instances, change, issuers, suites, clock, new SecureRandom());
    }

    @Bean
    IssuerDeparture issuerDeparture(IssuerGate gate, Issuers issuers, IssueCredential issuing, StatusRegistry status) {
        return new IssuerDeparture(gate, issuers, issuing, status);
    }

    @Bean
    CompromisedKeys compromisedKeys(LoggedDids dids, IssuanceStore store, StatusRegistry status) {
        return new CompromisedKeys(dids, store, status);
    }

    @Bean
    BulkStatus bulkStatus(IssuanceStore store, StatusRegistry status, MasterKey master, Clock clock) {
        return new BulkStatus(store, status, master.sealer("bulk-status"), clock);
    }

    // ---- link domains ----

    @Bean
    DomainLinkages domainLinkages(RegistryNames names, DataSource dataSource, DidRegistry registry,
            DidResolver resolver, HostedKeys keys, Issuers issuers, IssuerGate gate, PrivateChange change,
            Clock clock) {
        return new DomainLinkages(WebOrigin.of(names.publicUrl()), new JdbcLinkedDids(dataSource), registry, resolver,
                keys, issuers, gate, change, clock);
    }

    /** A follower's public address is that of the service it follows, which it asks like any other. */
    @Bean
    LinkedDomains linkedDomains(Settings settings, DomainLinkages own, Web web, Clock clock) {
        DidConfigurations others = new WebConfigurations(web);
        return new LinkedDomains(
                settings.following().isPresent() ? others : new OwnConfigurations(own, others, clock), clock);
    }

    // ---- verify ----

    @Bean
    VerificationPolicies verificationPolicies(JdbcClient jdbc, PrivateChange change, Clock clock) {
        return new VerificationPolicies(new JdbcPolicyStore(jdbc), change, clock);
    }

    @Bean
    VerificationReceipts verificationReceipts(IssueCredential issuing, CredentialFormats formats) {
        return new VerificationReceipts(issuing, formats);
    }

    @Bean
    VerifiedLines verifiedLines(AccessInterceptor access) {
        return new VerifiedLines(access, 2 * Runtime.getRuntime().availableProcessors());
    }

    @Bean
    AskedPolicies askedPolicies(VerificationPolicies policies, TrustedAuthorities authorities,
            AnonymousLimit outboundLimit) {
        return new AskedPolicies(policies, authorities, outboundLimit);
    }

    @Bean
    @Profile(SuitesConfiguration.ABSENT)
    Submissions submissions() {
        return Submissions.AS_SENT;
    }

    @Bean
    Challenges challenges(MasterKey master, Clock clock) {
        return new Challenges(master.sealer("challenge"), clock);
    }

    @Bean
    Anchors anchors(Ledger ledger, CredentialRecords records, KnownWitnesses witnesses) {
        return new LedgerAnchors(new ReceiptVerifier(VerifierKey.parse(ledger.verifierKey()),
                witnesses.keys()), records);
    }

    @Bean
    SignerResolution signerResolution(DidResolver resolver, Web web, AcceptedKeyTypes keyTypes) {
        return new SignerResolution(new RegistrySigners(resolver), new PublishedIssuerKeys(web), keyTypes);
    }

    @Bean
    StructureCheck structureCheck(CredentialFormats formats, TermCheck terms, SchemaRegistry schemas,
            RelatedResources related) {
        // The W3C suites bring the examples context and contexts of their own; our papers never do.
        TermCheck suites = TermCheck.allowingInlineContexts(Contexts.bundled().andExamples().and(schemas::context));
        DocumentTerms strict = related.and(terms::check);
        DocumentTerms lenient = related.and(suites::check);
        return new StructureCheck(formats, strict::check, lenient::check);
    }

    @Bean
    JdbcPresentedOnce presentedOnce(DataSource dataSource, DurableCommit durable, Clock clock) {
        return new JdbcPresentedOnce(dataSource, durable, clock);
    }

    @Bean
    HolderJudgement holderJudgement(SignerResolution signers, PresentedOnce once) {
        return new HolderJudgement(signers, once);
    }

    /** A follower has no records: what it verifies was issued elsewhere. */
    @Bean
    RecordedStatus recordedStatus(Settings settings, IssuanceStore store, StatusStore status, StatusRegistry lists) {
        return settings.following().isPresent()
                ? RecordedStatus.ELSEWHERE
                : new RecordedCredentials(store, status, lists);
    }

    /** Newer copies of others' lists are remembered over a restart; our own store never serves an older one. */
    @Bean
    StatusCheck statusCheck(PublishedLists status, RegistryNames names, Web web, DataSource dataSource,
            DurableCommit durable, CredentialFormats formats, SignerResolution signers, RecordedStatus recorded) {
        OwnStatusLists lists = new OwnStatusLists(status, names.publicUrl(), new WebStatusLists(web));
        NewestStatusLists own = new RecentStatusLists();
        NewestStatusLists others = new JdbcNewestStatusLists(dataSource, durable);
        return new StatusCheck(lists,
                (list, issuedAt) -> (lists.holds(list) ? own : others).accept(list, issuedAt), formats, signers,
                recorded);
    }

    @Bean
    VerifyCredential verifyCredential(StructureCheck structure, StatusCheck status, SignerResolution signers,
            Accreditations accreditations, TrustedLists lists, Types types, HolderJudgement holders, Anchors anchors,
            DidResolver resolver, LinkedDomains linkedDomains, Web web, TypeChains chains, Clock clock) {
        var checks = List.of(new ProofCheck(),
                new IssuerKeyCheck(issuer -> domains(resolver, linkedDomains, issuer)), new ValidityPeriodCheck(),
                status,
                new SchemaCheck(types, chains::of, new PublishedSchemas(web, structure, signers)),
                new IssuerTrustCheck(accreditations, lists::find, types), new AnchorCheck(),
                new HolderBindingCheck(holders));
        return new VerifyCredential(structure, checks, signers, anchors, clock);
    }

    /** By the document of today, whichever was in force when the credential was signed. */
    private static ArrayNode domains(DidResolver resolver, LinkedDomains linkedDomains, String issuer) {
        return LinkedDomain.toJson(resolver.resolve(issuer, ResolutionOptions.LATEST) instanceof Resolved resolved
                ? linkedDomains.of(resolved.document())
                : List.of());
    }

    @Bean
    DeriveCredential deriveCredential(Cryptosuites suites) {
        return new DeriveCredential(new DataIntegrityFormat(suites));
    }

    @Bean
    VerifyPresentation verifyPresentation(StructureCheck structure, VerifyCredential credentials,
            HolderJudgement holders, Cryptosuites suites, PojoParsing pojos, Clock clock) {
        return new VerifyPresentation(
                new Presentations(List.of(new VcSdJwtFormat(Salts.random()), new SdJwtVcFormat(Salts.random())),
                        new DataIntegrityFormat(suites), pojos),
                structure, credentials, holders, clock);
    }

    @Bean
    CreatePresentation createPresentation(DidResolver resolver, HostedKeys keys, Cryptosuites suites, TermCheck terms,
            Clock clock) {
        return new CreatePresentation(resolver, keys, List.of(new VpDataIntegrity(suites), new VpJwt(), new VpCose()),
                terms::check, clock);
    }

    // ---- WeIdentity ----

    @Bean
    IssuePojo issuePojo(IssueCredential issuing, VerifyCredential verifying, RegistryNames names, Clock clock) {
        return new IssuePojo(issuing, verifying, new LogTime(names.origin()), clock);
    }

    @Bean
    UnsignedPojo unsignedPojo(IssueCredential issuing) {
        return new UnsignedPojo(issuing, new LeafSalts());
    }

    @Bean
    PojoPresentations pojoPresentations(DidResolver resolver, HostedKeys keys, VerifyPresentation verifying,
            Clock clock) {
        return new PojoPresentations(resolver, keys, verifying, clock);
    }

    @Bean
    PojoChecks pojoChecks(VerifyCredential verifying, CredentialFormats formats) {
        return new PojoChecks(verifying, formats);
    }

    @Bean
    ExchangeCredential exchangeCredential(CredentialFormats formats, VerifyCredential verifying,
            IssueCredential issuing, SchemaRegistry schemas) {
        return new ExchangeCredential(formats, verifying, issuing, schemas);
    }
}
