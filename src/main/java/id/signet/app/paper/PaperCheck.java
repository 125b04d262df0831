package id.signet.app.paper;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.cms.SignatureDefect;
import id.signet.crypto.cms.SignedMessage;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.timestamp.TimestampTrust;
import id.signet.crypto.timestamp.TimestampVerdict;
import id.signet.crypto.timestamp.TimestampVerdict.Believed;
import id.signet.crypto.timestamp.TimestampVerdict.Refused;
import id.signet.crypto.timestamp.UnverifiedTimestamp;
import id.signet.crypto.timestamp.VerifiedTimestamp;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;

/**
 * Whether a file is a paper of ours, whole and unchanged, and what credential lies in it. The bytes are judged first: a PDF that
 * nobody known has signed is never given to a parser of PDF.
 */
public final class PaperCheck {

    /** The name, without its ending, of the file that is the credential. */
    static final String CREDENTIAL = "credential";

    /** What is looked at, in this order. */
    public enum Name {

        /** Whether it is a PDF with one signature. */
        STRUCTURE,
        /** Whether the signature is over all of the file. */
        COVERAGE,
        /** Whether the file is as it was signed. */
        CONTENT,
        /** Whether the signature fits its certificate. */
        SIGNATURE,
        /** Whether papers are signed here with that certificate. */
        SIGNER,
        /** Whether the time-stamp on the signature is one of a trusted authority. */
        TIMESTAMP,
        /** Whether there is one credential in it. */
        CREDENTIAL;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What became of one of them. */
    public sealed interface Result {

        record Passed(String message) implements Result {}

        /** @param code stable, for programs */
        record Failed(String code, String message) implements Result {}

        /** There is nothing to look at, or something before it failed. */
        record Skipped(String message) implements Result {}
    }

    public record Row(Name name, Result result) {}

    /**
     * @param rows one for each name, in order
     * @param signer whose certificate it is; known unless the row says otherwise
     * @param credential the file in it, where everything before it is good
     */
    public record Report(List<Row> rows, Optional<X509Certificate> signer, Optional<VerifiedTimestamp> timestamp,
            Optional<Bytes> credential) {

        public Report {
            rows = List.copyOf(rows);
        }

        /** Nothing failed. */
        public boolean good() {
            return rows.stream().noneMatch(row -> row.result() instanceof Result.Failed);
        }
    }

    private final Predicate<X509Certificate> known;
    private final Optional<TimestampTrust> trust;

    /** @param known whether papers were signed here with a certificate */
    public PaperCheck(Predicate<X509Certificate> known, Optional<TimestampTrust> trust) {
        this.known = known;
        this.trust = trust;
    }

    /** Looks at a file of any size that the caller let in. */
    public Report check(Bytes file) {
        return new Looking(file.toArray()).report();
    }

    private final class Looking {

        private final byte[] file;
        private final Map<Name, Result> results = new EnumMap<>(Name.class);
        private Optional<X509Certificate> signer = Optional.empty();
        private Optional<VerifiedTimestamp> timestamp = Optional.empty();
        private Optional<Bytes> credential = Optional.empty();

        Looking(byte[] file) {
            this.file = file;
        }

        Report report() {
            signed().ifPresent(this::contents);
            Result skipped = new Result.Skipped("Not looked at, since something before it failed.");
            return new Report(Arrays.stream(Name.values())
                    .map(name -> new Row(name, results.getOrDefault(name, skipped)))
                    .toList(), signer, timestamp, credential);
        }

        private boolean failed(Name name, String code, String message) {
            results.put(name, new Result.Failed(code, message));
            return false;
        }

        private boolean passed(Name name, String message) {
            results.put(name, new Result.Passed(message));
            return true;
        }

        private boolean skipped(Name name, String message) {
            results.put(name, new Result.Skipped(message));
            return true;
        }

        /** The message, where it is signed by somebody known. */
        private Optional<SignedMessage> signed() {
            if (file.length < 8 || !Bytes.of(Arrays.copyOf(file, 7)).equals(Bytes.utf8("%PDF-1."))) {
                failed(Name.STRUCTURE, "not-a-pdf", "The file is no PDF of a version that papers have.");
                return Optional.empty();
            }
            return switch (SignaturePlace.find(file)) {
                case SignaturePlace.Found.None _ -> {
                    failed(Name.STRUCTURE, "no-signature", "The file has not one signature that says where it stands.");
                    yield Optional.empty();
                }
                case SignaturePlace.Found.NotWhole _ -> {
                    passed(Name.STRUCTURE, "The file is a PDF with one signature.");
                    failed(Name.COVERAGE, "not-whole",
                            "The signature is not over all of the file: something was added or left out.");
                    yield Optional.empty();
                }
                case SignaturePlace.Found.Whole whole -> message(whole);
            };
        }

        private Optional<SignedMessage> message(SignaturePlace.Found.Whole whole) {
            Optional<SignedMessage> message = SignaturePlace.trimmed(whole.signature()).flatMap(der -> {
                try {
                    return Optional.of(SignedMessage.detached(der.toArray(), whole.place().signed(file)));
                } catch (MalformedInput e) {
                    return Optional.empty();
                }
            });
            if (message.isEmpty()) {
                failed(Name.STRUCTURE, "malformed-signature", "What stands where the signature should be is none.");
                return Optional.empty();
            }
            passed(Name.STRUCTURE, "The file is a PDF with one signature.");
            passed(Name.COVERAGE, "The signature is over all of the file.");
            return fits(message.get()) && isKnown(message.get()) && isStamped(message.get())
                    ? message
                    : Optional.empty();
        }

        private boolean fits(SignedMessage message) {
            Optional<SignatureDefect> defect = message.defect();
            signer = message.signer();
            if (defect.filter(SignatureDefect.CONTENT::equals).isPresent()) {
                return failed(Name.CONTENT, "changed", "The file was changed after it was signed.");
            }
            if (defect.isEmpty()) {
                passed(Name.CONTENT, "The file is as it was signed.");
                return passed(Name.SIGNATURE, "The signature fits its certificate.");
            }
            skipped(Name.CONTENT, "Not looked at, since the signature is not good.");
            return failed(Name.SIGNATURE, "bad-signature", switch (defect.get()) {
                case SIGNER -> "The signature does not bring the certificate of its one signer.";
                case ALGORITHM -> "The signature is made with an algorithm or a key that is not believed.";
                case SIGNING_CERTIFICATE -> "The signature does not name the certificate it is made with.";
                case CONTENT, SIGNATURE -> "The signature does not fit its certificate.";
            });
        }

        private boolean isKnown(SignedMessage message) {
            return message.signer().filter(known).isPresent()
                    ? passed(Name.SIGNER, "Papers are signed here with this certificate.")
                    : failed(Name.SIGNER, "unknown-signer", "No paper was ever signed here with this certificate.");
        }

        private boolean isStamped(SignedMessage message) {
            if (message.timestampToken().isEmpty()) {
                return skipped(Name.TIMESTAMP, "The signature has no time-stamp.");
            }
            if (trust.isEmpty()) {
                return skipped(Name.TIMESTAMP,
                        "No authority for time-stamps is trusted here, so nothing is said about the one there is.");
            }
            Bytes digest = Bytes.of(Hashes.sha256(message.signatureValue().orElse(Bytes.EMPTY).toArray()));
            try {
                TimestampVerdict verdict = trust.get()
                        .verify(UnverifiedTimestamp.parse(message.timestampToken().get()), digest);
                return switch (verdict) {
                    case Believed believed -> {
                        timestamp = Optional.of(believed.timestamp());
                        yield passed(Name.TIMESTAMP,
                                "The signature was made before " + believed.timestamp().time() + ".");
                    }
                    case Refused refused ->
                        failed(Name.TIMESTAMP, "bad-timestamp", sentence(refused.defect().sentence()));
                };
            } catch (MalformedInput e) {
                return failed(Name.TIMESTAMP, "bad-timestamp", sentence(e.getMessage()));
            }
        }

        /** Only of a file that we wrote ourselves. */
        private void contents(SignedMessage signedHere) {
            try (PDDocument document = Loader.loadPDF(file, "", null, null, IOUtils.createMemoryOnlyStreamCache())) {
                List<Bytes> found = credentials(document);
                if (found.size() == 1) {
                    credential = Optional.of(found.getFirst());
                    passed(Name.CREDENTIAL, "There is one credential in it.");
                } else {
                    failed(Name.CREDENTIAL, "no-credential", "The paper is not one of a credential.");
                }
            } catch (IOException e) {
                failed(Name.CREDENTIAL, "no-credential", "The attachments of the paper cannot be read.");
            }
        }

        private List<Bytes> credentials(PDDocument document) throws IOException {
            PDDocumentNameDictionary names = document.getDocumentCatalog().getNames();
            PDEmbeddedFilesNameTreeNode tree = names == null ? null : names.getEmbeddedFiles();
            Map<String, PDComplexFileSpecification> files = tree == null ? null : tree.getNames();
            List<Bytes> found = new ArrayList<>();
            if (files == null || document.getNumberOfPages() > Sheet.MOST_PAGES
                    || files.size() > Paper.MOST_ATTACHMENTS) {
                return found;
            }
            for (var entry : files.entrySet()) {
                PDEmbeddedFile embedded = entry.getValue().getEmbeddedFile();
                if (entry.getKey().startsWith(CREDENTIAL + ".") && embedded != null) {
                    try (InputStream in = embedded.createInputStream()) {
                        found.add(Bytes.of(in.readNBytes(Attachment.LARGEST)));
                    }
                }
            }
            return found;
        }

        private static String sentence(String text) {
            return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
        }
    }
}
