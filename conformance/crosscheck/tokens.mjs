// Tokens: jose (without DIDs, as any JOSE library), did-jwt (with DIDs) and did-jwt-vc (data model 1.1).
import {compactVerify, importJWK, jwtVerify, SignJWT} from 'jose';
import {createJWT, EdDSASigner, ES256KSigner, ES256Signer, verifyJWT} from 'did-jwt';
import {createVerifiableCredentialJwt, createVerifiablePresentationJwt} from 'did-jwt-vc';
import {jwk, jwkOf, methodOf} from './keys.mjs';
import {claiming, forged, OURS, refused, THEIRS} from './tally.mjs';

const ANY_ISSUER = {checks: {'issuer-trust': 'advisory'}};
const VERIFIER = 'https://verifier.example';

export async function tokens(service, tally) {
  for (const [alg, type, method] of [['ES256', 'P-256', 'weid'], ['ES384', 'P-384', 'web'], ['ES512', 'P-521', 'jwk'],
      ['EdDSA', 'Ed25519', 'jwk']]) {
    await exchange(service, tally, 'jose', jose(service), alg, type, method);
  }
  for (const [alg, type, method] of [['ES256', 'P-256', 'key'], ['EdDSA', 'Ed25519', 'weid'], ['ES256K', 'secp256k1', 'jwk']]) {
    await exchange(service, tally, 'did-jwt', didJwt(service), alg, type, method);
    await dataModel11(service, tally, alg, type);
  }
}

async function exchange(service, tally, library, theirs, alg, type, method) {
  const format = kind => `${kind}, ${alg}`;
  const holder = jwk('Ed25519');
  const ours = tally.row(library, format('vc+jwt'), OURS);
  const issuer = await service.issuer(method, type);
  const issued = await ours('issued here', async () => {
    const {credential} = await service.issue(issuer, 'vc+jwt', {holderKey: holder.open});
    await theirs.read(credential, 'vc+jwt');
    return credential;
  });
  if (issued) {
    await ours('one claim changed', () => refused(() => theirs.read(claiming(issued, otherCourse), 'vc+jwt')));
    await ours('one character of the signature changed', () => refused(() => theirs.read(forged(issued), 'vc+jwt')));
  }

  const read = tally.row(library, format('vc+jwt'), THEIRS);
  const pair = jwk(type);
  await service.accredit(pair.did);
  const iat = Math.floor(Date.now() / 1000);
  const foreign = await read('issued by theirs', async () => {
    const token = await theirs.sign({...service.document(pair.did), iss: pair.did, iat}, pair, alg, {typ: 'vc+jwt', cty: 'vc'});
    await service.accepts(token);
    return token;
  });
  if (foreign) {
    await read('one claim changed', () => service.refuses(claiming(foreign, otherCourse)));
    await read('one character of the signature changed', () => service.refuses(forged(foreign)));
  }

  const shown = tally.row(library, format('vp+jwt'), OURS);
  const envelope = token => ({'@context': 'https://www.w3.org/ns/credentials/v2', type: 'EnvelopedVerifiableCredential',
    id: 'data:application/vc+jwt,' + token});
  const presentation = (who, token) => ({'@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiablePresentation'],
    holder: who, verifiableCredential: [envelope(token)]});
  const made = await shown('made here', async () => {
    const {presentation: token} = await service.api('presentations', {presentation: presentation(issuer, issued), format: 'vp+jwt',
      nonce: 'n-1', audience: VERIFIER});
    const claims = await theirs.read(token, 'vp+jwt', VERIFIER);
    if (claims.nonce !== 'n-1') {
      throw new Error('another nonce');
    }
    return token;
  });
  if (made) {
    await shown('for another verifier', () => refused(() => theirs.read(made, 'vp+jwt', 'https://another.example')));
    await shown('one character of the signature changed', () => refused(() => theirs.read(forged(made), 'vp+jwt', VERIFIER)));
  }

  const judged = tally.row(library, format('vp+jwt'), THEIRS);
  const nonce = `n-${library}-${alg}`;
  const bearer = await judged('made by theirs', async () => {
    // The credential names its holder by the key that signs here.
    const {credential} = await service.issue(issuer, 'vc+jwt', {holderKey: pair.open, subject:
      {id: pair.did, name: 'Ada Marsh', course: 'Fire safety'}});
    const token = await theirs.sign({...presentation(pair.did, credential), iss: pair.did, iat, nonce, aud: VERIFIER}, pair, alg,
      {typ: 'vp+jwt', cty: 'vp'});
    await service.acceptsPresentation(token, nonce, VERIFIER);
    return token;
  });
  if (bearer) {
    await judged('for another nonce', () => service.refusesPresentation(bearer, 'n-other', VERIFIER));
    await judged('for another verifier', () => service.refusesPresentation(bearer, nonce, 'https://another.example'));
    await judged('one character of the signature changed', () => service.refusesPresentation(forged(bearer), nonce, VERIFIER));
  }
}

/** jose is given keys; the method comes from the document that the token's kid names. */
function jose(service) {
  return {
    async sign(claims, pair, alg, header) {
      return new SignJWT(claims).setProtectedHeader({...header, alg, kid: pair.kid}).sign(await importJWK(pair.secret, alg));
    },
    async read(token, typ, audience) {
      const key = async ({alg, kid}) => importJWK(await jwkOf(await methodOf(service, kid)), alg);
      await compactVerify(token, key);
      const {payload} = await jwtVerify(token, key, {typ, audience});
      return payload;
    }
  };
}

/** did-jwt resolves the issuer itself, at the running service. */
function didJwt(service) {
  return {
    sign(claims, pair, alg, header) {
      return createJWT(claims, {issuer: pair.did, signer: signer(pair, alg)}, {...header, alg, kid: pair.kid});
    },
    async read(token, typ, audience) {
      const {payload} = await verifyJWT(token, {resolver: resolver(service), audience,
        proofPurpose: typ === 'vp+jwt' ? 'authentication' : 'assertionMethod'});
      return payload;
    }
  };
}

function signer({secret}, alg) {
  const d = Buffer.from(secret.d, 'base64url');
  return alg === 'EdDSA' ? EdDSASigner(d) : alg === 'ES256K' ? ES256KSigner(d) : ES256Signer(d);
}

function resolver(service) {
  return {async resolve(did) {
    return {didDocument: await service.resolve(did.split('#')[0]), didDocumentMetadata: {}, didResolutionMetadata: {}};
  }};
}

/** What did-jwt-vc writes is read here; nothing of data model 1.1 is issued here in tokens. */
async function dataModel11(service, tally, alg, type) {
  const read = tally.row('did-jwt-vc', `jwt_vc_json, ${alg}`, THEIRS);
  const pair = jwk(type);
  const issuer = {did: pair.did, signer: signer(pair, alg), alg};
  const holder = jwk(type);
  // No context of 1.1 defines `name`, so this is no paper of the type registered here, and nobody is accredited for it.
  const {id, credentialSubject: {name, ...claims}, validFrom} = service.document(pair.did);
  const credential = await read('issued by theirs', async () => {
    const token = await createVerifiableCredentialJwt({
      '@context': ['https://www.w3.org/2018/credentials/v1', service.context],
      id, type: ['VerifiableCredential', 'TrainingCertificate'], issuer: pair.did, issuanceDate: validFrom,
      credentialSubject: {...claims, id: holder.did}
    }, issuer, {header: {kid: pair.kid}});
    await service.accepts(token, ANY_ISSUER);
    return token;
  });
  if (!credential) {
    return;
  }
  await read('one claim changed', () => service.refuses(claiming(credential, claims => claims.vc.credentialSubject.course = 'x')));
  await read('one character of the signature changed', () => service.refuses(forged(credential)));
  const shown = tally.row('did-jwt-vc', `jwt_vp_json, ${alg}`, THEIRS);
  const nonce = `n-11-${alg}`;
  const token = await shown('made by theirs', async () => {
    const presentation = await createVerifiablePresentationJwt({
      '@context': ['https://www.w3.org/2018/credentials/v1'], type: ['VerifiablePresentation'], holder: holder.did,
      verifiableCredential: [credential]
    }, {did: holder.did, signer: signer(holder, alg), alg}, {challenge: nonce, domain: VERIFIER, header: {kid: holder.kid}});
    await service.acceptsPresentation(presentation, nonce, VERIFIER, ANY_ISSUER);
    return presentation;
  });
  if (token) {
    await shown('for another nonce', () => service.refusesPresentation(token, 'n-other', VERIFIER));
    await shown('one character of the signature changed', () => service.refusesPresentation(forged(token), nonce, VERIFIER));
  }
}

function otherCourse(claims) {
  claims.credentialSubject.course = 'Crane driving';
}
