// Filters the cases, and opens a case when a link leads to it. Without this script all is readable:
// browsers open a <details> that a link leads into by themselves.
'use strict';
const form = document.getElementById('filter');
const cases = Array.from(document.querySelectorAll('.case'), (element) => ({
  element,
  verdict: element.dataset.verdict,
  level: element.dataset.level,
  group: element.dataset.group,
  target: element.closest('.target')?.dataset.number,
  rows: element.closest('.rows'),
  shown: true,
  text: null,
}));
const rows = document.querySelectorAll('.rows');  // each has room for all its cases until it is seen

function holds(one, word) {
  if (one.text === null) one.text = one.element.textContent.toLowerCase();
  return one.text.includes(word);
}

function filter() {
  const chosen = new FormData(form);
  const verdicts = new Set(chosen.getAll('verdict'));
  const words = chosen.get('text').toLowerCase().split(/\s+/).filter(Boolean);
  const isAsked = (name, one) => !chosen.get(name) || chosen.get(name) === one[name];
  const filled = new Set();
  let shown = 0;
  for (const one of cases) {
    const match = verdicts.has(one.verdict) && isAsked('level', one) && isAsked('group', one) &&
      isAsked('target', one) && words.every((word) => holds(one, word));
    if (one.shown !== match) one.element.hidden = !match;
    one.shown = match;
    if (match) shown += 1;
    if (match) filled.add(one.rows);
  }
  for (const one of rows) if (one.hidden === filled.has(one)) one.hidden = !one.hidden;
  form.querySelector('.matches').textContent = `${shown} of ${cases.length} cases`;
}

// All that folds around it is opened, too; a case that the filter hides is shown.
function openTarget() {
  let wanted = null;
  try {
    wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return;  // a hash that is no text leads nowhere
  }
  if (!wanted) return;
  const one = wanted.closest('.case') ?? wanted;
  for (const hidden of [one, one.closest('.rows')]) if (hidden) hidden.hidden = false;
  for (let folded = wanted.closest('details'); folded; folded = folded.parentElement.closest('details')) {
    folded.open = true;
  }
  one.scrollIntoView({block: 'start'});
}

if (cases.length > 0) {
  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  filter();
}
window.addEventListener('hashchange', openTarget);
window.addEventListener('beforeprint', () => {
  const folded = document.querySelectorAll('#findings details, .facts, .reason, .target');
  for (const details of Array.from(folded).slice(0, 500)) details.open = true;
});
openTarget();
