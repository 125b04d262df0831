// COSE messages: @auth0/cose, which knows nothing of credentials.
import {Algorithms, Headers, ProtectedHeaders, Sign1} from '@auth0/cose';
import {importJWK} from 'jose';
import {jwk, jwkOf, methodOf} from './keys.mjs';
import {OURS, refused, THEIRS} from './tally.mjs';

const CWT_CLAIMS = 15;
const TYP = 16;
const [ISS, AUD, IAT, NONCE] = [1, 3, 6, 10];
const VERIFIER = 'https://verifier.example';
const PAYLOAD = message => message.indexOf('Fire safety');
const SIGNATURE = message => message.length - 10;

export async function cose(service, tally) {
  for (const [alg, type, method] of [['ES256', 'P-256', 'weid'], ['ES384', 'P-384', 'key'], ['ES512', 'P-521', 'key'],
      ['EdDSA', 'Ed25519', 'web']]) {
    await exchange(service, tally, alg, type, method);
  }
}

async function exchange(service, tally, alg, type, method) {
  const ours = tally.row('@auth0/cose', `vc+cose, ${alg}`, OURS);
  const issuer = await service.issuer(method, type);
  const issued = await ours('issued here', async () => {
    const {credential} = await service.issue(issuer, 'vc+cose');
    const document = await read(service, credential, 'application/vc+cose');
    if (document.issuer !== issuer) {
      throw new Error('another payload');
    }
    return credential;
  });
  if (issued) {
    await ours('one byte of the payload changed', () => refused(() => read(service, changed(issued, PAYLOAD), 'application/vc+cose')));
    await ours('one byte of the signature changed', () => refused(() => read(service, changed(issued, SIGNATURE), 'application/vc+cose')));
  }

  const theirs = tally.row('@auth0/cose', `vc+cose, ${alg}`, THEIRS);
  const pair = jwk(type);
  await service.accredit(pair.did);
  const foreign = await theirs('issued by theirs', async () => {
    const credential = await sign(service.document(pair.did), pair, alg, 'vc', new Map());
    await service.accepts(credential);
    return credential;
  });
  if (foreign) {
    await theirs('one byte of the payload changed', () => service.refuses(changed(foreign, PAYLOAD)));
    await theirs('one byte of the signature changed', () => service.refuses(changed(foreign, SIGNATURE)));
  }

  const document = (holder, credential) => ({'@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiablePresentation'],
    holder, verifiableCredential: [credential]});
  const shown = tally.row('@auth0/cose', `vp+cose, ${alg}`, OURS);
  const made = await shown('made here', async () => {
    const {presentation} = await service.api('presentations',
      {presentation: document(issuer, issued), format: 'vp+cose', nonce: 'n-1', audience: VERIFIER});
    const {claims} = await opened(service, presentation, 'application/vp+cose');
    if (claim(claims, AUD) !== VERIFIER || Buffer.from(claim(claims, NONCE)).toString() !== 'n-1') {
      throw new Error('it answers another verifier');
    }
    return presentation;
  });
  if (made) {
    await shown('one byte of the signature changed', () => refused(() => read(service, changed(made, SIGNATURE), 'application/vp+cose')));
  }
  const judged = tally.row('@auth0/cose', `vp+cose, ${alg}`, THEIRS);
  const nonce = `n-cose-${alg}`;
  const bearer = await judged('made by theirs', async () => {
    const {credential} = await service.issue(issuer, 'vc+cose',
      {holderKey: pair.open, subject: {id: pair.did, name: 'Ada Marsh', course: 'Fire safety'}});
    const presentation = await sign(document(pair.did, credential), pair, alg, 'vp', new Map([[AUD, VERIFIER], [NONCE, Buffer.from(nonce)]]));
    await service.acceptsPresentation(presentation, nonce, VERIFIER);
    return presentation;
  });
  if (bearer) {
    await judged('for another nonce', () => service.refusesPresentation(bearer, 'n-other', VERIFIER));
    await judged('for another verifier', () => service.refusesPresentation(bearer, nonce, 'https://another.example'));
    await judged('one byte of the signature changed', () => service.refusesPresentation(changed(bearer, SIGNATURE), nonce, VERIFIER));
  }
}

/** By a library that is given the key of the method that the message names. */
async function read(service, envelope, typ) {
  return (await opened(service, envelope, typ)).document;
}

async function opened(service, envelope, typ) {
  const message = Sign1.decode(bytes(envelope));
  const kid = Buffer.from(message.protectedHeaders.get(Headers.KeyID)).toString();
  if (message.protectedHeaders.get(TYP) !== typ) {
    throw new Error('another typ');
  }
  const alg = Algorithms[message.protectedHeaders.get(Headers.Algorithm)];
  await message.verify(await importJWK(await jwkOf(await methodOf(service, kid)), alg));
  return {document: JSON.parse(Buffer.from(message.payload)), claims: message.protectedHeaders.get(CWT_CLAIMS)};
}

/** Its CBOR makes a map of them or an object. */
function claim(claims, label) {
  return claims instanceof Map ? claims.get(label) : claims[label];
}

async function sign(document, pair, alg, what, claims) {
  const all = new Map([[ISS, pair.did], [IAT, Math.floor(Date.now() / 1000)], ...claims]);
  const message = await Sign1.sign(new ProtectedHeaders([
    [Headers.Algorithm, Algorithms[alg]], [Headers.ContentType, 'application/' + what], [Headers.KeyID, Buffer.from(pair.kid)],
    [CWT_CLAIMS, all], [TYP, `application/${what}+cose`]
  ]), undefined, Buffer.from(JSON.stringify(document)), await importJWK(pair.secret, alg));
  return envelope(Buffer.from(message.encode()), what);
}

function envelope(message, what) {
  return {'@context': 'https://www.w3.org/ns/credentials/v2', id: `data:application/${what}+cose;base64,${message.toString('base64')}`,
    type: what === 'vc' ? 'EnvelopedVerifiableCredential' : 'EnvelopedVerifiablePresentation'};
}

function bytes({id}) {
  return Buffer.from(id.slice(id.indexOf(',') + 1), 'base64');
}

/** The message with one bit of its payload or of its signature changed. */
function changed(enveloped, where) {
  const message = bytes(enveloped);
  message[where(message)] ^= 1;
  return {...enveloped, id: enveloped.id.slice(0, enveloped.id.indexOf(',') + 1) + message.toString('base64')};
}
