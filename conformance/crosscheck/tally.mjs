// What was executed, and what of it passed: one row for each library, format and direction.
export class Tally {
  rows = [];

  /** @param direction `ours, read by theirs` or `theirs, read by ours` */
  row(library, format, direction) {
    const row = {library, format, direction, executed: 0, failures: []};
    this.rows.push(row);
    return async (what, check) => {
      row.executed++;
      try {
        return await check();
      } catch (failure) {
        row.failures.push(`${what}: ${failure.message}`);
        return undefined;
      }
    };
  }
}

export const OURS = 'ours, read by theirs';
export const THEIRS = 'theirs, read by ours';

/** A check of theirs that has to throw or to say no. */
export async function refused(verdict) {
  let answer;
  try {
    answer = await verdict();
  } catch {
    return;
  }
  if (answer !== false && answer?.verified !== false) {
    throw new Error('taken for good by theirs');
  }
}

/** One character in the middle of the text is another. */
export function altered(text) {
  const middle = Math.floor(text.length / 2);
  return text.slice(0, middle) + (text[middle] === 'A' ? 'B' : 'A') + text.slice(middle + 1);
}

/** The token with one character of its signature changed. */
export function forged(token) {
  const [head, body, signature] = token.split('.');
  return [head, body, altered(signature)].join('.');
}

/** The token with one claim of its payload changed. */
export function claiming(token, change) {
  const [head, body, signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url'));
  change(claims);
  return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}
