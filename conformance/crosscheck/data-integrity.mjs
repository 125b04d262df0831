// Embedded proofs: @digitalbazaar/vc with one package for each cryptosuite.
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {cryptosuite as eddsaRdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as eddsaJcs from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as ecdsaRdfc} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import * as ecdsaJcs from '@digitalbazaar/ecdsa-jcs-2019-cryptosuite';
import * as ecdsaSd from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import * as bbs from '@digitalbazaar/bbs-2023-cryptosuite';
import {multikey} from './keys.mjs';
import {altered, OURS, refused, THEIRS} from './tally.mjs';

const LIBRARY = '@digitalbazaar/vc';
const VERIFIER = 'https://verifier.example';
const WHOLE = [
  {name: 'eddsa-rdfc-2022', key: 'Ed25519', method: 'weid', sign: () => eddsaRdfc, read: () => eddsaRdfc},
  {name: 'eddsa-jcs-2022', key: 'Ed25519', method: 'key', sign: eddsaJcs.createSignCryptosuite, read: eddsaJcs.createVerifyCryptosuite},
  {name: 'ecdsa-rdfc-2019', key: 'P-256', method: 'web', sign: () => ecdsaRdfc, read: () => ecdsaRdfc},
  {name: 'ecdsa-rdfc-2019', key: 'P-384', method: 'key', sign: () => ecdsaRdfc, read: () => ecdsaRdfc},
  {name: 'ecdsa-jcs-2019', key: 'P-256', method: 'weid', sign: ecdsaJcs.createSignCryptosuite, read: ecdsaJcs.createVerifyCryptosuite},
  {name: 'ecdsa-jcs-2019', key: 'P-384', method: 'web', sign: ecdsaJcs.createSignCryptosuite, read: ecdsaJcs.createVerifyCryptosuite}
];
const SELECTIVE = [
  {name: 'ecdsa-sd-2023', key: 'P-256', method: 'weid', suite: ecdsaSd, read: ecdsaSd.createVerifyCryptosuite},
  {name: 'bbs-2023', key: 'BLS12381G2', method: 'key', suite: bbs, read: bbs.createVerifyCryptosuite}
];
const MANDATORY = ['/issuer', '/validFrom', '/credentialSchema'];
const SHOWN = ['/credentialSubject/course'];

export async function dataIntegrity(service, tally) {
  const documentLoader = loader(service);
  const theirs = new Theirs(documentLoader);
  for (const suite of WHOLE) {
    await whole(service, tally, theirs, suite);
  }
  for (const suite of SELECTIVE) {
    await selective(service, tally, theirs, suite);
  }
  await presentations(service, tally, theirs);
  await status(service, tally, theirs);
}

/** What theirs signs, derives and judges. */
class Theirs {
  constructor(documentLoader) {
    this.documentLoader = documentLoader;
    this.readers = [...WHOLE, ...SELECTIVE].map(suite => new DataIntegrityProof({cryptosuite: suite.read()}));
  }

  sign(credential, pair, cryptosuite) {
    return vc.issue({credential, suite: new DataIntegrityProof({signer: pair.signer(), cryptosuite}),
      documentLoader: this.documentLoader});
  }

  derive(verifiableCredential, {suite}, selectivePointers) {
    return vc.derive({verifiableCredential, documentLoader: this.documentLoader,
      suite: new DataIntegrityProof({cryptosuite: suite.createDiscloseCryptosuite({selectivePointers})})});
  }

  verdict(credential, suite = this.readers, options = {}) {
    return vc.verifyCredential({credential, suite, documentLoader: this.documentLoader, ...options});
  }

  async accepts(credential, suite) {
    must(await this.verdict(credential, suite));
  }

  refuses(credential, suite) {
    return refused(() => this.verdict(credential, suite));
  }

  async acceptsPresentation(...asked) {
    must(await this.#judge(...asked));
  }

  refusesPresentation(...asked) {
    return refused(() => this.#judge(...asked));
  }

  #judge(presentation, challenge, domain) {
    return vc.verify({presentation, challenge, domain, suite: this.readers, documentLoader: this.documentLoader});
  }
}

function must({verified, error, statusResult}) {
  if (!verified) {
    const why = error?.errors?.map(each => each.message).join(', ') ?? error?.message ?? statusResult?.error?.message;
    throw new Error('refused by theirs: ' + why);
  }
}

async function whole(service, tally, theirs, {name, key, method, sign}) {
  const format = `${name}, ${key}`;
  const ours = tally.row(LIBRARY, format, OURS);
  const issuer = await service.issuer(method, key);
  const credential = await ours('issued here', async () => {
    const {credential} = await service.issue(issuer, 'data-integrity', {cryptosuite: name});
    await theirs.accepts(credential);
    return credential;
  });
  if (credential) {
    await ours('one claim changed', () => theirs.refuses(otherCourse(credential)));
    await ours('one character of the proof changed', () => theirs.refuses(otherProof(credential)));
  }
  const read = tally.row(LIBRARY, format, THEIRS);
  const pair = await multikey(key);
  await service.accredit(pair.controller);
  const foreign = await read('issued by theirs', async () => {
    const signed = await theirs.sign(service.document(pair.controller), pair, sign());
    await service.accepts(signed);
    return signed;
  });
  if (foreign) {
    await read('one claim changed', () => service.refuses(otherCourse(foreign)));
    await read('one character of the proof changed', () => service.refuses(otherProof(foreign)));
  }
}

/** A base proof of one, derived by the other, is read by both. */
async function selective(service, tally, theirs, kind) {
  const {name, key, method, suite} = kind;
  const ours = tally.row(LIBRARY, `${name}, ${key}`, OURS);
  const issuer = await service.issuer(method, key);
  const {credential: base} = await service.issue(issuer, 'data-integrity', {cryptosuite: name});
  if (suite.createConfirmCryptosuite) {
    const confirm = new DataIntegrityProof({cryptosuite: suite.createConfirmCryptosuite()});
    await ours('a base proof made here is confirmed', () => theirs.accepts(base, confirm));
    await ours('a base proof with one claim changed', () => theirs.refuses(otherCourse(base), confirm));
  }
  await ours('a base proof is no proof to be shown', () => theirs.refuses(base));
  await shown(ours, 'derived here', () => derivedHere(service, base), [theirs]);
  await shown(ours, 'made here, derived by theirs', () => theirs.derive(base, kind, SHOWN), [theirs, service]);

  const read = tally.row(LIBRARY, `${name}, ${key}`, THEIRS);
  const pair = await multikey(key);
  await service.accredit(pair.controller);
  const foreign = await theirs.sign(service.document(pair.controller), pair,
    suite.createSignCryptosuite({mandatoryPointers: MANDATORY}));
  await read('a base proof is no proof to be shown', () => service.refuses(foreign));
  await shown(read, 'derived by theirs', () => theirs.derive(foreign, kind, SHOWN), [service]);
  await shown(read, 'made by theirs, derived here', () => derivedHere(service, foreign), [service, theirs]);
}

/** A part that was derived: each reader takes it, and refuses it with another claim or proof. */
async function shown(row, how, derive, readers) {
  const part = await row(how, async () => {
    const part = await derive();
    const {name, course} = part.credentialSubject;
    if (name !== undefined || course !== 'Fire safety') {
      throw new Error('it shows other parts than were chosen');
    }
    return part;
  });
  for (const reader of part ? readers : []) {
    await row(how + ', read', () => reader.accepts(part));
    await row(how + ', one claim changed', () => reader.refuses(otherCourse(part)));
    await row(how + ', one character of the proof changed', () => reader.refuses(otherProof(part)));
  }
}

async function presentations(service, tally, theirs) {
  const issuer = await service.issuer('weid', 'Ed25519');
  const about = async subject => (await service.issue(issuer, 'data-integrity',
    {cryptosuite: 'eddsa-rdfc-2022', subject: {id: subject, name: 'Ada Marsh', course: 'Fire safety'}})).credential;
  const ours = tally.row(LIBRARY, 'presentation with a proof', OURS);
  const holder = await service.issuer('weid', 'P-256');
  const made = await ours('made here', async () => {
    const document = {'@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiablePresentation'], holder,
      verifiableCredential: [await about(holder)]};
    const {presentation} = await service.api('presentations', {presentation: document, format: 'data-integrity',
      cryptosuite: 'ecdsa-rdfc-2019', nonce: 'n-ours', audience: VERIFIER});
    await theirs.acceptsPresentation(presentation, 'n-ours', VERIFIER);
    return presentation;
  });
  if (made) {
    await ours('for another challenge', () => theirs.refusesPresentation(made, 'n-other', VERIFIER));
    await ours('for another domain', () => theirs.refusesPresentation(made, 'n-ours', 'https://another.example'));
    await ours('one character of the proof changed', () => theirs.refusesPresentation(otherProof(made), 'n-ours', VERIFIER));
  }
  const read = tally.row(LIBRARY, 'presentation with a proof', THEIRS);
  const pair = await multikey('Ed25519');
  const foreign = await vc.signPresentation({
    presentation: vc.createPresentation({verifiableCredential: [await about(pair.controller)], holder: pair.controller, version: 2.0}),
    suite: new DataIntegrityProof({signer: pair.signer(), cryptosuite: eddsaRdfc}),
    challenge: 'n-theirs', domain: VERIFIER, documentLoader: theirs.documentLoader
  });
  await read('for another challenge', () => service.refusesPresentation(foreign, 'n-other', VERIFIER));
  await read('for another domain', () => service.refusesPresentation(foreign, 'n-theirs', 'https://another.example'));
  await read('of another holder', () => service.refusesPresentation({...foreign, holder: issuer}, 'n-theirs', VERIFIER));
  await read('one character of the proof changed', () => service.refusesPresentation(otherProof(foreign), 'n-theirs', VERIFIER));
  // A nonce is answered once, so what is taken comes last.
  await read('made by theirs', () => service.acceptsPresentation(foreign, 'n-theirs', VERIFIER));
}

async function status(service, tally, theirs) {
  const ours = tally.row('@digitalbazaar/vc-bitstring-status-list', 'Bitstring Status List', OURS);
  const issuer = await service.issuer('weid', 'Ed25519');
  const {id, credential} = await service.issue(issuer, 'data-integrity', {cryptosuite: 'eddsa-rdfc-2022', status: ['revocation']});
  // It reads and verifies the list; what the bit means is left to its caller.
  const bit = async () => {
    const verdict = await theirs.verdict(credential, theirs.readers, {checkStatus});
    must(verdict);
    return verdict.statusResult.results[0].status;
  };
  await ours('in force', async () => is(await bit(), false));
  await service.api(`credentials/${id}/status`, {purpose: 'revocation', value: true});
  await ours('revoked', async () => is(await bit(), true));
}

function is(actual, expected) {
  if (actual !== expected) {
    throw new Error(`${actual} instead of ${expected}`);
  }
}

/** Contexts and documents as the running service gives them; what the libraries bring along is theirs. */
function loader(service) {
  return async url => {
    if (url.startsWith('did:')) {
      const [did, fragment] = url.split('#');
      const document = await service.resolve(did);
      const method = document.verificationMethod.find(({id}) => id === url);
      return {contextUrl: null, documentUrl: url, document: fragment ? {'@context': document['@context'], ...method} : document};
    }
    if (url.startsWith(service.base)) {
      return {contextUrl: null, documentUrl: url, document: await service.get(url)};
    }
    return vc.defaultDocumentLoader(url);
  };
}

async function derivedHere(service, base) {
  const {verifiableCredential} = await service.api('credentials/derive', {verifiableCredential: base, selectivePointers: SHOWN});
  return verifiableCredential;
}

function otherCourse(credential) {
  const other = structuredClone(credential);
  other.credentialSubject.course = 'Crane driving';
  return other;
}

function otherProof(credential) {
  const other = structuredClone(credential);
  other.proof.proofValue = altered(other.proof.proofValue);
  return other;
}
