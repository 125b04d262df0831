// Starts a sandbox behind TLS, makes an issuer instance for each cryptosuite and type of key, runs each suite and prints what it
// executed. A suite that executes nothing, or less than it did when this was written, fails.
import {execFileSync, spawn} from 'node:child_process';
import {mkdtempSync, openSync, readFileSync, writeFileSync} from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {SUITES} from './suites.mjs';
import {report, TITLE} from './report.mjs';
import {write} from '../page.mjs';

const [top, folder, ...names] = process.argv.slice(2);
const PORT = await freePort();
const BASE = `https://localhost:${PORT}`;
const wanted = SUITES.filter(suite => names.length === 0 || names.includes(suite.name));
const unknown = names.filter(name => !SUITES.some(suite => suite.name === name));
if (unknown.length > 0) {
  throw new Error(`no such suite: ${unknown}; there are ${SUITES.map(suite => suite.name).join(', ')}`);
}

const data = mkdtempSync(join(tmpdir(), 'signet-conformance-'));
const [certificate, key] = [join(data, 'tls.crt'), join(data, 'tls.key')];
execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj',
  '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', certificate], {stdio: 'ignore'});
const agent = new https.Agent({ca: readFileSync(certificate)});
const log = openSync(join(data, 'service.log'), 'w');
const service = spawn(join(top, 'signet'), ['--spring.profiles.active=sandbox,w3c-suites',
  '--server.ssl.certificate=' + certificate, '--server.ssl.certificate-private-key=' + key], {
  env: {...process.env, SIGNET_DATA_DIR: join(data, 'data'), SIGNET_PUBLIC_URL: BASE, SERVER_PORT: String(PORT),
    SIGNET_MANAGEMENT_PORT: '0'},
  stdio: ['ignore', log, log]
});
const results = [];
try {
  await up();
  const config = await configuration();
  for (const suite of wanted) {
    writeFileSync(join(folder, suite.folder, 'localConfig.cjs'), 'module.exports = ' + JSON.stringify(config, null, 2));
    results.push(await run(suite));
  }
} finally {
  service.kill();
}
if (names.length === 0) {
  write(top, 'vc', TITLE, report(results, folder));
}
process.exit(results.every(result => result.good) ? 0 : 1);

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const {port} = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function up() {
  for (let i = 0; i < 240; i++) {
    try {
      await call('GET', '/log/key');
      return;
    } catch {
      if (service.exitCode !== null) {
        throw new Error('the service did not start: ' + readFileSync(join(data, 'service.log'), 'utf8').slice(-2000));
      }
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  }
  throw new Error('the service is not up within two minutes');
}

/** What the service answers, as text. */
function call(method, path, headers = {}, body) {
  return new Promise((resolve, reject) => {
    const request = https.request(BASE + path, {method, agent, headers}, answer => {
      let text = '';
      answer.on('data', part => text += part);
      answer.on('end', () => answer.statusCode < 300 ? resolve(text) : reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`)));
    });
    request.on('error', reject);
    request.end(body && JSON.stringify(body));
  });
}

function authorization() {
  return {Authorization: 'Bearer ' + readFileSync(join(data, 'data', 'admin.key'), 'utf8').trim()};
}

async function api(method, path, body) {
  return JSON.parse(await call(method, '/api/v1/' + path, {'Content-Type': 'application/json', ...authorization()}, body));
}

/** An instance of its own for each cryptosuite and type of key; suites take the first endpoint that has their tag. */
async function configuration() {
  const issuer = async (cryptosuite, keyType, tags, {status = [], ...more} = {}) => {
    const {did} = await api('POST', 'dids', {method: 'key', keyType});
    const {path} = await api('POST', 'vc-api/instances', {issuer: did, cryptosuite, status, unregisteredTypes: true});
    return {id: did, endpoint: `${BASE}${path}/credentials/issue`, headers: authorization(), tags,
      supports: {vc: ['1.1', '2.0']}, ...more};
  };
  const ecdsa = (suite, curve) => issuer(suite, curve, [suite], {supportedEcdsaKeyTypes: [curve]});
  const verifier = {id: 'did:web:localhost', headers: authorization(), options: {}, supports: {vc: ['1.1', '2.0']},
    supportedEcdsaKeyTypes: ['P-256', 'P-384']};
  const selective = [];
  for (const [suite, keyType] of [['ecdsa-sd-2023', 'P-256'], ['bbs-2023', 'BLS12381G2']]) {
    try {
      selective.push(await issuer(suite, keyType, [suite], {supportedEcdsaKeyTypes: ['P-256']}));
    } catch (refused) {
      console.log(`no instance of ${suite}: ${refused.message}`);
    }
  }
  const tags = ['vc2.0', 'eddsa-rdfc-2022', 'eddsa-jcs-2022', 'ecdsa-rdfc-2019', 'ecdsa-jcs-2019', 'Ed25519Signature2020',
    'BitstringStatusList', 'vc-api', ...selective.flatMap(instance => instance.tags)];
  return {
    settings: {enableInteropTests: false, testAllImplementations: false},
    implementations: [{
      name: 'Signet',
      implementation: 'Signet',
      issuers: [
        await issuer('eddsa-rdfc-2022', 'Ed25519', ['vc2.0', 'eddsa-rdfc-2022']),
        await issuer('eddsa-jcs-2022', 'Ed25519', ['eddsa-jcs-2022']),
        await ecdsa('ecdsa-rdfc-2019', 'P-256'),
        await ecdsa('ecdsa-rdfc-2019', 'P-384'),
        await ecdsa('ecdsa-jcs-2019', 'P-256'),
        await ecdsa('ecdsa-jcs-2019', 'P-384'),
        await issuer('Ed25519Signature2020', 'Ed25519', ['Ed25519Signature2020', 'vc-api']),
        await issuer('eddsa-rdfc-2022', 'Ed25519', ['BitstringStatusList'], {status: ['revocation']}),
        ...selective
      ],
      verifiers: [{...verifier, endpoint: `${BASE}/vc-api/credentials/verify`, tags}],
      vpVerifiers: [{...verifier, endpoint: `${BASE}/vc-api/presentations/verify`, tags: ['vc2.0']}]
    }]
  };
}

async function run(suite) {
  const cwd = join(folder, suite.folder);
  const file = join(data, suite.name + '.json');
  try {
    execFileSync('npx', ['mocha', '--no-config', '--preserve-symlinks', '--reporter', 'json', '--reporter-option', 'output=' + file,
      '--timeout', '30000', ...(suite.tests ?? ['tests/'])], {cwd, env: {...process.env, APP_ROOT_PATH: cwd}, stdio: 'ignore'});
  } catch {
    // Tests failed, as the report tells.
  }
  const {stats, failures, pending} = JSON.parse(readFileSync(file));
  const executed = stats.passes + stats.failures;
  const good = executed >= suite.executed && stats.passes >= suite.passes;
  console.log(`${suite.name}: tests ${stats.tests}, executed ${executed}, passed ${stats.passes}, failed ${stats.failures}, pending ${stats.pending}`
    + (good ? '' : ` - FEWER THAN ${suite.passes} of ${suite.executed}`));
  failures.forEach(failure => console.log(`  ${failure.fullTitle}: ${failure.err.message}`));
  return {...suite, ran: executed, passed: stats.passes, good, pending: pending.map(test => test.fullTitle),
    failures: failures.map(failure => ({title: failure.fullTitle, why: failure.err.message}))};
}
