package id.signet.app.paper;

import id.signet.crypto.Bytes;
import id.signet.crypto.cms.DocumentSigner;
import id.signet.crypto.cms.SelfSigned;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.InMemoryWrappedKeys;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.MasterKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareKeyRing;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Deposits and a signer to write papers with. */
final class PaperSamples {

    static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final Words SANDBOX = new Words("试用环境签发，不具任何效力", "Issued in a sandbox: it means nothing");

    private PaperSamples() {}

    static DocumentSigner signer() {
        KeyRing ring = new SoftwareKeyRing(new InMemoryWrappedKeys(), MasterKey.generate(), CLOCK);
        SigningKey key = ring.open(ring.create(KeyType.P256));
        return DocumentSigner.of(key,
                SelfSigned.of(key, "Signet papers of id.example.gov.cn", NOW, new SecureRandom()));
    }

    static Papers papers(DocumentSigner signer) {
        PaperSigning signing = new PaperSigning(signer, Optional.empty());
        return new Papers(() -> signing, CLOCK);
    }

    static Bytes digest(String of) {
        return Bytes.of(Hashes.sha256(of.getBytes(StandardCharsets.UTF_8)));
    }

    static EvidenceCertificate deposit() {
        return new EvidenceCertificate("城市更新项目现场照片（第三期）及说明",
                "E-7Q2M9K4XA5", Optional.of(digest("a")), Optional.of(digest("b")), Optional.empty(),
                Optional.of(18_734_206L),
                Optional.of("2026-11-27 现场照片.zip"),
                new EvidenceCertificate.Depositor(Optional.of("某市公证处"),
                        "did:weid:main:0x0106595955ce4713fd169bfa68e599eb99ca2e9f"),
                new EvidenceCertificate.Logged(Instant.parse("2026-11-27T02:03:04Z"), 482_913,
                        "log.example.gov.cn/2026",
                        482_920, digest("c")),
                List.of("witness.example.org/court", "witness.example.org/archive"),
                Optional.of(new EvidenceCertificate.Stamped(Instant.parse("2026-11-27T02:03:09Z"),
                        "CN=Example Time Stamping Unit 3,O=Example Trust Services,C=CN", "1.3.6.1.4.1.32473.1")),
                List.of(new EvidenceCertificate.Signer(Optional.of("某市公证处"),
                        "did:weid:main:0x0106595955ce4713fd169bfa68e599eb99ca2e9f",
                        Optional.of(Instant.parse("2026-11-27T02:03:04Z")))),
                new EvidenceCertificate.State.Standing(), Optional.of("（2026）某证经字第 1024 号"),
                URI.create("https://id.example.gov.cn/evidence/E-7Q2M9K4XA5"),
                List.of(new Attachment("receipt.txt", "text/plain", "入账收据", Attachment.Relation.DATA,
                        Bytes.utf8("c2sp.org/tlog-proof@v1\n"))));
    }

    /** Everything as long and as odd as it may come. */
    static EvidenceCertificate oddDeposit() {
        String long1 = "中华人民共和国某某省某某自治州某某市某某区人民政府政务服务和数据管理局行政审批服务专用（电子证照与电子档案联合监管平台）";
        EvidenceCertificate plain = deposit();
        return new EvidenceCertificate(long1 + " — " + "AVeryLongWordWithoutAnySpaceInIt".repeat(6), plain.depositId(),
                plain.sha256(), plain.sm3(), plain.sm3(), Optional.of(Long.MAX_VALUE),
                Optional.of("x".repeat(180) + "\u202Efdp.exe \uD83D\uDE00 𠮷"),
                new EvidenceCertificate.Depositor(Optional.of(long1.repeat(3)),
                        "did:web:" + "very-long-name.".repeat(14) + "example.gov.cn:departments:registry"),
                plain.log(), plain.witnesses(), plain.timestamp(),
                Collections.nCopies(14, plain.signers().getFirst()),
                new EvidenceCertificate.State.Revoked(NOW, Optional.of("误传 mistaken upload")), plain.caseId(),
                URI.create("https://id.example.gov.cn/evidence/" + "a".repeat(150)), plain.attachments());
    }
}
