// The packaged service as a sandbox, and what its callers do with it over HTTP.
import {spawn} from 'node:child_process';
import {mkdtempSync, openSync, readFileSync, rmSync} from 'node:fs';
import net from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const TYPE = 'TrainingCertificate';

export class Service {
  static async start(top) {
    const data = mkdtempSync(join(tmpdir(), 'signet-crosscheck-'));
    const port = await freePort();
    const log = openSync(join(data, 'service.log'), 'w');
    const base = `http://localhost:${port}`;
    const child = spawn(join(top, 'signet'), ['--spring.profiles.active=sandbox'], {
      env: {...process.env, SIGNET_DATA_DIR: join(data, 'data'), SIGNET_PUBLIC_URL: base, SERVER_PORT: String(port),
        SIGNET_MANAGEMENT_PORT: '0'},
      stdio: ['ignore', log, log]
    });
    const service = new Service(data, base, child);
    await service.#up();
    return service;
  }

  constructor(data, base, child) {
    this.data = data;
    this.base = base;
    this.child = child;
    this.context = base + '/schemas/1/1/context';
    this.vct = base + '/types/1/1';
  }

  async #up() {
    for (let i = 0; i < 240; i++) {
      try {
        await fetch(this.base + '/log/key');
        return;
      } catch {
        if (this.child.exitCode !== null) {
          throw new Error('the service did not start: ' + readFileSync(join(this.data, 'service.log'), 'utf8').slice(-2000));
        }
        await new Promise(resolve => setTimeout(resolve, 500));
      }
    }
    throw new Error('the service is not up within two minutes');
  }

  stop() {
    this.child.kill();
    this.child.on('exit', () => rmSync(this.data, {recursive: true, force: true}));
  }

  async api(path, body) {
    const admin = readFileSync(join(this.data, 'data', 'admin.key'), 'utf8').trim();
    const answer = await fetch(`${this.base}/api/v1/${path}`, {method: 'POST', body: JSON.stringify(body),
      headers: {'Content-Type': 'application/json', Authorization: 'Bearer ' + admin}});
    const json = await answer.json();
    if (!answer.ok) {
      throw new Error(`POST ${path}: ${answer.status} ${json.detail}`);
    }
    return json;
  }

  /** The document of a DID, whoever made it: asked for over HTTP, as any resolver is. */
  async resolve(did) {
    const answer = await fetch(`${this.base}/1.0/identifiers/${encodeURIComponent(did)}`, {headers: {Accept: 'application/did'}});
    if (!answer.ok) {
      throw new Error(`${did} does not resolve: ${answer.status}`);
    }
    return answer.json();
  }

  async get(url, accept = 'application/json') {
    const answer = await fetch(url, {headers: {Accept: accept}});
    if (!answer.ok) {
      throw new Error(`${url}: ${answer.status}`);
    }
    return answer.json();
  }

  /** An issuer whose keys are kept here, accredited for training certificates. */
  async issuer(method, keyType) {
    const {did} = await this.api('dids', {method, keyType});
    await this.accredit(did);
    return did;
  }

  accredit(did) {
    return this.api('issuers', {did, name: 'Training office', accreditations: [{credentialType: TYPE}]});
  }

  async issue(issuer, format, more = {}) {
    return this.api('credentials', {issuer, type: ['VerifiableCredential', TYPE], format, status: [],
      subject: {id: 'did:example:ada', name: 'Ada Marsh', course: 'Fire safety', level: 'basic'}, ...more});
  }

  /** What an issuer elsewhere would write by the type registered here. */
  document(issuer) {
    return {
      '@context': ['https://www.w3.org/ns/credentials/v2', this.context],
      id: 'urn:uuid:' + crypto.randomUUID(),
      type: ['VerifiableCredential', TYPE],
      issuer,
      validFrom: new Date().toISOString().replace(/\.\d+Z/, 'Z'),
      credentialSubject: {id: 'did:example:ada', name: 'Ada Marsh', course: 'Fire safety', level: 'basic'},
      credentialSchema: {id: this.base + '/schemas/1/1', type: 'JsonSchema'}
    };
  }

  /** Without a policy by that which asks for everything: a proof, a key in force, an accredited issuer. */
  async accepts(credential, policy) {
    this.#must(await this.api('credentials/verify', {credential, policy}));
  }

  async refuses(credential) {
    this.#mustNot(await this.api('credentials/verify', {credential}), ['structure', 'proof']);
  }

  async acceptsPresentation(presentation, nonce, audience, policy) {
    this.#must(await this.api('presentations/verify', {presentation, nonce, audience, policy}));
  }

  async refusesPresentation(presentation, nonce, audience) {
    this.#mustNot(await this.api('presentations/verify', {presentation, nonce, audience}),
      ['structure', 'proof', 'holder-binding']);
  }

  #must(report) {
    if (!report.verified) {
      throw new Error('refused here: ' + told(report));
    }
  }

  /** It has to fail where it was changed, not by chance elsewhere. */
  #mustNot(report, names) {
    const blamed = rows(report).some(row => names.includes(row.name) && row.result === 'failed');
    if (report.verified || !blamed) {
      throw new Error('not refused here by ' + names + ': ' + told(report));
    }
  }
}

function rows(report) {
  return [...report.checks, ...(report.credentials ?? []).flatMap(rows)];
}

function told(report) {
  return rows(report).filter(row => row.result === 'failed' || row.result === 'unknown')
    .map(row => `${row.name} ${row.code} (${row.message})`).join(', ') || 'nothing failed';
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const {port} = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
