// docs/conformance.md has a part for each kind of run. A run writes its own part, with its date, and leaves the others as they are.
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const PARTS = ['vc', 'did', 'did-webvh', 'jose-cose', 'json-schema', 'crosscheck'];
const HEAD = `# Conformance

What suites and libraries that others wrote say of the packaged service. Each part is written by the run that it names, on the day
that it names (\`conformance/README.md\`). Counted is what was executed; a run that executes less than it did before, or fails in
another place, fails.
`;

/** @param lines of the part, after its heading */
export function write(top, part, title, lines) {
  const file = join(top, 'docs', 'conformance.md');
  const parts = existsSync(file) ? read(readFileSync(file, 'utf8')) : new Map();
  parts.set(part, [`## ${title}`, '', ...lines].join('\n').trimEnd() + '\n');
  const known = PARTS.filter(name => parts.has(name));
  writeFileSync(file, [HEAD, ...known.map(name => mark(name) + '\n' + parts.get(name))].join('\n'));
}

export const today = () => new Date().toISOString().slice(0, 10);

/** The day and the name of the commit that a checkout is at. */
export function revision(checkout) {
  return execFileSync('git', ['log', '-1', '--format=%cs %h'], {cwd: checkout, encoding: 'utf8'}).trim();
}

/** As one cell of a table, or one item of a list. */
export function plain(text) {
  return text.replace(/\s+/g, ' ').replace(/[|<>]/g, ' ').slice(0, 400);
}

function read(page) {
  const parts = new Map();
  for (const [, name, text] of page.matchAll(/^<!-- part: (\S+) -->\n([^]*?)(?=^<!-- part: |(?![^]))/gm)) {
    parts.set(name, text.trimEnd() + '\n');
  }
  return parts;
}

function mark(name) {
  return `<!-- part: ${name} -->`;
}
