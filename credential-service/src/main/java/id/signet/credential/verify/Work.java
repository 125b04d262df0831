package id.signet.credential.verify;

import id.signet.credential.CredentialSignature;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.presentation.HolderProof;
import id.signet.credential.presentation.UnverifiedPresentation.VcPresentation;
import id.signet.crypto.MalformedInput;
import java.util.List;

/**
 * What it costs to verify the signatures of one request and to try its receipts, in ordinary signatures. A proof of a selective suite can cost a
 * thousand of them and is small, so the length of a request does not bound its work.
 */
final class Work {

    /** About a second of one processor; room for thirty credentials with a {@code bbs-2023} proof each. */
    private static final int MAXIMUM = 2_500;

    /** Of so many receipts it can be found out for the price of one signature whether they are of a signature. */
    private static final int RECEIPTS = 10;

    private Work() {}

    /** @throws MalformedInput.TooLarge if it is more than one request may ask for */
    static void require(StructureCheck.Answer credential, List<String> receipts) {
        require(of(credential, receipts));
    }

    /**
     * The holder's proofs are judged by themselves and with each credential and those in it.
     *
     * @throws MalformedInput.TooLarge if it is more than one request may ask for
     */
    static void require(
            VcPresentation presentation, List<StructureCheck.Answer> credentials, List<String> receipts) {
        int holder = presentation.proofs().stream().mapToInt(Work::of).sum();
        require(holder * (1 + credentials.stream().mapToInt(Work::shown).sum())
                + credentials.stream().mapToInt(credential -> of(credential, receipts)).sum());
    }

    private static int shown(StructureCheck.Answer answer) {
        return answer instanceof StructureCheck.Answer.WellFormed(var credential, var _) ? shown(credential) : 1;
    }

    private static int shown(UnverifiedCredential credential) {
        return 1 + credential.members().stream().mapToInt(Work::shown).sum();
    }

    private static void require(int work) {
        if (work > MAXIMUM) {
            throw new MalformedInput.TooLarge("The proofs take more work than one request may ask for.");
        }
    }

    private static int of(StructureCheck.Answer answer, List<String> receipts) {
        return switch (answer) {
            case StructureCheck.Answer.Malformed _ -> 0;
            case StructureCheck.Answer.WellFormed(var credential, var _) -> of(credential, receipts);
        };
    }

    private static int of(UnverifiedCredential credential, List<String> receipts) {
        return credential.signatures().stream().mapToInt(CredentialSignature::work).sum()
                + credential.signatures().size() * (receipts.size() + credential.receipts().size()) / RECEIPTS
                + credential.members().stream().mapToInt(member -> of(member, receipts)).sum();
    }

    private static int of(HolderProof proof) {
        return proof instanceof HolderProof.PresentationProof own ? own.signature().work() : 1;
    }
}
