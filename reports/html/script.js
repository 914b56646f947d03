// Filters the cases, and opens a case when a link leads to it. Without this script all is readable:
// browsers open a <details> that a link leads into by themselves.
'use strict';
const form = document.getElementById('filter');
const cases = Array.from(document.querySelectorAll('details.case'), (element) => ({
  element,
  verdict: element.dataset.verdict,
  level: element.dataset.level,
  group: element.dataset.group,
  text: null,
}));

function holds(one, word) {
  if (one.text === null) one.text = one.element.textContent.toLowerCase();
  return one.text.includes(word);
}

function filter() {
  const chosen = new FormData(form);
  const verdicts = new Set(chosen.getAll('verdict'));
  const words = chosen.get('text').toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const one of cases) {
    const match = verdicts.has(one.verdict) &&
      (!chosen.get('level') || chosen.get('level') === one.level) &&
      (!chosen.get('group') || chosen.get('group') === one.group) &&
      words.every((word) => holds(one, word));
    if (one.element.hidden === match) one.element.hidden = !match;
    if (match) shown += 1;
  }
  form.querySelector('.matches').textContent = `${shown} of ${cases.length} cases`;
}

function openTarget() {
  let body = null;
  try {
    body = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return;  // a hash that is no text leads nowhere
  }
  const folded = body && body.closest('details');
  if (!folded) return;
  folded.hidden = false;
  folded.open = true;
  folded.scrollIntoView({block: 'start'});
}

if (cases.length > 0) {
  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  filter();
}
window.addEventListener('hashchange', openTarget);
window.addEventListener('beforeprint', () => {
  for (const folded of document.querySelectorAll('#findings details, .facts, #untested details')) {
    folded.open = true;
  }
});
openTarget();
