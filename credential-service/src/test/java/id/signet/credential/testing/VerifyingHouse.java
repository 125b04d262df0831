package id.signet.credential.testing;

import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.credential.format.sdjwt.Salts;
import id.signet.credential.format.sdjwt.SdJwtVcFormat;
import id.signet.credential.format.weidentity.OldNames;
import id.signet.credential.format.weidentity.PojoParsing;
import id.signet.credential.presentation.Presentations;
import id.signet.credential.verify.HolderJudgement;
import id.signet.credential.verify.IssuedIndex;
import id.signet.credential.verify.LedgerAnchors;
import id.signet.credential.verify.ListedIssuers;
import id.signet.credential.verify.OwnStatusLists;
import id.signet.credential.verify.RecentStatusLists;
import id.signet.credential.verify.RecordedStatus;
import id.signet.credential.verify.RegistryAccreditations;
import id.signet.credential.verify.RegistrySigners;
import id.signet.credential.verify.SignerResolution;
import id.signet.credential.verify.Signers;
import id.signet.credential.verify.StructureCheck;
import id.signet.credential.verify.Types;
import id.signet.credential.verify.VerificationPolicy;
import id.signet.credential.verify.VerificationReport;
import id.signet.credential.verify.VerificationRequest;
import id.signet.credential.verify.VerifyCredential;
import id.signet.credential.verify.VerifyPresentation;
import id.signet.credential.verify.WebStatusLists;
import id.signet.credential.verify.checks.AnchorCheck;
import id.signet.credential.verify.checks.HolderBindingCheck;
import id.signet.credential.verify.checks.IssuerKeyCheck;
import id.signet.credential.verify.checks.IssuerTrustCheck;
import id.signet.credential.verify.checks.ProofCheck;
import id.signet.credential.verify.checks.PublishedSchemas;
import id.signet.credential.verify.checks.SchemaCheck;
import id.signet.credential.verify.checks.StatusCheck;
import id.signet.credential.verify.checks.ValidityPeriodCheck;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.AcceptedKeyTypes;
import id.signet.crypto.rdf.Contexts;
import id.signet.crypto.rdf.TermCheck;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.receipt.ReceiptVerifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A verifier with every part in place, who reads the registries of an issuing house. */
public final class VerifyingHouse {

    public final VerifyCredential credentials;
    public final VerifyPresentation presentations;
    private final IssuingHouse house;

    /** On the node that issues. */
    public static VerifyingHouse here(IssuingHouse house) {
        return new VerifyingHouse(house, house.records, house.recorded);
    }

    /** On a node that has the registries and none of the records. */
    public static VerifyingHouse elsewhere(IssuingHouse house) {
        return new VerifyingHouse(house, subject -> Optional.empty(), RecordedStatus.ELSEWHERE);
    }

    /** On a node that issues for the log, and lost what it knew of its credentials. */
    public static VerifyingHouse unrecorded(IssuingHouse house) {
        return new VerifyingHouse(house, subject -> Optional.empty(),
                (issuer, signedInputHash) -> new RecordedStatus.Answer.NotIssued());
    }

    /** With records that say this. */
    public static VerifyingHouse recording(IssuingHouse house, RecordedStatus recorded) {
        return new VerifyingHouse(house, subject -> Optional.empty(), recorded);
    }

    private VerifyingHouse(IssuingHouse house, IssuedIndex issued, RecordedStatus recorded) {
        this.house = house;
        var resolution = new SignerResolution(new RegistrySigners(house.resolver),
                (issuer, keyId) -> new Signers.Answer.Missing("nobody"), AcceptedKeyTypes.STABLE);
        var terms = TermCheck.of(Contexts.bundled().and(house.schemas::context));
        var structure = new StructureCheck(house.formats, terms::check);
        var types = Types.of(house.schemas);
        var holders = new HolderJudgement(resolution, new InMemoryPresentedOnce(house.ground.clock));
        var anchors = new LedgerAnchors(new ReceiptVerifier(VerifierKey.parse(house.ledger.verifierKey())), issued);
        credentials = new VerifyCredential(structure,
                List.of(new ProofCheck(), new IssuerKeyCheck(issuer -> Json.array()), new ValidityPeriodCheck(),
                        new StatusCheck(new OwnStatusLists(house.status, IssuingHouse.NAMES.publicUrl(),
                                new WebStatusLists(IssuingHouse.NO_WEB)), new RecentStatusLists(), house.formats,
                                resolution, recorded),
                        new SchemaCheck(types, house.chains::of,
                                new PublishedSchemas(IssuingHouse.NO_WEB, structure, resolution)),
                        new IssuerTrustCheck(new RegistryAccreditations(house.trust), ListedIssuers.NONE, types),
                        new AnchorCheck(),
                        new HolderBindingCheck(holders)),
                resolution, anchors, house.ground.clock);
        presentations = new VerifyPresentation(
                new Presentations(List.of(new SdJwtVcFormat(Salts.random())), new DataIntegrityFormat(house.suites),
                        new PojoParsing(IssuingHouse.NAMES.publicUrl(),
                                OldNames.of(IssuingHouse.NAMES.network(), house.resolver))),
                structure, credentials, holders, house.ground.clock);
    }

    /** That of our own doors, trusting the root. */
    public VerificationPolicy policy() {
        return VerificationPolicy.standard(Set.of(house.trust.rootAuthority().orElseThrow().toString()));
    }

    public VerificationReport verify(JsonNode credential, String... receipts) {
        return credentials.verify(new VerificationRequest(credential, List.of(receipts), policy()));
    }
}
