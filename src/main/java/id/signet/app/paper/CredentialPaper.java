package id.signet.app.paper;

import id.signet.app.paper.Paper.Row;
import id.signet.app.paper.Paper.Section;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.verify.VerificationReport;
import id.signet.credential.verify.VerificationTime.Logged;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A credential for people: its claims by the names of its type, and the credential itself among the attachments. */
public final class CredentialPaper {

    private static final int DEEPEST = 6;
    private static final int MOST_CLAIMS = 200;

    private CredentialPaper() {}

    /**
     * The paper of a credential that was just verified.
     *
     * @param credential the very one that the report is about
     * @param submitted the same as it was handed in: an object, or a token as a string
     * @param code a link to it; empty for a paper without
     * @param warning stands above everything; empty where papers mean what they say
     * @throws MalformedInput.TooLarge if the credential is too large to be attached
     * @throws IllegalArgumentException unless the report says that it is verified
     */
    public static Paper of(UnverifiedCredential credential, JsonNode submitted, VerificationReport report,
            TypeNames names, Optional<Paper.Code> code, Optional<Words> warning) {
        if (!report.verified()) {
            throw new IllegalArgumentException("a paper is made of a credential that is verified");
        }
        String type = credential.types().getLast();
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(new Words("凭证内容", "Claims"), claims(credential.schemaDocument(), names), List.of()));
        sections.add(issued(credential, report));
        sections.add(howToCheck());
        return new Paper(names.name().orElseGet(() -> new Words("可验证凭证", "Verifiable Credential")),
                names.name().isPresent() ? Optional.empty() : Optional.of(type), number(credential), warning, code,
                sections, List.of(attachment(submitted)));
    }

    private static String number(UnverifiedCredential credential) {
        return credential.id()
                .filter(id -> id.length() <= 80)
                .orElseGet(() -> Bytes.of(Hashes.sha256(credential.exact().toArray())).hex().substring(0, 32));
    }

    // ---- claims ----

    private static List<Row> claims(ObjectNode document, TypeNames names) {
        List<Row> rows = new ArrayList<>();
        walk(document.path("credentialSubject"), "", new Words("主体", "Subject"), names, 0, rows);
        if (rows.size() > MOST_CLAIMS) {
            List<Row> shown = new ArrayList<>(rows.subList(0, MOST_CLAIMS));
            shown.add(new Row(new Words("其余内容", "The rest"), Fact.words("见附件中的凭证原文。",
                    "See the credential among the attachments.")));
            return shown;
        }
        return rows;
    }

    private static void walk(JsonNode node, String path, Words label, TypeNames names, int depth, List<Row> rows) {
        if (rows.size() > MOST_CLAIMS) {
            return;
        }
        if (node.isObject() && depth < DEEPEST) {
            for (var member : node.properties()) {
                String inner = path.isEmpty() ? member.getKey() : path + "/" + member.getKey();
                Words own = names.labels()
                        .getOrDefault(inner, member.getKey().equals("id") && depth == 0
                                ? new Words("主体标识", "Subject's identifier")
                                : Words.same(member.getKey().isBlank() ? "—" : member.getKey()));
                walk(member.getValue(), inner, path.isEmpty() ? own : joined(label, own), names, depth + 1, rows);
            }
        } else if (node.isArray() && node.valueStream().anyMatch(JsonNode::isContainer) && depth < DEEPEST) {
            for (JsonNode item : node) {
                walk(item, path.isEmpty() ? "" : path + "/*", label, names, depth + 1, rows);
            }
        } else if (!node.isMissingNode()) {
            rows.add(new Row(label, fact(node)));
        }
    }

    private static Words joined(Words outer, Words inner) {
        return new Words(outer.chinese() + " / " + inner.chinese(), outer.english() + " / " + inner.english());
    }

    private static Fact fact(JsonNode node) {
        if (node.isArray() && node.valueStream().noneMatch(JsonNode::isContainer)) {
            return new Fact.Listed(node.valueStream().limit(100).map(CredentialPaper::fact).toList());
        }
        if (node.isBoolean()) {
            return node.booleanValue() ? Fact.words("是", "yes") : Fact.words("否", "no");
        }
        String text = node.isString() ? node.stringValue() : node.toString();
        if (text.isBlank()) {
            return Fact.text("—");
        }
        boolean name = text.length() > 8 && text.matches("(?:did|urn|https?):[\\x21-\\x7e]+");
        return name ? new Fact.Identifier(text) : Fact.text(text);
    }

    // ---- issuance ----

    private static Section issued(UnverifiedCredential credential, VerificationReport report) {
        List<Row> rows = new ArrayList<>();
        issuerName(credential.document()).ifPresent(name -> rows.add(row("签发者", "Issuer", Fact.text(name))));
        rows.add(row("签发者标识", "Issuer's identifier", new Fact.Identifier(credential.issuer())));
        rows.add(row("凭证类型", "Type", new Fact.Identifier(String.join(" ", credential.types()))));
        Optional<Instant> from = report.time().claimed().validFrom().or(credential::issuedAt);
        from.ifPresent(time -> rows.add(row("有效期自", "Valid from", new Fact.Moment(time))));
        rows.add(row("有效期至", "Valid until", report.time()
                .claimed()
                .validUntil()
                .<Fact>map(Fact.Moment::new)
                .orElseGet(() -> Fact.words("长期", "without an end"))));
        report.time().logged().ifPresent(logged -> logged(logged, rows));
        rows.add(row("验证于", "Verified at", new Fact.Moment(report.time().checkedAt())));
        return new Section(new Words("签发与有效期", "Issuance and validity"), rows, List.of());
    }

    private static void logged(Logged logged, List<Row> rows) {
        rows.add(row("入账时间", "Logged at", new Fact.Moment(logged.loggedAt())));
        rows.add(row("叶序号", "Leaf", Fact.text(Long.toString(logged.leaf().value()))));
    }

    private static Optional<String> issuerName(ObjectNode document) {
        String name = document.path("issuer").path("name").asString("");
        return Optional.of(name).filter(text -> !text.isBlank());
    }

    private static Section howToCheck() {
        return new Section(new Words("核验方法", "How to check"), List.of(), List.of(
                new Words("一、凭证原文在本文件的附件中；提交本文件即可核验文件未被改动，并核验凭证及其当前状态。",
                        "1. The credential itself is attached to this document. Hand the document in for verification: it is checked that it was not changed, and the credential with its present status."),
                new Words("二、纸面所示为签发本文件时的情况；凭证此后可能被撤销，以核验结果为准。",
                        "2. The paper shows how things stood when it was made. The credential may have been revoked since: what verification says counts.")));
    }

    private static Row row(String chinese, String english, Fact fact) {
        return new Row(new Words(chinese, english), fact);
    }

    // ---- the credential itself ----

    private static Attachment attachment(JsonNode submitted) {
        boolean token = submitted.isString();
        Bytes content = Bytes.utf8(token ? submitted.stringValue() : submitted.toString());
        if (content.size() > Attachment.LARGEST) {
            throw new MalformedInput.TooLarge("A credential on paper has at most " + Attachment.LARGEST + " bytes.");
        }
        String mediaType = !token
                ? "application/json"
                : submitted.stringValue().contains("~") ? "application/dc+sd-jwt" : "application/jwt";
        return new Attachment(PaperCheck.CREDENTIAL + (token ? ".txt" : ".json"), mediaType, "凭证原文 / the credential",
                Attachment.Relation.SOURCE, content);
    }

    /** What was attached, as it was handed in. */
    public static JsonNode attached(Bytes content) {
        byte[] bytes = content.toArray();
        return bytes.length > 0 && bytes[0] == '{'
                ? StrictJson.parseObject(bytes)
                : JsonNodeFactory.instance.stringNode(content.asUtf8());
    }
}
