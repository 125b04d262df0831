// SD-JWT: @sd-jwt/sd-jwt-vc for dc+sd-jwt, @sd-jwt/core for vc+sd-jwt.
import {SDJwtInstance} from '@sd-jwt/core';
import {SDJwtVcInstance} from '@sd-jwt/sd-jwt-vc';
import {digest, generateSalt} from '@sd-jwt/crypto-nodejs';
import {createPrivateKey, createPublicKey, sign, verify} from 'node:crypto';
import {jwk, jwkOf, methodOf} from './keys.mjs';
import {altered, OURS, refused, THEIRS} from './tally.mjs';

const VERIFIER = 'https://verifier.example';
const OTHERWISE = 'Crane driving';

class VcSdJwt extends SDJwtInstance {
  type = 'vc+sd-jwt';
}

export async function sdJwt(service, tally) {
  for (const [alg, type, method] of [['ES256', 'P-256', 'weid'], ['ES384', 'P-384', 'web'], ['EdDSA', 'Ed25519', 'key']]) {
    await exchange(service, tally, '@sd-jwt/sd-jwt-vc', 'dc+sd-jwt', SDJwtVcInstance, alg, type, method);
    await exchange(service, tally, '@sd-jwt/core', 'vc+sd-jwt', VcSdJwt, alg, type, method);
  }
  await status(service, tally);
}

async function exchange(service, tally, library, format, Instance, alg, type, method) {
  const ours = tally.row(library, `${format}, ${alg}`, OURS);
  const issuer = await service.issuer(method, type);
  const holder = jwk(type);
  const reader = await theirs(service, Instance, alg, holder);
  const issued = await ours('issued here', async () => {
    const {credential} = await service.issue(issuer, format, {holderKey: holder.open});
    await reader.verify(credential);
    return credential;
  });
  if (issued) {
    await ours('one character of the signature changed', () => refused(() => reader.verify(inPart(issued, 0, forged))));
    await ours('the claim of a disclosure changed', () => refused(() => reader.verify(inPart(issued, 1, otherwise))));
    await ours('nothing is read from a changed disclosure', async () => {
      const {payload} = await reader.verify(inPart(issued, 1, otherwise)).catch(() => ({payload: {}}));
      if (JSON.stringify(payload).includes(OTHERWISE)) {
        throw new Error('the changed claim is taken for the issuer\'s');
      }
    });
    await shown(service, ours, reader, format, issued, `ours-${format}-${alg}`);
  }

  const read = tally.row(library, `${format}, ${alg}`, THEIRS);
  const pair = jwk(type);
  await service.accredit(pair.did);
  const writer = await theirs(service, Instance, alg, holder, pair);
  const iat = Math.floor(Date.now() / 1000);
  const cnf = {jwk: holder.open};
  const foreign = await read('issued by theirs', async () => {
    const token = format === 'dc+sd-jwt'
      ? await writer.issue({iss: pair.did, iat, vct: service.vct, cnf, sub: 'did:example:ada', name: 'Ada Marsh', course: 'Fire safety', level: 'basic'},
        {_sd: ['name', 'course', 'level']}, {header: {kid: pair.kid}})
      : await writer.issue({iss: pair.did, iat, cnf, ...service.document(pair.did)},
        {credentialSubject: {_sd: ['name', 'course', 'level']}}, {header: {kid: pair.kid, cty: 'vc'}});
    await service.accepts(token);
    return token;
  });
  if (foreign) {
    await read('one character of the signature changed', () => service.refuses(inPart(foreign, 0, forged)));
    await read('the claim of a disclosure changed', () => service.refuses(inPart(foreign, 1, otherwise)));
    await shown(service, read, writer, format, foreign, `theirs-${format}-${alg}`);
  }
}

/** Theirs chooses what is shown and binds it to the holder's key; both read it. */
async function shown(service, row, holders, format, issued, nonce) {
  const chosen = format === 'dc+sd-jwt' ? {course: true} : {credentialSubject: {course: true}};
  const kb = {payload: {iat: Math.floor(Date.now() / 1000), aud: VERIFIER, nonce}};
  const presentation = await row('shown in part with a key binding, read by both', async () => {
    const token = await holders.present(issued, chosen, {kb});
    const {payload} = await holders.verify(token, {keyBindingNonce: nonce});
    const claims = payload.credentialSubject ?? payload;
    if (claims.course !== 'Fire safety' || claims.name !== undefined) {
      throw new Error('it shows other parts than were chosen');
    }
    await service.acceptsPresentation(token, nonce, VERIFIER);
    return token;
  });
  if (presentation) {
    const other = inPart(presentation, -1, forged);
    await row('for another nonce, theirs', () => refused(() => holders.verify(presentation, {keyBindingNonce: 'n-other'})));
    await row('for another nonce, here', () => service.refusesPresentation(presentation, 'n-other', VERIFIER));
    await row('for another verifier, here', () => service.refusesPresentation(presentation, nonce, 'https://another.example'));
    await row('one character of the key binding changed, theirs', () => refused(() => holders.verify(other, {keyBindingNonce: nonce})));
    await row('one character of the key binding changed, here', () => service.refusesPresentation(other, nonce, VERIFIER));
  }
}

async function status(service, tally) {
  const ours = tally.row('@sd-jwt/jwt-status-list', 'Token Status List', OURS);
  const issuer = await service.issuer('weid', 'P-256');
  const holder = jwk('P-256');
  const reader = await theirs(service, SDJwtVcInstance, 'ES256', holder);
  const {id, credential} = await service.issue(issuer, 'dc+sd-jwt', {holderKey: holder.open, status: ['revocation']});
  await ours('in force', () => reader.verify(credential));
  await service.api(`credentials/${id}/status`, {purpose: 'revocation', value: true});
  await ours('revoked', () => refused(() => reader.verify(credential)));
}

/** The library with a holder's key, and an issuer's where it issues. Issuers' keys come from the documents that tokens name. */
async function theirs(service, Instance, alg, holder, pair) {
  const verifier = async (data, signature) => {
    const kid = JSON.parse(Buffer.from(data.split('.')[0], 'base64url')).kid;
    return checked(alg, await jwkOf(await methodOf(service, kid)), data, signature);
  };
  return new Instance({
    signAlg: alg, hashAlg: 'sha-256', hasher: digest, saltGenerator: generateSalt, verifier, statusVerifier: verifier,
    signer: pair && signer(alg, pair.secret),
    kbSignAlg: alg, kbSigner: signer(alg, holder.secret),
    kbVerifier: (data, signature, payload) => checked(alg, payload.cnf.jwk, data, signature)
  });
}

function signer(alg, secret) {
  return data => sign(hash(alg), Buffer.from(data), {key: createPrivateKey({key: secret, format: 'jwk'}), dsaEncoding: 'ieee-p1363'})
    .toString('base64url');
}

function checked(alg, open, data, signature) {
  return verify(hash(alg), Buffer.from(data), {key: createPublicKey({key: open, format: 'jwk'}), dsaEncoding: 'ieee-p1363'},
    Buffer.from(signature, 'base64url'));
}

function hash(alg) {
  return {ES256: 'sha256', ES384: 'sha384', EdDSA: null}[alg];
}

function forged(token) {
  const end = token.lastIndexOf('.') + 1;
  return token.slice(0, end) + altered(token.slice(end));
}

/** The disclosure of another value. */
function otherwise(disclosure) {
  const [salt, name] = JSON.parse(Buffer.from(disclosure, 'base64url'));
  return Buffer.from(JSON.stringify([salt, name, OTHERWISE])).toString('base64url');
}

function inPart(sdJwt, index, change) {
  const parts = sdJwt.split('~');
  const at = index < 0 ? parts.length + index : index;
  parts[at] = change(parts[at]);
  return parts.join('~');
}
