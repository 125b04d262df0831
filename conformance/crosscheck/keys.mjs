// Keys of issuers and holders elsewhere, with the DIDs that follow from them.
import {generateKeyPairSync} from 'node:crypto';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Bls12381Multikey from '@digitalbazaar/bls12-381-multikey';

/** A key pair of the Multikey libraries, with its did:key. */
export async function multikey(type) {
  const pair = type === 'Ed25519' ? await Ed25519Multikey.generate()
    : type === 'BLS12381G2' ? await Bls12381Multikey.generateBbsKeyPair({algorithm: Bls12381Multikey.ALGORITHMS.BBS_BLS12381_SHA256})
    : await EcdsaMultikey.generate({curve: type});
  const {publicKeyMultibase} = await pair.export({publicKey: true});
  pair.controller = 'did:key:' + publicKeyMultibase;
  pair.id = pair.controller + '#' + publicKeyMultibase;
  return pair;
}

/** A key pair as JWKs, with its did:jwk. */
export function jwk(type) {
  const {privateKey} = type === 'Ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', {namedCurve: type});
  const secret = privateKey.export({format: 'jwk'});
  const {crv, kty, x, y} = secret;
  const open = y ? {crv, kty, x, y} : {crv, kty, x};
  const did = 'did:jwk:' + Buffer.from(JSON.stringify(open)).toString('base64url');
  return {secret, open, did, kid: did + '#0'};
}

/** The public key of a verification method as a JWK, by the Multikey libraries. */
export async function jwkOf(method) {
  if (method.publicKeyJwk) {
    return method.publicKeyJwk;
  }
  const library = method.publicKeyMultibase.startsWith('z6Mk') ? Ed25519Multikey : EcdsaMultikey;
  return library.toJwk({keyPair: await library.from(method)});
}

/** The method that a token names, from the document that the running service resolves. */
export async function methodOf(service, kid) {
  const document = await service.resolve(kid.split('#')[0]);
  const method = document.verificationMethod.find(({id}) => id === kid || document.id + id === kid);
  if (!method || !document.assertionMethod.includes(method.id)) {
    throw new Error(`${kid} is no assertion method of its document`);
  }
  return method;
}
