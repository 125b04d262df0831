package id.signet.app.config;

import id.signet.app.config.OutboundConfiguration.OutboundWeb;
import id.signet.app.paper.Cosigners;
import id.signet.app.paper.PaperCheck;
import id.signet.app.paper.PaperKey;
import id.signet.app.paper.PaperSigning;
import id.signet.app.paper.PaperWarning;
import id.signet.app.paper.Papers;
import id.signet.app.paper.Words;
import id.signet.credential.jdbc.JdbcPaperSigners;
import id.signet.credential.jdbc.JdbcTransportStore;
import id.signet.credential.transport.TransportStore;
import id.signet.credential.transport.Transports;
import id.signet.credential.verify.PresentedOnce;
import id.signet.credential.verify.SignerResolution;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.timestamp.TimestampSource;
import id.signet.crypto.timestamp.TimestampTrust;
import id.signet.crypto.timestamp.Timestamping;
import id.signet.ledger.DurableCommit;
import id.signet.registry.RegistryNames;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.net.Inquiry;
import id.signet.registry.net.ServiceAddress;
import id.signet.registry.net.TimestampAuthority;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import id.signet.app.works.KeptWorks;
import id.signet.registry.evidence.EvidenceStore;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signed papers, and the time-stamps on them. */
@Configuration(proxyBeanMethods = false)
public class PaperConfiguration {

    @Bean
    PaperSettings paperSettings(Environment environment) {
        return new PaperSettings(name -> Optional.ofNullable(environment.getProperty(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty()));
    }

    @Bean
    Timestamping timestamping(PaperSettings settings, OutboundWeb web) {
        Optional<TimestampTrust> trust = settings.timestampTrust();
        Optional<ServiceAddress> authority = settings.timestampAuthority();
        Inquiry inquiry = web.http().<Inquiry>map(http -> http).orElse(Inquiry.CLOSED);
        return new Timestamping(authority.map(address -> new TimestampAuthority(inquiry, address, trust.orElseThrow(),
                new SecureRandom())), trust);
    }

    @Bean
    PaperKey paperKey(PaperSettings settings, JdbcClient jdbc, DurableCommit durable, KeyRing ring, Clock clock,
            Settings all) {
        String host = URI.create(all.names().publicUrl().value()).getHost();
        return new PaperKey(new JdbcPaperSigners(jdbc, durable), ring, clock, new SecureRandom(), settings.keyStore(),
                host);
    }

    @Bean
    Papers papers(PaperKey key, Timestamping timestamping, Clock clock) {
        Optional<TimestampSource> source = timestamping.source();
        return new Papers(() -> new PaperSigning(key.signer(), source), clock);
    }

    @Bean
    Cosigners cosigners(KnownWitnesses witnesses) {
        return new Cosigners(witnesses.keys());
    }

    @Bean
    PaperCheck paperCheck(PaperKey key, Timestamping timestamping) {
        return new PaperCheck(key::knows, timestamping.trust());
    }

    @Bean
    TransportStore transportStore(JdbcClient jdbc, DurableCommit durable) {
        return new JdbcTransportStore(jdbc, durable);
    }

    @Bean
    Transports transports(TransportStore store, PrivateChange change, SignerResolution signers, PresentedOnce proofs,
            RegistryNames names, Clock clock) {
        return new Transports(store, change, signers, proofs, names.publicUrl(), clock,
                new SecureRandom());
    }

    /** A sandbox keeps them beside its data. */
    @Bean
    KeptWorks keptWorks(PaperSettings papers, Settings settings, EvidenceStore deposits, Clock clock) {
        Optional<Path> folder = papers.worksFolder()
                .or(() -> Optional.of(settings.dataDirectory().resolve("works")).filter(_ -> settings.sandbox()));
        return new KeptWorks(folder, (tenant, sha256) -> deposits.ofTenant(tenant, sha256, 2).size(), clock);
    }

    /** What a sandbox issues must not be taken for more. */
    @Bean
    PaperWarning paperWarning(Settings settings) {
        return settings.sandbox()
                ? new PaperWarning(Optional.of(new Words("试用环境签发，不具任何效力。", "Issued in a sandbox: it means nothing.")))
                : new PaperWarning(Optional.empty());
    }
}
