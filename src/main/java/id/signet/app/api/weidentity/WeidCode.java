package id.signet.app.api.weidentity;

/**
 * The codes by which WeIdentity's clients branch: 201xxx and 205xxx are those of WeIdentity-Rest-Service, the others those of
 * the SDK behind it. The sentences are ours.
 */
enum WeidCode {

    SUCCESS(0, "success"),
    VALUE_FORMAT(201000, "A value has another form than it should."),
    UNKNOWN(201001, "An unexpected fault."),
    INPUT_MISSING(201002, "A member is missing, null or empty."),
    INPUT_ILLEGAL(201003, "The input is not as the description of this function says."),
    FUNCTION_NAME(201004, "functionName is missing, or there is no such function."),
    INVOKER(201008, "No key is kept here for invokerWeId in the name of this caller."),
    NONCE(201009, "transactionArg.nonce is missing or cannot be used."),
    FUNCTION_ARG(201010, "functionArg is missing or no object."),
    TRANSACTION_ARG(201011, "transactionArg is missing or no object."),
    VERSION(201012, "v is missing, empty or no text."),
    SIGNED_MESSAGE(201013, "transactionArg.signedMessage is missing or no signature of what was encoded."),
    SIGNED_NONCE(201013, "signedNonce is no signature of an open nonce by whom the token allows."),
    DATA(201014, "transactionArg.data is missing or not what was encoded."),
    BLOCK_LIMIT(201017, "transactionArg.blockLimit is missing, over or too far away."),
    KEY_TO_WEID(201018, "No WeIdentity DID follows from the public key."),
    SIGN_TYPE(201019, "transactionArg.signType is missing or neither 1 nor 2."),
    WEID_INVALID(100101, "This is no WeIdentity DID of this network."),
    PUBLIC_KEY_INVALID(100102, "This is no public key."),
    WEID_ABSENT(100104, "There is no such WeIdentity DID."),
    WEID_EXISTS(100105, "The WeIdentity DID exists already."),
    WRONG_KEY(100106, "The key of invokerWeId is not the key of the WeIdentity DID."),
    LAST_KEY(100111, "The last key, or the one that signs the operations of the DID, is not taken away."),
    DEACTIVATED(100116, "The WeIdentity DID is deactivated."),
    PUBLIC_KEY_ABSENT(100117, "No WeIdentity DID has this public key."),
    AUTHENTICATION_KEY_EXISTS(100118, "The public key is listed already."),
    AUTHENTICATION_ID_EXISTS(100119, "The id is the one of another key."),
    AUTHENTICATION_ABSENT(100120, "The document lists no such key."),
    SERVICE_EXISTS(100121, "The id is the one of another service."),
    ENCRYPT_KEY(100704, "Keys that are kept here sign, and encrypt nothing."),
    NOT_EXECUTED(160002, "The operation was not carried out."),
    ILLEGAL_INPUT(160004, "The input is refused."),
    BASE_ERROR(160007, "The service cannot do this at the moment."),
    REPEATED(160023, "The call is a repetition that cannot be answered."),
    ENDPOINT_UNREACHABLE(205001, "The endpoint does not answer."),
    ENDPOINT_ANSWER(205003, "The endpoint's answer cannot be read."),
    ENDPOINT_ABSENT(205005, "There is no such endpoint."),
    CREDENTIAL_ERROR(100400, "The credential is malformed."),
    CREDENTIAL_EXPIRED(100402, "The credential is over."),
    ISSUER_ABSENT(100407, "The issuer of the credential has no such key."),
    CLAIM_ILLEGAL(100411, "The claim is not one of its CPT."),
    CPT_MISMATCH(100425, "The credential is one of another CPT."),
    VERIFY_FAIL(100441, "The credential does not verify."),
    SIGNATURE_BROKEN(100405, "The signature is not that of a WeIdentity DID over what is signed."),
    EVIDENCE_HASH(100501, "The hash is not that of the credential."),
    EVIDENCE_ABSENT(100502, "There is no such evidence."),
    EVIDENCE_EXISTS(100503, "The signer has made evidence of this hash, or the custom key names another."),
    SAME_PARTIES(100450, "Who allows and who is allowed are the same."),
    NOT_OWNER(100451, "The owner of the data did not sign."),
    ISSUER_NAME(100206, "This is no name of an authority issuer."),
    ISSUER_TYPE_NAME(100208, "This is no name of an issuer type."),
    CPT_SCHEMA(100301, "This is no JSON schema of a claim."),
    CREDENTIAL_ISSUER_MISMATCH(100403, "Another than the issuer of the credential signed it."),
    ISSUANCE_DATE(100408, "The date of issuance is none, or has not come yet."),
    EXPIRATION_DATE(100409, "The date of expiration is none, or over."),
    CLAIM_ABSENT(100410, "There is no claim."),
    SIGNING_KEY_ABSENT(100415, "Nobody is named whose key is kept here and signs credentials."),
    CPT_UNKNOWN(100416, "There is no CPT of this number."),
    ISSUER_INVALID(100418, "The issuer is not the one who signs, or nobody recognizes him."),
    CLAIM_POLICY_ABSENT(100420, "There is no such claim policy."),
    DISCLOSURE_VALUE(100423, "What is disclosed or hidden is not said as it should be."),
    SALT_MISMATCH(100424, "Claim and salts of the credential do not fit."),
    POLICY_SHAPE(100427, "The policy does not have the shape of the claim."),
    RE_DISCLOSED(100432, "Something of the credential is hidden already."),
    STAMP_SELECTIVE(100438, "Only a credential of which nothing is hidden gets a time."),
    NOT_SELECTIVE(100440, "Of this credential nothing can be hidden."),
    CHALLENGE(100600, "This is no challenge."),
    CHALLENGE_HOLDER(100601, "The challenge is for another."),
    PRESENTATION_POLICY(100602, "There is no such presentation policy, or it is none that is answered here."),
    PRESENTED_OTHERS(100603, "The credentials are not those that the policy asks for."),
    CHALLENGE_NONCE(100605, "The presentation does not answer the nonce of the challenge, or was shown before."),
    PRESENTATION_SIGNATURE(100606, "The presentation is not signed by its presenter."),
    ISSUER_EXISTS(500201, "The DID is registered as an authority issuer already."),
    ISSUER_UNKNOWN(500202, "No authority issuer is registered so."),
    ISSUER_NAME_TAKEN(500203, "The name is that of another authority issuer."),
    ISSUER_UNRECOGNIZED(500204, "No authority recognizes the issuer."),
    CPT_ABSENT(500301, "There is no such CPT."),
    CPT_EXISTS(500304, "There is a CPT of this number."),
    CPT_FORBIDDEN(500305, "The publisher may not do this with the CPT."),
    ISSUER_TYPE_EXISTS(500501, "There is such an issuer type, or the DID is on its list."),
    ISSUER_TYPE_ABSENT(500502, "There is no such issuer type, or the DID is not on its list."),
    KEYS_TO_WEIDS(500100, "Not every public key has its WeIdentity DID."),
    NO_PERMISSION(500000, "The caller may not do this.");

    private final int code;
    private final String message;

    WeidCode(int code, String message) {
        this.code = code;
        this.message = message;
    }

    int code() {
        return code;
    }

    String message() {
        return message;
    }

    WeidRefused refusal() {
        return new WeidRefused(this, message, null);
    }

    /** @param detail one plain sentence about this occurrence, safe to show */
    WeidRefused refusal(String detail) {
        return new WeidRefused(this, detail, null);
    }
}
