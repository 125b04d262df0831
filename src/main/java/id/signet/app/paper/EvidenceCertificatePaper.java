package id.signet.app.paper;

import id.signet.app.paper.EvidenceCertificate.Depositor;
import id.signet.app.paper.EvidenceCertificate.Signer;
import id.signet.app.paper.EvidenceCertificate.State;
import id.signet.app.paper.Paper.Row;
import id.signet.app.paper.Paper.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The certificate of a deposit of evidence (存证证明). */
public final class EvidenceCertificatePaper {

    private EvidenceCertificatePaper() {}

    /** @param warning stands above everything; empty where papers mean what they say */
    public static Paper of(EvidenceCertificate deposit, Optional<Words> warning) {
        List<Section> sections = new ArrayList<>();
        sections.add(what(deposit));
        sections.add(who(deposit));
        sections.add(when(deposit));
        sections.add(howToCheck(deposit));
        return new Paper(new Words("电子数据存证证明", "Certificate of Deposit of Electronic Evidence"),
                Optional.of(deposit.title()), deposit.depositId(), warning,
                Optional.of(
                        new Paper.Code(deposit.lookUp(), true, new Words("扫码查询存证状态", "Scan to look up the deposit"))),
                sections, deposit.attachments());
    }

    private static Section what(EvidenceCertificate deposit) {
        List<Row> rows = new ArrayList<>();
        deposit.fileName().ifPresent(name -> rows.add(row("文件名", "File name", Fact.text(name))));
        deposit.size()
                .map(size -> String.format(Locale.ROOT, "%,d", size))
                .ifPresent(
                        bytes -> rows.add(row("文件大小", "Size", Fact.words(bytes + " 字节", bytes + " bytes"))));
        deposit.sha256().ifPresent(digest -> rows.add(row("SHA-256 摘要", "SHA-256", new Fact.Hex(digest))));
        deposit.sm3().ifPresent(digest -> rows.add(row("SM3 摘要", "SM3", new Fact.Hex(digest))));
        deposit.unspecified()
                .ifPresent(digest -> rows.add(row("摘要（算法未说明）", "Digest (not said how)", new Fact.Hex(digest))));
        deposit.caseId().ifPresent(id -> rows.add(row("所属案件", "Case", Fact.text(id))));
        rows.add(row("状态", "State", state(deposit.state())));
        return new Section(new Words("存证内容", "What was deposited"), rows, List.of());
    }

    private static Fact state(State state) {
        return switch (state) {
            case State.Standing _ -> Fact.words("有效", "Standing");
            case State.Revoked revoked -> {
                List<Fact> facts = new ArrayList<>(
                        List.of(Fact.words("存证人已撤销", "Revoked by the depositor"), new Fact.Moment(revoked.at())));
                revoked.reason().ifPresent(reason -> facts.add(Fact.text(reason)));
                yield new Fact.Listed(facts);
            }
        };
    }

    private static Section who(EvidenceCertificate deposit) {
        List<Row> rows = new ArrayList<>();
        Depositor depositor = deposit.depositor();
        depositor.name().ifPresent(name -> rows.add(row("存证人", "Depositor", Fact.text(name))));
        rows.add(row("存证人标识", "Depositor's DID", new Fact.Identifier(depositor.did())));
        for (Signer signer : deposit.signers()) {
            List<Fact> facts = new ArrayList<>();
            signer.name().ifPresent(name -> facts.add(Fact.text(name)));
            facts.add(new Fact.Identifier(signer.did()));
            signer.at().ifPresent(at -> facts.add(new Fact.Moment(at)));
            rows.add(row("签名人", "Signer", new Fact.Listed(facts)));
        }
        return new Section(new Words("存证主体", "Who deposited it"), rows, List.of());
    }

    private static Section when(EvidenceCertificate deposit) {
        List<Row> rows = new ArrayList<>();
        rows.add(row("入账时间", "Logged at", new Fact.Moment(deposit.log().at())));
        rows.add(row("账本", "Log", new Fact.Identifier(deposit.log().origin())));
        rows.add(row("叶序号", "Leaf", Fact.text(Long.toString(deposit.log().leaf()))));
        rows.add(row("检查点树大小", "Tree size of the checkpoint",
                Fact.text(Long.toString(deposit.log().treeSize()))));
        rows.add(row("检查点树根", "Root of the checkpoint", new Fact.Hex(deposit.log().root())));
        if (!deposit.witnesses().isEmpty()) {
            rows.add(row("见证方", "Witnesses",
                    new Fact.Listed(deposit.witnesses().stream().map(Fact::text).toList())));
        }
        deposit.timestamp()
                .ifPresent(stamp -> rows.add(row("可信时间戳（RFC 3161）", "Time-stamp (RFC 3161)",
                        new Fact.Listed(List.of(new Fact.Moment(stamp.at()), Fact.text(stamp.authority()),
                                new Fact.Identifier(stamp.policy()))))));
        return new Section(new Words("入账与时间", "When it was logged"), rows, List.of());
    }

    private static Section howToCheck(EvidenceCertificate deposit) {
        List<Words> sentences = new ArrayList<>();
        sentences.add(new Words("一、计算您手中文件的 SHA-256 或 SM3 摘要，与上列摘要逐位比对；任何改动都会使摘要不同。",
                "1. Compute the SHA-256 or SM3 digest of the file in your hands and compare it with the one above; any change makes another digest."));
        sentences.add(new Words("二、扫描二维码或打开查询网址，核对存证编号、摘要与状态。",
                "2. Scan the code or open the address, and compare number, digest and state."));
        if (!deposit.attachments().isEmpty()) {
            sentences.add(new Words("三、本文件的附件含收据等数据，可在不依赖本服务的情况下离线验证存证已入账。",
                    "3. The receipt among this document's attachments proves the deposit offline, without this service."));
        }
        sentences.add(new Words("本证明说明上述摘要在入账时间之前已经存在且此后未被更改，不证明文件内容真实。",
                "This certificate says that the digest existed at the time logged and was not changed since; not that what the file says is true."));
        return new Section(new Words("核验方法", "How to check"), List.of(), sentences);
    }

    private static Row row(String chinese, String english, Fact fact) {
        return new Row(new Words(chinese, english), fact);
    }
}
