'use strict';

/** Hashes a file that is chosen or dropped, and says what is known of it. Without this script the form still asks by hash. */
(() => {
  const words = document.getElementById('words').dataset;
  const zone = document.getElementById('zone');
  const input = document.getElementById('file');
  const work = document.getElementById('work');
  const bar = document.getElementById('bar');
  const cancel = document.getElementById('cancel');
  const status = document.getElementById('status');
  const hashes = document.getElementById('hashes');
  const results = document.getElementById('results');
  const answer = document.getElementById('answer');
  const one = document.getElementById('one');
  let worker = null;
  let question = 0;

  const say = (text) => {
    status.textContent = text;
  };
  const filled = (text, value) => text.replace('{}', () => value);

  function stop() {
    if (worker) {
      worker.terminate();
      worker = null;
    }
    question++;
    work.hidden = true;
  }

  function start(file) {
    stop();
    hashes.replaceChildren();
    if (answer) {
      answer.hidden = true;
    }
    status.className = '';
    bar.max = Math.max(1, file.size);
    bar.value = 0;
    work.hidden = false;
    say(filled(words.hashing, file.name));
    worker = new Worker('/evidence/files/hash.js');
    worker.onmessage = ({ data }) => {
      if (data.done !== undefined) {
        bar.value = data.done;
        return;
      }
      const cancelled = document.activeElement === cancel;
      stop();
      if (cancelled) {
        input.focus();
      }
      if (data.error !== undefined) {
        say(words.unreadable);
      } else {
        show(file.name, data);
        (one ? compare : lookUp)(file.name, data);
      }
    };
    worker.onerror = () => {
      stop();
      say(words.failed);
    };
    worker.postMessage(file);
  }

  function show(name, { sha256, sm3 }) {
    const title = document.createElement('p');
    title.textContent = filled(words.of, name);
    const list = document.createElement('dl');
    for (const [kind, digest] of [['SHA-256', sha256], ['SM3', sm3]]) {
      const term = document.createElement('dt');
      term.textContent = kind;
      const value = document.createElement('dd');
      value.className = 'digest';
      value.textContent = digest;
      list.append(term, value);
    }
    hashes.replaceChildren(title, list);
  }

  function compare(name, { sha256, sm3 }) {
    const known = one.dataset;
    const told = [[known.sha256, sha256], [known.sm3, sm3]].filter(([digest]) => digest);
    const same = told.length > 0
      ? told.every(([digest, ours]) => digest === ours)
      : known.unspecified === sha256 || known.unspecified === sm3;
    status.className = same ? 'good' : 'bad';
    say(same ? words.same : told.length > 0 ? words.other : words.unknown);
  }

  async function lookUp(name, { sha256, sm3 }) {
    const mine = ++question;
    say(filled(words.hashed, name));
    try {
      const found = new Map();
      for (const digest of [sha256, sm3]) {
        const answer = await fetch('/api/v1/evidence/lookup?digest=' + digest);
        if (answer.status === 429) {
          throw new Error(words.busy);
        }
        if (!answer.ok) {
          throw new Error(words.failed);
        }
        (await answer.json()).found.forEach((item) => found.set(item.id, item));
      }
      if (mine === question) {
        tell([...found.values()]);
      }
    } catch (error) {
      if (mine === question) {
        say(error instanceof TypeError ? words.failed : error.message);
      }
    }
  }

  function tell(found) {
    results.replaceChildren(...(found.length > 0
      ? found.map(card)
      : [document.getElementById('none').content.cloneNode(true)]));
    answer.hidden = false;
    status.className = found.length > 0 ? 'good' : '';
    say(found.length > 1 ? filled(words.many, found.length) : found.length === 1 ? words.one : words.none);
  }

  function card(item) {
    const card = document.getElementById('card').content.cloneNode(true);
    const field = (name) => card.querySelector('[data-field="' + name + '"]');
    const link = field('id');
    link.textContent = item.id;
    link.href = '/evidence/' + encodeURIComponent(item.id) + words.suffix;
    field('state').textContent = item.state === 'revoked' ? words.revoked : words.standing;
    field('state').className = 'state ' + (item.state === 'revoked' ? 'revoked' : 'standing');
    const time = field('loggedAt');
    time.dateTime = item.loggedAt;
    time.textContent = moment(item.loggedAt);
    field('depositor').textContent = item.depositor;
    field('leafIndex').textContent = filled(words.leaf, item.leafIndex);
    return card;
  }

  /** As the server writes it. */
  function moment(text) {
    const shifted = new Date(Date.parse(text) + Number(words.offset) * 3600000);
    return shifted.toISOString().slice(0, 19).replace('T', ' ') + ' ' + words.zone;
  }

  input.disabled = false;
  document.getElementById('script').hidden = false;
  input.addEventListener('change', () => {
    if (input.files.length > 0) {
      start(input.files[0]);
    }
  });
  cancel.addEventListener('click', () => {
    stop();
    say(words.cancelled);
    input.value = '';
    input.focus();
  });
  for (const name of ['dragover', 'dragleave', 'drop']) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.toggle('over', name === 'dragover');
    });
  }
  // a file that misses the area must not replace the page
  for (const name of ['dragover', 'drop']) {
    window.addEventListener(name, (event) => event.preventDefault());
  }
  zone.addEventListener('drop', (event) => {
    const file = event.dataTransfer && event.dataTransfer.files[0];
    if (file) {
      start(file);
    }
  });
})();
