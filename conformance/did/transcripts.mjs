// What the W3C suite for DID Core 1.0 reads: transcripts of the functions resolve, resolveRepresentation and dereference, asked of a
// running service over HTTP. The functions of DID Core are abstract; this is how they meet the doors:
//
// resolveRepresentation  Accept: the wanted representation. The stream is the body as it came, its type the Content-Type header, the
//                        document's metadata those of the result form.
// resolve                Accept: the old result form, whose errors are the words of DID Core. Its contentType is left out: DID Core
//                        1.0 §7.1.2 forbids it in resolve, and the HTTP binding of DID Resolution 1.0 needs it. Of an error the
//                        document is taken from the result form, where it is null; the old form has an empty object, as the suite
//                        for did:key asks.
// dereference            As resolveRepresentation. A redirect is a text/uri-list with its Location, as the HTTP binding of DID
//                        Resolution has it the other way round.
const JSON_TYPE = 'application/did+json';
const JSON_LD = 'application/did+ld+json';
const RESULT = 'application/did-resolution';
const OLD_RESULT = 'application/ld+json;profile="https://w3id.org/did-resolution"';
const ENVELOPE = 'application/did-url-dereferencing';
const NAMED = {implementation: 'Signet', implementer: 'Signet'};

export class Transcripts {
  #base;

  constructor(base) {
    this.#base = base;
  }

  /** The file of a method for the suites of identifiers, core properties, production and consumption. */
  async method(didMethod, dids, parameters = {}) {
    const file = {didMethod, ...NAMED, supportedContentTypes: [JSON_TYPE, JSON_LD], dids, didParameters: {}};
    for (const [name, didUrl] of Object.entries(parameters)) {
      const {status} = await this.#ask(didUrl, RESULT);
      if (status !== 200 && status !== 303) {
        throw new Error(`${didUrl}: ${status}`);
      }
      file.didParameters[name] = didUrl;
    }
    for (const did of dids) {
      const result = await this.#json(did, RESULT);
      const {'@context': context, ...properties} = result.didDocument;
      file[did] = {didDocumentDataModel: {properties}};
      for (const accept of file.supportedContentTypes) {
        const {type, text} = await this.#ask(did, accept);
        file[did][accept] = {
          didDocumentDataModel: {representationSpecificEntries: {'@context': context}},
          representation: text,
          didResolutionMetadata: {contentType: type},
          didDocumentMetadata: result.didDocumentMetadata
        };
      }
    }
    return file;
  }

  /** @param cases of {did, outcome}, where the outcome is what the suite is told to expect */
  async resolver(didMethod, cases) {
    const list = [];
    for (const {did, outcome} of cases) {
      list.push({outcome, execution: await this.#resolve(did)});
      if (outcome === 'defaultOutcome') {
        list.push({outcome, execution: await this.#resolveRepresentation(did, JSON_TYPE)});
        list.push({outcome, execution: await this.#resolveRepresentation(did, JSON_LD)});
      }
    }
    return executions(didMethod, list);
  }

  /** @param cases of {didUrl, outcome} */
  async dereferencer(didMethod, cases) {
    const list = [];
    for (const {didUrl, outcome} of cases) {
      list.push({outcome, execution: await this.#dereference(didUrl, JSON_LD)});
    }
    return executions(didMethod, list);
  }

  async #resolve(did) {
    const old = await this.#json(did, OLD_RESULT);
    const {contentType, ...didResolutionMetadata} = old.didResolutionMetadata;
    const didDocument = didResolutionMetadata.error ? (await this.#json(did, RESULT)).didDocument : old.didDocument;
    return {
      function: 'resolve',
      input: {did, resolutionOptions: {}},
      output: {didResolutionMetadata, didDocument, didDocumentMetadata: old.didDocumentMetadata}
    };
  }

  async #resolveRepresentation(did, accept) {
    const {type, text} = await this.#ask(did, accept);
    const {didDocumentMetadata} = await this.#json(did, RESULT);
    return {
      function: 'resolveRepresentation',
      input: {did, resolutionOptions: {accept}},
      output: {didResolutionMetadata: {contentType: type}, didDocumentStream: text, didDocumentMetadata}
    };
  }

  async #dereference(didUrl, accept) {
    const {status, type, text, location} = await this.#ask(didUrl, accept);
    let output;
    if (status === 200) {
      const {contentMetadata} = await this.#json(didUrl, ENVELOPE);
      output = {dereferencingMetadata: {contentType: type}, contentStream: text, contentMetadata};
    } else if (status === 303) {
      output = {dereferencingMetadata: {contentType: 'text/uri-list'}, contentStream: location, contentMetadata: {}};
    } else {
      const {didDereferencingMetadata} = await this.#json(didUrl, OLD_RESULT);
      const {contentStream, contentMetadata} = await this.#json(didUrl, ENVELOPE);
      // An empty stream is written as an empty text.
      output = {dereferencingMetadata: didDereferencingMetadata, contentStream: contentStream ?? '', contentMetadata};
    }
    return {function: 'dereference', input: {didUrl, dereferenceOptions: {accept}}, output};
  }

  async #json(didUrl, accept) {
    return JSON.parse((await this.#ask(didUrl, accept)).text);
  }

  async #ask(didUrl, accept) {
    const answer = await fetch(this.#base + encodeURIComponent(didUrl), {headers: {Accept: accept}, redirect: 'manual'});
    return {
      status: answer.status,
      type: answer.headers.get('Content-Type'),
      text: await answer.text(),
      location: answer.headers.get('Location')
    };
  }
}

function executions(didMethod, list) {
  const expectedOutcomes = {};
  list.forEach(({outcome}, index) => (expectedOutcomes[outcome] ??= []).push(index));
  return {didMethod, ...NAMED, expectedOutcomes, executions: list.map(({execution}) => execution)};
}
